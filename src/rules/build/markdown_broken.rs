//! Marks of Markdown torn apart or glued to the text.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::MarkdownBroken,
    stage: Stage::Build,
    summary: "Marks of Markdown torn apart or glued to the text",
    what: "Marks of Markdown that were torn apart or glued to the text: `##Title`, `** strong \
         **`, `[text] (https: //…)`. They are put right before they are read.",
    why: "Machine translation sets spaces around signs, and takes others away.",
    before: "##What to bring\n\nBring ** boots ** and the [list] (https: //huts.example.org).",
    after: "## What to bring\n\nBring **boots** and the [list](https://huts.example.org).",
    near_misses: &[NearMiss {
        text: "<p>#7 is the boat with the green sail, and 2 ** 3 is eight. #gapyear</p>\n<p>He wrote [sic] (see below) and array[1] (the second).</p>",
        because: "numbers, powers, hashtags and remarks in brackets",
    }],
    formerly: &[],
    precision: None,
};
