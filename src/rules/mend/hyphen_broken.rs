//! A word that a line broke at a hyphen, where the line is no more.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HyphenBroken,
    stage: Stage::Mend,
    summary: "A word that a line broke at a hyphen, where the line is no more",
    what: "A word with a hyphen and a space in it, `exam- ple`, from a line that was joined with \
         the next. It is joined where the whole is a word and the rest is none.",
    why: "A text was hyphenated for print, and its lines were joined later.",
    before: "<p>The story of the volun- teers is told by the har- bour museum.</p>",
    after: "The story of the volunteers is told by the harbour museum.",
    near_misses: &[
        NearMiss {
            text: "<p>Die Finanz- und Sozialpolitik, die Ein- oder Ausgänge; pre- and post-war, short- to long-term.</p>",
            because: "a hyphen that hangs before a conjunction",
        },
        NearMiss {
            text: "<p>The years 1914- 18, a well- known face, the non- smoking car, and a dash - like this - between words.</p>",
            because: "what follows is a word of its own",
        },
    ],
    formerly: &[],
    precision: None,
};
