//! Headings and paragraphs that an extractor joined without anything between them.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ParagraphsJoined,
    stage: Stage::Decode,
    summary: "Headings and paragraphs that an extractor joined without anything between them",
    before: "The bakery opens again after ten yearsThe old bakery, closed since spring, opens on Saturday. The wood is there.The bread is made by six people. They have time.Who may bakeEach family has a day a month. Who has no flour may buy it at the mill.The rules are few.",
    after: "# The bakery opens again after ten years\n\nThe old bakery, closed since spring, opens on Saturday. The wood is there.\n\nThe bread is made by six people. They have time.\n\n## Who may bake\n\nEach family has a day a month. Who has no flour may buy it at the mill.\n\nThe rules are few.",
    formerly: &[],
    precision: None,
};
