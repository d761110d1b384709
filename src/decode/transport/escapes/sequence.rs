//! One escape of a string literal.

use std::ops::Range;

use crate::decode::layer::Edits;
use crate::report::Confidence;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::decode::transport) enum Sequence {
    /// `\n`, `\r\n`, `\t`: white space.
    Break(char),
    /// `\"`, `\'`, `\/`, `\\`: the character after the backslash.
    Mark(char),
    /// `\u2019`, `\x3c`, or a pair of surrogates: a character by its number, and how many digits
    /// speak for it.
    Number(char),
    /// `\xc3\xa9`: so many bytes of UTF-8 that are no ASCII.
    Bytes(usize),
}

impl Sequence {
    /// The escape at the backslash at `at`, and its length.
    pub(in crate::decode::transport) fn read(text: &str, at: usize) -> Option<(Self, usize)> {
        let rest = text.as_bytes().get(at..)?;
        match rest.strip_prefix(b"\\")? {
            [b'r', b'\\', b'n', ..] => Some((Self::Break('\n'), 4)),
            [b'n' | b'r', ..] => Some((Self::Break('\n'), 2)),
            [b't', ..] => Some((Self::Break('\t'), 2)),
            [mark @ (b'"' | b'\'' | b'/' | b'\\'), ..] => Some((Self::Mark(char::from(*mark)), 2)),
            [b'u', ..] => unit_sequence(rest),
            [b'x', ..] => byte_sequence(rest),
            [b' ', ..] => spaced(rest, text[..at].ends_with('<')),
            _ => None,
        }
    }

    /// Puts what the escape at `range` stands for.
    pub(in crate::decode::transport) fn put(
        self,
        edits: &mut Edits,
        text: &str,
        range: Range<usize>,
    ) {
        match self {
            Self::Break(char) | Self::Mark(char) | Self::Number(char) => {
                edits.push_char(range, char, Confidence::Certain);
            }
            Self::Bytes(_) => {
                let escapes = text.as_bytes()[range.clone()].chunks(4);
                let bytes: Vec<u8> = escapes.filter_map(hex_byte).collect();
                edits.push(range, &bytes, Confidence::Certain);
            }
        }
    }
}

/// An escape that a translator has set apart: `<\ / td>`, `\ r \ n`, `\ u0026`.
fn spaced(rest: &[u8], in_tag: bool) -> Option<(Sequence, usize)> {
    let ends = |length: usize| rest.get(length).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    match rest.get(2..)? {
        [b'r', b' ', b'\\', b' ', b'n', ..] if ends(7) => Some((Sequence::Break('\n'), 7)),
        [b'n', ..] if ends(3) => Some((Sequence::Break('\n'), 3)),
        [b'/', ..] if in_tag => Some((Sequence::Mark('/'), 3)),
        [b'u', ..] => {
            let escape = [b"\\", rest.get(2..7)?].concat();
            let char = char::from_u32(u32::from(unit(&escape)?))?;
            Some((Sequence::Number(char), 7))
        }
        _ => None,
    }
}

fn unit(escape: &[u8]) -> Option<u16> {
    let digits = escape.strip_prefix(b"\\u")?.get(..4)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn unit_sequence(rest: &[u8]) -> Option<(Sequence, usize)> {
    let units = [unit(rest)?, rest.get(6..).and_then(unit).unwrap_or_default()];
    let char = char::decode_utf16(units).next()?.unwrap_or('\u{FFFD}');
    Some((Sequence::Number(char), 6 * char.len_utf16()))
}

fn hex_byte(escape: &[u8]) -> Option<u8> {
    let digits = escape.strip_prefix(b"\\x")?.get(..2)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// `\x3c` is a character; `\xc3\xa9` is one in UTF-8, and `\xe9` alone one in Latin-1.
fn byte_sequence(rest: &[u8]) -> Option<(Sequence, usize)> {
    let first = hex_byte(rest)?;
    let bytes: Vec<u8> = rest.chunks(4).take(4).map_while(hex_byte).collect();
    let length = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    };
    let encoded = bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    if first >= 0x80 && encoded.is_some() {
        return Some((Sequence::Bytes(length), 4 * length));
    }
    Some((Sequence::Number(char::from(first)), 4))
}
