//! The front matter of a site generator, of which the title is kept as headline.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::FrontMatter,
    stage: Stage::Decode,
    summary: "The front matter of a site generator, of which the title is kept as headline",
    before: "---\nlayout: post\ntitle: The café is open\ntags: [news]\n---\nIt closes at ten.",
    after: "# The café is open\n\nIt closes at ten.",
    formerly: &[],
    precision: None,
};
