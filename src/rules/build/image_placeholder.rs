//! What mail programs and text browsers write in the place of an image.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ImagePlaceholder,
    stage: Stage::Build,
    summary: "What mail programs and text browsers write in the place of an image",
    before: "The lamp is lit.\n\n[cid:image001.png@01DB392E.A05E8730]\n\nIt burns all night.",
    after: "The lamp is lit.\n\nIt burns all night.",
    formerly: &[],
    precision: None,
};
