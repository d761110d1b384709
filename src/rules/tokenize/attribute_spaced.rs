//! White space in an address.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AttributeSpaced,
    stage: Stage::Tokenize,
    summary: "White space in an address",
    what: "White space inside an address: `https: //example.org / a`. It is taken out.",
    why: "Machine translation and tokenisers set spaces around colons, slashes and dots.",
    before: "<p>See <a href=\"https: //example.org / a\">there</a>.</p>",
    after: "See [there](https://example.org/a).",
    near_misses: &[NearMiss {
        text: "<p><a href=\"Tide table (spring).pdf\">one</a> <a href = \"b\" >two</a></p>",
        because: "the name of a file may have spaces, and so may the equals sign of an attribute",
    }],
    formerly: &[],
    precision: None,
};
