//! Characters without width where they do nothing, as beside a space.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::InvisibleCharacters,
    stage: Stage::Decode,
    summary: "Characters without width where they do nothing, as beside a space",
    what: "ZERO WIDTH SPACE and WORD JOINER beside a space, a byte order mark inside the text, a joiner that no letter follows, a mark of direction in a text of one direction: all go.",
    why: "Editors put them in to tell where a line may break, and files that are put together keep their byte order marks; search and comparison trip over them.",
    before: "<p>The\u{200b} café\u{2060} is open.\u{feff}</p>",
    after: "The café is open.",
    near_misses: &[
        NearMiss {
            text: "<p>او می\u{200c}خواهد کتاب\u{200c}ها را بخواند.</p>",
            because: "between letters the joiner decides their form",
        },
        NearMiss {
            text: "<p>ភាសា\u{200b}ខ្មែរ</p>",
            because: "in scripts without spaces it parts words",
        },
    ],
    formerly: &[],
    precision: None,
};
