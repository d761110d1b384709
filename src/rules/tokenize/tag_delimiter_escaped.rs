//! A tag of which one delimiter became a character reference, whole or torn.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagDelimiterEscaped,
    stage: Stage::Tokenize,
    summary: "A tag of which one delimiter became a character reference, whole or torn",
    before: "<p>One& lt ;/ p >&l t;p&g t;Two</ p & gt ;",
    after: "One\n\nTwo",
    formerly: &[],
    precision: None,
};
