//! What is left beside tags: a semicolon, a bracket, a name or an end tag too many.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::MarkupResidue,
    stage: Stage::Tokenize,
    summary: "What is left beside tags: a semicolon, a bracket, a name or an end tag too many",
    what: "What damage leaves beside tags: a semicolon, a bracket, a name without delimiters, an \
         end tag too many. It goes where the markup around it is broken.",
    why: "The pieces of a broken tag that another step took for text.",
    before: "<table><tr><th>A<th>B</ th & gt ;</tr> ;\n<tr><td>1<td>2</td></tr></table>",
    after: "| A | B |\n|---|---|\n| 1 | 2 |",
    near_misses: &[
        NearMiss { text: "<p>One</p> ;\n<p>two;</p>", because: "no markup around it is broken" },
        NearMiss {
            text: "<p><a href=\"/a\">Boats</a> > <a href=\"/b\">Sails</a></p>\n<ul><li>one</li> > <li>two</li></ul>",
            because: "a bracket between links is an arrow",
        },
    ],
    formerly: &[],
    precision: None,
};
