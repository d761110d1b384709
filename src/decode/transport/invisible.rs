//! Characters without width where they do nothing: ZERO WIDTH SPACE and WORD JOINER beside a space,
//! a byte order mark inside the text, a joiner behind the last letter of a word.
//!
//! They tell where a line may break and how letters join, and search and comparison trip over them.
//! Where there is a space, or no letter to join, they tell nothing and were left by an editor or by
//! what cut the text. Marks of direction mean nothing in a text that runs in one direction only.
//! (Unicode Standard 23.2, "Layout Controls".)

use crate::decode::layer::{Edits, Layer};
use crate::decode::regions::Tags;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

pub(super) fn drop(text: &mut Layer<'_, str>, report: &mut Report) {
    if !report.admits(RuleId::InvisibleCharacters, Confidence::Certain) {
        return;
    }
    let edits = edits(text);
    text.edit(edits, RuleId::InvisibleCharacters, report);
}

fn edits(text: &Layer<'_, str>) -> Edits {
    let mut edits = Edits::default();
    let mut tags = Tags::default();
    let mut runs_back = None;
    let bytes = text.as_bytes();
    for at in memchr::memchr2_iter(0xE2, 0xEF, bytes) {
        let sign = match &bytes[at..] {
            [0xE2, 0x80, 0x8B, ..] => '\u{200B}',
            [0xE2, 0x80, 0x8C, ..] => '\u{200C}',
            [0xE2, 0x80, 0x8E, ..] => '\u{200E}',
            [0xE2, 0x81, 0xA0, ..] => '\u{2060}',
            // The mark before a document is its encoding's.
            [0xEF, 0xBB, 0xBF, ..] if at > 0 => '\u{FEFF}',
            _ => continue,
        };
        let (before, after) = (&text[..at], &text[at + 3..]);
        let idle = match sign {
            '\u{FEFF}' => true,
            // What stands beside it joins nothing: a space, a mark, an end.
            '\u{200C}' => !after.starts_with(|c: char| c.is_alphanumeric() || is_joining(c)),
            '\u{200E}' => !*runs_back.get_or_insert_with(|| text.chars().any(is_right_to_left)),
            _ => is_beside_space(
                before.trim_end_matches(sign).chars().next_back(),
                after.trim_start_matches(sign).chars().next(),
            ),
        };
        if idle && !text.regions().contains(at) && !tags.contain(bytes, at) {
            edits.push(at..at + 3, b"", Confidence::Certain);
        }
    }
    edits
}

/// Whether a place may break anyway, or nothing stands there to be held together.
fn is_beside_space(before: Option<char>, after: Option<char>) -> bool {
    let open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "<>".contains(c));
    open(before) || open(after)
}

/// Vowel signs and joiners, which go with the letters.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{DFF}' | '\u{200C}' | '\u{200D}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::RepairOptions;

    fn read(text: &str) -> String {
        let mut layer = Layer::new(text);
        drop(&mut layer, &mut Report::new(&RepairOptions::default()));
        layer.to_string()
    }

    #[test]
    fn what_joins_and_parts_letters_stays() {
        assert_eq!(read("A\u{200b} \u{200b}b\u{2060} c.\u{200e}\u{feff}"), "A b c.");
        assert_eq!(read("بهذه المناسبة\u{200c}، تهنئ"), "بهذه المناسبة، تهنئ");
        for text in [
            "می\u{200c}خواهم کتاب\u{200c}ها",
            "long\u{200b}word and 10\u{2060}km",
            "(ليبيا\u{200e}) (UN\u{200e})",
            "<code>a\u{200b} b</code><a title='a\u{200b} b'>c</a>",
            "ភាសា\u{200b}ខ្មែរ",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
