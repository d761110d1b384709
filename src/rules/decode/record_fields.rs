//! A record of a database or an interface (JSON, CSV, SQL, a value of Python), with the names of its fields, also cut off.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::RecordFields,
    stage: Stage::Decode,
    summary: "A record of a database or an interface (JSON, CSV, SQL, a value of Python), with the names of its fields, also cut off",
    what: "A text that is a record and nothing besides: JSON, CSV, an SQL statement, a value of \
         Python. The title becomes the headline, the content what stands below; names of fields \
         and other values go. What is cut off holds what came before the cut.",
    why: "An export of a database or the answer of an interface was saved where one of its \
         fields belonged.",
    before: "{\"id\": 7, \"title\": \"News\", \"content\": \"<p>The caf\\u00e9 is open.<\\/p>\"}",
    after: "# News\n\nThe café is open.",
    near_misses: &[
        NearMiss {
            text: "{\"name\": \"ferry\", \"description\": \"a library that tells when ferries leave\", \"version\": 3}",
            because: "a record that holds no article: no field of it is a content",
        },
        NearMiss {
            text: "<p>The server answers {\"title\": \"Late\", \"content\": \"The ferry is late, and nobody minds.\"} and closes.</p>",
            because: "the record stands in a text",
        },
    ],
    formerly: &[],
    precision: None,
};
