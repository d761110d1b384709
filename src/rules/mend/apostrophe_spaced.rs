//! Spaces at an apostrophe inside a word.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ApostropheSpaced,
    stage: Stage::Mend,
    summary: "Spaces at an apostrophe inside a word",
    what: "Spaces at an apostrophe inside a word: `owner ’s`, `l ’ été`.",
    why: "The apostrophe was a character reference that was set apart from its word, or a \
         translator set it apart.",
    before: "< p >The owner ’s roof leaks.< / p >< p >It ’ll rain.< / p >",
    after: "The owner’s roof leaks.\n\nIt’ll rain.",
    near_misses: &[NearMiss {
        text: "<p>He said ‘ yes ’ and the boys ’ shoes were ’ s of 5 ’ 11 ”; l ’ homme, rock ’ n ’ roll.</p>",
        because: "nothing else in the document is damaged",
    }],
    formerly: &[],
    precision: None,
};
