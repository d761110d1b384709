//! A character reference whose ampersand was escaped again, to any depth.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharRefOverEscaped,
    stage: Stage::Tokenize,
    summary: "A character reference whose ampersand was escaped again, to any depth",
    what: "A character reference whose ampersand was escaped again, to any depth: \
         `&amp;amp;nbsp;`.",
    why: "Each step of a pipeline escaped what the step before it had escaped.",
    before: "<p>Salt &amp;amp;amp; pepper</p>",
    after: "Salt & pepper",
    near_misses: &[NearMiss {
        text: "<p>For “&amp;nbsp;” the clerk types &amp;amp; and a name.</p>",
        because: "the text speaks of the reference",
    }],
    formerly: &[],
    precision: None,
};
