//! Characters still in the UTF-7 form of old mail.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::Utf7,
    stage: Stage::Decode,
    summary: "Characters still in the UTF-7 form of old mail",
    what: "Characters beyond ASCII that stand in the form of UTF-7 (RFC 2152): a plus sign, \
         base64, a minus sign. They become the characters they stand for.",
    why: "Old mail could carry seven bits only, and archives of it were taken for ASCII.",
    before: "<p>The caf+AOk- isn+IBk-t open +IBM- yet.</p>",
    after: "The café isn’t open – yet.",
    near_misses: &[
        NearMiss {
            text: "<p>Call +442079460123 or +49-30-901820. C+Java-like syntax, a+b-c, A+B-tests and Google+-pages are no letters.</p>",
            because: "what stands between plus and minus is no UTF-16 of letters that fit the words \
             around it",
        },
        NearMiss {
            text: "<p>In UTF-7 a pound sign is written <code>+AKM-</code>, and <code>Ren+AOk-e</code> is a name.</p>",
            because: "code is shown as it is",
        },
    ],
    formerly: &[],
    precision: None,
};
