//! Tags that were escaped once or more, as in documents escaped as a whole.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagEscaped,
    stage: Stage::Tokenize,
    summary: "Tags that were escaped once or more, as in documents escaped as a whole",
    before: "&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Two&amp;lt;/p&amp;gt;",
    after: "One\n\nTwo",
    formerly: &[],
    precision: None,
};
