//! White space inside a character reference.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharRefSplit,
    stage: Stage::Tokenize,
    summary: "White space inside a character reference",
    before: "<p>Salt &a mp ; pepper, caf& eacute ;</p>",
    after: "Salt & pepper, café",
    formerly: &[],
    precision: None,
};
