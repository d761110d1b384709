//! A tag of which one delimiter is gone.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagDelimiterLost,
    stage: Stage::Tokenize,
    summary: "A tag of which one delimiter is gone",
    before: "<ul><li>One /li><li>Two</ li >li >Three</li></ul>",
    after: "- One\n- Two\n- Three",
    formerly: &[],
    precision: None,
};
