//! Base64 (RFC 4648): `PHA+SGVsbG8=`, a whole text as mail carries it.

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// Shorter texts are a word.
const SHORTEST: usize = 60;

pub(super) fn unwrap(bytes: &mut Layer<'_, [u8]>, report: &mut Report) {
    if !report.admits(RuleId::Base64, Confidence::Certain) || !may_be_encoded(bytes) {
        return;
    }
    if let Some((edits, text)) = decode(bytes)
        && is_text(&text)
    {
        bytes.edit(edits, RuleId::Base64, report);
    }
}

/// A look at how the text begins.
fn may_be_encoded(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii();
    let start = &bytes[..bytes.len().min(SHORTEST)];
    start.len() >= SHORTEST && start.iter().all(|byte| value(*byte).is_some() || is_break(*byte))
}

const fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

pub(super) fn value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

/// What the lines stand for, each by itself, and all of it; none if anything else stands there.
fn decode(bytes: &[u8]) -> Option<(Edits, Vec<u8>)> {
    let mut edits = Edits::default();
    let mut text = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count, mut padded) = (0, 0, false);
    let mut start = 0;
    while start < bytes.len() {
        let length = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len() - start, |n| n + 1);
        let from = text.len();
        for &byte in bytes[start..start + length].trim_ascii() {
            match value(byte) {
                Some(value) if !padded => (bits, count) = (bits << 6 | value, count + 1),
                None if byte == b'=' && count != 1 => padded = true,
                _ => return None,
            }
            if count == 4 {
                text.extend(&bits.to_be_bytes()[1..]);
                (bits, count) = (0, 0);
            }
        }
        if padded || start + length == bytes.len() {
            match count {
                2 => text.push((bits >> 4) as u8),
                3 => text.extend(&((bits >> 2) as u16).to_be_bytes()),
                1 => return None,
                _ => {}
            }
            count = 0;
        }
        edits.push(start..start + length, &text[from..], Confidence::Certain);
        start += length;
    }
    Some((edits, text))
}

/// Whether these are words, or markup, and no picture.
fn is_text(bytes: &[u8]) -> bool {
    let plain = bytes.iter().all(|byte| !byte.is_ascii_control() || byte.is_ascii_whitespace());
    let spaces = bytes.iter().filter(|byte| matches!(byte, b' ' | b'\n' | b'<')).count();
    plain && spaces * 40 > bytes.len()
}
