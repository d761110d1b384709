//! Quotes doubled by CSV, SQL or C#.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::DoubledQuotes,
    stage: Stage::Decode,
    summary: "Quotes doubled by CSV, SQL or C#",
    before: "<p>L''heure d''été à l''école</p>",
    after: "L'heure d'été à l'école",
    formerly: &[],
    precision: None,
};
