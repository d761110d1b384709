//! Arabic letters in the forms that printing gave them, as in the text of PDF files.

use crate::rules::{Rule, RuleId, Stage};

pub(in crate::rules) const RULE: Rule = Rule {
    id: RuleId::PresentationForms,
    stage: Stage::Decode,
    summary: "Arabic letters in the forms that printing gave them, as in the text of PDF files",
    before: "<p>\u{fecb}\u{feee}\u{fea9}\u{fe93} \u{fe8d}\u{fedf}\u{fea4}\u{fe8e}\u{fed3}\u{fefc}\u{fe95} \u{fe8d}\u{fedf}\u{fee0}\u{fef4}\u{fee0}\u{fef4}\u{fe94}</p>",
    after: "عودة الحافلات الليلية",
    formerly: &[],
    precision: None,
};
