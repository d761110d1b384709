//! Sequences of UTF-8 in characters that were read from its bytes.

use std::ops::{Deref, Range};

use super::encodings::{Encoding, Family};
use super::references::{Unit, unit};

/// One character, as it was before it was misread.
#[derive(Clone, Debug)]
pub(super) struct Sequence {
    pub(super) range: Range<usize>,
    pub(super) char: char,
    /// Whether some of it had to be guessed: bytes that became spaces, or that are gone.
    pub(super) lossy: bool,
}

impl Sequence {
    /// Whether it has three characters and more, which chance seldom makes.
    pub(super) fn is_long(&self) -> bool {
        self.char >= '\u{800}'
    }
}

/// Reads sequences in one encoding.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) encoding: &'static Encoding,
}

/// What stands for a byte after the first.
enum Trail {
    Byte(u8),
    /// A space that was a no-break space, byte A0.
    Space,
    /// A byte without a character: U+FFFD or a question mark.
    Lost,
    /// Something that is no part of the sequence.
    Foreign,
}

impl Reader<'_> {
    /// The sequence that begins at `at`; with `lossy`, also one that has lost bytes.
    pub(super) fn read(self, at: usize, lossy: bool) -> Option<Sequence> {
        self.read_from(at, unit(self.text, at)?, lossy)
    }

    /// The same, where the first character is known.
    pub(super) fn read_from(self, at: usize, first: Unit, lossy: bool) -> Option<Sequence> {
        let byte = self.encoding.byte(first.char)?;
        let length = match byte {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return None,
        };
        let mut pending =
            Pending { bytes: Bytes::of(&[byte]), end: first.end, lost: false, lossy: false };
        for index in 1..length {
            match self.trail(&pending, lossy) {
                (Trail::Byte(byte), end) => pending.push(byte, end),
                (Trail::Space, end) if pending.takes_space(index) => {
                    pending.lossy = true;
                    pending.push(0xA0, end);
                }
                (Trail::Lost, end) => {
                    pending.lost = true;
                    pending.push(0x80, end);
                }
                _ if lossy => return self.cut_short(at, &pending),
                _ => return None,
            }
        }
        self.finish(at, pending, lossy)
    }

    fn trail(self, pending: &Pending, lossy: bool) -> (Trail, usize) {
        let Some(next) = unit(self.text, pending.end) else { return (Trail::Foreign, pending.end) };
        let trail = match (self.encoding.byte(next.char), next.char) {
            (Some(byte @ 0x80..=0xBF), _) => Trail::Byte(byte),
            (_, ' ') if lossy && self.has_no_break_space() => Trail::Space,
            (_, '\u{FFFD}') if lossy => Trail::Lost,
            (_, '?') if lossy && pending.takes_question_mark() => Trail::Lost,
            _ => Trail::Foreign,
        };
        (trail, next.end)
    }

    fn has_no_break_space(self) -> bool {
        self.encoding.byte('\u{A0}') == Some(0xA0)
    }

    fn finish(self, at: usize, mut pending: Pending, lossy: bool) -> Option<Sequence> {
        if pending.bytes[0] == 0xED && pending.bytes[1] >= 0xA0 {
            return self.surrogates(at, &pending, lossy);
        }
        let char = if pending.lost {
            '\u{FFFD}'
        } else {
            std::str::from_utf8(&pending.bytes).ok()?.chars().next()?
        };
        if char == '†' && pending.lossy {
            // A quote that lost its last byte, rather than a dagger that lost its space.
            return self.cut_short(
                at,
                &Pending { end: pending.end - 1, bytes: Bytes::of(&[0xE2, 0x80]), ..pending },
            );
        }
        if char == 'à' && pending.lossy && !self.goes_on_after_space(pending.end) {
            pending.end -= 1;
        }
        let lossy = pending.lossy || pending.lost;
        Some(Sequence { range: at..pending.end, char, lossy })
    }

    /// Whether the word goes on after the space that an `à` took with it. A word of its own, it had
    /// another space behind, which is often gone; Portuguese has words that begin with `à`.
    fn goes_on_after_space(self, end: usize) -> bool {
        let rest = &self.text[end..];
        [" ", "quele", "quela", "quilo", "s "].iter().any(|start| rest.starts_with(start))
    }

    /// Of the quotes and dashes, only `”` ends in a byte that Windows-1252 has no character for and
    /// that many programs drop.
    fn cut_short(self, at: usize, pending: &Pending) -> Option<Sequence> {
        let quote = self.encoding.family == Family::Western
            && *pending.bytes == [0xE2, 0x80]
            && self.text.as_bytes().get(pending.end).is_none_or(u8::is_ascii);
        quote.then_some(Sequence { range: at..pending.end, char: '”', lossy: true })
    }

    /// CESU-8: a character beyond U+FFFF as two surrogates of three bytes each.
    fn surrogates(self, at: usize, high: &Pending, lossy: bool) -> Option<Sequence> {
        let mut pending = Pending { bytes: Bytes::default(), ..*high };
        for index in 0..3 {
            match self.trail_of_low(&pending, index, lossy) {
                (Trail::Byte(byte), end) => pending.push(byte, end),
                (Trail::Lost, end) => {
                    pending.lost = true;
                    pending.push(0x80, end);
                }
                _ => return None,
            }
        }
        let value =
            |bytes: &[u8]| u16::from(bytes[1] & 0x3F) << 6 | u16::from(bytes[2] & 0x3F) | 0xD000;
        let units = [value(&high.bytes), value(&pending.bytes)];
        let char = match char::decode_utf16(units).next() {
            Some(Ok(char)) if !pending.lost => char,
            _ if pending.lost => '\u{FFFD}',
            _ => return None,
        };
        Some(Sequence { range: at..pending.end, char, lossy: pending.lossy || pending.lost })
    }

    fn trail_of_low(self, pending: &Pending, index: usize, lossy: bool) -> (Trail, usize) {
        if index > 0 {
            return self.trail(pending, lossy);
        }
        match unit(self.text, pending.end) {
            Some(next) if self.encoding.byte(next.char) == Some(0xED) => {
                (Trail::Byte(0xED), next.end)
            }
            _ => (Trail::Foreign, pending.end),
        }
    }
}

/// Up to four bytes of a character.
#[derive(Clone, Copy, Default)]
struct Bytes {
    bytes: [u8; 4],
    count: usize,
}

impl Bytes {
    fn of(bytes: &[u8]) -> Self {
        let mut all = Self::default();
        bytes.iter().for_each(|&byte| all.push(byte));
        all
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.count) {
            *slot = byte;
            self.count += 1;
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.count]
    }
}

/// A sequence that is being read.
struct Pending {
    bytes: Bytes,
    end: usize,
    lost: bool,
    lossy: bool,
}

impl Pending {
    fn push(&mut self, byte: u8, end: usize) {
        self.bytes.push(byte);
        self.end = end;
    }

    /// Whether a space can have been byte A0 at this place: where that makes a likely character.
    fn takes_space(&self, index: usize) -> bool {
        if self.lossy {
            return false;
        }
        match (self.bytes[0], index) {
            (0xC2 | 0xC3 | 0xC5 | 0xCE | 0xD0 | 0xD9, 1) => true,
            (0xE2 | 0xE3 | 0xED, 1) | (0xF0, _) => true,
            (0xE0..=0xE3, 2) => !matches!(self.bytes[1], 0x85 | 0xA0),
            _ => false,
        }
    }

    /// Whether a question mark can be a lost byte: one in a sequence, in the usual ones.
    fn takes_question_mark(&self) -> bool {
        !self.lost && matches!(self.bytes.first(), Some(0xC2 | 0xC3 | 0xE0..=0xEF))
    }
}
