//! Text of one legacy encoding that was read in another, and written down so.
//!
//! `Ïðèâåò` is `Привет` in Windows-1251 read as Windows-1252, `þehir` is `şehir` in Windows-1254. In
//! contrast to [mojibake](super::mojibake) nothing in the bytes proves it: what decides is whether
//! the words that would change become words of a language. That is asked only where letters and
//! signs neighbour each other as in no language, and of the document as a whole.

mod alphabets;
mod code_pages;
mod detected;
mod multi_byte;
mod punctuation;
mod script;
mod suspicion;
mod words;

use code_pages::{Pair, pairs, told_pair, western};
use detected::Bytes;
use suspicion::Suspicion;

use std::ops::Range;

use super::layer::{Edits, Layer};
use super::mojibake::references::unit;
use super::scan;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;
use crate::words::with_tone;

/// What a look at a text says.
pub(super) struct Doubts {
    suspicion: Suspicion,
    /// How many repairs had been made by then.
    repairs: usize,
}

impl Doubts {
    pub(super) fn of(text: &str, report: &Report) -> Self {
        let asked = report.admits(RuleId::CharsetMisread, Confidence::Likely);
        let suspicion = if asked { Suspicion::of(text) } else { Suspicion::default() };
        Self { suspicion, repairs: report.repairs.len() }
    }
}

/// Text in other scripts than Latin, or with their punctuation, which looks like mojibake here and there.
pub(super) fn repair_scripts(text: &mut Layer<'_, str>, doubts: &Doubts, report: &mut Report) {
    if !doubts.suspicion.any {
        return;
    }
    let Some(bytes) = Bytes::of(text, western()) else { return };
    let guess = bytes.guess();
    let multi_byte = || multi_byte::undo(text, western(), &bytes, guess);
    let edits = if doubts.suspicion.multi_byte { multi_byte() } else { None };
    let told =
        |pair: &Pair| script::explains(text, *pair) || alphabets::explains(text, *pair, guess);
    let script = || told_pair(guess).filter(told);
    let edits = edits
        .or_else(|| script().map(|pair| undo(text, pair)))
        .or_else(|| punctuation::undo(text, western()));
    if let Some(edits) = edits {
        text.edit(edits, RuleId::CharsetMisread, report);
    }
}

/// Everything else, in what mojibake has left.
pub(super) fn repair(text: &mut Layer<'_, str>, doubts: Doubts, report: &mut Report) {
    let same = doubts.repairs == report.repairs.len();
    let doubts = if same { doubts } else { Doubts::of(text, report) };
    if doubts.suspicion.any
        && let Some(pair) = words::explain(text, pairs())
    {
        let edits = undo(text, pair);
        text.edit(edits, RuleId::CharsetMisread, report);
    }
}

fn undo(text: &Layer<'_, str>, pair: Pair) -> Edits {
    let regions = text.regions();
    let mut found: Vec<(Range<usize>, char)> = Vec::new();
    each_high(text, |place| {
        if !regions.is_code(place.start)
            && let Some(meant) = pair.undo(place.before, place.char, place.after)
        {
            let range = place.start..place.end;
            let toned = is_tone(meant).then(|| toned(text, &mut found, &range, meant)).flatten();
            found.push(toned.unwrap_or((range, meant)));
        }
    });
    let mut edits = Edits::default();
    for (range, meant) in found {
        edits.push_char(range, meant, Confidence::Likely);
    }
    edits
}

/// Windows-1258 has the tones of Vietnamese as characters of their own.
fn is_tone(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{323}')
}

/// The letter before a tone together with it, in the place of what was found for the letter.
fn toned(
    text: &str,
    found: &mut Vec<(Range<usize>, char)>,
    range: &Range<usize>,
    tone: char,
) -> Option<(Range<usize>, char)> {
    let last = found.last().filter(|(last, _)| last.end == range.start).cloned();
    let (letter, base) = match &last {
        Some(last) => last.clone(),
        None => {
            let base = text[..range.start].chars().next_back()?;
            (range.start - base.len_utf8()..range.start, base)
        }
    };
    let char = with_tone(base, tone)?;
    if last.is_some() {
        found.pop();
    }
    Some((letter.start..range.end, char))
}

/// A character beyond ASCII, spelled out or by a reference, and its neighbours.
#[derive(Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
    before: char,
    char: char,
    after: char,
}

/// Visits every character beyond ASCII.
fn each_high(text: &str, mut visit: impl FnMut(Place)) {
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, (0, ' '));
    while let Some(start) = scan::find(bytes, at, |byte| byte >= 0x80 || byte == b'&') {
        let Some(found) = unit(text, start) else { break };
        at = found.end;
        if found.char.is_ascii() {
            continue;
        }
        let before = match bytes.get(start.wrapping_sub(1)) {
            _ if last.0 == start => last.1,
            Some(byte) => char::from(*byte),
            None => ' ',
        };
        let after = unit(text, found.end).map_or(' ', |unit| unit.char);
        last = (found.end, found.char);
        visit(Place { start, end: found.end, before, char: found.char, after });
    }
}

#[cfg(test)]
mod tests;
