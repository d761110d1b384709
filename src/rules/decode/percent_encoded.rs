//! A whole fragment still percent-encoded, as in an address or a form, or its letters.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::PercentEncoded,
    stage: Stage::Decode,
    summary: "A whole fragment still percent-encoded, as in an address or a form, or its letters",
    what: "A fragment that is percent-encoded as a whole, or of which the letters beyond ASCII \
         are. It is decoded; addresses stay as they are.",
    why: "`encodeURIComponent`, `escape` and forms encode what they send, and whoever stored it \
         did not decode it.",
    before: "%3Cp%3EThe%20caf%C3%A9%20is%20open.%3C%2Fp%3E",
    after: "The café is open.",
    near_misses: &[
        NearMiss {
            text: "<p>Sales rose by 20% and fell by 3%; 50%20 is no share.</p>",
            because: "percent signs behind numbers",
        },
        NearMiss {
            text: "<p>See <a href=\"/a%20b%20c%3Cd%3E\">/a%20b%20c%3Cd%3E</a> and 100%C3%A9.</p>",
            because: "addresses are encoded on purpose",
        },
    ],
    formerly: &[],
    precision: None,
};
