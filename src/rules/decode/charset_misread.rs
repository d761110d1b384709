//! Text of one legacy encoding that was read in another, as a whole.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CharsetMisread,
    stage: Stage::Decode,
    summary: "Text of one legacy encoding that was read in another, as a whole",
    what: "Text of one legacy encoding that was read in another, as a whole: `Ïðèâåò` for \
         `Привет`. Nothing in the bytes proves it, so what decides is whether the words that \
         would change become words of a language.",
    why: "The page said nothing of its encoding and was read in the reader's own.",
    before: "<p>Íîâûé ìîñò îòêðûëè óòðîì, õîòÿ ïåðèëà ïðèâåçóò â ìàå.</p>",
    after: "Новый мост открыли утром, хотя перила привезут в мае.",
    near_misses: &[
        NearMiss {
            text: "<p>Þetta er íslenska og það á ekki að breytast, þó að þetta sé skrítið; ýmislegt er þarna.</p>",
            because: "Icelandic has such letters side by side",
        },
        NearMiss {
            text: "<p>¡¡¡Goool!!! gritó el barrio. ¡Él no lo vio! «¡Óscar, ábreme!», y la puerta: ¡pum!</p>",
            because: "signs before capitals, as Spanish sets them",
        },
    ],
    formerly: &[],
    precision: None,
};
