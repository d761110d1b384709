//! The codes and spaces of a tokeniser.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TokensSpaced,
    stage: Stage::Mend,
    summary: "The codes and spaces of a tokeniser",
    what: "The codes and spaces of a tokeniser: `-LRB-`, `@-@`, `` `` ``, `ca n't`, a space \
         before each mark. They become what stood there.",
    why: "Corpora keep their texts so.",
    before: "<p>The boat -LRB- a 34 @-@ foot hull -RRB- was sold , said Ann , for £ 30 .</p>",
    after: "The boat (a 34-foot hull) was sold, said Ann, for £30.",
    near_misses: &[NearMiss {
        text: "<p>The treebank writes -LRB- and -RRB- for brackets, `` and '' for quotes, and some corpora write @-@ for a hyphen.</p>",
        because: "a text about tokenisers: its own marks stand where they should",
    }],
    formerly: &[],
    precision: None,
};
