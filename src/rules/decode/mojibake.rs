//! UTF-8 that was read in another encoding, once or several times, whole or in runs.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::Mojibake,
    stage: Stage::Decode,
    summary: "UTF-8 that was read in another encoding, once or several times, whole or in runs",
    before: "<p>The cafÃ© isnâ€™t open.</p>",
    after: "The café isn’t open.",
    formerly: &[],
    precision: None,
};
