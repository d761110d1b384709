//! Quoted-printable (RFC 2045): `=C3=A9` for `é`, `=` at the end of a line that goes on.
//!
//! In such text every equals sign is written `=3D`; one that stands for itself speaks against it.
//! Mail that passed through a browser has sound attributes and encoded text, so tags are judged apart
//! from text.

use crate::decode::layer::{Edits, Layer};
use crate::decode::regions::Tags;
use crate::decode::scan;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// Lines are broken before their 76th byte; those broken by hand are shorter than this.
const LONG: usize = 60;

pub(super) fn unwrap(bytes: &mut Layer<'_, [u8]>, report: &mut Report) {
    if !report.admits(RuleId::QuotedPrintable, Confidence::Likely) || !may_be_encoded(bytes) {
        return;
    }
    let census = Census::of(bytes);
    if census.is_encoded() {
        let edits = edits(bytes, census.tags_are_encoded());
        bytes.edit(edits, RuleId::QuotedPrintable, report);
    }
}

/// What follows an equals sign.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// A byte in hexadecimal.
    Byte(u8),
    /// The end of a line, of so many bytes, that the next line continues.
    SoftBreak(usize),
    /// Anything else.
    Other,
}

fn mark(bytes: &[u8], at: usize) -> Mark {
    let digit = |offset: usize| {
        let byte = *bytes.get(at + offset)?;
        // Lower case is not in the standard, and in text it is chance: `a=be`.
        (!byte.is_ascii_lowercase()).then(|| (byte as char).to_digit(16)).flatten()
    };
    match (digit(1), digit(2)) {
        (Some(high), Some(low)) => Mark::Byte((high * 16 + low) as u8),
        _ => match &bytes[at + 1..] {
            [b'\n', ..] => Mark::SoftBreak(1),
            [b'\r', b'\n', ..] => Mark::SoftBreak(2),
            _ => Mark::Other,
        },
    }
}

/// Whether there is as much evidence as is needed.
fn may_be_encoded(bytes: &Layer<'_, [u8]>) -> bool {
    let (mut tags, mut evidence, mut at) = (Tags::default(), 0, 0);
    while let Some(found) = scan::find_pair(bytes, at, may_be_mark).filter(|_| evidence < 2) {
        let telling = match mark(bytes, found) {
            Mark::Byte(b'=') => tags.contain(bytes, found),
            Mark::Byte(byte) => {
                let follows = found >= 3 && bytes[found - 3] == b'=';
                let telling = follows || in_word(bytes, found, found + 3);
                byte >= 0x80 && telling && !tags.contain(bytes, found)
            }
            Mark::SoftBreak(length) => {
                let line = found.checked_sub(LONG).map(|start| &bytes[start..found]);
                let long = line.is_some_and(|line| memchr::memchr(b'\n', line).is_none());
                long || in_word(bytes, found, found + 1 + length)
            }
            Mark::Other => false,
        };
        evidence += usize::from(telling && !bytes.regions().contains(found));
        at = found + 1;
    }
    evidence >= 2
}

/// Whether these begin `=3D`, a byte beyond ASCII or a soft break; most equals signs begin a value.
fn may_be_mark(sign: u8, next: u8) -> bool {
    let digit = (next == b'3') | (next & !1 == b'8') | (next.wrapping_sub(b'A') < 6);
    (sign == b'=') & (digit | (next == b'\n') | (next == b'\r'))
}

#[derive(Default)]
struct Census {
    /// Bytes beyond ASCII, in runs of two and more or between letters.
    high: usize,
    /// Encoded equals signs in tags, and those that are not.
    tag_encoded: usize,
    tag_plain: usize,
    /// Soft breaks in long lines or inside words.
    soft_breaks: usize,
    other_bytes: usize,
    /// Equals signs in text that stand for themselves.
    plain: usize,
}

impl Census {
    fn of(bytes: &Layer<'_, [u8]>) -> Self {
        let regions = bytes.regions();
        let mut census = Self::default();
        let (mut tags, mut line) = (Tags::default(), Line::default());
        let mut high_until = 0;
        for at in memchr::memchr_iter(b'=', bytes) {
            let (in_tag, long) = (tags.contain(bytes, at), line.length(bytes, at) >= LONG);
            if regions.contains(at) {
                continue;
            }
            match mark(bytes, at) {
                Mark::Byte(b'=') if in_tag => census.tag_encoded += 1,
                Mark::Byte(_) | Mark::Other if in_tag => census.tag_plain += 1,
                Mark::Byte(byte) if byte < 0x80 => census.other_bytes += 1,
                Mark::Byte(_) => {
                    let telling = high_until == at || in_word(bytes, at, at + 3);
                    census.high += usize::from(telling);
                    high_until = at + 3;
                }
                Mark::SoftBreak(length) => {
                    let telling = long || in_word(bytes, at, at + 1 + length);
                    census.soft_breaks += usize::from(telling);
                }
                Mark::Other => census.plain += 1,
            }
        }
        census
    }

    fn is_encoded(&self) -> bool {
        let evidence = self.high + self.tag_encoded + self.soft_breaks;
        let bytes = self.high + self.tag_encoded + self.other_bytes;
        evidence >= 2 && (bytes > 0 || self.soft_breaks > 2) && self.plain * 20 <= evidence
    }

    fn tags_are_encoded(&self) -> bool {
        self.tag_encoded > self.tag_plain
    }
}

/// Whether letters stand before `start` and at `end`.
fn in_word(bytes: &[u8], start: usize, end: usize) -> bool {
    start > 0
        && bytes[start - 1].is_ascii_alphabetic()
        && bytes.get(end).is_some_and(u8::is_ascii_alphabetic)
}

/// Knows where the line began, going forward.
#[derive(Default)]
struct Line {
    at: usize,
    start: usize,
}

impl Line {
    fn length(&mut self, bytes: &[u8], at: usize) -> usize {
        if let Some(offset) = memchr::memrchr(b'\n', &bytes[self.at..at]) {
            self.start = self.at + offset + 1;
        }
        self.at = at;
        at - self.start
    }
}

/// The marks of a quotation that a line begins with: mail that is quoted repeats them in each line.
fn quote_marks(line: &[u8]) -> usize {
    line.iter().take(16).take_while(|byte| matches!(byte, b'>' | b' ')).count()
}

fn edits(bytes: &Layer<'_, [u8]>, in_tags: bool) -> Edits {
    let mut edits = Edits::default();
    let (mut tags, mut line) = (Tags::default(), Line::default());
    for at in memchr::memchr_iter(b'=', bytes) {
        let start = at - line.length(bytes, at);
        let skip = !in_tags && (tags.contain(bytes, at) || bytes.regions().is_sealed(at));
        match mark(bytes, at) {
            Mark::Byte(byte) if !skip => edits.push(at..at + 3, &[byte], Confidence::Certain),
            Mark::SoftBreak(length) => {
                let end = at + 1 + length;
                let quoted = quote_marks(&bytes[start..]);
                let again = if quote_marks(&bytes[end..]) == quoted { quoted } else { 0 };
                edits.push(at..end + again, b"", Confidence::Certain);
            }
            _ => {}
        }
    }
    edits
}
