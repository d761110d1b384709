//! The header, the footer or the column rule of a printed page inside the text.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::PageFurniture,
    stage: Stage::Build,
    summary: "The header, the footer or the column rule of a printed page inside the text",
    what: "The header, the footer or the column rule of a printed page inside the text. It is \
         told by its number, which grows from page to page, and by its place, often in the \
         middle of a sentence.",
    why: "Extractors of PDF files and scans take all lines of a page.",
    before: "The boats lay in the\n\nHarbour News 4\n\nbasin all winter, and the\n\nHarbour News 5\n\nowners went home.",
    after: "The boats lay in the basin all winter, and the owners went home.",
    near_misses: &[
        NearMiss {
            text: "Day 1\n\nWe walked to the hut and found it closed.\n\nDay 2\n\nWe walked back again, since the key was at home.",
            because: "numbered headings between whole sentences",
        },
        NearMiss {
            text: "Does anyone know how the boat that lies in the basin can be kept dry over winter\n\nrower37\n\ncover it and leave the bow open so that the air can move through it all the time.\n\nfern2\n\nThank you. I had thought of that, but the cover is torn.\n\nrower37\n\nThen have it mended first.",
            because: "names of users in a thread",
        },
    ],
    formerly: &[],
    precision: None,
};
