//! A link of which only the address is left, in brackets or in a list below the text.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::LinkFlattened,
    stage: Stage::Build,
    summary: "A link of which only the address is left, in brackets or in a list below the text",
    before: "See the\n\n* [1]list of huts\n* [2]map\n\nor write to Ann<mailto:ann@example.org>.\n\nReferences\n\n1. https://example.org/huts\n2. https://example.org/map",
    after: "See the\n\n- [list of huts](https://example.org/huts)\n- [map](https://example.org/map)\n\nor write to [Ann](mailto:ann@example.org).",
    formerly: &[],
    precision: None,
};
