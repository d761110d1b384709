//! An attribute in curly, fullwidth, doubled, escaped or unclosed quotes.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::AttributeQuotes,
    stage: Stage::Tokenize,
    summary: "An attribute in curly, fullwidth, doubled, escaped or unclosed quotes",
    what: "An attribute in curly, fullwidth, doubled, escaped or unclosed quotes. Its value is \
         what stands between them.",
    why: "Editors turn straight quotes into curly ones, exports double or escape them, and cuts \
         lose the second one.",
    before: "<p>See <a href=“https://example.org/a”>there</a>.</p>",
    after: "See [there](https://example.org/a).",
    near_misses: &[
        NearMiss {
            text: "<p><img src=\"a.png\" alt=\"“Quoted” words\"> <a href=b title='„c“'>b</a></p>",
            because: "curly quotes inside a sound value",
        },
        NearMiss {
            text: "<p><a title=\"x > y\" href=\"https://example.org/a\">a</a> <a href=https://example.org/c>c</a></p>",
            because: "values with a bracket, or without quotes: both are sound HTML",
        },
    ],
    formerly: &[],
    precision: None,
};
