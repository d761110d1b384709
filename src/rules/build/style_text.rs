//! Style sheets of editors and plugins that stand in the text.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::StyleText,
    stage: Stage::Build,
    summary: "Style sheets of editors and plugins that stand in the text",
    before: "<p>p.p1 {margin: 0.0px; font: 12.0px Menlo}</p><p>The lamp is lit.</p>",
    after: "The lamp is lit.",
    formerly: &[],
    precision: None,
};
