//! A word that a stray space has split, by the word list and the document's own words.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::WordSplit,
    stage: Stage::Mend,
    summary: "A word that a stray space has split, by the word list and the document's own words",
    what: "A word that a stray space has split: `t o`, `p lan`. The document says how often a gap \
         is damage, and its words and the lexicon of its language say which way of reading a \
         line is the likeliest.",
    why: "Machine translation, spinners and extractors of PDF files set spaces inside words.",
    before: "<p>The p lan aims t o protect t he coast and f or once n obody objected.</p>",
    after: "The plan aims to protect the coast and for once nobody objected.",
    near_misses: &[
        NearMiss {
            text: "<p>The council wants t o plant trees along the river and in the parks, said a spokeswoman.</p>",
            because: "one slip proves nothing",
        },
        NearMiss {
            text: "<p>The value h is a height. If t is here then s he is not. We drew b by b blocks and an m by n table.</p>",
            because: "variables",
        },
        NearMiss {
            text: "<p>Das ist s e h r wichtig und bitte n i c h t vergessen, sagte der alte Lehrer in der Schule.</p>",
            because: "words that are set apart for emphasis",
        },
    ],
    formerly: &[],
    precision: None,
};
