//! A tag in fullwidth or other foreign delimiters.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagFullwidth,
    stage: Stage::Tokenize,
    summary: "A tag in fullwidth or other foreign delimiters",
    what: "A tag whose delimiters are fullwidth signs, or brackets and quotes of another script.",
    why: "Input methods and translation into Chinese, Japanese and Korean set the signs of those \
         scripts.",
    before: "＜p＞Stay ＜strong＞calm＜／strong＞.＜／p＞",
    after: "Stay **calm**.",
    near_misses: &[
        NearMiss {
            text: "<p>‹ Voilà › dit-il. 《書》＜上＞ Ａ＜Ｂ</p>",
            because: "quotation marks and titles around words",
        },
        NearMiss {
            text: "<p>The letters ‹p› and ‹b› are mute; so is ‹i›.</p>",
            because: "quotes around letters that have the names of elements",
        },
    ],
    formerly: &[],
    precision: None,
};
