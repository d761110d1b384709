//! Markdown among HTML: headings, quotes, code, emphasis and links.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::MarkdownInText,
    stage: Stage::Build,
    summary: "Markdown among HTML: headings, quotes, code, emphasis and links",
    what: "Marks of Markdown among HTML, where the document's authors wrote it: headings, quotes, \
         code, emphasis, links. They are read as Markdown.",
    why: "Editors that take both store both, and a converter handled one of them.",
    before: "<p>Bring <em>warm</em> clothes and **boots**.</p>",
    after: "Bring *warm* clothes and **boots**.",
    near_misses: &[
        NearMiss {
            text: "<p>Prices* are given without tax**, which was f**king expected.</p>\n<p>The name is snake_case_here, and [x] marks the absent.</p>",
            because: "stars and underscores that mark nothing",
        },
        NearMiss {
            text: "<h2>How the tug of war ended</h2>\n<p>The bakers pulled once, and <strong>the whole of the fire brigade</strong> lay in the ditch.</p>\n<p>*drops the rope*</p>\n<p>Next year the <em>schoolteachers</em> want to try.</p>",
            because: "a stage direction between stars, in a page that has tags for emphasis",
        },
    ],
    formerly: &[],
    precision: None,
};
