//! A table of which only pipes, tabs or columns are left.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TableFlattened,
    stage: Stage::Build,
    summary: "A table of which only pipes, tabs or columns are left",
    what: "Lines of cells between pipes, tabs or wide gaps. They become a table where the lines \
         agree on their columns.",
    why: "An extractor or a word processor kept the separators and lost the table.",
    before: "Day | Catch\n---|---\nMonday | 12\nTuesday | 9",
    after: "| Day | Catch |\n|---|---|\n| Monday | 12 |\n| Tuesday | 9 |",
    near_misses: &[NearMiss {
        text: "<p>tea | coffee</p>\n<div>P(A | B) is not P(B | A), and |x| is the size of x.</div>\n<p>one | two | three</p>",
        because: "a pipe in prose, or in a paragraph of its own",
    }],
    formerly: &[],
    precision: None,
};
