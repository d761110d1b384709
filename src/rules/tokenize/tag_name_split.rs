//! White space inside a tag's name, or letters of another alphabet in it.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagNameSplit,
    stage: Stage::Tokenize,
    summary: "White space inside a tag's name, or letters of another alphabet in it",
    before: "<p>Stay <s trong>calm</s trong>.</p>",
    after: "Stay **calm**.",
    formerly: &[],
    precision: None,
};
