//! Element names: torn (`s trong`, `h 2`), translated (`fuerte`), in lookalike letters (`р`).

use super::form::Form;
use super::letters::{LOOKALIKES, SOUNDS};
use super::reference::space;
use super::translations;
use crate::html::ElementName;

/// An element's name as it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Name {
    pub(crate) element: ElementName,
    pub(crate) end: usize,
    pub(crate) form: Form,
}

/// A torn name has at most so many letters and pieces.
const LETTERS: usize = 24;
/// Bytes of so many letters of whatever script.
const BYTES: usize = 3 * LETTERS;
const PIECES: usize = 10;

/// Reads the longest name at `at`.
pub(crate) fn read(text: &str, at: usize) -> Option<Name> {
    let mut letters = String::new();
    let mut best = None;
    let mut end = at;
    for piece in 0..PIECES {
        let run = run(text, end);
        let value = has_value(text, end + run);
        if run == 0 || letters.len() + run > BYTES || (piece > 0 && value) {
            break;
        }
        if value && let Some(name) = glued(text, at, at + run) {
            return Some(name);
        }
        letters.push_str(&text[end..end + run]);
        end += run;
        // A word with a second sense is none that was torn.
        if let Some((element, form)) = find(&letters)
            && !(piece > 0 && form.has(Form::DOUBTFUL))
        {
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
    let letters = !word.is_empty()
        && word.chars().count() <= LETTERS
        && word.chars().all(char::is_alphabetic);
    letters.then_some(Name { element: ElementName::Span, end, form: Form::TRANSLATED })
}

/// Whether `name` and the word after it are pieces of one name.
pub(crate) fn is_torn(name: &str, next: Option<&str>) -> bool {
    next.is_some_and(|next| {
        let joined = name.len() + next.len() <= LETTERS;
        let pieces = next.bytes().all(|b| b.is_ascii_alphanumeric());
        joined && pieces && (is_sure(&format!("{name}{next}")) || name.len() + next.len() < 4)
    })
}

/// Whether `letters` are the name of an element or a sure translation of one.
fn is_sure(letters: &str) -> bool {
    find(letters).is_some_and(|(_, form)| !form.has(Form::DOUBTFUL))
}

/// Reads a name from `at` to `end` to which the name of the first attribute is glued, as in scripts
/// without spaces: `跨度类="name"`.
fn glued(text: &str, at: usize, end: usize) -> Option<Name> {
    let word = &text[at..end];
    if word.is_ascii() || find(word).is_some() {
        return None;
    }
    word.char_indices().skip(1).find_map(|(cut, _)| {
        translations::attribute(&word[cut..])?;
        let (element, form) = find(&word[..cut])?;
        Some(Name { element, end: at + cut, form: form.or(Form::LETTERS) })
    })
}

/// The element that goes by `letters`, and how they depart from its name.
pub(crate) fn find(letters: &str) -> Option<(ElementName, Form)> {
    let lower = letters.to_lowercase();
    if let Some(element) = ElementName::parse(&lower) {
        return Some((element, Form::SOUND));
    }
    if let Some(sense) = translations::senses(&lower).first() {
        let form = Form::TRANSLATED.or(Form::DOUBTFUL.when(sense.doubtful));
        return Some((sense.element, form));
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

/// Whether `word`, in lower case, is a translation of `class`, `id` or `style`: a translation may
/// name an element by its attribute.
pub(crate) fn is_attribute(word: &str) -> bool {
    matches!(translations::attribute(word), Some("class" | "id" | "style"))
}

/// The attribute that goes by `letters`, translated or of another alphabet, if it is one that content
/// needs.
pub(super) fn attribute(letters: &str) -> &str {
    let lower = letters.to_lowercase();
    if let Some(name) = translations::attribute(&lower) {
        return name;
    }
    if letters.is_ascii() {
        return letters;
    }
    let sounds: String = lower.chars().map(sounded).collect();
    match &*sounds {
        "href" => "href",
        "src" => "src",
        "alt" => "alt",
        _ => letters,
    }
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
        if !c.is_alphanumeric() || length > BYTES {
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
