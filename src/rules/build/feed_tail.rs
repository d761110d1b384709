//! What feeds and pages put after an article.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::FeedTail,
    stage: Stage::Build,
    summary: "What feeds and pages put after an article",
    what: "What feeds and pages put after an article: `The post … appeared first on …`, buttons \
         to share. It goes, and is recorded as removed.",
    why: "Feeds end their entries so, to lead readers to the site.",
    before: "<p>The lamp is lit.</p><p>The post <a href=\"/l\">Lamps</a> appeared first on <a href=\"/\">Pier</a>.</p>",
    after: "The lamp is lit.",
    near_misses: &[
        NearMiss {
            text: "<p>He found the post where it had appeared first on Monday, and read it again.</p>\n<p>Read more books.</p>",
            because: "the same words in a sentence",
        },
        NearMiss {
            text: "<p>These were asked:</p>\n<ul><li>Facebook</li><li>Twitter</li><li>Pinterest</li></ul>",
            because: "a list of networks that the text introduces",
        },
    ],
    formerly: &[],
    precision: None,
};
