//! A text still in the base64 form of mail.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::Base64,
    stage: Stage::Decode,
    summary: "A text still in the base64 form of mail",
    what: "A whole text that is still in base64, as mail carries it. It is decoded where all of \
         it is base64 and what comes out is text.",
    why: "The body of a mail message or the field of a database was stored without being \
         decoded.",
    before: "PHA+VGhlIGNhZsOpIG9mIHRoZSBvbGQgaGFyYm91ciBpcyBvcGVuIHVudGls\nIHRlbiBpbiBzdW1tZXIuPC9wPg==",
    after: "The café of the old harbour is open until ten in summer.",
    near_misses: &[
        NearMiss {
            text: "MIIBCgKCAQEAr2ZzXqYk8nQ1uVbF5cWwqXvYtq3m0l7Hn3yGk2pZb1sJd9eTfLxRpQIDAQAB",
            because: "a key is base64 too, but no text comes out of it",
        },
        NearMiss {
            text: "<p>The first words, in base64, are <code>VGhlIGJlbGwgcmluZ3MgYWdhaW4gYXQgc2l4IGFuZCBhdCBuaW5lLg==</code>.</p>",
            because: "the rest of the document is text, so the base64 is what the text speaks of",
        },
    ],
    formerly: &[],
    precision: None,
};
