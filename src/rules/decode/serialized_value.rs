//! A value that PHP serialized, with the names and lengths of its strings.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::SerializedValue,
    stage: Stage::Decode,
    summary: "A value that PHP serialized, with the names and lengths of its strings",
    what: "A value as PHP serializes it. Its strings that are text are kept, each a paragraph; \
         names, lengths and numbers go.",
    why: "Publishing systems keep widgets and options so in their databases, and exports hold \
         them as they are.",
    before: "a:2:{s:5:\"title\";s:0:\"\";s:4:\"text\";s:25:\"<p>The café is open.</p>\";}",
    after: "The café is open.",
    near_misses: &[
        NearMiss {
            text: "a:1 is to b:2 as s:3 is to \"x\"; that is all that can be said.",
            because: "no value: braces and lengths do not follow",
        },
        NearMiss {
            text: "<p>PHP writes an array as <code>a:1:{s:4:\"text\";s:2:\"ok\";}</code>.</p>",
            because: "an example in a text",
        },
    ],
    formerly: &[],
    precision: None,
};
