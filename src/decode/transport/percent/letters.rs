//! Letters and signs that alone are percent-encoded: `perch%E9 l%u2019acqua`, `caf%C3%A9`.
//!
//! `escape` of JavaScript does that to what is not ASCII, and spaces were put back by hand. Addresses
//! are written so on purpose.

use std::ops::Range;

use crate::decode::layer::{Edits, Layer};
use crate::decode::regions::Tags;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

use super::{Escape, character, escape};

/// Fewer escapes that tell prove nothing.
const FEWEST: usize = 3;
/// So far back the start of an address is looked for.
const NEAR: usize = 200;

pub(in crate::decode::transport) fn unwrap(text: &mut Layer<'_, str>, report: &mut Report) {
    if !report.admits(RuleId::PercentEncoded, Confidence::Likely)
        || memchr::memchr(b'%', text.as_bytes()).is_none()
    {
        return;
    }
    let edits = edits(text);
    text.edit(edits, RuleId::PercentEncoded, report);
}

fn edits(text: &Layer<'_, str>) -> Edits {
    let mut edits = Edits::default();
    let (mut tags, mut done, mut telling) = (Tags::default(), 0, 0);
    for at in memchr::memchr_iter(b'%', text.as_bytes()) {
        if at < done {
            continue;
        }
        let Some((after, range)) = read(text, at) else { continue };
        if tags.contain(text.as_bytes(), at) {
            continue;
        }
        done = range.end;
        if text.regions().contains(at) || is_in_address(text, at) {
            continue;
        }
        telling += usize::from(is_telling(text, &range));
        edits.push(range, after.as_bytes(), Confidence::Likely);
    }
    // Who tells of escapes has the sound letters beside them.
    let sound = || text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    let sure = telling >= FEWEST && sound() * 2 <= telling;
    if sure { edits } else { Edits::default() }
}

/// What the escapes at `at` stand for, if for letters or signs beyond ASCII.
fn read(text: &str, at: usize) -> Option<(String, Range<usize>)> {
    let bytes = text.as_bytes();
    if let Escape::Unit(unit) = escape(bytes, at)? {
        let (char, length) = character(bytes, at, unit);
        return is_likely(char).then(|| (char.to_string(), at..at + length));
    }
    let byte = |index: usize| match bytes.get(at + 3 * index) {
        Some(b'%') => match escape(bytes, at + 3 * index) {
            Some(Escape::Byte(byte)) if byte >= 0x80 => Some(byte),
            _ => None,
        },
        _ => None,
    };
    let found: Vec<u8> = (0..4).map_while(byte).collect();
    let utf8 = found.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    let (char, length) = match utf8 {
        Some(char) => (char, char.len_utf8()),
        None => (windows_1252(*found.first()?)?, 1),
    };
    is_likely(char).then(|| (char.to_string(), at..at + 3 * length))
}

fn windows_1252(byte: u8) -> Option<char> {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
}

/// Whether a writer may have meant this.
fn is_likely(char: char) -> bool {
    !char.is_ascii() && !char.is_control() && char != '\u{FFFD}'
}

/// Whether the escapes stand in a word, or are those of `escape`, which nothing else writes.
fn is_telling(text: &str, range: &Range<usize>) -> bool {
    let letter = |char: Option<char>| char.is_some_and(char::is_alphabetic);
    letter(text[..range.start].chars().next_back())
        || letter(text[range.end..].chars().next())
        || text[range.clone()].starts_with("%u")
}

/// Whether the escape is part of an address: `example.org/caf%C3%A9`.
fn is_in_address(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[at.saturating_sub(NEAR)..at];
    let parts = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>' | b'"' | b'(');
    let start = before.iter().rposition(|byte| parts(*byte)).map_or(0, |start| start + 1);
    before[start..].iter().any(|byte| matches!(byte, b'/' | b'=' | b'@' | b'&' | b'?'))
}
