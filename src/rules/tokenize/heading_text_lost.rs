//! An empty heading whose text survives in its id.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HeadingTextLost,
    stage: Stage::Tokenize,
    summary: "An empty heading whose text survives in its id",
    before: "<h2><span id=\"notes-on-the-coast\"></span></h2>< p >Sand.< / p >",
    after: "## Notes on the Coast\n\nSand.",
    formerly: &[],
    precision: None,
};
