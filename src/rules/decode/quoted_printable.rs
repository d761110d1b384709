//! Text still in the quoted-printable form of mail.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::QuotedPrintable,
    stage: Stage::Decode,
    summary: "Text still in the quoted-printable form of mail",
    before: "<p class=3D\"lead\">The caf=C3=A9 is open un=\ntil ten.</p>",
    after: "The café is open until ten.",
    formerly: &[],
    precision: None,
};
