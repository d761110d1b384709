//! White space inside a tag's name, or letters of another alphabet in it.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagNameSplit,
    stage: Stage::Tokenize,
    summary: "White space inside a tag's name, or letters of another alphabet in it",
    what: "White space inside a tag's name, as in `<s trong>`, or letters of another alphabet \
         that look alike.",
    why: "Spinners and machine translation split words, and a tag's name is one to them.",
    before: "<p>Stay <s trong>calm</s trong>.</p>",
    after: "Stay **calm**.",
    near_misses: &[NearMiss {
        text: "<table><tr><td nowrap>a</td><td align=right>b</td></tr></table><ol reversed><li value=3>c</ol>",
        because: "what follows the name is an attribute",
    }],
    formerly: &[],
    precision: None,
};
