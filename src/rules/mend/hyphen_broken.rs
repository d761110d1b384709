//! A word that a line broke at a hyphen, where the line is no more.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HyphenBroken,
    stage: Stage::Mend,
    summary: "A word that a line broke at a hyphen, where the line is no more",
    before: "<p>The story of the volun- teers is told by the har- bour museum.</p>",
    after: "The story of the volunteers is told by the harbour museum.",
    formerly: &[],
    precision: None,
};
