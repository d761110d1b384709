//! Mojibake: UTF-8 that was read in another encoding, and written down so.
//!
//! `cafÃ©` is `café` read as Windows-1252, `â€™` is `’`, `РњР°СЏРє` is `Маяк` read as Windows-1251. To
//! undo it, characters are turned back into the bytes they were read from, wherever those bytes are
//! valid UTF-8. That alone proves little: `É…` and `Ві` could be undone too. What decides is whether
//! the text reads better afterwards, at the place (see [`chars`]) and in the document as a whole: in
//! a document that was misread, nearly all characters beyond ASCII form such sequences.
//!
//! The idea of undoing by encoding, and of judging by how characters neighbour each other, is that of
//! [python-ftfy](https://github.com/rspeer/python-ftfy); tables and code are not.
//!
//! A document is first searched for the beginning of a sequence that strains the text; most have
//! none, and pay no more than that.

mod chars;
mod encodings;
mod evidence;
pub(super) mod references;
mod sequence;
mod stripped;
mod triggers;
mod wide;

use super::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;
use encodings::ENCODINGS;
use evidence::Evidence;
use sequence::Reader;
use triggers::Triggers;

/// Text was misread at most so often, and in as many encodings.
const ROUNDS: usize = 8;

pub(super) fn repair(text: &mut Layer<'_, str>, report: &mut Report) {
    let is_admitted = |rule| report.admits(rule, Confidence::Likely);
    if !is_admitted(RuleId::Mojibake) && !is_admitted(RuleId::C1Control) {
        return;
    }
    let mut controls = true;
    if report.admits(RuleId::Mojibake, Confidence::Likely)
        && let Some(edits) = wide::undo(text)
    {
        text.edit(edits, RuleId::Mojibake, report);
    }
    for _ in 0..ROUNDS {
        let triggers = Triggers::of(text);
        controls = triggers.controls;
        if triggers.is_empty() || !report.admits(RuleId::Mojibake, Confidence::Likely) {
            break;
        }
        let Some(edits) = undo(text, &triggers) else { break };
        text.edit(edits, RuleId::Mojibake, report);
    }
    if controls && report.admits(RuleId::C1Control, Confidence::Likely) {
        let edits = undo_controls(text);
        text.edit(edits, RuleId::C1Control, report);
    }
    if report.admits(RuleId::Mojibake, Confidence::Likely) && holds_circumflexes(text) {
        let edits = stripped::undo(text, text.regions());
        text.edit(edits, RuleId::Mojibake, report);
    }
}

/// Whether `â` stands in the text more than once.
fn holds_circumflexes(text: &str) -> bool {
    !text.is_ascii() && memchr::memmem::find_iter(text.as_bytes(), "â").nth(1).is_some()
}

/// What the encoding that explains the most would undo.
fn undo(text: &Layer<'_, str>, triggers: &Triggers) -> Option<Edits> {
    let regions = text.regions();
    let mut best: Option<Evidence> = None;
    for encoding in triggers.encodings() {
        let evidence = Evidence::of(text, encoding, regions)?;
        if evidence.gain > best.as_ref().map_or(0, |best| best.gain) {
            best = Some(evidence);
        }
    }
    best.map(|evidence| evidence.edits(text)).filter(|edits| !edits.is_empty())
}

/// Control characters that are punctuation of Windows-1252 read as Latin-1, and no part of mojibake
/// that was left.
fn undo_controls(text: &str) -> Edits {
    let mut edits = Edits::default();
    let mut done = 0;
    let Some(encoding) = ENCODINGS.first() else { return edits };
    let reader = Reader { text, encoding };
    for at in memchr::memchr2_iter(0xC2, 0xC3, text.as_bytes()) {
        let Some(char) = text[at.max(done)..].chars().next().filter(|_| at >= done) else {
            continue;
        };
        if let Some(sequence) = reader.read(at, false) {
            done = sequence.range.end;
        } else if let '\u{80}'..='\u{9F}' = char {
            let byte = [char as u8];
            let meant = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0;
            if let Some(char) = meant.chars().next().filter(|char| !char.is_control()) {
                edits.push_char(at..at + 2, char, Confidence::Likely);
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests;
