//! Text still in the quoted-printable form of mail.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::QuotedPrintable,
    stage: Stage::Decode,
    summary: "Text still in the quoted-printable form of mail",
    what: "Text in the quoted-printable form of mail (RFC 2045): an equals sign and two digits \
         for a byte, an equals sign at the end of a line that goes on. In such a text every \
         equals sign is written so; one that stands for itself speaks against it.",
    why: "A message was saved, or put into a database, without being decoded.",
    before: "<p class=3D\"lead\">The caf=C3=A9 is open un=\ntil ten.</p>",
    after: "The café is open until ten.",
    near_misses: &[
        NearMiss {
            text: "<p>If x=3 and y=D0, then size=20 is a price of 5= and a smiley =)</p>",
            because: "equals signs stand for themselves",
        },
        NearMiss {
            text: "A title of a page\n=\n\nand a text that goes on.",
            because: "the line of one equals sign underlines a heading",
        },
    ],
    formerly: &[],
    precision: None,
};
