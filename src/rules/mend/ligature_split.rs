//! Ligatures apart from the rest of their words, or as characters in such a document or a printed one.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::LigatureSplit,
    stage: Stage::Mend,
    summary: "Ligatures apart from the rest of their words, or as characters in such a document or a printed one",
    before: "<p>The ﬁ rst patient and the ﬁ nal survey were con ﬁ rmed.</p>",
    after: "The first patient and the final survey were confirmed.",
    formerly: &[],
    precision: None,
};
