//! An encoding that the bytes contradict, as a whole or in places.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::EncodingLabelWrong,
    stage: Stage::Decode,
    summary: "An encoding that the bytes contradict, as a whole or in places",
    before: "<meta charset=iso-8859-1><p>Café Müller</p>",
    after: "Café Müller",
    formerly: &[],
    precision: None,
};
