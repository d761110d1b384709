//! The letters of a heading set apart, its words by wider gaps.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::LettersSpaced,
    stage: Stage::Build,
    summary: "The letters of a heading set apart, its words by wider gaps",
    what: "The letters of a heading set apart by spaces, its words by wider gaps: `W h a t t o b \
         r i n g`. They are closed up.",
    why: "Typewriters emphasised so, and style sheets are copied with the text by some programs.",
    before: "< h2 >W h a t   t o   b r i n g</ h2 >< p >Boots.</ p >",
    after: "## What to bring\n\nBoots.",
    near_misses: &[NearMiss {
        text: "The letters of the lamp are these, in the order in which he learned them:\n\ne t a o i n   s h r d l u went well on Monday.\n\nK A F F E E\n\nstood on the tin that he kept them in.",
        because: "letters that make no words, and a single word that may be set apart on purpose",
    }],
    formerly: &[],
    precision: None,
};
