//! A word that a stray space has split, by the word list and the document's own words.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::WordSplit,
    stage: Stage::Mend,
    summary: "A word that a stray space has split, by the word list and the document's own words",
    before: "<p>The p lan aims t o protect t he coast and f or once n obody objected.</p>",
    after: "The plan aims to protect the coast and for once nobody objected.",
    formerly: &[],
    precision: None,
};
