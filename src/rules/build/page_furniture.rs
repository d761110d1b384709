//! The header, the footer or the column rule of a printed page inside the text.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::PageFurniture,
    stage: Stage::Build,
    summary: "The header, the footer or the column rule of a printed page inside the text",
    before: "The boats lay in the\n\nHarbour News 4\n\nbasin all winter, and the\n\nHarbour News 5\n\nowners went home.",
    after: "The boats lay in the basin all winter, and the owners went home.",
    formerly: &[],
    precision: None,
};
