//! Spaces inside quotation marks or brackets, and before an ellipsis.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::QuoteSpaced,
    stage: Stage::Mend,
    summary: "Spaces inside quotation marks or brackets, and before an ellipsis",
    before: "< p >She said: “ We lost the roof ”.< / p >< p >( So she said. )< / p >",
    after: "She said: “We lost the roof”.\n\n(So she said.)",
    formerly: &[],
    precision: None,
};
