//! What feeds and pages put after an article.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::FeedTail,
    stage: Stage::Build,
    summary: "What feeds and pages put after an article",
    before: "<p>The lamp is lit.</p><p>The post <a href=\"/l\">Lamps</a> appeared first on <a href=\"/\">Pier</a>.</p>",
    after: "The lamp is lit.",
    formerly: &[],
    precision: None,
};
