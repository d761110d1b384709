//! Arabic letters in presentation forms: `ﻋﻮﺩﺓ` for `عودة`.
//!
//! Fonts have a form of each letter for each place in a word, and some programs write the forms in
//! place of the letters, so that no search finds the words. Unicode keeps them for old encodings
//! only (chapter 9.2, "Arabic presentation forms"), and they stand in the order of the alphabet.

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// Fewer forms are shown for what they are.
const FEWEST: usize = 8;
/// So many forms for each letter that is written as one.
const PART: usize = 4;

/// Where forms of letters begin, and the letters with the number of forms of each.
const FORMS: [(u32, &str); 3] = [
    (0xFB50, "ٱ2ٻ4پ4ڀ4ٺ4ٿ4ٹ4ڤ4ڦ4ڄ4ڃ4چ4ڇ4ڍ2ڌ2ڎ2ڈ2ژ2ڑ2ک4گ4ڳ4ڱ4ں2ڻ4ۀ2ہ4ھ4ے2ۓ2"),
    (0xFBFC, "ی4"),
    (0xFE80, "ء1آ2أ2ؤ2إ2ئ4ا2ب4ة2ت4ث4ج4ح4خ4د2ذ2ر2ز2س4ش4ص4ض4ط4ظ4ع4غ4ف4ق4ك4ل4م4ن4ه4و2ى2ي4لآ2لأ2لإ2لا2"),
];

pub(super) fn unwrap(text: &mut Layer<'_, str>, report: &mut Report) {
    if report.admits(RuleId::PresentationForms, Confidence::Likely) && sign(text) {
        let edits = edits(text);
        text.edit(edits, RuleId::PresentationForms, report);
    }
}

/// Whether any form stands in the text: those from U+FE80 are most of them.
fn sign(text: &str) -> bool {
    let forms = |lead: &[u8]| memchr::memmem::find(text.as_bytes(), lead).is_some();
    forms(b"\xEF\xBA") || forms(b"\xEF\xBB")
}

fn edits(text: &str) -> Edits {
    let mut edits = Edits::default();
    let (mut forms, mut letters) = (0, 0);
    for (at, char) in text.char_indices() {
        letters += usize::from(matches!(char, '\u{621}'..='\u{64A}'));
        if let Some(letter) = letter(char) {
            forms += 1;
            edits.push(at..at + char.len_utf8(), letter.as_bytes(), Confidence::Likely);
        }
    }
    if forms < FEWEST || letters * PART > forms { Edits::default() } else { edits }
}

/// The letter, or the two, that a form shows.
fn letter(form: char) -> Option<&'static str> {
    let number = u32::from(form);
    if !(0xFB50..=0xFEFC).contains(&number) {
        return None;
    }
    let (first, letters) = FORMS.iter().rev().find(|(first, _)| *first <= number)?;
    let mut left = number - first;
    let (mut start, mut rest) = (0, letters.char_indices());
    rest.find_map(|(at, char)| {
        let count = char.to_digit(10)?;
        let letter = &letters[start..at];
        start = at + 1;
        match left.checked_sub(count) {
            Some(more) => {
                left = more;
                None
            }
            None => Some(letter),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn forms_show_letters() {
        for (form, shown) in [
            ('\u{FE80}', Some("ء")),
            ('\u{FECB}', Some("ع")),
            ('\u{FEFC}', Some("لا")),
            ('\u{FEF5}', Some("لآ")),
            ('\u{FBFD}', Some("ی")),
            ('\u{FB56}', Some("پ")),
            ('\u{FDF2}', None),
            ('ع', None),
        ] {
            assert_eq!(letter(form), shown, "{form}");
        }
    }
}
