//! Quotes doubled by CSV, SQL and C#: `class=""lead""`, `l''école`, and the quotes of the field.

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// Takes the quotes off a field of CSV, and halves those in it.
pub(super) fn unwrap_field(text: &mut Layer<'_, str>, report: &mut Report) {
    if report.admits(RuleId::DoubledQuotes, Confidence::Certain)
        && let Some(edits) = field(text)
    {
        text.edit(edits, RuleId::DoubledQuotes, report);
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
        if report.admits(RuleId::DoubledQuotes, Confidence::Likely) && is_doubled(text, quote, pair)
        {
            let edits = pairs(text, quote);
            text.edit(edits, RuleId::DoubledQuotes, report);
        }
    }
}

/// Whether quotes in telling places are doubled, and none is single: attribute values for `"`,
/// inside words for `'`.
fn is_doubled(text: &Layer<'_, str>, quote: u8, pair: &str) -> bool {
    let bytes = text.as_bytes();
    let needed = if quote == b'"' { 1 } else { 2 };
    let doubled =
        memchr::memmem::find_iter(bytes, pair).filter(|&at| is_telling(text, quote, at, 2));
    let single = || memchr::memchr_iter(quote, bytes).filter(|&at| is_telling(text, quote, at, 1));
    doubled.take(needed).count() == needed && single().next().is_none()
}

/// Whether a run of `count` quotes, no more, that begins at `at` stands in a telling place of prose.
fn is_telling(text: &Layer<'_, str>, quote: u8, at: usize, count: usize) -> bool {
    let bytes = text.as_bytes();
    let (before, rest) = (bytes[..at].last(), &bytes[at + count..]);
    if before == Some(&quote) || rest.first() == Some(&quote) {
        return false;
    }
    let telling = match quote {
        b'"' => before == Some(&b'=') && begins_value(rest),
        _ => in_word(text, at, at + count),
    };
    telling && !text.regions().contains(at)
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

fn pairs(text: &Layer<'_, str>, quote: u8) -> Edits {
    let mut edits = Edits::default();
    let bytes = text.as_bytes();
    let mut done = 0;
    for at in memchr::memchr_iter(quote, bytes) {
        if at < done || bytes.get(at + 1) != Some(&quote) || text.regions().is_sealed(at) {
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
