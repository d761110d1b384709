//! A character reference whose ampersand was escaped again, to any depth.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharRefOverEscaped,
    stage: Stage::Tokenize,
    summary: "A character reference whose ampersand was escaped again, to any depth",
    before: "<p>Salt &amp;amp;amp; pepper</p>",
    after: "Salt & pepper",
    formerly: &[],
    precision: None,
};
