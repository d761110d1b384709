//! Markup of publishing systems in the place of HTML.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::SystemMarkup,
    stage: Stage::Decode,
    summary: "Markup of publishing systems in the place of HTML",
    before: "<p>See <link https://example.org/a _blank>there</link>.</p>",
    after: "See [there](https://example.org/a).",
    formerly: &[],
    precision: None,
};
