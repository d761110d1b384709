//! Markup of publishing systems in the place of HTML.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::SystemMarkup,
    stage: Stage::Decode,
    summary: "Markup of publishing systems in the place of HTML",
    what: "Markup of a publishing system in the place of HTML: Textile, SPIP, MediaWiki, TYPO3, \
         the SGML of a newswire. It becomes HTML or Markdown, which the later stages read.",
    why: "The database of the system was exported, not the pages made from it.",
    before: "<p>See <link https://example.org/a _blank>there</link>.</p>",
    after: "See [there](https://example.org/a).",
    near_misses: &[
        NearMiss {
            text: "<p>In a wiki, == Cause == begins a section and '''clock''' is strong.</p>",
            because: "a page in HTML that explains the markup of a wiki",
        },
        NearMiss {
            text: "<p>h2. is how Textile begins a heading. See \"the map\":https://nets.example.org/map.</p>",
            because: "a page in HTML that explains Textile",
        },
    ],
    formerly: &[],
    precision: None,
};
