//! A missing space behind a mark, where two sentences or clauses meet.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::SpaceLost,
    stage: Stage::Mend,
    summary: "A missing space behind a mark, where two sentences or clauses meet",
    what: "A missing space behind a mark where two sentences or clauses meet: `foggy.They`. It is \
         set where both words are known and the document has several.",
    why: "An extractor joined elements without a space, or a clean-up removed line breaks.",
    before: "<p>The lake is foggy.They wait for the ferry.The captain knows.</p>",
    after: "The lake is foggy. They wait for the ferry. The captain knows.",
    near_misses: &[
        NearMiss {
            text: "<p>Rocket.Chat, Node.js and ASP.NET run on example.com; see www.Example.org/The.Page, e.g. the U.S. or the U.K.</p>",
            because: "names, addresses and abbreviations have marks inside",
        },
        NearMiss {
            text: "<p>Call list.Add(item) and array.Length, then console.Log and import java.util.List;next.</p>",
            because: "names of a program",
        },
    ],
    formerly: &[],
    precision: None,
};
