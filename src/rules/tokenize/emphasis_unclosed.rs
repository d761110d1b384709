//! Emphasis that lost its end tag, ended with its block.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::EmphasisUnclosed,
    stage: Stage::Tokenize,
    summary: "Emphasis that lost its end tag, ended with its block",
    before: "<p>Stay < em >calm.</ p><p>Now.</p>",
    after: "Stay *calm.*\n\nNow.",
    formerly: &[],
    precision: None,
};
