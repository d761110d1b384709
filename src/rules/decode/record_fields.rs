//! A record of a database or an interface (JSON, CSV, SQL, a value of Python), with the names of its fields, also cut off.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::RecordFields,
    stage: Stage::Decode,
    summary: "A record of a database or an interface (JSON, CSV, SQL, a value of Python), with the names of its fields, also cut off",
    before: "{\"id\": 7, \"title\": \"News\", \"content\": \"<p>The caf\\u00e9 is open.<\\/p>\"}",
    after: "# News\n\nThe café is open.",
    formerly: &[],
    precision: None,
};
