//! Code of the page that stands in the text.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ScriptText,
    stage: Stage::Build,
    summary: "Code of the page that stands in the text",
    what: "Code of the page, such as calls of advertisement servers, that stands in the text. It \
         goes, and is recorded as removed.",
    why: "An extractor dropped the `<script>` tags and kept what stood between them.",
    before: "<p>The lamp is lit.</p><p>googletag.cmd.push(function() { googletag.display('x'); });</p>",
    after: "The lamp is lit.",
    near_misses: &[
        NearMiss {
            text: "<p>In C, /* */ holds a comment, and // begins one.</p>",
            because: "a sentence about code",
        },
        NearMiss {
            text: "<p>The call is named googletag, and it is slow.</p>\n<pre>googletag.cmd.push(function() { });</pre>",
            because: "code in an element for code",
        },
    ],
    formerly: &[],
    precision: None,
};
