//! What an archive or a cache put around a page: its header, its own addresses before those of the page.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ArchiveFrame,
    stage: Stage::Decode,
    summary: "What an archive or a cache put around a page: its header, its own addresses before those of the page",
    what: "The header of the cache of Google goes; addresses that lead to the Wayback Machine lead to the page again.",
    why: "Pages that are gone are saved from archives, which wrap them in their own.",
    before: "<p>See <a href=\"https://web.archive.org/web/20240604101112/https://example.org/a\">there</a>.</p><!-- FILE ARCHIVED ON 10:11:12 Jun 04, 2024 -->",
    after: "See [there](https://example.org/a).",
    near_misses: &[NearMiss {
        text: "<p>See <a href=\"https://web.archive.org/web/20240604101112/https://example.org/a\">there</a>.</p>",
        because: "an author cites an archive on purpose",
    }],
    formerly: &[],
    precision: None,
};
