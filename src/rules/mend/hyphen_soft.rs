//! A sign of negation where a word had a soft hyphen.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HyphenSoft,
    stage: Stage::Mend,
    summary: "A sign of negation where a word had a soft hyphen",
    before: "<p>The sur¬vey of the har¬bour is done.</p>",
    after: "The survey of the harbour is done.",
    formerly: &[],
    precision: None,
};
