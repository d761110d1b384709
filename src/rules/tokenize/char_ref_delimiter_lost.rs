//! A character reference without its ampersand or semicolon.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharRefDelimiterLost,
    stage: Stage::Tokenize,
    summary: "A character reference without its ampersand or semicolon",
    before: "<p>It&rsquo s time &mdash today, quot;now quot;.</p>",
    after: "It’s time — today, \"now \".",
    formerly: &[],
    precision: None,
};
