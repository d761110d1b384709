//! UTF-8 that was read in an encoding of East Asia: `didn鈥檛` is `didn’t` read as GBK.
//!
//! A character of two bytes takes what follows with it, a letter of ASCII as well, and where that
//! makes none, both are gone: `name.鈥?/p>` was `name.”</p>`. So runs of such characters are turned
//! back into their bytes, and are undone if next to all of those in the text are UTF-8, as those of
//! no Chinese, Japanese or Korean are.

mod code;
mod lost;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::chars::{Class, Script, class, rarity};
use crate::decode::layer::{Edits, Layer};
use crate::decode::scan;
use crate::report::Confidence;
use code::{CODES, Code};
use lost::Quotes;

/// So many characters behind ASCII show at a glance whether they may be UTF-8.
const STARTS: usize = 16;
/// So many characters beyond ASCII are enough to tell.
const ENOUGH: usize = 4000;
/// So many are enough to see that a text is sound.
const GLANCE: usize = 100;
/// Fewer letters and marks that come out prove nothing.
const FEWEST: usize = 4;
/// Of those in longer sequences, and of letters in words of ASCII.
const TELLING: usize = 3;
/// One character in so many may belong to no sequence.
const PART: usize = 10;

/// What undoes the mistake.
pub(super) fn undo(text: &Layer<'_, str>) -> Option<Edits> {
    let starts = starts(text);
    let codes = CODES.iter().filter(|code| !starts.is_empty() && code.begins(&starts));
    let code = codes
        .map(|code| (Evidence::of(text, code), code))
        .filter(|(evidence, _)| evidence.is_sure())
        .max_by_key(|(evidence, _)| evidence.good)
        .map(|(_, code)| code)?;
    Some(edits(text, code))
}

/// The first characters of East Asia that stand behind ASCII.
fn starts(text: &str) -> Vec<char> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = scan::find(bytes, at, |byte| matches!(byte, 0xE3..=0xED | 0xEF)) {
        let before = start.checked_sub(1).map_or(b' ', |before| bytes[before]);
        if before.is_ascii() {
            found.extend(text[start..].chars().next());
        }
        at = start + 3;
        if found.len() >= STARTS {
            break;
        }
    }
    found
}

/// Characters beyond ASCII that stand together and have bytes in the code.
fn runs<'t>(text: &'t str, code: &'t Code) -> impl Iterator<Item = Run> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = scan::find_high(text.as_bytes(), at)?;
        let mut run = Run { range: at..at, ..Run::default() };
        for (offset, char) in text[at..].char_indices() {
            if char.is_ascii() || !code.push_bytes(char, &mut run.bytes) {
                break;
            }
            run.ends.push((run.bytes.len(), at + offset + char.len_utf8()));
            run.range.end = at + offset + char.len_utf8();
        }
        if run.range.is_empty() {
            let char = text[at..].chars().next()?;
            run.range.end = at + char.len_utf8();
        }
        at = run.range.end;
        Some(run)
    })
}

#[derive(Default)]
struct Run {
    range: Range<usize>,
    /// None for a character that the code does not have.
    bytes: Vec<u8>,
    /// Where each character ends, in the bytes and in the text.
    ends: Vec<(usize, usize)>,
}

impl Run {
    /// The text that the bytes are, and how much of an unfinished character stands behind it; none
    /// if they are anything else.
    fn read(&self) -> Option<(&str, &[u8])> {
        let mut chunks = self.bytes.utf8_chunks();
        let first = chunks.next()?;
        let (valid, tail) = (first.valid(), first.invalid());
        let ends = valid.len() + tail.len() == self.bytes.len();
        (ends && is_unfinished(tail)).then_some((valid, tail))
    }
}

/// Whether these are the first bytes of a character, or nothing.
fn is_unfinished(tail: &[u8]) -> bool {
    std::str::from_utf8(tail).err().is_none_or(|error| error.error_len().is_none())
}

#[derive(Default)]
struct Evidence {
    good: usize,
    telling: usize,
    bad: usize,
}

impl Evidence {
    fn of(text: &Layer<'_, str>, code: &Code) -> Self {
        let mut evidence = Self::default();
        let mut seen = 0;
        for run in runs(text, code) {
            if text.regions().is_code(run.range.start) {
                continue;
            }
            seen += run.ends.len().max(1);
            evidence.note(text, &run);
            let sound = seen > GLANCE && evidence.bad > evidence.good;
            if sound || seen > ENOUGH {
                break;
            }
        }
        evidence
    }

    fn note(&mut self, text: &str, run: &Run) {
        let before = text[..run.range.start].chars().next_back().unwrap_or(' ');
        let after = text[run.range.end..].chars().next().unwrap_or(' ');
        let Some((read, tail)) = run.read() else {
            // What was lost is no part of a run, and spaces come from anywhere.
            let plain = before.is_ascii() && text[run.range.clone()].trim().is_empty();
            let lost = &text[run.range.clone()] == "\u{FFFD}";
            self.bad += if plain || lost { 0 } else { run.ends.len().max(1) };
            return;
        };
        let unlikely = |c: char| rarity(c).is_none_or(|rarity| rarity > 3);
        if read.chars().any(|c| c.is_control() || unlikely(c)) {
            self.bad += run.ends.len();
            return;
        }
        let in_word = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        let mut last = None;
        for char in read.chars().filter(|c| !c.is_ascii()) {
            let script = script(char);
            let in_word = in_word && script == Some(Script::Latin);
            self.good += 1;
            self.telling +=
                usize::from(char >= '\u{800}' || in_word || script.is_some() && script == last);
            last = script;
        }
        let lost = lost::is_lost(after);
        self.good += usize::from(!tail.is_empty() && lost);
        self.telling += usize::from(tail.len() > 1 && lost);
        self.bad += usize::from(!tail.is_empty() && !lost);
    }

    fn is_sure(&self) -> bool {
        self.good >= FEWEST && self.telling >= TELLING && self.bad * PART <= self.good
    }
}

fn script(char: char) -> Option<Script> {
    match class(char) {
        Class::Letter { script, .. } => Some(script),
        _ => None,
    }
}

fn edits(text: &Layer<'_, str>, code: &Code) -> Edits {
    let mut edits = Edits::default();
    let mut quotes = Quotes::default();
    let eats = lost::eats(text);
    for run in runs(text, code) {
        if text.regions().is_code(run.range.start) {
            continue;
        }
        let Some((read, tail)) = run.read().filter(|_| !run.ends.is_empty()) else { continue };
        read.chars().for_each(|char| quotes.note(char));
        let range = run.range.clone();
        if tail.is_empty() {
            edits.push(range, read.as_bytes(), Confidence::Likely);
            continue;
        }
        let (found, end) = quotes.restore(text, read, tail, range.clone(), eats);
        let after = [read, &found].concat();
        edits.push(range.start..end, after.as_bytes(), Confidence::Possible);
    }
    edits
}
