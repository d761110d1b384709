//! Tags that were escaped once or more, as in documents escaped as a whole.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::TagEscaped,
    stage: Stage::Tokenize,
    summary: "Tags that were escaped once or more, as in documents escaped as a whole",
    what: "Tags that were escaped, once or more, in a document that has been escaped as a whole \
         or in whole parts.",
    why: "A text was escaped by the feed, and once more by the page that shows the feed.",
    before: "&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Two&amp;lt;/p&amp;gt;",
    after: "One\n\nTwo",
    near_misses: &[
        NearMiss {
            text: "<p>Write &lt;p&gt;text&lt;/p&gt; and &amp;nbsp; for a space.</p><p>Or &lt;ul&gt;&lt;li&gt;.</p>",
            because: "sound tags stand around it: the text teaches HTML",
        },
        NearMiss {
            text: "<p>A comment looks like &lt;!-- this --&gt;; Word leaves &lt;o:p&gt;&lt;/o:p&gt; behind.</p>",
            because: "tags that are spoken of",
        },
    ],
    formerly: &[],
    precision: None,
};
