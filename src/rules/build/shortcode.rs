//! Shortcodes of publishing systems and BBCode.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::Shortcode,
    stage: Stage::Build,
    summary: "Shortcodes of publishing systems and BBCode",
    before: "<p>[caption width=\"90\"]<img src=\"hut.jpg\" alt=\"A hut\"> The hut[/caption]</p>",
    after: "![A hut](hut.jpg)\n\nThe hut",
    formerly: &[],
    precision: None,
};
