//! Escapes of string literals: JSON, JavaScript, SQL, PHP.
//!
//! `<p class=\"lead\">caf\u00e9<\/p>\n`: a program printed a string where its value belonged. In such
//! a document the escapes stand *instead of* line breaks, quotes and closing tags; where sound ones
//! stand beside them, or backslashes that escape nothing, the text speaks of escapes.

mod bare;
mod breaks;
mod census;
mod list;
mod sequence;

use std::ops::Range;

use super::record;
use crate::decode::layer::{Edits, Layer};
use crate::decode::regions::Tags;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;
use census::Census;
pub(super) use sequence::Sequence;

/// A literal escaped twice is unescaped twice.
const ROUNDS: usize = 3;

/// Which escapes are undone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Dialect {
    /// Line breaks and tabs.
    breaks: bool,
    /// Quotes, slashes, backslashes.
    marks: bool,
    /// Characters by number.
    numbers: bool,
}

impl Dialect {
    const ALL: Self = Self { breaks: true, marks: true, numbers: true };

    fn undoes(self, sequence: Sequence) -> bool {
        match sequence {
            Sequence::Break(_) => self.breaks,
            Sequence::Mark(_) => self.marks,
            Sequence::Number(..) | Sequence::Bytes(_) => self.numbers,
        }
    }
}

pub(super) fn unwrap(text: &mut Layer<'_, str>, report: &mut Report) {
    if !report.admits(RuleId::StringEscapes, Confidence::Likely) {
        return;
    }
    for bare in [bare::numbers, bare::letters, bare::cells] {
        let edits = bare(text);
        text.edit(edits, RuleId::StringEscapes, report);
    }
    let edits = breaks::undo(text);
    text.edit(edits, RuleId::StringEscapes, report);
    for _ in 0..ROUNDS {
        let column =
            || list::paragraphs(text, |edits, range| unescape(edits, text, range, |_, _| true));
        let edits = match literal(text).or_else(column) {
            Some(edits) => edits,
            None if memchr::memchr(b'\\', text.as_bytes()).is_none() => return,
            None => prose(text),
        };
        if edits.is_empty() {
            return;
        }
        text.edit(edits, RuleId::StringEscapes, report);
        // What was a string, and is a record, is read as one.
        if record::is_one(text) {
            return;
        }
    }
}

/// The whole text as one literal, with its quotes: `"<p>It\'s<\/p>\n"`, `b'caf\xc3\xa9'`.
fn literal(text: &str) -> Option<Edits> {
    let start = text.len() - text.trim_start().len();
    let trimmed = text.trim();
    let prefix = trimmed.len() - trimmed.trim_start_matches(['b', 'u', 'r']).len();
    let quote = trimmed[prefix..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (from, end) = (start + prefix + 1, start + trimmed.len() - 1);
    if prefix > 1 || end <= from || !trimmed.ends_with(quote) || !is_body(&text[from..end], quote) {
        return None;
    }
    let mut edits = Edits::default();
    edits.push(start..from, b"", Confidence::Certain);
    unescape(&mut edits, text, from..end, |_, _| true);
    edits.push(end..end + 1, b"", Confidence::Certain);
    Some(edits)
}

/// Whether this can stand in a literal, and would not as well stand in quotes of its own.
fn is_body(body: &str, quote: char) -> bool {
    let bytes = body.as_bytes();
    let (mut at, mut escapes) = (0, 0);
    while let Some(offset) = memchr::memchr2(b'\\', quote as u8, &bytes[at..]) {
        at += offset;
        let Some((_, length)) = Sequence::read(body, at) else { return false };
        escapes += 1;
        at += length;
    }
    let markup = body.trim_start().starts_with('<') || body.contains("\\u003c");
    escapes >= 2 || (escapes == 1 && markup)
}

/// What the text as a whole is escaped with. Unless that is all of it, code and tags were not.
fn prose(text: &Layer<'_, str>) -> Edits {
    let mut edits = Edits::default();
    let regions = text.regions();
    let Some(dialect) = Census::of(text, regions).dialect() else { return edits };
    let mut tags = Tags::default();
    unescape(&mut edits, text, 0..text.len(), |at, sequence| {
        if regions.is_sealed(at) {
            return false;
        }
        let path = is_path(text, at) && matches!(sequence, Sequence::Break(_));
        let meant =
            dialect != Dialect::ALL && (regions.contains(at) || tags.contain(text.as_bytes(), at));
        dialect.undoes(sequence) && !path && !meant
    });
    edits
}

fn unescape(
    edits: &mut Edits,
    text: &str,
    range: Range<usize>,
    mut undoes: impl FnMut(usize, Sequence) -> bool,
) {
    let mut at = range.start;
    while let Some(offset) = memchr::memchr(b'\\', &text.as_bytes()[at..range.end]) {
        at += offset;
        let read = Sequence::read(text, at).filter(|(_, length)| at + length <= range.end);
        let Some((sequence, length)) = read else {
            at += 1;
            continue;
        };
        if undoes(at, sequence) {
            sequence.put(edits, text, at..at + length);
        }
        at += length;
    }
}

/// Whether the backslash belongs to a path of Windows: `C:\new`.
fn is_path(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    matches!(before, [.., drive, b':'] if drive.is_ascii_alphabetic())
        && !before.get(before.len().wrapping_sub(3)).is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::RepairOptions;

    fn read(text: &str) -> String {
        let mut layer = Layer::new(text);
        unwrap(&mut layer, &mut Report::new(&RepairOptions::default()));
        layer.to_string()
    }

    #[test]
    fn literals_lose_their_quotes() {
        assert_eq!(read(r#" "<p>a \"b\"<\/p>\n" "#), " <p>a \"b\"</p>\n ");
        assert_eq!(read(r"b'<p>caf\xc3\xa9 \xe2\x80\x99</p>\n'"), "<p>café ’</p>\n");
        assert_eq!(read(r#""<p class=\\\"a\\\">b<\\/p>""#), r#"<p class="a">b</p>"#);
    }

    #[test]
    fn pairs_of_surrogates_are_one_character() {
        assert_eq!(read(r"\u003cp\u003e\ud83d\ude00 ok\u003c/p\u003e"), "<p>😀 ok</p>");
    }

    #[test]
    fn text_about_escapes_stays() {
        for text in [
            "<p>Type \\n for a new line and \\t for a tab.</p>\n<p>Then go on.</p>\n",
            "<p>See C:\\new\\table and C:\\users\\nina.</p>",
            "<p>\\(x_1 \\le 3\\) and \\frac{1}{2}, \\nu, \\theta</p>",
            "<p>Match \\d+\\n or \\s*\\r\\n.</p>",
            "<p>JSON writes caf\\u00e9 for café.</p>",
            "\"Quoted\" and 'quoted'",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
