//! Escapes of a string literal (JSON, JavaScript, SQL) left in the text.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::StringEscapes,
    stage: Stage::Decode,
    summary: "Escapes of a string literal (JSON, JavaScript, SQL) left in the text",
    before: "<p class=\\\"lead\\\">The caf\\u00e9 is open.<\\/p>\\n",
    after: "The café is open.",
    formerly: &[],
    precision: None,
};
