//! Placeholders that no template filled in.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TemplateText,
    stage: Stage::Build,
    summary: "Placeholders that no template filled in",
    before: "<p>{{ newsletter_form }}</p><p>The lamp is lit.</p>",
    after: "The lamp is lit.",
    formerly: &[],
    precision: None,
};
