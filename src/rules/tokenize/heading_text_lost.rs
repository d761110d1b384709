//! An empty heading whose text survives in its id.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HeadingTextLost,
    stage: Stage::Tokenize,
    summary: "An empty heading whose text survives in its id",
    what: "A heading without text whose `id` still says what it was: `<span \
         id=\"on-the-coast\">`. The words come back in title case.",
    why: "A step that translated or cleaned the page lost the text beside the anchor.",
    before: "<h2><span id=\"notes-on-the-coast\"></span></h2>< p >Sand.< / p >",
    after: "## Notes on the Coast\n\nSand.",
    near_misses: &[NearMiss {
        text: "<h2><span id=\"notes-on-the-coast\"></span></h2><p>Sand.</p>",
        because: "an empty heading of a sound document is empty on purpose",
    }],
    formerly: &[],
    precision: None,
};
