//! The word that marks an advertisement, alone or glued to the text.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AdMarker,
    stage: Stage::Build,
    summary: "The word that marks an advertisement, alone or glued to the text",
    before: "<p>The lamp is lit.ADVERTISEMENT</p><p>It burns all night.</p>",
    after: "The lamp is lit.\n\nIt burns all night.",
    formerly: &[],
    precision: None,
};
