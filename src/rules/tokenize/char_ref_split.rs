//! White space inside a character reference.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharRefSplit,
    stage: Stage::Tokenize,
    summary: "White space inside a character reference",
    what: "White space inside a character reference, `& eacute ;`, and the spaces that it tore \
         into the word around it. The lexicon says which of them are real.",
    why: "Machine translation and tokenisers set spaces around `&` and `;`.",
    before: "<p>Salt &a mp ; pepper, caf& eacute ;</p>",
    after: "Salt & pepper, café",
    near_misses: &[
        NearMiss {
            text: "<p>AT & T; the R & D; B&B; Smith & Sons; rope &c.; a & mu ; b</p>",
            because: "ampersands of names, with a semicolon behind them",
        },
        NearMiss {
            text: "<p>Call fork(a&1024;b), A&12;, R&42; and &2024; for «&слово;».</p>",
            because: "no reference has these names",
        },
    ],
    formerly: &[],
    precision: None,
};
