//! Characters still in the UTF-7 form of old mail.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::Utf7,
    stage: Stage::Decode,
    summary: "Characters still in the UTF-7 form of old mail",
    before: "<p>The caf+AOk- isn+IBk-t open +IBM- yet.</p>",
    after: "The café isn’t open – yet.",
    formerly: &[],
    precision: None,
};
