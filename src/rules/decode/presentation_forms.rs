//! Arabic letters in the forms that printing gave them, as in the text of PDF files.

use crate::rules::{NearMiss, Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::PresentationForms,
    stage: Stage::Decode,
    summary: "Arabic letters in the forms that printing gave them, as in the text of PDF files",
    what: "Arabic letters in the form that they have at their place in a word, in the place of \
         the letters themselves, so that no search finds the words. They become letters, in the \
         order of reading.",
    why: "Printing needs a form of each letter for each place, and extractors of PDF files take \
         what was printed.",
    before: "<p>\u{fecb}\u{feee}\u{fea9}\u{fe93} \u{fe8d}\u{fedf}\u{fea4}\u{fe8e}\u{fed3}\u{fefc}\u{fe95} \u{fe8d}\u{fedf}\u{fee0}\u{fef4}\u{fee0}\u{fef4}\u{fe94}</p>",
    after: "عودة الحافلات الليلية",
    near_misses: &[NearMiss {
        text: "<p>يكتب حرف العين \u{fec9} وحده و\u{fecb} في أول الكلمة و\u{fecc} في وسطها و\u{feca} في آخرها.</p>",
        because: "single forms in a text of letters: they are what it speaks of",
    }],
    formerly: &[],
    precision: None,
};
