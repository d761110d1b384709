//! A missing space behind a mark, where two sentences or clauses meet.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::SpaceLost,
    stage: Stage::Mend,
    summary: "A missing space behind a mark, where two sentences or clauses meet",
    before: "<p>The lake is foggy.They wait for the ferry.The captain knows.</p>",
    after: "The lake is foggy. They wait for the ferry. The captain knows.",
    formerly: &[],
    precision: None,
};
