//! The source of a message, with all of its parts, their boundaries and headers.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::MimePart,
    stage: Stage::Decode,
    summary: "The source of a message, with all of its parts, their boundaries and headers",
    before: "------=_Part_1\nContent-Type: text/html; charset=UTF-8\n\n<p>The café is open.</p>\n\n------=_Part_1--",
    after: "The café is open.",
    formerly: &[],
    precision: None,
};
