//! The word that marks an advertisement, alone or glued to the text.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AdMarker,
    stage: Stage::Build,
    summary: "The word that marks an advertisement, alone or glued to the text",
    what: "The word that marks an advertisement, alone in its block or glued to the text. It \
         goes, and is recorded as removed.",
    why: "The slot of the advertisement is empty in what was scraped, its label is not.",
    before: "<p>The lamp is lit.ADVERTISEMENT</p><p>It burns all night.</p>",
    after: "The lamp is lit.\n\nIt burns all night.",
    near_misses: &[
        NearMiss {
            text: "<p>The printer set the word ADVERTISEMENT above an obituary.</p>",
            because: "the word in a sentence",
        },
        NearMiss {
            text: "As a designer you may work for one of these trades, of which no one is better than another:\n\n- Branding\n- Advertising\n- Illustration\n\nEach of them has its own schools, and the school in the harbour teaches all of them at once.",
            because: "an item of a list of its kind",
        },
    ],
    formerly: &[],
    precision: None,
};
