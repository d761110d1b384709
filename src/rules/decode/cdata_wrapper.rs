//! A CDATA section around HTML, as feeds have it.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CdataWrapper,
    stage: Stage::Decode,
    summary: "A CDATA section around HTML, as feeds have it",
    before: "<![CDATA[<p>The café is open.</p>]]>",
    after: "The café is open.",
    formerly: &[],
    precision: None,
};
