//! Accents beside their letters, as in the text layer of TeX documents.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AccentDetached,
    stage: Stage::Mend,
    summary: "Accents beside their letters, as in the text layer of TeX documents",
    before: "<p>Die W¨olbung war f¨ur ihn ein R¨atsel.</p>",
    after: "Die Wölbung war für ihn ein Rätsel.",
    formerly: &[],
    precision: None,
};
