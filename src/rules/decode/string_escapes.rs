//! Escapes of a string literal (JSON, JavaScript, SQL) left in the text.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::StringEscapes,
    stage: Stage::Decode,
    summary: "Escapes of a string literal (JSON, JavaScript, SQL) left in the text",
    what: "Escapes of string literals, as in JSON, JavaScript or SQL, in the place of line \
         breaks, quotes and closing tags. They become what they stand for where they stand \
         instead of sound ones; scripts and attributes are never reached into.",
    why: "A program printed a string with its escapes where the value belonged.",
    before: "<p class=\\\"lead\\\">The caf\\u00e9 is open.<\\/p>\\n",
    after: "The café is open.",
    near_misses: &[
        NearMiss {
            text: "<p>Look into C:\\new\\table\\rows and D:\\users\\nina\\tmp.</p>",
            because: "backslashes that escape nothing stand beside them",
        },
        NearMiss {
            text: "<p>JSON may write caf\\u00e9 for “café”, and \\/ for a slash.</p>",
            because: "a text about escapes, with sound letters beside the escaped ones",
        },
        NearMiss {
            text: "<p>A text.</p>\n<script>var a = \"<p class=\\\"b\\\">c<\\/p>\\n\";</script>",
            because: "the escapes of a script are its own",
        },
    ],
    formerly: &[],
    precision: None,
};
