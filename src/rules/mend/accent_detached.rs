//! Accents beside their letters, as in the text layer of TeX documents.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AccentDetached,
    stage: Stage::Mend,
    summary: "Accents beside their letters, as in the text layer of TeX documents",
    what: "An accent that stands before its letter, `f¨ur`, joined with it where the document has \
         several and the word is one of its language.",
    why: "TeX sets an accent above a letter by printing both, and extractors of PDF files keep \
         the order.",
    before: "<p>Die W¨olbung war f¨ur ihn ein R¨atsel.</p>",
    after: "Die Wölbung war für ihn ein Rätsel.",
    near_misses: &[
        NearMiss {
            text: "<p>Press ´ and then e for é, ¨ and then u for ü, ˜ and then n for ñ.</p>",
            because: "a text about accents",
        },
        NearMiss {
            text: "<p>It´s late, and the captain´s dog isn´t here. That´s all: l´eau, l´amour, l´usine et l´île.</p>",
            because: "an acute accent that was typed for an apostrophe",
        },
    ],
    formerly: &[],
    precision: None,
};
