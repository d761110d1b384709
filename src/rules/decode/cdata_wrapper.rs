//! A CDATA section around HTML, as feeds have it.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::CdataWrapper,
    stage: Stage::Decode,
    summary: "A CDATA section around HTML, as feeds have it",
    what: "A CDATA section around HTML. In HTML it would be a comment that ends at the first `>`, \
         and its text would be lost; the section is opened.",
    why: "Feeds wrap the HTML of their entries so, and a reader that is no XML parser kept the \
         wrapping.",
    before: "<![CDATA[<p>The café is open.</p>]]>",
    after: "The café is open.",
    near_misses: &[
        NearMiss {
            text: "<p>A text.</p>\n<script>//<![CDATA[\nvar a = 1;\n//]]></script>",
            because: "in scripts it is meant",
        },
        NearMiss {
            text: "<p>A mark:</p>\n<svg><text><![CDATA[a<b]]></text></svg>",
            because: "in SVG and MathML it is markup",
        },
    ],
    formerly: &[],
    precision: None,
};
