//! The words of a run, as the joining of split ones sees them.

use std::ops::Range;

use super::run::OPAQUE;
use crate::words::script;

/// A row of letters, and what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Where it is.
    pub range: Range<usize>,
    /// It in lower case.
    pub lower: String,
    /// How many letters it has.
    pub letters: usize,
    /// How it is written.
    pub case: Case,
    /// Whether it may be the rest of the word before it: one space, and letters on both sides.
    pub follows: bool,
    /// Whether what stands before it shows that a capital is natural here.
    pub opens: bool,
    /// Whether it is an elided article, a part of an address or a name: no broken word.
    pub bound: bool,
    /// Whether it comes after a number, as a unit does.
    pub quantity: bool,
    /// Whether it ends in a full stop like an abbreviation.
    pub dotted: bool,
    /// Whether it is one of four letters or more that stand apart.
    pub spaced_out: bool,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Capital,
    Upper,
    Mixed,
}

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    for (start, end) in places(text) {
        let token = token(text, start..end, out.last());
        out.push(token);
    }
    mark_spaced_out(text, &mut out);
    out
}

/// The words of `text` as they stand.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    places(text).map(|(start, end)| &text[start..end])
}

/// Where the words of `text` begin and end.
fn places(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = text[at..].find(char::is_alphabetic).map(|i| at + i)?;
        at = text[start..].find(|c| !is_letter(c)).map_or(text.len(), |i| start + i);
        Some((start, at))
    })
}

/// Four characters in a row that stand alone are spaced out on purpose (`s e h r`) or a list.
fn mark_spaced_out(text: &str, tokens: &mut [Token]) {
    let (mut start, mut digits) = (0, 0);
    for end in 1..=tokens.len() {
        let last = &tokens[end - 1];
        let gap = tokens.get(end).filter(|t| t.letters == 1 && last.letters == 1).map(|t| {
            let gap = &text[last.range.end..t.range.start];
            (t.follows || is_lone_digits(gap), gap)
        });
        if let Some((true, gap)) = gap {
            digits += gap.split_whitespace().count();
            continue;
        }
        if end - start + digits >= 4 {
            tokens[start..end].iter_mut().for_each(|t| t.spaced_out = true);
        }
        (start, digits) = (end, 0);
    }
}

/// Whether nothing but digits that stand alone is in a gap.
fn is_lone_digits(gap: &str) -> bool {
    gap.len() <= 16
        && gap.starts_with(char::is_whitespace)
        && gap.ends_with(char::is_whitespace)
        && gap.split_whitespace().all(|word| word.len() == 1 && word.as_bytes()[0].is_ascii_digit())
}

/// Letters and the marks that belong to them.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn token(text: &str, range: Range<usize>, previous: Option<&Token>) -> Token {
    let word = &text[range.clone()];
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let gap = previous.map(|p| &text[p.range.end..range.start]);
    let letters = word.chars().count();
    let foreign = script(word).is_none();
    let bound = foreign || is_bound(before, word, after);
    let free = !bound && !previous.is_some_and(|p| p.bound);
    Token {
        lower: word.to_lowercase(),
        letters,
        case: case(word),
        follows: matches!(gap, Some(" " | "\n" | "  ")) && free,
        opens: opens(before),
        quantity: letters <= 2 && is_counted(before),
        dotted: letters <= 2 && after.starts_with('.'),
        spaced_out: false,
        bound,
        range,
    }
}

fn case(word: &str) -> Case {
    let mut letters = word.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (false, false);
    for letter in letters {
        upper |= letter.is_uppercase();
        lower |= letter.is_lowercase();
    }
    match (first, upper, lower) {
        (false, false, _) => Case::Lower,
        (true, false, _) => Case::Capital,
        (true, true, false) => Case::Upper,
        _ => Case::Mixed,
    }
}

fn is_counted(before: &str) -> bool {
    let before = before.strip_suffix([' ', '\u{a0}']).unwrap_or(before);
    before.chars().next_back().is_some_and(|c| c.is_numeric() || "/°%$€£".contains(c))
}

fn is_bound(before: &str, word: &str, after: &str) -> bool {
    let mut left = before.chars().rev();
    let mut right = after.chars();
    let (l1, l2) = (left.next(), left.next());
    let (r1, r2) = (right.next(), right.next());
    let alone = word.chars().nth(1).is_none();
    let address = |c: char| c.is_numeric() || "_@#/\\=~^<>&+*".contains(c);
    let marked = |c: Option<char>| c.is_some_and(is_apostrophe);
    // A sentence that is glued to the one before and has lost its first letter: `late.T he`.
    let begins = alone
        && word.starts_with(char::is_uppercase)
        && l2.is_some_and(char::is_lowercase)
        && r1 == Some(' ')
        && r2.is_some_and(char::is_lowercase);
    // `-l` is an option, Swedish and Finnish set endings behind a colon: `EU:s`, `bc:n`.
    let option = l1 == Some('-') && !l2.is_some_and(char::is_alphanumeric);
    let ending = l1 == Some(':') && l2.is_some_and(|c| c.is_alphanumeric() || c == OPAQUE);
    option
        || ending
        || l1.is_some_and(address)
        || r1.is_some_and(address)
        || (marked(l1) && (alone || ENDINGS.contains(&word) && l2.is_some_and(char::is_alphabetic)))
        || (marked(r1) && alone && r2.is_some_and(char::is_alphabetic))
        || (r1 == Some('-') && alone)
        || (l1 == Some('.') && l2.is_some_and(char::is_alphanumeric) && !begins)
        || (r1 == Some('.') && r2.is_some_and(char::is_lowercase))
}

/// What English leaves of a word after an apostrophe.
const ENDINGS: [&str; 3] = ["re", "ve", "ll"];

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´')
}

/// Whether a sentence, a cell or a line begins after `before`.
fn opens(before: &str) -> bool {
    let before =
        before.trim_end_matches(|c: char| c.is_whitespace() || "\"'“”„«»‘’([*_-–—•".contains(c));
    before.chars().next_back().is_none_or(|c| ".!?:;…\u{2028}\u{FFFC}".contains(c))
}
