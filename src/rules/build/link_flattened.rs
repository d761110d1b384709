//! A link of which only the address is left, in brackets or in a list below the text.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::LinkFlattened,
    stage: Stage::Build,
    summary: "A link of which only the address is left, in brackets or in a list below the text",
    what: "A link of plain text: its address in brackets behind it, or as a number into a list \
         below the text. It becomes a link where a line says how far its text goes.",
    why: "Mail programs and text browsers write links so.",
    before: "See the\n\n* [1]list of huts\n* [2]map\n\nor write to Ann<mailto:ann@example.org>.\n\nReferences\n\n1. https://example.org/huts\n2. https://example.org/map",
    after: "See the\n\n- [list of huts](https://example.org/huts)\n- [map](https://example.org/map)\n\nor write to [Ann](mailto:ann@example.org).",
    near_misses: &[NearMiss {
        text: "The bridge was begun in 1811 [1], and finished in 1815 [2]. Nobody knows\nwho paid for the towers [3][4].\n\nReferences\n\nThree of the books are in the library, and the fourth is a map.",
        because: "numbers of citations, without a list of addresses",
    }],
    formerly: &[],
    precision: None,
};
