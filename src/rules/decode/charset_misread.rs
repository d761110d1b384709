//! Text of one legacy encoding that was read in another, as a whole.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharsetMisread,
    stage: Stage::Decode,
    summary: "Text of one legacy encoding that was read in another, as a whole",
    before: "<p>Íîâûé ìîñò îòêðûëè óòðîì, õîòÿ ïåðèëà ïðèâåçóò â ìàå.</p>",
    after: "Новый мост открыли утром, хотя перила привезут в мае.",
    formerly: &[],
    precision: None,
};
