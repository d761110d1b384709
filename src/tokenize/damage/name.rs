//! Element names: torn (`s trong`, `h 2`), translated (`fuerte`), in lookalike letters (`р`).

use super::form::Form;
use super::reference::space;
use super::translated_tables::{ATTRIBUTES, HEADING, LOOKALIKES, SOUNDS, TRANSLATED};
use crate::names::ElementName;

/// An element's name as it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Name {
    pub(crate) element: ElementName,
    pub(crate) end: usize,
    pub(crate) form: Form,
}

/// A torn name has at most so many letters and pieces.
const LETTERS: usize = 24;
const PIECES: usize = 10;

/// Reads the longest name at `at`.
pub(crate) fn read(text: &str, at: usize) -> Option<Name> {
    let mut letters = String::new();
    let mut best = None;
    let mut end = at;
    for piece in 0..PIECES {
        let run = run(text, end);
        if run == 0 || letters.len() + run > LETTERS || (piece > 0 && has_value(text, end + run)) {
            break;
        }
        letters.push_str(&text[end..end + run]);
        end += run;
        if let Some((element, form)) = find(&letters) {
            best = Some(Name { element, end, form: form.or(Form::SPLIT.when(piece > 0)) });
        }
        let gap = space(text, end);
        if gap == 0 {
            break;
        }
        end += gap;
    }
    best
}

/// Reads a word at `at` that is no element's name; what it stands for is open.
pub(crate) fn read_unknown(text: &str, at: usize) -> Option<Name> {
    let end = at + run(text, at);
    let word = &text[at..end];
    let letters =
        !word.is_empty() && word.len() <= LETTERS && word.chars().all(char::is_alphabetic);
    letters.then_some(Name { element: ElementName::Span, end, form: Form::TRANSLATED })
}

/// Whether `name` and the word after it are pieces of one name.
pub(crate) fn is_torn(name: &str, next: Option<&str>) -> bool {
    next.is_some_and(|next| {
        let joined = name.len() + next.len() <= LETTERS;
        let pieces = next.bytes().all(|b| b.is_ascii_alphanumeric());
        joined
            && pieces
            && (find(&format!("{name}{next}")).is_some() || name.len() + next.len() < 4)
    })
}

/// The element that goes by `letters`, and how they depart from its name.
pub(crate) fn find(letters: &str) -> Option<(ElementName, Form)> {
    let lower = letters.to_lowercase();
    if let Some(element) = ElementName::parse(&lower) {
        return Some((element, Form::SOUND));
    }
    if let Some(element) = translated(&lower) {
        return Some((element, Form::TRANSLATED));
    }
    if lower.is_ascii() {
        return None;
    }
    let read = |letter: fn(char) -> char| {
        let latin: String = lower.chars().map(letter).collect();
        ElementName::parse(&latin)
    };
    read(latin).or_else(|| read(sounded)).map(|element| (element, Form::LETTERS))
}

/// Whether `word`, in lower case, is a translation of `class`, `id` or `style`.
pub(crate) fn is_attribute(word: &str) -> bool {
    ATTRIBUTES.contains(&word)
}

/// The attribute that goes by `letters` of another alphabet, if it is one that content needs.
pub(super) fn attribute(letters: &str) -> &str {
    if letters.is_ascii() {
        return letters;
    }
    let sounds: String = letters.to_lowercase().chars().map(sounded).collect();
    match &*sounds {
        "href" => "href",
        "src" => "src",
        "alt" => "alt",
        _ => letters,
    }
}

fn translated(word: &str) -> Option<ElementName> {
    let level =
        word.chars().next_back().and_then(|c| c.to_digit(10)).filter(|d| (1..=6).contains(d));
    if let Some(level) = level
        && HEADING.contains(&&word[..word.len() - 1])
    {
        return ElementName::parse(&format!("h{level}"));
    }
    TRANSLATED.iter().find(|(_, words)| words.contains(&word)).map(|(element, _)| *element)
}

fn latin(c: char) -> char {
    match c {
        '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{FF10}'..='\u{FF19}' => {
            char::from_u32(c as u32 - 0xFEE0).map_or(c, |c| c.to_ascii_lowercase())
        }
        _ => LOOKALIKES.iter().find(|(other, _)| *other == c).map_or(c, |(_, latin)| *latin),
    }
}

/// The Latin letter that sounds like `c`: `<ли>` for `<li>`.
pub(super) fn sounded(c: char) -> char {
    SOUNDS.iter().find(|(other, _)| *other == c).map_or(c, |(_, latin)| *latin)
}

/// The bytes of letters and digits at `at`.
fn run(text: &str, at: usize) -> usize {
    let mut length = 0;
    for c in text[at..].chars() {
        if !c.is_alphanumeric() || length > LETTERS {
            break;
        }
        length += c.len_utf8();
    }
    length
}

/// Whether the word that ends at `end` has a value: it is an attribute then.
fn has_value(text: &str, end: usize) -> bool {
    text[end + space(text, end)..].starts_with(['=', '＝'])
}
