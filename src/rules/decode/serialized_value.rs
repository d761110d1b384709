//! A value that PHP serialized, with the names and lengths of its strings.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::SerializedValue,
    stage: Stage::Decode,
    summary: "A value that PHP serialized, with the names and lengths of its strings",
    before: "a:2:{s:5:\"title\";s:0:\"\";s:4:\"text\";s:25:\"<p>The café is open.</p>\";}",
    after: "The café is open.",
    formerly: &[],
    precision: None,
};
