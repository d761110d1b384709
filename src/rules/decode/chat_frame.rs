//! What a chat with a language model put around a document: its fence, what it said, its marks of citations.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::ChatFrame,
    stage: Stage::Decode,
    summary: "What a chat with a language model put around a document: its fence, what it said, its marks of citations",
    what: "A document that was pasted out of a chat stands in a fence of code, between a sentence that announces it and an offer of more. Both go, and so do the marks of citations (`【4†source】`).",
    why: "Whoever asks a language model for an article copies its whole reply.",
    before: "Here is the article:\n\n```html\n<h1>The café is open</h1>\n<p>It closes at ten in summer and at eight in winter, and whoever comes later finds the owner on the bench by the door, where she sits with her brother until the last ferry has gone【4†source】.</p>\n<p>Tea is free for those who wait.</p>\n```\n\nShall I shorten it?",
    after: "# The café is open\n\nIt closes at ten in summer and at eight in winter, and whoever comes later finds the owner on the bench by the door, where she sits with her brother until the last ferry has gone.\n\nTea is free for those who wait.",
    near_misses: &[
        NearMiss {
            text: "<p>Put it between lines of backticks:</p><pre>```html\n&lt;p>Open.&lt;/p>\n```</pre>",
            because: "a lesson shows an example, and says more around it",
        },
        NearMiss {
            text: "<p>【重要】 The mark【4】 stands for a note.</p>",
            because: "lenticular brackets without the dagger are marks of the text",
        },
    ],
    formerly: &[],
    precision: None,
};
