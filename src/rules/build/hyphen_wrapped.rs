//! A word broken with a hyphen where a line ended.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HyphenWrapped,
    stage: Stage::Build,
    summary: "A word broken with a hyphen where a line ended",
    what: "A word that was broken with a hyphen at the end of a line. The hyphen goes where both \
         parts are one word of the language.",
    why: "Text of a fixed width is hyphenated, in print and in old mail.",
    before: "The swim-\nming bath is closed, and the ad-\njoining sauna with it.",
    after: "The swimming bath is closed, and the adjoining sauna with it.",
    near_misses: &[NearMiss {
        text: "<p>A well-\nknown rule, and the Ein-\nund Ausgänge of a hall.</p>",
        because: "a compound keeps its hyphen, and so does one that hangs before `und`",
    }],
    formerly: &[],
    precision: None,
};
