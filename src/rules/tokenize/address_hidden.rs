//! An address in angle brackets that HTML takes for a tag.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AddressHidden,
    stage: Stage::Tokenize,
    summary: "An address in angle brackets that HTML takes for a tag",
    before: "<p>Write to Ann <ann@example.org> soon.</p>",
    after: "Write to Ann \\<ann@example.org> soon.",
    formerly: &[],
    precision: None,
};
