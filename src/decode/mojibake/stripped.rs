//! Punctuation of UTF-8 read as Latin-1 whose control characters were stripped: `donât`, `âYesâ`.
//!
//! Of `’`, `“`, `”` and `–` only `â` is left, or `â??`, and which of them it was shows where it stands. In
//! languages that have the letter it stands within words, where none of them does.

use crate::decode::layer::Edits;
use crate::decode::regions::Regions;
use crate::report::Confidence;

/// What an apostrophe is followed by in English, at the end of a word.
const ENDINGS: [&str; 7] = ["s", "t", "d", "m", "re", "ve", "ll"];

/// What is left of the punctuation, if that is what `â` stands for.
pub(super) fn undo(text: &str, regions: &Regions) -> Edits {
    let mut edits = Edits::default();
    let mut found = Vec::new();
    let (mut apostrophes, mut opening, mut closing, mut others) = (0_u32, 0_u32, 0_u32, 0_u32);
    for at in memchr::memmem::find_iter(text.as_bytes(), "â") {
        if regions.is_code(at) {
            continue;
        }
        let meant = meant(text, at);
        match meant {
            Some('’') => apostrophes += 1,
            Some('“') => opening += 1,
            Some('”') => closing += 1,
            Some(_) => {}
            None => others += 1,
        }
        found.extend(meant.map(|char| (at..at + left(text, at), char)));
    }
    let pairs = opening.min(closing);
    let balanced = opening.abs_diff(closing) * 3 <= opening + closing;
    let told = apostrophes > 1 || (apostrophes > 0 && pairs > 0) || pairs > 1;
    if told && balanced && others * 8 <= apostrophes + pairs {
        for (range, char) in found {
            edits.push_char(range, char, Confidence::Likely);
        }
    }
    edits
}

/// How much is left of the character at `at`.
fn left(text: &str, at: usize) -> usize {
    let letter = 'â'.len_utf8();
    let lost =
        ["??", "\u{FFFD}\u{FFFD}"].into_iter().find(|lost| text[at + letter..].starts_with(lost));
    letter + lost.map_or(0, str::len)
}

/// What stood at `at`, by its neighbours.
fn meant(text: &str, at: usize) -> Option<char> {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let rest = &text[at + left(text, at)..];
    let after = rest.chars().next().unwrap_or(' ');
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let starts = before.is_whitespace() || matches!(before, '(' | '[' | '>' | '—' | '–');
    let ends = after.is_whitespace() || matches!(after, ')' | ']' | '<' | '.' | ',' | ';' | ':');
    match (starts, ends) {
        (true, true) => Some('–'),
        (true, false) if after.is_alphanumeric() => Some('“'),
        (false, true) if before.is_alphanumeric() || ".,!?…".contains(before) => Some('”'),
        _ if before.is_alphabetic() && ENDINGS.contains(&&rest[..letters]) => Some('’'),
        _ => None,
    }
}
