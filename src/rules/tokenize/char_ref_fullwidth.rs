//! A character reference with fullwidth signs.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharRefFullwidth,
    stage: Stage::Tokenize,
    summary: "A character reference with fullwidth signs",
    before: "<p>豆腐＆nbsp；屋＆mdash；新店</p>",
    after: "豆腐\u{a0}屋—新店",
    formerly: &[],
    precision: None,
};
