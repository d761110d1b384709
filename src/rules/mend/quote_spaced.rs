//! Spaces inside quotation marks or brackets, and before an ellipsis.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::QuoteSpaced,
    stage: Stage::Mend,
    summary: "Spaces inside quotation marks or brackets, and before an ellipsis",
    what: "Spaces inside quotation marks or brackets, and before an ellipsis. A quotation must \
         have both ends, and the document must be damaged.",
    why: "The marks were character references that were set apart, or a translator set them \
         apart.",
    before: "< p >She said: “ We lost the roof ”.< / p >< p >( So she said. )< / p >",
    after: "She said: “We lost the roof”.\n\n(So she said.)",
    near_misses: &[
        NearMiss {
            text: "<p>« Non », dit-il, puis « oui ». “ Two spaces ” and ( brackets ) in a sound text are a matter of taste.</p>",
            because: "French sets them, and a sound text may",
        },
        NearMiss {
            text: "<p>The board is 3\" by 5\" and \" set apart \" on purpose; a 6 \" pipe.</p>",
            because: "signs for inches",
        },
    ],
    formerly: &[],
    precision: None,
};
