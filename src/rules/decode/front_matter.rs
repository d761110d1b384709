//! The front matter of a site generator, of which the title is kept as headline.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::FrontMatter,
    stage: Stage::Decode,
    summary: "The front matter of a site generator, of which the title is kept as headline",
    what: "The lines between `---` at the top of a file, in which site generators keep the title, \
         the date and tags. The title becomes the headline, the rest goes.",
    why: "The source files of a site were collected in the place of its pages.",
    before: "---\nlayout: post\ntitle: The café is open\ntags: [news]\n---\nIt closes at ten.",
    after: "# The café is open\n\nIt closes at ten.",
    near_misses: &[NearMiss {
        text: "<p>---</p>\n<p>Note: the ferry is late.</p>\n<p>---</p>\n<p>Nobody waited.</p>",
        because: "the dashes are separators inside a page",
    }],
    formerly: &[],
    precision: None,
};
