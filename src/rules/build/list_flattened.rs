//! A list of which only the marks of its items are left.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ListFlattened,
    stage: Stage::Build,
    summary: "A list of which only the marks of its items are left",
    before: "They brought:\n- rye bread\n- poppy seed rolls",
    after: "They brought:\n\n- rye bread\n- poppy seed rolls",
    formerly: &[],
    precision: None,
};
