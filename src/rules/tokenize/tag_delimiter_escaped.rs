//! A tag of which one delimiter became a character reference, whole or torn.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagDelimiterEscaped,
    stage: Stage::Tokenize,
    summary: "A tag of which one delimiter became a character reference, whole or torn",
    what: "A tag of which one delimiter became a character reference, `&lt;` or `&gt;`, whole or \
         torn, and the other is as it was.",
    why: "A pipeline escaped what it did not take for a tag any more, since another step had \
         damaged it before.",
    before: "<p>One& lt ;/ p >&l t;p&g t;Two</ p & gt ;",
    after: "One\n\nTwo",
    near_misses: &[
        NearMiss {
            text: "<p>The tags &lt;p&gt; and &lt;/p&gt; stand around a paragraph, &lt;br&gt; breaks a line.</p>",
            because: "both delimiters are escaped: the text speaks of tags",
        },
        NearMiss {
            text: "<p>The flag is (21 &lt;&lt; MAP_SHIFT) or (1 &lt;&lt; B), the mask (i &lt;&lt; I) - 1.</p>",
            because: "shifts of a program",
        },
    ],
    formerly: &[],
    precision: None,
};
