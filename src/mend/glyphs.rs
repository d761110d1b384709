//! Letters that an extractor of printed pages took apart: `f¨ur`, `ﬁ rst`, `о¬пись`.
//!
//! A page holds glyphs, not letters: an accent set above its letter, a ligature for two or three,
//! a hyphen that only ended a line. Extractors put the accent before the letter, a space beside the
//! ligature and a sign of negation for the hyphen. One of these by itself may be meant. A text that
//! was printed for sure, by its broken words or its pages' headers, has no ligatures of its own.

use super::lexicons::Lexicons;
use super::run::{self, Edit, Plain, Run};
use crate::model::document::{Document, Inline};
use crate::model::visit::for_each_line;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;
use crate::words::UNKNOWN;

/// How many sites of a kind a document must show.
const ENOUGH: usize = 2;

/// More than any list's word costs: only its parts are known.
const COMPOUND: f32 = 15.0;

/// Accents, the letters that they stand before, and both together.
const ACCENTS: &[(char, &str, &[&str])] = &[
    ('¨', "aeiouyAEIOUYı", &["ä", "ë", "ï", "ö", "ü", "ÿ", "Ä", "Ë", "Ï", "Ö", "Ü", "Ÿ", "ï"]),
    (
        '´',
        "aeiouycnszAEIOUYCNSZı",
        &[
            "á", "é", "í", "ó", "ú", "ý", "ć", "ń", "ś", "ź", "Á", "É", "Í", "Ó", "Ú", "Ý", "Ć",
            "Ń", "Ś", "Ź", "í",
        ],
    ),
    ('˜', "anoANO", &["ã", "ñ", "õ", "Ã", "Ñ", "Õ"]),
    ('ˆ', "aeiouAEIOUı", &["â", "ê", "î", "ô", "û", "Â", "Ê", "Î", "Ô", "Û", "î"]),
    (
        'ˇ',
        "cdenrstzCDENRSTZ",
        &["č", "ď", "ě", "ň", "ř", "š", "ť", "ž", "Č", "Ď", "Ě", "Ň", "Ř", "Š", "Ť", "Ž"],
    ),
    ('˚', "auAU", &["å", "ů", "Å", "Ů"]),
];

/// Ligatures and their letters.
const LIGATURES: &[(char, &str)] =
    &[('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl")];

/// What the document shows.
#[derive(Default)]
struct Counts {
    /// Accents between two letters, the second of which takes them in a word.
    accents: usize,
    /// Ligatures with a space beside them.
    ligatures: usize,
    /// Signs of negation inside words of a list.
    hyphens: usize,
}

/// Repairs the letters of `document`.
pub(super) fn mend(document: &mut Document, report: &mut Report) {
    let mut found = false;
    for_each_line(document, &mut |content: &mut Vec<Inline>| {
        run::for_each_text(content, &mut |text| found = found || may_hold(text));
    });
    if !found {
        return;
    }
    let plain = Plain::of(document);
    let language = document.metadata.language.clone();
    let lexicons = Lexicons::new(plain.text(), language.as_deref());
    let counts = Counts::of(plain.text(), &lexicons);
    let printed = counts.hyphens >= ENOUGH || was_printed(report);
    if counts.accents.max(counts.ligatures) < ENOUGH && !printed {
        return;
    }
    let mut texts = plain.runs();
    for_each_line(document, &mut |content: &mut Vec<Inline>| {
        if texts.next().is_some_and(may_hold) {
            let run = Run::new(content, &[]);
            let edits = find(run.text(), &counts, printed, &lexicons);
            run.apply(content, edits, report);
        }
    });
}

/// Whether a text holds a glyph of those kinds, by its first two bytes.
fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_glyph = |at: usize| {
        matches!(
            (bytes[at], bytes.get(at + 1)),
            (0xC2, Some(0xA8 | 0xAC | 0xB4 | 0xB8)) | (0xCB, _) | (0xEF, Some(0xAC))
        )
    };
    memchr::memchr3_iter(0xC2, 0xCB, 0xEF, bytes).any(is_glyph)
        || memchr::memmem::find(bytes, b" ff").is_some()
}

/// The characters of a text around a place.
struct Place<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Place<'a> {
    fn before(&self) -> &'a str {
        &self.text[..self.at]
    }

    fn after(&self) -> &'a str {
        &self.text[self.end..]
    }

    /// The letters that end where it begins.
    fn left(&self) -> &'a str {
        left_word(self.before())
    }
}

/// The longest word that is looked at: no word of any list is longer.
const LONGEST: usize = 40;

fn left_word(text: &str) -> &str {
    let letters = text.chars().rev().take(LONGEST).take_while(|c| c.is_alphabetic());
    &text[text.len() - letters.map(char::len_utf8).sum::<usize>()..]
}

fn right_word(text: &str) -> &str {
    let letters = text.chars().take(LONGEST).take_while(|c| c.is_alphabetic());
    &text[..letters.map(char::len_utf8).sum::<usize>()]
}

impl Counts {
    fn of(text: &str, lexicons: &Lexicons) -> Self {
        let mut counts = Self::default();
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii_alphanumeric()) {
            let place = Place { text, at, end: at + c.len_utf8() };
            match c {
                // The acute accent and the circumflex often stand for an apostrophe or a power.
                '¨' | 'ˇ' | '˜' => {
                    counts.accents += usize::from(shows_accent(&place, c, lexicons))
                }
                '¬' => counts.hyphens += usize::from(shows_soft(&place, lexicons)),
                _ => {
                    let read = glyph(c, &place).and_then(|l| ligature(&place, l, true, lexicons));
                    let split =
                        |reading: &Reading| reading.known && (reading.left || reading.right);
                    counts.ligatures += usize::from(read.is_some_and(|(r, _)| split(&r)));
                }
            }
        }
        counts
    }
}

/// The letters of a ligature.
fn letters(c: char) -> Option<&'static str> {
    LIGATURES.iter().find(|(ligature, _)| *ligature == c).map(|(_, letters)| *letters)
}

/// The letters of the ligature at a place, or behind a space there.
fn glyph(c: char, place: &Place<'_>) -> Option<&'static str> {
    letters(c).or_else(|| lone_ligature(place.after()).filter(|_| c == ' '))
}

/// The letters of a ligature that stand alone at the start of `text`: no word of any language.
fn lone_ligature(text: &str) -> Option<&'static str> {
    text.starts_with("ff").then_some(())?;
    let word = right_word(text);
    ["ff", "ffi", "ffl"].into_iter().find(|letters| *letters == word)
}

/// The letter that `text` begins with, below `accent`.
fn composed(accent: char, text: &str) -> Option<(&'static str, usize)> {
    let letter = text.chars().next()?;
    let (_, bases, composed) = ACCENTS.iter().find(|(mark, ..)| *mark == accent)?;
    let index = bases.chars().position(|base| base == letter)?;
    Some((*composed.get(index)?, letter.len_utf8()))
}

/// The two parts of a word with a sign of negation between them, and maybe a space behind it.
fn broken<'a>(place: &Place<'a>) -> Option<[&'a str; 2]> {
    let rest = place.after().trim_start_matches([' ', '\n']);
    let right = right_word(rest);
    let broken = place.after().len() - rest.len() < 2
        && place.before().ends_with(char::is_lowercase)
        && rest.starts_with(char::is_lowercase)
        && right.chars().nth(1).is_some();
    broken.then(|| [place.left(), right])
}

/// Whether an accent inside a word shows that it belongs on the letter behind it: that makes a word.
fn shows_accent(place: &Place<'_>, accent: char, lexicons: &Lexicons) -> bool {
    composed(accent, place.after()).is_some_and(|(letter, length)| {
        let left = place.left();
        let parts = [left, letter, right_word(&place.after()[length..])];
        !left.is_empty() && may_be_word(&parts, lexicons)
    })
}

/// Whether a sign of negation shows that it stands for a soft hyphen: both parts make a word.
fn shows_soft(place: &Place<'_>, lexicons: &Lexicons) -> bool {
    let parts = broken(place).filter(|[left, _]| left.chars().nth(1).is_some());
    parts.is_some_and(|parts| may_be_word(&parts, lexicons))
}

/// Whether the parts make a word of a list, or of a language of which there is no full one.
fn may_be_word(parts: &[&str], lexicons: &Lexicons) -> bool {
    let whole = parts.concat().to_lowercase();
    lexicons.cost(&whole).map_or(!lexicons.is_full(&whole), |cost| cost < COMPOUND)
}

/// Whether a sign of negation may stand for a soft hyphen: a line ended behind it, or it does not
/// part two words.
fn is_soft(place: &Place<'_>, lexicons: &Lexicons) -> bool {
    let known = |word: &str| lexicons.cost(&word.to_lowercase()).is_some();
    let ended = place.after().starts_with([' ', '\n']);
    broken(place).is_some_and(|parts| {
        ended || known(&parts.concat()) || !parts.iter().all(|part| known(part))
    })
}

/// Whether words were broken to fill lines, or pages had headers.
fn was_printed(report: &Report) -> bool {
    let of_print = |rule| matches!(rule, RuleId::HyphenWrapped | RuleId::PageFurniture);
    report.repairs.iter().filter(|repair| of_print(repair.rule)).nth(ENOUGH - 1).is_some()
}

fn find(text: &str, counts: &Counts, printed: bool, lexicons: &Lexicons) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii_alphanumeric()) {
        let place = Place { text, at, end: at + c.len_utf8() };
        if edits.last().is_some_and(|edit| edit.range.end > at) {
            continue;
        }
        if c == '¬' && counts.hyphens >= ENOUGH && is_soft(&place, lexicons) {
            let rest = place.after().trim_start_matches([' ', '\n']);
            let end = text.len() - rest.len();
            edits.push(edit(text, at..end, "", RuleId::HyphenSoft));
        } else if c == '¸' && counts.accents >= ENOUGH {
            let after = match place.before().chars().next_back() {
                Some('c') => "ç",
                Some('C') => "Ç",
                Some('s') => "ş",
                _ => continue,
            };
            edits.push(edit(text, at - 1..place.end, after, RuleId::AccentDetached));
        } else if counts.accents >= ENOUGH && ACCENTS.iter().any(|(mark, ..)| *mark == c) {
            accent(&place, c, lexicons, &mut edits);
        } else if printed || counts.accents.max(counts.ligatures) >= ENOUGH {
            let split = counts.ligatures >= ENOUGH;
            let read = glyph(c, &place).and_then(|l| ligature(&place, l, split, lexicons));
            edits.extend(read.map(|(_, edit)| edit));
        }
    }
    edits
}

fn accent(place: &Place<'_>, mark: char, lexicons: &Lexicons, edits: &mut Vec<Edit>) {
    // `M ¨ unchen`: a space may stand on both sides of the accent.
    let rest = place.after().strip_prefix(' ').unwrap_or(place.after());
    let Some((letter, length)) = composed(mark, rest) else { return };
    let end = place.text.len() - rest.len() + length;
    let tail = right_word(&place.text[end..]);
    let known = |head: &str| lexicons.cost(&[head, letter, tail].concat().to_lowercase());
    let apart = rest.len() < place.after().len();
    let head = place.left();
    if mark == '´' && (matches!(letter, "ś" | "Ś") || apart) && known(head).is_none() {
        return;
    }
    let gap = place.before().strip_suffix(' ').map(left_word).filter(|word| !word.is_empty());
    let joins = gap.is_some_and(|word| {
        let alone =
            lexicons.cost(&word.to_lowercase()).unwrap_or(UNKNOWN) + known("").unwrap_or(UNKNOWN);
        letter.starts_with(char::is_lowercase)
            && known(word).is_some_and(|cost| cost < alone.min(COMPOUND))
    });
    let at = if joins { place.at - 1 } else { place.at };
    edits.push(edit(place.text, at..end, letter, RuleId::AccentDetached));
}

/// How a ligature is read: whether it goes on to the left and the right beyond a space.
struct Reading {
    left: bool,
    right: bool,
    /// Whether a list holds the word that it makes.
    known: bool,
    cost: f32,
}

fn ligature(
    place: &Place<'_>,
    after: &'static str,
    split: bool,
    lexicons: &Lexicons,
) -> Option<(Reading, Edit)> {
    let text = place.text;
    // Letters of their own are found by the space before them.
    let own = text[place.at..].starts_with(' ');
    let (at, end) = if own { (place.end, place.end + after.len()) } else { (place.at, place.end) };
    let reading = read(text, at..end, after, split, lexicons)?;
    if own && !reading.left && !reading.right {
        return None;
    }
    let range = at - usize::from(reading.left)..end + usize::from(reading.right);
    let edit = edit(text, range, after, RuleId::LigatureSplit);
    Some((reading, edit))
}

/// What stands beside a ligature may be apart from it: the likeliest reading decides.
fn read(
    text: &str,
    range: std::ops::Range<usize>,
    after: &str,
    split: bool,
    lexicons: &Lexicons,
) -> Option<Reading> {
    let (head, tail) = (left_word(&text[..range.start]), right_word(&text[range.end..]));
    let left = text[..range.start].strip_suffix(' ').map_or("", left_word);
    let right = text[range.end..].strip_prefix(' ').map_or("", right_word);
    let right = if right.starts_with(char::is_lowercase) { right } else { "" };
    let word = |parts: &[&str]| {
        let word = parts.concat().to_lowercase();
        LIGATURES.iter().fold(word, |word, (c, letters)| word.replace(*c, letters))
    };
    let alone = |part: &str| {
        let part = word(&[part]);
        if part.is_empty() { 0.0 } else { lexicons.cost(&part).unwrap_or_else(|| unknown(&part)) }
    };
    let is_word = |part: &str| lexicons.cost(&word(&[part])).is_some_and(|cost| cost < COMPOUND);
    let readings = [(false, false), (true, false), (false, true), (true, true)];
    let possible = readings.into_iter().filter(|(l, r)| {
        (split || !l && !r)
            && (!l || head.is_empty() && !left.is_empty())
            && (!r || tail.is_empty() && !right.is_empty())
    });
    let costs = possible.filter_map(|(l, r)| {
        let whole = word(&[if l { left } else { head }, after, if r { right } else { tail }]);
        let joins = l || r;
        let cost = lexicons.cost(&whole).filter(|cost| !joins || *cost < COMPOUND);
        // What makes no known word joins pieces only that are none either.
        if cost.is_none() && (l && is_word(left) || r && is_word(right)) {
            return None;
        }
        let rest = if l { 0.0 } else { alone(left) } + if r { 0.0 } else { alone(right) };
        let own = cost.unwrap_or_else(|| unknown(&whole) + if joins { 6.0 } else { 0.0 });
        let fragment = if whole == after { 20.0 } else { 0.0 };
        Some(Reading { left: l, right: r, known: cost.is_some(), cost: own + rest + fragment })
    });
    costs.min_by(|a, b| a.cost.total_cmp(&b.cost))
}

/// What a word costs that is not known.
fn unknown(word: &str) -> f32 {
    UNKNOWN - 2.0 + 2.5 * word.chars().count() as f32
}

fn edit(text: &str, range: std::ops::Range<usize>, after: &'static str, rule: RuleId) -> Edit {
    let start = range.start - left_word(&text[..range.start]).len();
    let context = start..range.end + right_word(&text[range.end..]).len();
    Edit { range, after, context, rule, confidence: Confidence::Likely }
}
