//! A sign of negation where a word had a soft hyphen.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HyphenSoft,
    stage: Stage::Mend,
    summary: "A sign of negation where a word had a soft hyphen",
    what: "The sign of negation inside words, `sur¬vey`, where a soft hyphen stood. It goes where \
         both parts are one word.",
    why: "In an old code page the soft hyphen has the place that the sign of negation has in \
         another.",
    before: "<p>The sur¬vey of the har¬bour is done.</p>",
    after: "The survey of the harbour is done.",
    near_misses: &[
        NearMiss {
            text: "<p>The formula ¬p ∧ q holds if p is false; p¬q is not well formed, nor is ab¬.</p>",
            because: "the sign of logic",
        },
        NearMiss {
            text: "<p>The old export writes name¬street¬town in its first line, and colour¬size¬price in the next.</p>",
            because: "a separator of fields",
        },
    ],
    formerly: &[],
    precision: None,
};
