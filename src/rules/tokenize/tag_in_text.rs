//! A type, a placeholder or a file name in angle brackets that HTML takes for a tag.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagInText,
    stage: Stage::Tokenize,
    summary: "A type, a placeholder or a file name in angle brackets that HTML takes for a tag",
    before: "<p>A Vec<T> holds values of the type <your type>.</p>",
    after: "A Vec\\<T> holds values of the type \\<your type>.",
    formerly: &[],
    precision: None,
};
