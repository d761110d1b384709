//! A tag of which one delimiter is gone.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagDelimiterLost,
    stage: Stage::Tokenize,
    summary: "A tag of which one delimiter is gone",
    what: "A tag of which one delimiter is gone: `/li>`, `<p`, `td >`. It is read as a tag where \
         an element of its name is open, or where the whole document is full of them.",
    why: "A clean-up with a rule for one form of a damaged tag took half of another form away.",
    before: "<ul><li>One /li><li>Two</ li >li >Three</li></ul>",
    after: "- One\n- Two\n- Three",
    near_misses: &[
        NearMiss {
            text: "<p>We moved it (p > 0.05) from b > to i > and back: nav > ul > li > a.</p>",
            because: "comparisons, arrows and paths of selectors",
        },
        NearMiss {
            text: "<p><b>One <b>two</b> three</b> and <i>four <i>five</i></i>.</p>",
            because: "sound tags, nested in an odd way",
        },
    ],
    formerly: &[],
    precision: None,
};
