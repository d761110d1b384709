//! Shortcodes of publishing systems and BBCode.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::Shortcode,
    stage: Stage::Build,
    summary: "Shortcodes of publishing systems and BBCode",
    what: "Shortcodes of publishing systems, `[caption …]…[/caption]`, and BBCode. What they wrap \
         is kept, what only they said goes.",
    why: "The system replaces them when it makes the page; a database has them as they were \
         typed.",
    before: "<p>[caption width=\"90\"]<img src=\"hut.jpg\" alt=\"A hut\"> The hut[/caption]</p>",
    after: "![A hut](hut.jpg)\n\nThe hut",
    near_misses: &[
        NearMiss {
            text: "<p>“The bords [sic] are rotten [?],” he wrote [citation needed], and [T]he rest is [illegible].</p>",
            because: "brackets of editors",
        },
        NearMiss {
            text: "<p>The wiki links [[pendulum]] and [[clock|the clock]]; the set {module, lesson} is small.</p>\n<p>Ratio [a:12345] against [b:12345] at [*:12345] is one.</p>",
            because: "links of a wiki, sets and ratios",
        },
    ],
    formerly: &[],
    precision: None,
};
