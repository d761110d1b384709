//! Placeholders that no template filled in.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TemplateText,
    stage: Stage::Build,
    summary: "Placeholders that no template filled in",
    what: "Placeholders of a template that nothing filled in: `{{ newsletter_form }}`. They go, \
         and are recorded as removed.",
    why: "The template was scraped in the place of the page, or a script would have filled it in \
         later.",
    before: "<p>{{ newsletter_form }}</p><p>The lamp is lit.</p>",
    after: "The lamp is lit.",
    near_misses: &[NearMiss {
        text: "<h2>Dear {{name}}, your boat is ready</h2>\n<p>A letter began “Dear {{name}}” and ended in {{boat|default:\"boat\"}}.</p>",
        because: "a placeholder inside a sentence, where something would be missing without it",
    }],
    formerly: &[],
    precision: None,
};
