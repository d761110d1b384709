//! White space between a tag's delimiters and its name.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagDelimiterSpaced,
    stage: Stage::Tokenize,
    summary: "White space between a tag's delimiters and its name",
    before: "< p >Stay < strong >calm< / strong >.</ p >",
    after: "Stay **calm**.",
    formerly: &[],
    precision: None,
};
