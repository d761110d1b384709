//! A tag whose name was translated.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagNameTranslated,
    stage: Stage::Tokenize,
    summary: "A tag whose name was translated",
    before: "<p>Hay <fuerte>calma</fuerte>.</p>",
    after: "Hay **calma**.",
    formerly: &[],
    precision: None,
};
