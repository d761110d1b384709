//! The codes and spaces of a tokeniser.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TokensSpaced,
    stage: Stage::Mend,
    summary: "The codes and spaces of a tokeniser",
    before: "<p>The boat -LRB- a 34 @-@ foot hull -RRB- was sold , said Ann , for £ 30 .</p>",
    after: "The boat (a 34-foot hull) was sold, said Ann, for £30.",
    formerly: &[],
    precision: None,
};
