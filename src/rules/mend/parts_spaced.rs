//! Spaces inside numbers, abbreviations, compounds and addresses, as machine translation sets them.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::PartsSpaced,
    stage: Stage::Mend,
    summary: "Spaces inside numbers, abbreviations, compounds and addresses, as machine translation sets them",
    what: "Spaces inside numbers, abbreviations, compounds and addresses: `3 . 5`, `e . g .`, `84 \
         - year - old`. They go where the document has several sites that no sound text shows.",
    why: "Machine translation sets signs apart before it translates, and does not put them back.",
    before: "<p>The 84 - year - old ferry takes 1 , 200 guests at 3 . 5 knots ( e . g . on Sunday ), up 20 %.</p>",
    after: "The 84-year-old ferry takes 1,200 guests at 3.5 knots (e.g. on Sunday), up 20%.",
    near_misses: &[
        NearMiss {
            text: "<p>The map, drawn to a scale of 1 : 25 000, mixes the colours in a ratio of 3 : 1. The match ended 2 : 1.</p>",
            because: "ratios, scales and scores",
        },
        NearMiss {
            text: "<p>The mule - he said - was well - known to all of them. Mon - Fri, from 9 - 5.</p>",
            because: "dashes",
        },
    ],
    formerly: &[],
    precision: None,
};
