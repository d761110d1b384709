//! A text still in the base64 form of mail.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::Base64,
    stage: Stage::Decode,
    summary: "A text still in the base64 form of mail",
    before: "PHA+VGhlIGNhZsOpIG9mIHRoZSBvbGQgaGFyYm91ciBpcyBvcGVuIHVudGls\nIHRlbiBpbiBzdW1tZXIuPC9wPg==",
    after: "The café of the old harbour is open until ten in summer.",
    formerly: &[],
    precision: None,
};
