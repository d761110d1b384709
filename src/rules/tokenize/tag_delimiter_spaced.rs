//! White space between a tag's delimiters and its name.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagDelimiterSpaced,
    stage: Stage::Tokenize,
    summary: "White space between a tag's delimiters and its name",
    what: "White space between a tag's `<`, `/`, `>` and its name. The tag is read as it was \
         meant, where its form, its partner and the damage of the document say that it is one.",
    why: "Machine translation and tokenisers set spaces around signs.",
    before: "< p >Stay < strong >calm< / strong >.</ p >",
    after: "Stay **calm**.",
    near_misses: &[
        NearMiss {
            text: "<p>Let a < b and b > c, so that p > 0.05 and if (a < p && p > b) ring.</p>",
            because: "comparisons of variables that have the names of elements",
        },
        NearMiss {
            text: "<p>Write <code>&lt; p &gt;</code> as <code>< / p ></code>.</p>",
            because: "code shows a tag",
        },
    ],
    formerly: &[],
    precision: None,
};
