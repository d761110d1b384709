//! A space before a comma, a full stop or another mark that follows the word.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::SpaceBeforeMark,
    stage: Stage::Mend,
    summary: "A space before a comma, a full stop or another mark that follows the word",
    before: "<p>A hand ,as they said , is enough .Nobody objected .</p>",
    after: "A hand, as they said, is enough. Nobody objected.",
    formerly: &[],
    precision: None,
};
