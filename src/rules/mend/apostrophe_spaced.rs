//! Spaces at an apostrophe inside a word.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ApostropheSpaced,
    stage: Stage::Mend,
    summary: "Spaces at an apostrophe inside a word",
    before: "< p >The owner ’s roof leaks.< / p >< p >It ’ll rain.< / p >",
    after: "The owner’s roof leaks.\n\nIt’ll rain.",
    formerly: &[],
    precision: None,
};
