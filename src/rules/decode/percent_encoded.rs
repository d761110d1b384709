//! A whole fragment still percent-encoded, as in an address or a form, or its letters.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::PercentEncoded,
    stage: Stage::Decode,
    summary: "A whole fragment still percent-encoded, as in an address or a form, or its letters",
    before: "%3Cp%3EThe%20caf%C3%A9%20is%20open.%3C%2Fp%3E",
    after: "The café is open.",
    formerly: &[],
    precision: None,
};
