//! A heading of which only the line is left.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HeadingLine,
    stage: Stage::Build,
    summary: "A heading of which only the line is left",
    before: "The ferry could not sail before May.\nA cold spring\nThe ice on the lake held until the last week of April.",
    after: "The ferry could not sail before May.\n\n## A cold spring\n\nThe ice on the lake held until the last week of April.",
    formerly: &[],
    precision: None,
};
