//! Spaces inside numbers, abbreviations, compounds and addresses, as machine translation sets them.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::PartsSpaced,
    stage: Stage::Mend,
    summary: "Spaces inside numbers, abbreviations, compounds and addresses, as machine translation sets them",
    before: "<p>The 84 - year - old ferry takes 1 , 200 guests at 3 . 5 knots ( e . g . on Sunday ), up 20 %.</p>",
    after: "The 84-year-old ferry takes 1,200 guests at 3.5 knots (e.g. on Sunday), up 20%.",
    formerly: &[],
    precision: None,
};
