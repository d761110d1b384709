//! Cells and rows whose table lost its tags.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TableContainerLost,
    stage: Stage::Tokenize,
    summary: "Cells and rows whose table lost its tags",
    what: "Cells and rows that lost `<table>`, `<tr>` or `<td>`. The ends that are left say where \
         cells and rows were; rows that ran into each other are parted where the other rows \
         agree on a width.",
    why: "Damaged tags of tables were removed, and the ends of cells stayed.",
    before: "<p>Fares:</p>\n<b>Who</b></ td >\n<b>Fare</b></ td >\n</ tr >\nChild td > 2 td >\n<& tr />\n<& tr />Dog td > 1 td > tr > table >",
    after: "Fares:\n\n| **Who** | **Fare** |\n|---|---|\n| Child | 2 |\n| Dog | 1 |",
    near_misses: &[NearMiss {
        text: "<table><tr><th>a<th>b<tr><td>1<td>2</table><p>< b and > td</p>",
        because: "a sound table whose end tags are left out, as HTML allows",
    }],
    formerly: &[],
    precision: None,
};
