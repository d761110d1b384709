//! Quotes doubled by CSV, SQL or C#.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::DoubledQuotes,
    stage: Stage::Decode,
    summary: "Quotes doubled by CSV, SQL or C#",
    what: "Quotes that stand twice where they should stand once, in attributes or inside words. \
         The document as a whole decides: it must have no sound ones of the kind.",
    why: "CSV, SQL and C# double the quotes inside of a quoted field, and the field was taken \
         out without being read.",
    before: "<p>L''heure d''été à l''école</p>",
    after: "L'heure d'été à l'école",
    near_misses: &[
        NearMiss {
            text: "<p>Wikis write ''this'' for emphasis, and l'''école.</p>",
            because: "two apostrophes around a word are emphasis of a wiki",
        },
        NearMiss {
            text: "<p class=\"\"><img src=\"a.png\" alt=\"\" /> He said \"\" and ''.</p>",
            because: "empty attributes and empty quotations",
        },
    ],
    formerly: &[],
    precision: None,
};
