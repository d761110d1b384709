//! Texts in a script of their own that were read as Windows-1252: `ÇáãßÊÈÉ` is `المكتبة`.
//!
//! No words have to be known for that. In a text that was misread so, letters beyond ASCII make up
//! whole words, as they do in no language, and what they stand for are letters of one script.

use super::code_pages::Pair;
use super::unit;
use super::words::prose;
use crate::decode::layer::Layer;

/// So many letters are looked at.
const ENOUGH: u32 = 4000;
/// Fewer prove nothing.
const FEWEST: u32 = 30;
/// One letter in so many may be out of place.
const PART: u32 = 20;
/// For each letter so many of ASCII may stand in other words; with more of them, it is a text that
/// shows misread words.
const PLAIN: u32 = 2;

/// Whether `pair` makes a text of its script.
pub(super) fn explains(text: &Layer<'_, str>, pair: Pair) -> bool {
    let mut count = Count::default();
    for range in text.regions().prose(text.len()) {
        for part in prose(&text[range]) {
            count.note(part, pair);
        }
        if count.good > ENOUGH {
            break;
        }
    }
    count.good >= FEWEST && count.bad * PART <= count.good && count.plain <= count.good * PLAIN
}

/// The letters of a text, by the words that they stand in.
#[derive(Default)]
struct Count {
    /// In words of the script.
    good: u32,
    /// In words that no one writes.
    bad: u32,
    /// In words of ASCII.
    plain: u32,
    word: Word,
}

/// The letters of the word that is being read.
#[derive(Default)]
struct Word {
    of_script: u32,
    others: u32,
    /// Vowels or capitals where none can stand.
    misplaced: u32,
    last: Option<char>,
}

impl Count {
    fn note(&mut self, text: &str, pair: Pair) {
        let mut at = 0;
        while let Some(found) = unit(text, at).filter(|_| self.good <= ENOUGH) {
            at = found.end;
            self.visit(found.char, pair);
        }
        self.end_word();
    }

    fn visit(&mut self, char: char, pair: Pair) {
        if char.is_ascii() {
            if char.is_ascii_alphabetic() {
                self.word.others += 1;
            } else {
                self.end_word();
            }
            return;
        }
        match pair.read.byte(char).map(|byte| pair.meant.char(byte)) {
            Some(Some(meant)) if is_of_script(meant) => self.word.push(meant),
            Some(Some(meant)) if meant.is_alphabetic() => self.word.others += 1,
            Some(Some(_)) => self.end_word(),
            // No character has this byte, or no byte this character.
            _ => self.bad += 1,
        }
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        match (word.of_script, word.others) {
            (0, others) => self.plain += others,
            (own, 0) => self.good += own,
            (own, _) => self.bad += own,
        }
        self.bad += word.misplaced;
    }
}

impl Word {
    fn push(&mut self, char: char) {
        let misplaced = match self.last {
            _ if is_vowel_sign(char) => self.last.is_none_or(|last| !is_thai(last)),
            Some(last) => last.is_lowercase() && char.is_uppercase(),
            None => false,
        };
        self.misplaced += u32::from(misplaced);
        self.of_script += 1;
        self.last = Some(char);
    }
}

/// Letters of Greek, Cyrillic, Hebrew, Arabic and Thai, with the signs on them.
fn is_of_script(char: char) -> bool {
    match char {
        '\u{37E}' | '\u{387}' | '\u{5BE}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '฿' => false,
        '\u{370}'..='\u{481}' | '\u{48A}'..='\u{52F}' | '\u{591}'..='\u{6FF}' => true,
        _ => is_thai(char),
    }
}

fn is_thai(char: char) -> bool {
    matches!(char, '\u{E01}'..='\u{E4E}')
}

/// A vowel or tone of Thai that is written above or below the letter before.
fn is_vowel_sign(char: char) -> bool {
    matches!(char, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}')
}
