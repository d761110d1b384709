//! A type, a placeholder or a file name in angle brackets that HTML takes for a tag.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagInText,
    stage: Stage::Tokenize,
    summary: "A type, a placeholder or a file name in angle brackets that HTML takes for a tag",
    what: "Words in angle brackets that HTML takes for a tag, so that they vanish: `Vec<T>`, \
         `<your type>`. They become text.",
    why: "A text was put into a page without being escaped.",
    before: "<p>A Vec<T> holds values of the type <your type>.</p>",
    after: "A Vec\\<T> holds values of the type \\<your type>.",
    near_misses: &[
        NearMiss {
            text: "<p><o:p></o:p><my-widget>In a widget</my-widget> at <st1:place>Paris</st1:place> and <blink>now</blink>.</p>",
            because: "elements of programs and of old browsers",
        },
        NearMiss {
            text: "<!DOCTYPE html><p><a name=\"`\"></a><b>`</b> marks a place, and a file of `<b>-</b>` is the standard input.</p>",
            because: "sound tags between backticks",
        },
    ],
    formerly: &[],
    precision: None,
};
