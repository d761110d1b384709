//! What mail programs and text browsers write in the place of an image.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ImagePlaceholder,
    stage: Stage::Build,
    summary: "What mail programs and text browsers write in the place of an image",
    what: "What mail programs and text browsers write in the place of an image, such as \
         `[cid:image001.png@…]`. It goes.",
    why: "The text version of a message has no images, only their names.",
    before: "The lamp is lit.\n\n[cid:image001.png@01DB392E.A05E8730]\n\nIt burns all night.",
    after: "The lamp is lit.\n\nIt burns all night.",
    near_misses: &[NearMiss {
        text: "<p>Where a picture should have been, the browser of the library wrote [IMG], or [LINK].</p>\n<p>[IMG]</p>\n<p>That was all that was seen of the mayor.</p>",
        because: "the text speaks of the placeholder",
    }],
    formerly: &[],
    precision: None,
};
