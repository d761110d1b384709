//! A space before a comma, a full stop or another mark that follows the word.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::SpaceBeforeMark,
    stage: Stage::Mend,
    summary: "A space before a comma, a full stop or another mark that follows the word",
    what: "A space before a comma, a full stop or another mark that follows its word. It goes \
         where the document has several, by the habits of its language.",
    why: "Machine translation and tokenisers set marks apart.",
    before: "<p>A hand ,as they said , is enough .Nobody objected .</p>",
    after: "A hand, as they said, is enough. Nobody objected.",
    near_misses: &[
        NearMiss {
            text: "<p>Vraiment ? Oui ! Voici la liste : un train ; deux bus. « Non », dit-il, « jamais ! »</p>",
            because: "French sets a space there",
        },
        NearMiss {
            text: "<p>The .NET runtime, a .com address, .5 of a point, … and a smile :) for the 3 : 2 win ; it is one slip , no more.</p>",
            because: "names that begin with a dot, smileys, scores, and a single slip",
        },
    ],
    formerly: &[],
    precision: None,
};
