//! An attribute in curly, fullwidth, doubled, escaped or unclosed quotes.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AttributeQuotes,
    stage: Stage::Tokenize,
    summary: "An attribute in curly, fullwidth, doubled, escaped or unclosed quotes",
    before: "<p>See <a href=“https://example.org/a”>there</a>.</p>",
    after: "See [there](https://example.org/a).",
    formerly: &[],
    precision: None,
};
