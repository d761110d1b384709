//! Whether the prose of a document looks damaged at all: one cheap pass over every text.

use memchr::{memchr_iter, memchr3_iter};

use super::{han, run};
use crate::model::document::{Document, Inline};
use crate::model::visit::for_each_line;

/// Letters that stand alone in sound text of some language that is widely written.
const ALONE: &str = "aeiouyàáèéóôåAEIOUYÀÁÈÉÓÔÅавеиоусякбіїєйзюАВЕИОУСЯКБІЇЄЙЗЮηοωήΗΟΩ";

/// What speaks for damage to the prose.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// Whether the markup is damaged.
    pub damaged: bool,
    /// Whether the text has lost its paragraphs.
    pub flattened: bool,
    /// Whether a tokeniser took the text apart.
    pub taken_apart: bool,
    /// Letters that stand alone before a word in lower case.
    pub lone_letters: u32,
    /// Spaces before a comma or a full stop.
    pub before_marks: u32,
    /// Marks between spaces that may stand inside a number, a compound or an address.
    pub lone_marks: u32,
    /// Whether many such parts were joined.
    pub joined: bool,
    /// Full stops between a small letter and a capital, without a space.
    pub glued_sentences: u32,
    /// Commas and semicolons between small letters, without a space.
    pub glued_clauses: u32,
    /// Hyphens before a space.
    pub open_hyphens: u32,
    /// Spaces between characters of Chinese and Japanese.
    pub spaced_han: u32,
    /// Commas and full stops.
    pub marks: u32,
}

impl Signs {
    /// What the texts of `document` show.
    pub(super) fn of(document: &mut Document, damaged: bool) -> Self {
        let mut signs = Self { damaged, ..Self::default() };
        for_each_line(document, &mut |content: &mut Vec<Inline>| {
            run::for_each_text(content, &mut |text| signs.look(text));
        });
        signs
    }

    /// Whether there may be anything to repair.
    pub(super) fn any(&self) -> bool {
        self.damaged
            || self.joined
            || self.lone_letters > 1
            || self.before_marks > 2
            || self.glued_sentences > 0
            || self.glued_clauses > 2
            || self.open_hyphens > 0
            || self.has_spaced_han()
    }

    /// Whether characters that are written without spaces may have got them.
    pub(super) fn has_spaced_han(&self) -> bool {
        self.spaced_han >= han::FEWEST
    }

    /// What one text shows.
    pub(super) fn in_text(text: &str) -> Self {
        let mut signs = Self::default();
        signs.look(text);
        signs
    }

    fn look(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if is_lone(text) {
            self.lone_letters += 1;
        }
        for at in memchr_iter(b' ', bytes) {
            if bytes.get(at + 2) == Some(&b' ') && is_part_mark(bytes[at + 1]) {
                self.lone_marks += 1;
            }
            match bytes.get(at + 1) {
                Some(b',' | b'.') => self.before_marks += 1,
                Some(letter)
                    if letter.is_ascii_alphabetic() && bytes.get(at + 2) != Some(&b' ') => {}
                _ if is_lone(&text[at + 1..]) => self.lone_letters += 1,
                _ => {}
            }
            self.spaced_han += u32::from(han::is_site(text, at));
            if at > 1 && bytes[at - 1] == b'-' && bytes[at - 2].is_ascii_alphabetic() {
                self.open_hyphens += 1;
            }
        }
        for at in memchr3_iter(b'.', b',', b';', bytes) {
            self.marks += u32::from(bytes[at] != b';');
            if at > 0 && is_small(bytes[at - 1]) {
                match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
                    (b'.', Some(a), Some(b)) if is_capital(*a) && is_small(*b) => {
                        self.glued_sentences += 1
                    }
                    (b',' | b';', Some(a), Some(_)) if is_small(*a) => self.glued_clauses += 1,
                    _ => {}
                }
            }
        }
    }
}

/// Whether a mark stands between spaces that may stand inside a number, a compound or an address.
pub(super) fn holds_lone_mark(text: &str) -> bool {
    let is_lone = |row: &[u8]| row[0] == b' ' && row[2] == b' ' && is_part_mark(row[1]);
    text.as_bytes().windows(3).any(is_lone)
}

const fn is_part_mark(byte: u8) -> bool {
    matches!(byte, b'.' | b',' | b':' | b'-' | b'/' | b'@')
}

/// Whether the letter stands alone in sound text of some language.
pub(super) fn may_stand_alone(letter: &str) -> bool {
    ALONE.contains(letter)
}

/// Whether the byte is a small letter or part of a letter beyond ASCII.
const fn is_small(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte >= 0x80
}

const fn is_capital(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte >= 0xC3
}

/// Whether `text` begins with a letter alone, and goes on in lower case.
fn is_lone(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(letter), Some(' ')) = (chars.next(), chars.next()) else { return false };
    letter.is_alphabetic()
        && !ALONE.contains(letter)
        && chars.next().is_some_and(char::is_lowercase)
}
