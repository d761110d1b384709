//! Paragraphs of which only the line breaks are left.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ParagraphLines,
    stage: Stage::Build,
    summary: "Paragraphs of which only the line breaks are left",
    what: "Lines that are paragraphs, in a text that has no tags for them. HTML takes a line \
         break for a space, so lines mean something only with evidence: no tags at all, broken \
         markup, or lines that are plainly blocks.",
    why: "An extractor took the tags away and kept the line breaks.",
    before: "A cold spring\nThe ice on the lake held until the last week of April.\nThe ferry could not sail.",
    after: "# A cold spring\n\nThe ice on the lake held until the last week of April.\n\nThe ferry could not sail.",
    near_misses: &[
        NearMiss {
            text: "<p>A paragraph whose source\nwas wrapped by an editor. It ends\nhere.</p>\n<div>Text in a container\nis wrapped as well.\nLines mean nothing in it.</div>",
            because: "the source of a sound page is wrapped anywhere",
        },
        NearMiss {
            text: "The well at the crossroads\n\nThree villages share the well. Its rope is changed at Easter, by turns, and\nthe old one goes to the school, where it is used for games.\n\nNobody has fallen in since the war.",
            because: "lines wrapped at a width, paragraphs parted by blank lines: plain text as it \
             should be",
        },
    ],
    formerly: &[],
    precision: None,
};
