//! Marks of Markdown torn apart or glued to the text.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::MarkdownBroken,
    stage: Stage::Build,
    summary: "Marks of Markdown torn apart or glued to the text",
    before: "##What to bring\n\nBring ** boots ** and the [list] (https: //huts.example.org).",
    after: "## What to bring\n\nBring **boots** and the [list](https://huts.example.org).",
    formerly: &[],
    precision: None,
};
