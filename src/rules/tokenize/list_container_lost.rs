//! Items whose list lost its tags.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ListContainerLost,
    stage: Stage::Tokenize,
    summary: "Items whose list lost its tags",
    before: "<p>Bring:</p>\nbread& lt ;/ li >salt& lt ;/ li >\n</ ul >",
    after: "Bring:\n\n- bread\n- salt",
    formerly: &[],
    precision: None,
};
