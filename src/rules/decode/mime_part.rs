//! The source of a message, with all of its parts, their boundaries and headers.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::MimePart,
    stage: Stage::Decode,
    summary: "The source of a message, with all of its parts, their boundaries and headers",
    what: "The source of a mail message: boundaries, headers and parts. The part that readers are \
         shown is kept, HTML before plain text; attachments go.",
    why: "Who saves a message without its first headers, or copies its source, gets all of its \
         parts.",
    before: "------=_Part_1\nContent-Type: text/html; charset=UTF-8\n\n<p>The café is open.</p>\n\n------=_Part_1--",
    after: "The café is open.",
    near_misses: &[
        NearMiss {
            text: "<p>\n-- \nAnna Lund<br>\n--- end of the first part ---<br>\n--verbose<br>\nContent-Type matters: without it a browser guesses.</p>",
            because: "lines that begin with dashes are signatures and options; a boundary is followed by \
             headers and comes again",
        },
        NearMiss {
            text: "<p>A message of two parts begins like this:</p>\n<pre>\n--frontier\nContent-Type: text/plain\n\nThis is the body.\n--frontier--\n</pre>",
            because: "a message that is shown as an example stands in a text of its own",
        },
    ],
    formerly: &[],
    precision: None,
};
