//! Notes glued to the end of the text they belong to.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::NotePlain,
    stage: Stage::Build,
    summary: "Notes glued to the end of the text they belong to",
    before: "<p>The lamp is lit.[1] It burns all night.—[1] Harbour Office, Report (2023)</p>",
    after: "The lamp is lit.[^1] It burns all night.\n\n[^1]: Harbour Office, Report (2023)",
    formerly: &[],
    precision: None,
};
