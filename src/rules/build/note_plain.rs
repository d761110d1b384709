//! Notes glued to the end of the text they belong to.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::NotePlain,
    stage: Stage::Build,
    summary: "Notes glued to the end of the text they belong to",
    what: "Notes that are only text: `[1]` where they belong, `[1] …` glued to the end. They \
         become footnotes where the numbers run from 1 without a gap and the text refers to \
         each.",
    why: "An extractor took the links and the list of the notes away.",
    before: "<p>The lamp is lit.[1] It burns all night.—[1] Harbour Office, Report (2023)</p>",
    after: "The lamp is lit.[^1] It burns all night.\n\n[^1]: Harbour Office, Report (2023)",
    near_misses: &[
        NearMiss {
            text: "<p>pages[0] is the cover and pages[1] the first leaf; heights lie in [1, 2].</p>\n<p>Some say so [3], others not [7].</p>",
            because: "indices, intervals and citations without a list",
        },
        NearMiss {
            text: "<p>Size: 4* or 5*, breakfast included.</p>\n<p>* Prices without tax.</p>",
            because: "stars that count something",
        },
    ],
    formerly: &[],
    precision: None,
};
