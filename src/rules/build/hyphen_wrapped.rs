//! A word broken with a hyphen where a line ended.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HyphenWrapped,
    stage: Stage::Build,
    summary: "A word broken with a hyphen where a line ended",
    before: "The swim-\nming bath is closed, and the ad-\njoining sauna with it.",
    after: "The swimming bath is closed, and the adjoining sauna with it.",
    formerly: &[],
    precision: None,
};
