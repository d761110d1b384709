//! The letters of a heading set apart, its words by wider gaps.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::LettersSpaced,
    stage: Stage::Build,
    summary: "The letters of a heading set apart, its words by wider gaps",
    before: "< h2 >W h a t   t o   b r i n g</ h2 >< p >Boots.</ p >",
    after: "## What to bring\n\nBoots.",
    formerly: &[],
    precision: None,
};
