//! Emphasis that lost its end tag, ended with its block.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::EmphasisUnclosed,
    stage: Stage::Tokenize,
    summary: "Emphasis that lost its end tag, ended with its block",
    what: "Emphasis that lost its end tag, in a document with broken tags. It ends with its \
         block; a browser would carry it over the rest of the article.",
    why: "The end tag was damaged and removed, or escaped.",
    before: "<p>Stay < em >calm.</ p><p>Now.</p>",
    after: "Stay *calm.*\n\nNow.",
    near_misses: &[NearMiss {
        text: "<p><b>Bold <p>still bold</b> not.",
        because: "no tag of the document is broken, so the author's emphasis is believed",
    }],
    formerly: &[],
    precision: None,
};
