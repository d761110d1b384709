//! A character reference with fullwidth signs.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharRefFullwidth,
    stage: Stage::Tokenize,
    summary: "A character reference with fullwidth signs",
    what: "A character reference with a fullwidth ampersand or semicolon: `＆nbsp；`.",
    why: "Input methods and translation set the signs of the script around them.",
    before: "<p>豆腐＆nbsp；屋＆mdash；新店</p>",
    after: "豆腐\u{a0}屋—新店",
    near_misses: &[
        NearMiss {
            text: "<p>Ａ＆Ｂ；Ｃ　＆　Ｄ</p>",
            because: "a fullwidth ampersand between letters",
        },
        NearMiss {
            text: "<p>وقعت AT&T؛ ثم R&D؛ ثم شركة نور &amp; بحر؛ عقدا جديدا.</p>",
            because: "the semicolon is that of the sentence",
        },
    ],
    formerly: &[],
    precision: None,
};
