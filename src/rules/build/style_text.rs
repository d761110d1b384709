//! Style sheets of editors and plugins that stand in the text.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::StyleText,
    stage: Stage::Build,
    summary: "Style sheets of editors and plugins that stand in the text",
    what: "Style sheets of editors and plugins that stand in the text. They go, and are recorded \
         as removed.",
    why: "An extractor dropped the `<style>` tags, or a word processor pasted its styles along.",
    before: "<p>p.p1 {margin: 0.0px; font: 12.0px Menlo}</p><p>The lamp is lit.</p>",
    after: "The lamp is lit.",
    near_misses: &[
        NearMiss {
            text: "<p>Notes writes p.p1 {margin: 0.0px} before a text. The switches read false false false.</p>",
            because: "a sentence about styles",
        },
        NearMiss {
            text: "<p>To keep a video in its frame, add this:</p>\n<p>.embed-container { position: relative; padding-bottom: 56.25%; }</p>",
            because: "the text before it introduces it",
        },
    ],
    formerly: &[],
    precision: None,
};
