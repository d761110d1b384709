//! Windows-1252 punctuation that was read as Latin-1 control characters.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::C1Control,
    stage: Stage::Decode,
    summary: "Windows-1252 punctuation that was read as Latin-1 control characters",
    what: "Control characters from U+0080 to U+009F, which no text has: the punctuation of \
         Windows-1252. They become the quotes and dashes they stand for.",
    why: "Windows-1252 was read as Latin-1, which has control characters in the place of its \
         curly quotes.",
    before: "<p>It isn\u{92}t \u{93}open\u{94}.</p>",
    after: "It isn’t “open”.",
    near_misses: &[NearMiss {
        text: "<p>The bytes \u{81} and \u{8d} have none.</p>",
        because: "Windows-1252 has no character for these",
    }],
    formerly: &[],
    precision: None,
};
