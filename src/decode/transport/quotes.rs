//! Quotes doubled by CSV, SQL and C#: `class=""lead""`, `l''école`, and the quotes of the field.

use crate::decode::layer::{Edits, Layer};
use crate::decode::regions::Regions;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// Takes the quotes off a field of CSV, and halves those in it.
pub(super) fn unwrap_field(text: &mut Layer<'_, str>, report: &mut Report) {
    if report.admits(RuleId::DoubledQuotes, Confidence::Certain)
        && let Some(edits) = field(text)
    {
        text.edit(&edits, RuleId::DoubledQuotes, report);
    }
}

fn field(text: &str) -> Option<Edits> {
    let start = text.len() - text.trim_start().len();
    let inner = text.trim().strip_prefix('"')?.strip_suffix('"')?;
    let mut edits = Edits::default();
    edits.push(start..start + 1, b"", Confidence::Certain);
    let (from, mut pairs, mut done) = (start + 1, 0, 0);
    for at in memchr::memchr_iter(b'"', inner.as_bytes()) {
        if at < done {
            continue;
        }
        if inner.as_bytes().get(at + 1) != Some(&b'"') {
            return None;
        }
        done = at + 2;
        pairs += 1;
        edits.push(from + at..from + at + 2, b"\"", Confidence::Certain);
    }
    // Quotes around a sentence are its own; around markup they are not.
    let markup = inner.trim_start().starts_with('<') && inner.trim_end().ends_with('>');
    if !markup && pairs == 0 {
        return None;
    }
    edits.push(from + inner.len()..from + inner.len() + 1, b"", Confidence::Certain);
    Some(edits)
}

/// Halves doubled quotes that stand where a single one belongs, if none stands there singly.
pub(super) fn undouble(text: &mut Layer<'_, str>, report: &mut Report) {
    for (quote, pair) in [(b'"', "\"\""), (b'\'', "''")] {
        if memchr::memmem::find(text.as_bytes(), pair.as_bytes()).is_none()
            || !report.admits(RuleId::DoubledQuotes, Confidence::Likely)
        {
            continue;
        }
        let census = Census::of(text, quote);
        if census.doubled >= census.needed && census.single == 0 {
            let edits = pairs(text, quote);
            text.edit(&edits, RuleId::DoubledQuotes, report);
        }
    }
}

/// Quotes in telling places: attribute values for `"`, inside words for `'`.
struct Census {
    doubled: usize,
    single: usize,
    needed: usize,
}

impl Census {
    fn of(text: &str, quote: u8) -> Self {
        let regions = Regions::of(text.as_bytes());
        let needed = if quote == b'"' { 1 } else { 2 };
        let mut census = Self { doubled: 0, single: 0, needed };
        let bytes = text.as_bytes();
        let mut done = 0;
        for at in memchr::memchr_iter(quote, bytes) {
            if at < done || regions.contains(at) {
                continue;
            }
            let count = bytes[at..].iter().take_while(|&&byte| byte == quote).count();
            done = at + count;
            let telling = match quote {
                b'"' => at > 0 && bytes[at - 1] == b'=' && begins_value(&bytes[done..]),
                _ => in_word(text, at, done),
            };
            census.doubled += usize::from(telling && count == 2);
            census.single += usize::from(telling && count == 1);
        }
        census
    }
}

/// Whether this follows the opening quote of a value that is not empty.
fn begins_value(rest: &[u8]) -> bool {
    let ends_tag = rest.starts_with(b"/>") || rest.starts_with(b">");
    !ends_tag && rest.first().is_some_and(|byte| !byte.is_ascii_whitespace())
}

/// Whether quotes stand between letters; the second may be a character reference.
fn in_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back().is_some_and(char::is_alphabetic);
    let after = text[end..].chars().next();
    before && after.is_some_and(|c| c.is_alphabetic() || c == '&')
}

fn pairs(text: &str, quote: u8) -> Edits {
    let mut edits = Edits::default();
    let bytes = text.as_bytes();
    let mut done = 0;
    for at in memchr::memchr_iter(quote, bytes) {
        if at < done || bytes.get(at + 1) != Some(&quote) {
            continue;
        }
        done = at + 2;
        let empty = quote == b'"'
            && at > 0
            && bytes[at - 1] == b'='
            && bytes.get(done) != Some(&quote)
            && !begins_value(&bytes[done..]);
        if !empty {
            edits.push(at..done, &[quote], Confidence::Likely);
        }
    }
    edits
}
