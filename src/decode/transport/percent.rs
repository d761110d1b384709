//! Percent-encoded fragments, as `encodeURIComponent`, `escape` and forms make them.
//!
//! A whole fragment counts, whose tags are encoded, or of whose spaces none stands for itself; and
//! [`letters`] that alone are encoded.

pub(super) mod letters;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

pub(super) fn unwrap(bytes: &mut Layer<'_, [u8]>, report: &mut Report) {
    if !report.admits(RuleId::PercentEncoded, Confidence::Likely)
        || has_tags_and_spaces(bytes)
        || memchr::memchr(b'%', bytes).is_none()
    {
        return;
    }
    let census = Census::of(bytes);
    if census.is_encoded() {
        let edits = edits(bytes, census.has_plus_spaces());
        bytes.edit(edits, RuleId::PercentEncoded, report);
    }
}

/// Whether tags and spaces stand for themselves; one of them shows that soon.
fn has_tags_and_spaces(bytes: &[u8]) -> bool {
    let has = |byte| memchr::memchr(byte, bytes.trim_ascii()).is_some();
    has(b'<') && has(b' ')
}

/// What a percent sign begins, and how many bytes it takes.
enum Escape {
    Byte(u8),
    /// `%u2019`, by `escape`.
    Unit(u16),
}

impl Escape {
    const fn len(&self) -> usize {
        match self {
            Self::Byte(_) => 3,
            Self::Unit(_) => 6,
        }
    }
}

fn escape(bytes: &[u8], at: usize) -> Option<Escape> {
    let hex = |range: std::ops::Range<usize>| {
        let digits = bytes.get(range)?;
        let all = digits.iter().all(u8::is_ascii_hexdigit);
        all.then(|| std::str::from_utf8(digits).ok()).flatten()
    };
    if matches!(bytes.get(at + 1), Some(b'u' | b'U')) {
        return u16::from_str_radix(hex(at + 2..at + 6)?, 16).ok().map(Escape::Unit);
    }
    u8::from_str_radix(hex(at + 1..at + 3)?, 16).ok().map(Escape::Byte)
}

#[derive(Default)]
struct Census {
    encoded: usize,
    plain: usize,
    encoded_tags: usize,
    encoded_spaces: usize,
    plain_tags: usize,
    plain_spaces: usize,
    pluses: usize,
}

impl Census {
    fn of(bytes: &[u8]) -> Self {
        let mut census = Self::default();
        for at in memchr::memchr3_iter(b'%', b'<', b'+', bytes) {
            match (bytes[at], escape(bytes, at)) {
                (b'<', _) => census.plain_tags += 1,
                (b'+', _) => census.pluses += 1,
                (_, None) => census.plain += 1,
                (_, Some(escape)) => census.note(&escape),
            }
        }
        census.plain_spaces = bytes.trim_ascii().iter().filter(|&&byte| byte == b' ').count();
        census
    }

    fn note(&mut self, escape: &Escape) {
        self.encoded += 1;
        match escape {
            Escape::Byte(b'<') => self.encoded_tags += 1,
            Escape::Byte(b' ') => self.encoded_spaces += 1,
            _ => {}
        }
    }

    fn is_encoded(&self) -> bool {
        let tags = self.encoded_tags >= 2 && self.plain_tags == 0;
        let spaces = self.encoded_spaces >= 3 && self.plain_spaces == 0;
        let sound = self.plain * 20 <= self.encoded;
        sound && (tags && self.plain_spaces * 4 <= self.encoded || spaces)
    }

    /// Whether a plus stands for a space, as forms have it.
    fn has_plus_spaces(&self) -> bool {
        self.pluses > 2 && self.encoded_spaces == 0 && self.plain_spaces == 0
    }
}

fn edits(bytes: &[u8], pluses: bool) -> Edits {
    let mut edits = Edits::default();
    let mut done = 0;
    for at in memchr::memchr2_iter(b'%', b'+', bytes) {
        if at < done {
            continue;
        }
        if bytes[at] == b'+' {
            if pluses {
                edits.push(at..at + 1, b" ", Confidence::Certain);
            }
            continue;
        }
        match escape(bytes, at) {
            Some(Escape::Byte(byte)) => edits.push(at..at + 3, &[byte], Confidence::Certain),
            Some(Escape::Unit(unit)) => {
                let (char, length) = character(bytes, at, unit);
                edits.push_char(at..at + length, char, Confidence::Certain);
                done = at + length;
            }
            None => {}
        }
    }
    edits
}

/// The character of a UTF-16 unit, and of the one after it if the two are a pair.
fn character(bytes: &[u8], at: usize, unit: u16) -> (char, usize) {
    let next = match escape(bytes, at + 6) {
        Some(Escape::Unit(next)) if bytes.get(at + 6) == Some(&b'%') => Some(next),
        _ => None,
    };
    let length = Escape::Unit(unit).len();
    let units = [unit, next.unwrap_or_default()];
    match char::decode_utf16(units).next() {
        Some(Ok(char)) => (char, length * char.len_utf16()),
        _ => ('\u{FFFD}', length),
    }
}
