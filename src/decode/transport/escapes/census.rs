//! What the escapes of a text say together.

use std::ops::Range;

use super::{Dialect, Sequence, is_path};
use crate::decode::regions::{Regions, Tags};
use crate::words::code_signs;

/// Escapes in prose, and the sound characters that stand where they could.
#[derive(Debug, Default)]
pub(super) struct Census {
    /// `<\/p`, `=\"`, `\u003c`: escapes that are part of markup.
    markup: usize,
    /// `</p`, `="`, `<p`: the same, sound.
    sound_markup: usize,
    /// `\n` where a line may end: after a full stop or a tag, before a tag or another line break.
    line_ends: usize,
    /// `\n` and `\t` anywhere else.
    other_breaks: usize,
    sound_line_ends: usize,
    /// `don\'t`, and `don't`.
    apostrophes: usize,
    sound_apostrophes: usize,
    /// `\"` in text, and `"` there.
    quotes: usize,
    sound_quotes: usize,
    /// `caf\u00e9` with letters beside it, and letters beyond ASCII.
    letters: usize,
    sound_letters: usize,
    /// Backslashes that escape nothing.
    bare: usize,
}

impl Census {
    pub(super) fn of(text: &str, regions: &Regions) -> Self {
        let mut tags = Tags::default();
        let mut census = Self::default();
        let bytes = text.as_bytes();
        // No escape reaches from one region into the next.
        for range in regions.prose(bytes.len()) {
            census.note_all(text, range, regions, &mut tags);
        }
        if census.is_telling() {
            census.count_sound(text, regions);
        }
        census
    }

    fn note_all(&mut self, text: &str, range: Range<usize>, regions: &Regions, tags: &mut Tags) {
        let bytes = text.as_bytes();
        let mut at = range.start;
        while let Some(offset) = bytes.get(at..range.end).and_then(|b| memchr::memchr(b'\\', b)) {
            at += offset;
            // `\\n` is an escaped `\n`, which is judged alike.
            let chain = bytes[at..].iter().take_while(|&&byte| byte == b'\\').count();
            let last = at + chain - 1;
            let read = Sequence::read(text, last);
            // Attributes hold scripts and data; only their own quotes tell.
            let in_tag = tags.contain(bytes, at) && !text[..at].ends_with(['=', '<']);
            if !(in_tag || regions.is_in_value(at)) {
                self.note(text, at, read.map(|(s, length)| (s, last + length)));
            }
            at = read.map_or(last + 1, |(_, length)| last + length);
        }
    }

    /// Whether there are escapes enough for any dialect, if nothing sound speaks against it.
    fn is_telling(&self) -> bool {
        let many = self.apostrophes.max(self.quotes).max(self.letters) >= 2;
        self.markup > 0 || self.line_ends > 0 || many
    }

    fn note(&mut self, text: &str, at: usize, read: Option<(Sequence, usize)>) {
        let (before, Some((sequence, end))) = (&text[..at], read) else {
            self.bare += 1;
            return;
        };
        let after = &text[end..];
        match sequence {
            Sequence::Break('\n') if ends_line(before, after) && !is_path(text, at) => {
                self.line_ends += 1;
            }
            Sequence::Break(_) => self.other_breaks += 1,
            Sequence::Mark('/') => self.markup += usize::from(before.ends_with('<')),
            Sequence::Mark('"') if before.ends_with('=') => self.markup += 1,
            Sequence::Mark('"') => self.quotes += 1,
            Sequence::Mark('\'') => self.apostrophes += usize::from(in_word(before, after)),
            Sequence::Mark(_) => {}
            Sequence::Number('<') => self.markup += usize::from(opens_tag(after)),
            Sequence::Number('>') => self.markup += usize::from(closes_tag(before)),
            Sequence::Number(_) | Sequence::Bytes(_) => {
                let letter = |c: char| c.is_alphabetic() || c == '\\';
                let beside = before.ends_with(letter) || after.starts_with(letter);
                // A program may write its letters so on purpose.
                self.letters += usize::from(beside && !code_signs::near(text, at));
            }
        }
    }

    fn count_sound(&mut self, text: &str, regions: &Regions) {
        let bytes = text.as_bytes();
        for at in memchr::memchr3_iter(b'<', b'"', b'\'', bytes) {
            if regions.contains(at) || bytes[..at].ends_with(b"\\") {
                continue;
            }
            match bytes[at] {
                b'<' => self.sound_markup += usize::from(bytes[at..].starts_with(b"</")),
                b'"' if bytes[..at].ends_with(b"=") => self.sound_markup += 1,
                b'"' => self.sound_quotes += 1,
                _ => {
                    let inside = in_word(&text[..at], &text[at + 1..]);
                    self.sound_apostrophes += usize::from(inside);
                }
            }
        }
        let trimmed = text.trim().as_bytes();
        self.sound_line_ends = memchr::memchr_iter(b'\n', trimmed).count();
        if self.letters > 0 {
            self.sound_letters =
                text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
        }
    }

    /// Which escapes the text as a whole is written with.
    pub(super) fn dialect(&self) -> Option<Dialect> {
        let known = self.markup + self.line_ends + self.quotes + self.apostrophes + self.letters;
        if self.bare * 10 > known {
            return None;
        }
        let markup = self.markup > 0 && self.markup >= self.sound_markup;
        let breaks = self.line_ends >= 2
            && self.line_ends >= self.sound_line_ends
            && self.line_ends >= self.other_breaks;
        let apostrophes = self.apostrophes >= 2 && self.sound_apostrophes == 0;
        let quotes = self.quotes >= 2 && self.sound_quotes == 0;
        let letters = self.letters >= 2 && self.letters > self.sound_letters;
        if markup {
            return Some(Dialect::ALL);
        }
        let breaks_only =
            breaks || (self.line_ends > 0 && self.sound_line_ends == 0 && (apostrophes || quotes));
        let dialect = Dialect {
            breaks: breaks_only,
            marks: breaks || apostrophes || quotes,
            numbers: letters || breaks,
        };
        (dialect != Dialect::default()).then_some(dialect)
    }
}

/// Whether a tag may go on so behind its `<`; a text that tells how a sign is written names it alone.
fn opens_tag(after: &str) -> bool {
    after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?\\".contains(c))
}

/// Whether a tag may end so before its `>`.
fn closes_tag(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || "\"'/-".contains(c))
}

/// Whether a line may end between these.
fn ends_line(before: &str, after: &str) -> bool {
    let end = |c: char| matches!(c, '>' | ';' | '.' | '!' | '?' | ':' | '…' | '\n');
    let begin = |c: char| matches!(c, '<' | '&' | '\n' | '\\' | '-' | '*' | '•');
    let (before, after) = (before.trim_end_matches(' '), after.trim_start_matches(' '));
    // A sentence may end in quotation marks.
    let before = before.trim_end_matches(['”', '’', '»', '"', ')']);
    before.is_empty()
        || after.is_empty()
        || before.ends_with(end)
        || before.ends_with("\\n")
        || after.starts_with(begin)
}

/// Whether letters stand on both sides.
fn in_word(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(char::is_alphabetic)
        && after.chars().next().is_some_and(|c| c.is_alphabetic() || c == '&')
}
