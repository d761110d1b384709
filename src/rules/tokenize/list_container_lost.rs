//! Items whose list lost its tags.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ListContainerLost,
    stage: Stage::Tokenize,
    summary: "Items whose list lost its tags",
    what: "Items that lost `<ul>`, `<ol>` or `<li>`. The end tags that are left say where an item \
         ended, and what follows an item's end inside a list is the next one.",
    why: "Damaged tags of lists were removed, and some of them stayed.",
    before: "<p>Bring:</p>\nbread& lt ;/ li >salt& lt ;/ li >\n</ ul >",
    after: "Bring:\n\n- bread\n- salt",
    near_misses: &[
        NearMiss {
            text: "<ul><li>a<li>b</ul></li><p>c</li>d",
            because: "sloppy HTML that browsers have a clear reading for",
        },
        NearMiss {
            text: "<ul><h3>Fruit</h3><li>apples</li><h3>Roots</h3><li>carrots</li></ul>",
            because: "headings inside a list",
        },
    ],
    formerly: &[],
    precision: None,
};
