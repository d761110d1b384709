//! Paragraphs of which only the line breaks are left.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ParagraphLines,
    stage: Stage::Build,
    summary: "Paragraphs of which only the line breaks are left",
    before: "A cold spring\nThe ice on the lake held until the last week of April.\nThe ferry could not sail.",
    after: "# A cold spring\n\nThe ice on the lake held until the last week of April.\n\nThe ferry could not sail.",
    formerly: &[],
    precision: None,
};
