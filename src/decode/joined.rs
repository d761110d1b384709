//! Paragraphs that an extractor joined without anything between them: `ten yearsThe old bakery`.
//!
//! The text of a page, taken without a separator, is one line in which sentences are parted by
//! spaces and paragraphs by nothing. A heading shows it, which ends in a small letter before a
//! capital: where that parts two words of the language, full stops without a space end paragraphs
//! as well.

use super::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;
use crate::words::{Lexicon, SAMPLE};

/// Shorter texts are a line, or tell too little.
const SHORTEST: usize = 240;
/// Letters in a row beyond this are no word.
const LONGEST: usize = 40;
/// More marks in a row are no quotes and stops.
const MARKS: usize = 8;

pub(super) fn part(text: &mut Layer<'_, str>, report: &mut Report) {
    if !report.admits(RuleId::ParagraphsJoined, Confidence::Likely) || !is_one_line(text) {
        return;
    }
    let edits = seams(text);
    text.edit(edits, RuleId::ParagraphsJoined, report);
}

fn is_one_line(text: &str) -> bool {
    let text = text.trim();
    text.len() >= SHORTEST && memchr::memchr2(b'<', b'\n', text.as_bytes()).is_none()
}

/// Where one paragraph ends and the next begins.
fn seams(text: &str) -> Edits {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic());
    let lexicon = Lexicon::detect(words.take(4 * SAMPLE), None);
    let low_quotes = text.contains('„');
    let found = Vec::new();
    let mut seams = Seams {
        text,
        lexicon,
        found,
        headings: 0,
        stops: 0,
        commas: 0,
        low_quotes,
        sentence: false,
    };
    let mut before = ' ';
    for (at, char) in text.char_indices() {
        seams.visit(at, before, char);
        before = char;
    }
    let mut edits = Edits::default();
    // Where commas have no space either, spaces were lost.
    if seams.headings > 0 && seams.stops > 1 && seams.commas == 0 {
        for at in seams.found {
            edits.push(at..at, b"\n\n", Confidence::Likely);
        }
    }
    edits
}

struct Seams<'t> {
    text: &'t str,
    lexicon: Lexicon,
    found: Vec<usize>,
    headings: u32,
    stops: u32,
    commas: u32,
    /// Quotes begin with `„`, and `“` ends them.
    low_quotes: bool,
    /// A sentence has ended before a space since the last seam: what goes on is no heading.
    sentence: bool,
}

impl Seams<'_> {
    fn visit(&mut self, at: usize, before: char, char: char) {
        self.commas += u32::from(before == ',' && char.is_alphabetic());
        let opens = matches!(char, '«' | '„' | '¿' | '¡') || (char == '“' && !self.low_quotes);
        if char.is_whitespace() && !before.is_whitespace() {
            self.sentence |= ends_sentence(&self.text[..at]);
        }
        if !(char.is_uppercase() || opens) || before.is_whitespace() {
            return;
        }
        let mut near = self.text[at..].char_indices().take(MARKS);
        let word = near.find(|(_, c)| c.is_alphabetic()).map_or(0, |(offset, _)| offset);
        let word = &self.text[at + word..];
        let follows: String = letters(word.chars()).collect();
        if before.is_lowercase() && !opens && !self.sentence {
            let mut head: Vec<char> = letters(self.text[..at].chars().rev()).collect();
            head.reverse();
            if self.is_word(head.into_iter().collect()) && self.is_word(follows) {
                self.headings += 1;
                self.seam(at);
            }
        } else if ends_sentence(&self.text[..at]) && self.is_word(follows) {
            self.stops += 1;
            self.seam(at);
        }
    }

    fn seam(&mut self, at: usize) {
        self.found.push(at);
        self.sentence = false;
    }

    fn is_word(&self, word: String) -> bool {
        let small = word.to_lowercase();
        match word.chars().count() {
            1 => self.lexicon.letter(&small).is_some(),
            LONGEST.. => false,
            _ => self.lexicon.cost(&small).is_some(),
        }
    }
}

/// The letters that come first, of a word no longer than words are.
fn letters(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    chars.take_while(|c| c.is_alphabetic()).take(LONGEST)
}

/// Whether a sentence ends here: a stop behind a small letter or a number, and what closes quotes.
fn ends_sentence(text: &str) -> bool {
    let from = text.char_indices().rev().nth(MARKS).map_or(0, |(from, _)| from);
    let text = &text[from..];
    let rest = text.trim_end_matches(['»', '”', '“', '"', '’', ')']);
    let rest = rest.strip_suffix(['.', '!', '?', '…']).unwrap_or_else(|| {
        // `vista».` has its stop behind the quotes.
        rest.strip_suffix("».").or_else(|| rest.strip_suffix("”.")).unwrap_or_default()
    });
    let rest = rest.trim_end_matches(['»', '”', '“', '"', '’', ')']);
    rest.ends_with(|c: char| c.is_lowercase() || c.is_numeric())
}
