//! A character reference without its ampersand or semicolon.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharRefDelimiterLost,
    stage: Stage::Tokenize,
    summary: "A character reference without its ampersand or semicolon",
    what: "A character reference without its ampersand or its semicolon, where HTML does not read \
         it as one any more.",
    why: "Clean-ups remove ampersands, and word breaks take semicolons away.",
    before: "<p>It&rsquo s time &mdash today, quot;now quot;.</p>",
    after: "It’s time — today, \"now \".",
    near_misses: &[
        NearMiss {
            text: "<p>One pound; two cents; see #8217; and #12;. The sum; the copy; not amp.</p>",
            because: "`pound`, `sum` and `copy` are words, and a semicolon may follow words",
        },
        NearMiss {
            text: "<p>typedef struct { long quot; long rem; } pair; int amp; char lt; double copy;</p>",
            because: "names of a program",
        },
    ],
    formerly: &[],
    precision: None,
};
