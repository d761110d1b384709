//! White space in an address.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AttributeSpaced,
    stage: Stage::Tokenize,
    summary: "White space in an address",
    before: "<p>See <a href=\"https: //example.org / a\">there</a>.</p>",
    after: "See [there](https://example.org/a).",
    formerly: &[],
    precision: None,
};
