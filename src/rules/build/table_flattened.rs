//! A table of which only pipes, tabs or columns are left.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TableFlattened,
    stage: Stage::Build,
    summary: "A table of which only pipes, tabs or columns are left",
    before: "Day | Catch\n---|---\nMonday | 12\nTuesday | 9",
    after: "| Day | Catch |\n|---|---|\n| Monday | 12 |\n| Tuesday | 9 |",
    formerly: &[],
    precision: None,
};
