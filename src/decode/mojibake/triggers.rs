//! Whether a text may hold mojibake, and of which encodings.
//!
//! Every document passes here, so this looks at nothing but characters beyond ASCII that can begin a
//! sequence, and goes on only if the next one can continue it.

use super::chars::strain;
use super::encodings::{ENCODINGS, Encoding, Mask, RARE, ROLES};
use super::references::unit;
use super::sequence::Reader;
use crate::decode::scan;

/// So many sites are enough to tell which encodings matter.
const ENOUGH: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct Triggers {
    /// Sequences that begin in each encoding.
    counts: [usize; Mask::BITS as usize],
    /// Words that are none in each rare encoding.
    broken: [usize; Mask::BITS as usize],
    total: usize,
    /// Whether there are C1 control characters.
    pub(super) controls: bool,
}

impl Triggers {
    pub(super) fn of(text: &str) -> Self {
        let mut triggers = Self::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(start) = scan::find_high(bytes, at) {
            at = start + length(bytes[start]);
            triggers.controls |= matches!(bytes[start..], [0xC2, 0x80..=0x9F, ..]);
            if !may_begin(&bytes[start..], at - start) {
                continue;
            }
            let Some(char) = text[start..at].chars().next() else { continue };
            // Most documents need none of the tables, so they are made here.
            let roles = &**ROLES;
            let (begins, _) = role(roles, char);
            if triggers.total < ENOUGH {
                triggers.note_broken(text, roles, (start, at, char, begins));
                if begins != 0 {
                    triggers.note(text, roles, (start, at, char, begins));
                }
            }
        }
        triggers.note_references(text);
        triggers
    }

    /// Words that begin with a letter of a rare encoding, and not with a sequence.
    fn note_broken(
        &mut self,
        text: &str,
        roles: &[(Mask, Mask)],
        site: (usize, usize, char, Mask),
    ) {
        let (start, end, char, begins) = site;
        if !text.as_bytes()[..start].last().is_none_or(u8::is_ascii) || !char.is_alphabetic() {
            return;
        }
        let next =
            text[end..].chars().next().filter(|next| !matches!(next, '\0'..='\x7F' | '\u{FFFD}'));
        let Some(next) = next else { return };
        let known = begins | role(roles, char).1;
        let mut broken = known & !(begins & role(roles, next).1) & *RARE;
        while broken != 0 {
            self.broken[broken.trailing_zeros() as usize] += 1;
            broken &= broken - 1;
        }
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
    fn note_references(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (mut at, mut done) = (0, None);
        while let Some(end) = scan::find_pair(bytes, at, may_go_on).filter(|_| self.total < ENOUGH)
        {
            at = end + 1;
            let from = end.saturating_sub(32);
            let Some(start) = memchr::memrchr(b'&', &bytes[from..end]).map(|at| from + at) else {
                continue;
            };
            if done.replace(start) == Some(start) || !goes_on(bytes, start) {
                continue;
            }
            if let Some(first) = unit(text, start).filter(|unit| !unit.char.is_ascii()) {
                let roles = &**ROLES;
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
            .zip(self.counts.iter().zip(self.broken))
            .filter(move |(_, (count, broken))| {
                **count > 0 && **count * 3 >= most && broken * 4 <= **count
            })
            .map(|of| of.0)
    }
}

/// Whether a character beyond ASCII, of `length` bytes, may begin a sequence by what follows it.
fn may_begin(bytes: &[u8], length: usize) -> bool {
    match (bytes, bytes.get(length)) {
        // Most scripts of Asia lie where no encoding has a character.
        ([0..=0xC1 | 0xE3..=0xEE | 0xF0.., ..] | [], _) | (_, None) => false,
        (_, Some(0x80.. | b'&')) => true,
        // `Ã` and `Â` may have lost what follows.
        _ => matches!(bytes, [0xC3, 0x82 | 0x83, ..]),
    }
}

/// Whether these may stand between two references that spell mojibake, or in one that was escaped.
fn may_go_on(end: u8, next: u8) -> bool {
    (end == b';') & ((next >= 0x80) | (next == b'&') | (next == b'A') | (next == b'#'))
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

/// The length of the character that begins with this byte.
const fn length(byte: u8) -> usize {
    match byte {
        0..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}
