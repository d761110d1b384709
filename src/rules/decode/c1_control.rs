//! Windows-1252 punctuation that was read as Latin-1 control characters.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::C1Control,
    stage: Stage::Decode,
    summary: "Windows-1252 punctuation that was read as Latin-1 control characters",
    before: "<p>It isn\u{92}t \u{93}open\u{94}.</p>",
    after: "It isn’t “open”.",
    formerly: &[],
    precision: None,
};
