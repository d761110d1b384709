//! Markdown among HTML: headings, quotes, code, emphasis and links.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::MarkdownInText,
    stage: Stage::Build,
    summary: "Markdown among HTML: headings, quotes, code, emphasis and links",
    before: "<p>Bring <em>warm</em> clothes and **boots**.</p>",
    after: "Bring *warm* clothes and **boots**.",
    formerly: &[],
    precision: None,
};
