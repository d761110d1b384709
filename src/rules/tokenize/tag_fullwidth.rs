//! A tag in fullwidth or other foreign delimiters.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagFullwidth,
    stage: Stage::Tokenize,
    summary: "A tag in fullwidth or other foreign delimiters",
    before: "＜p＞Stay ＜strong＞calm＜／strong＞.＜／p＞",
    after: "Stay **calm**.",
    formerly: &[],
    precision: None,
};
