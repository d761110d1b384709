//! Ligatures apart from the rest of their words, or as characters in such a document or a printed one.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::LigatureSplit,
    stage: Stage::Mend,
    summary: "Ligatures apart from the rest of their words, or as characters in such a document or a printed one",
    what: "A ligature with a space beside it, `ﬁ rst`, or as a character of its own. In a text \
         that was printed for sure it becomes the letters it stands for.",
    why: "Fonts have one glyph for `fi`, `fl`, `ff`, and extractors of PDF files keep the glyph.",
    before: "<p>The ﬁ rst patient and the ﬁ nal survey were con ﬁ rmed.</p>",
    after: "The first patient and the final survey were confirmed.",
    near_misses: &[
        NearMiss {
            text: "<p>The ﬁrst edition was set with the ligatures ﬁ and ﬂ, and the ﬁnal one without. In music, ff means very loud and pp very soft.</p>",
            because: "a text about ligatures",
        },
        NearMiss {
            text: "<p>Stir 12 ﬂ oz of milk into 8 ﬂ oz of cream, and keep 2 ﬂ oz for the glaze.</p>",
            because: "an abbreviation behind a number",
        },
    ],
    formerly: &[],
    precision: None,
};
