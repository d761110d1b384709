//! Whether a text may hold mojibake, and of which encodings.
//!
//! Every document passes here, so this looks at nothing but characters beyond ASCII that can begin a
//! sequence, and goes on only if the next one can continue it.

use super::chars::strain;
use super::encodings::{ENCODINGS, Encoding, Mask, ROLES};
use super::references::unit;
use super::sequence::Reader;

/// So many sites are enough to tell which encodings matter.
const ENOUGH: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct Triggers {
    /// Sequences that begin in each encoding.
    counts: [usize; Mask::BITS as usize],
    total: usize,
    /// Whether there are C1 control characters.
    pub(super) controls: bool,
}

impl Triggers {
    pub(super) fn of(text: &str) -> Self {
        let mut triggers = Self::default();
        let roles = &**ROLES;
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(start) = next_high(bytes, at) {
            at = start + length(bytes[start]);
            // Most scripts of Asia lie where no encoding has a character.
            if !matches!(bytes[start], 0xC2..=0xE2 | 0xEF) {
                continue;
            }
            let Some(char) = text[start..at].chars().next() else { continue };
            triggers.controls |= matches!(char, '\u{80}'..='\u{9F}');
            let (begins, _) = role(roles, char);
            if begins != 0 && triggers.total < ENOUGH {
                triggers.note(text, roles, (start, at, char, begins));
            }
        }
        triggers.note_references(text, roles);
        triggers
    }

    fn note(&mut self, text: &str, roles: &[(Mask, Mask)], site: (usize, usize, char, Mask)) {
        let (start, end, char, begins) = site;
        let Some(next) = text.as_bytes().get(end).copied() else { return };
        if next.is_ascii() && next != b'&' {
            let lossy = matches!(char, 'Ã' | 'Â') && !next.is_ascii_alphabetic();
            self.counts[0] += usize::from(lossy);
            self.total += usize::from(lossy);
            return;
        }
        let Some(next) = unit(text, end) else { return };
        let mut both = begins & role(roles, next.char).1;
        while both != 0 {
            let bit = both.trailing_zeros() as usize;
            both &= both - 1;
            let reader = Reader { text, encoding: &ENCODINGS[bit] };
            let Some(sequence) = reader.read(start, false) else { continue };
            let before = text[..start].chars().next_back().unwrap_or(' ');
            if sequence.is_long() || strain(before, char) + strain(char, next.char) > 0 {
                self.counts[bit] += 1;
                self.total += 1;
            }
        }
    }

    /// Sequences that begin with a reference. One that begins with a character has been seen.
    fn note_references(&mut self, text: &str, roles: &[(Mask, Mask)]) {
        for start in memchr::memchr_iter(b'&', text.as_bytes()) {
            if self.total >= ENOUGH {
                return;
            }
            if !goes_on(text.as_bytes(), start) {
                continue;
            }
            if let Some(first) = unit(text, start).filter(|unit| !unit.char.is_ascii()) {
                let (begins, _) = role(roles, first.char);
                if begins != 0 {
                    self.note(text, roles, (start, first.end, first.char, begins));
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The encodings that may explain the text, the likelier first.
    pub(super) fn encodings(&self) -> impl Iterator<Item = &'static Encoding> + '_ {
        let most = self.counts.iter().max().copied().unwrap_or_default();
        ENCODINGS
            .iter()
            .zip(self.counts)
            .filter(move |of| of.1 > 0 && of.1 * 3 >= most)
            .map(|of| of.0)
    }
}

/// Whether the reference at `start` is followed at once by a character beyond ASCII, or may be.
fn goes_on(bytes: &[u8], start: usize) -> bool {
    let rest = &bytes[start + 1..bytes.len().min(start + 32)];
    let after = memchr::memchr(b';', rest).and_then(|end| rest.get(end + 1));
    after.is_some_and(|&byte| !byte.is_ascii() || byte == b'&') || rest.starts_with(b"amp;")
}

/// In which encodings a character begins a sequence, and in which it goes on.
fn role(roles: &[(Mask, Mask)], char: char) -> (Mask, Mask) {
    match roles.get(char as usize) {
        Some(&role) => role,
        None if matches!(char, '\u{FB01}' | '\u{FB02}' | '\u{F8FF}') => {
            let mac = ENCODINGS.iter().position(|e| e.byte('\u{F8FF}').is_some());
            (mac.map_or(0, |bit| 1 << bit), 0)
        }
        None => (0, 0),
    }
}

/// The next byte beyond ASCII.
fn next_high(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(eight) = bytes.get(at..at + 8) {
        let word = u64::from_le_bytes(eight.try_into().unwrap_or_default()) & 0x8080_8080_8080_8080;
        if word != 0 {
            return Some(at + word.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    bytes.get(at..)?.iter().position(|byte| *byte >= 0x80).map(|offset| at + offset)
}

/// The length of the character that begins with this byte.
const fn length(byte: u8) -> usize {
    match byte {
        0..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}
