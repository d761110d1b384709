//! What is left beside tags: a semicolon, a bracket, a name or an end tag too many.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::MarkupResidue,
    stage: Stage::Tokenize,
    summary: "What is left beside tags: a semicolon, a bracket, a name or an end tag too many",
    before: "<table><tr><th>A<th>B</ th & gt ;</tr> ;\n<tr><td>1<td>2</td></tr></table>",
    after: "| A | B |\n|---|---|\n| 1 | 2 |",
    formerly: &[],
    precision: None,
};
