//! Spaces between the characters of Chinese and Japanese, which are written without: `山 村 小學`.

use super::run::{Edit, Run};
use crate::report::Confidence;
use crate::rules::RuleId;

/// Fewer spaces set names or columns apart.
pub(super) const FEWEST: u32 = 8;
/// A space for every so many characters, and more, is no way to set them.
const DENSITY: usize = 10;

/// Whether the document's characters stand apart.
pub(super) fn are_spaced<'r>(runs: impl Iterator<Item = &'r Run>) -> bool {
    let (mut spaces, mut all) = (0, 0);
    for run in runs {
        all += run.text().chars().filter(|c| is_han(*c)).count();
        spaces += sites(run.text()).count();
    }
    spaces >= FEWEST as usize && spaces * DENSITY >= all
}

/// The repairs of one run.
pub(super) fn repair(run: &Run, edits: &mut Vec<Edit>) {
    let text = run.text();
    for at in sites(text) {
        let before = text[..at].chars().next_back().map_or(0, char::len_utf8);
        let after = text[at + 1..].chars().next().map_or(0, char::len_utf8);
        edits.push(Edit {
            range: at..at + 1,
            after: "",
            context: at - before..at + 1 + after,
            rule: RuleId::WordSplit,
            confidence: Confidence::Likely,
        });
    }
}

/// Whether a space between characters stands at `at`.
pub(super) fn is_site(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    // Nearly all of them begin with one of these bytes.
    if at == 0 || bytes[at - 1] < 0x80 || !matches!(bytes.get(at + 1), Some(0xE3..=0xE9 | 0xEF)) {
        return false;
    }
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.zip(after).is_some_and(|(before, after)| is_wide(before) && is_wide(after))
}

fn sites(text: &str) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b' ', text.as_bytes()).filter(|at| is_site(text, *at))
}

const fn is_han(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// A character or the punctuation between them.
const fn is_wide(char: char) -> bool {
    is_han(char) || matches!(char, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}')
}
