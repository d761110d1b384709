//! A list of which only the marks of its items are left.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ListFlattened,
    stage: Stage::Build,
    summary: "A list of which only the marks of its items are left",
    what: "Lines that begin with the mark of an item: a dash, a bullet, a number, or the letter \
         that a bullet of a symbol font became.",
    why: "An extractor or a word processor kept the marks and lost the list.",
    before: "They brought:\n- rye bread\n- poppy seed rolls",
    after: "They brought:\n\n- rye bread\n- poppy seed rolls",
    near_misses: &[
        NearMiss {
            text: "The keeper opened the door and looked at the boy.\n\n— Where is the lamp?\n\n— I gave it to the ferryman, who needed it more.\n\nHe closed the door again. 1937. That was the year.",
            because: "dashes that open the words of a dialogue",
        },
        NearMiss {
            text: "<p>1937. That was the year of the flood.</p>\n<p>- a dash that the author liked</p>\n<div>2. of May, a Tuesday</div>",
            because: "elements that say what they are",
        },
    ],
    formerly: &[],
    precision: None,
};
