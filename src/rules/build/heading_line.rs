//! A heading of which only the line is left.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::HeadingLine,
    stage: Stage::Build,
    summary: "A heading of which only the line is left",
    what: "A line that is a heading by its form and place, in a text that has no tags for \
         headings.",
    why: "An extractor took the tags away and kept the lines.",
    before: "The ferry could not sail before May.\nA cold spring\nThe ice on the lake held until the last week of April.",
    after: "The ferry could not sail before May.\n\n## A cold spring\n\nThe ice on the lake held until the last week of April.",
    near_misses: &[
        NearMiss {
            text: "<p>A Short Paragraph</p>\n<p>It stands in an element that says what it is, so it is no heading.</p>",
            because: "the element says what it is",
        },
        NearMiss {
            text: "Letters for the keeper go to this address until the lamp is repaired:\n\nIna Holm\nPier 4\n0199 Sund\n\nThe keeper answers in winter only.",
            because: "the lines of an address are short too",
        },
    ],
    formerly: &[],
    precision: None,
};
