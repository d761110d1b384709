//! Cells and rows whose table lost its tags.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TableContainerLost,
    stage: Stage::Tokenize,
    summary: "Cells and rows whose table lost its tags",
    before: "<p>Fares:</p>\n<b>Who</b></ td >\n<b>Fare</b></ td >\n</ tr >\nChild td > 2 td >\n<& tr />\n<& tr />Dog td > 1 td > tr > table >",
    after: "Fares:\n\n| **Who** | **Fare** |\n|---|---|\n| Child | 2 |\n| Dog | 1 |",
    formerly: &[],
    precision: None,
};
