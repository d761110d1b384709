//! Code of the page that stands in the text.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ScriptText,
    stage: Stage::Build,
    summary: "Code of the page that stands in the text",
    before: "<p>The lamp is lit.</p><p>googletag.cmd.push(function() { googletag.display('x'); });</p>",
    after: "The lamp is lit.",
    formerly: &[],
    precision: None,
};
