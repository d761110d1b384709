//! An address in angle brackets that HTML takes for a tag.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AddressHidden,
    stage: Stage::Tokenize,
    summary: "An address in angle brackets that HTML takes for a tag",
    what: "An address in angle brackets that HTML takes for a tag, so that it vanishes: `Ann \
         <ann@example.org>`. It becomes text.",
    why: "A message in plain text was put into a page without being escaped.",
    before: "<p>Write to Ann <ann@example.org> soon.</p>",
    after: "Write to Ann \\<ann@example.org> soon.",
    near_misses: &[NearMiss {
        text: "<p><o:p></o:p><x-note>A note</x-note> <b class=\"ann@example.org\">about</b> mail.</p>",
        because: "the address is the value of an attribute",
    }],
    formerly: &[],
    precision: None,
};
