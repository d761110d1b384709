//! Escapes that lost their backslashes (`u003cpu003e`), and those of spreadsheets (`_x000D_`).

use crate::decode::layer::{Edits, Layer};
use crate::report::Confidence;

/// Fewer escapes are words.
const FEWEST: usize = 3;

/// `u003cpu003edonu2019tu003c/pu003en`: a program took the backslashes of a JSON string away. Tags
/// escaped like that, and none besides, show it; a bare `n` between two of them was a line break.
pub(super) fn numbers(text: &Layer<'_, str>) -> Edits {
    let mut edits = Edits::default();
    if text.contains('<') || text.contains("\\u") {
        return edits;
    }
    let count = |sign: &str| memchr::memmem::find_iter(text.as_bytes(), sign).take(FEWEST).count();
    let tags = count("u003c").max(count("u003C"));
    if tags < FEWEST || count("u003e").max(count("u003E")) < FEWEST {
        return edits;
    }
    let bytes = text.as_bytes();
    let mut done = 0;
    for at in memchr::memchr_iter(b'u', bytes) {
        let Some(char) = number(bytes, at).filter(|_| at >= done) else { continue };
        edits.push_char(at..at + 5, char, Confidence::Likely);
        done = at + 5;
        if char == '>' {
            let line = bytes[done..].iter().take_while(|byte| matches!(byte, b'n' | b'r')).count();
            let ends = line > 0
                && (number(bytes, done + line) == Some('<')
                    || bytes[done + line..].trim_ascii().is_empty());
            if ends && line <= 4 {
                edits.push(done..done + line, b"\n", Confidence::Likely);
                done += line;
            }
        }
    }
    edits
}

/// `pasu00f3`, `au00f1os`: letters beyond ASCII whose escapes lost their backslashes. No word has
/// `u00` and a number in it; where it stands beside letters, and no such letter stands as itself, the
/// text was written so.
pub(super) fn letters(text: &Layer<'_, str>) -> Edits {
    let mut edits = Edits::default();
    let bytes = text.as_bytes();
    if memchr::memmem::find(bytes, b"u0").is_none() || text.contains("\\u") {
        return edits;
    }
    let mut beside = 0;
    let mut found = Vec::new();
    for at in
        memchr::memmem::find_iter(bytes, b"u0").chain(memchr::memmem::find_iter(bytes, b"u20"))
    {
        let Some(char) = number(bytes, at).filter(|&char| is_text(char)) else { continue };
        if text.regions().contains(at) {
            continue;
        }
        let letter = |c: char| c.is_alphabetic();
        let joined = text[..at].ends_with(letter) || text[at + 5..].starts_with(letter);
        beside += usize::from(char.is_alphabetic() && joined);
        found.push((at, char));
    }
    let sound = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    if beside < FEWEST || sound > beside {
        return edits;
    }
    found.sort_unstable();
    for (at, char) in found {
        edits.push_char(at..at + 5, char, Confidence::Likely);
    }
    edits
}

/// Whether prose has the character: a letter, or a mark of General Punctuation.
fn is_text(char: char) -> bool {
    char > '\u{7F}' && char.is_alphabetic()
        || matches!(char, '\u{2010}'..='\u{2026}' | '«' | '»' | '¿' | '¡')
}

/// The character whose number stands behind the `u` at `at`: a sign, or one beyond ASCII.
fn number(bytes: &[u8], at: usize) -> Option<char> {
    let digits = bytes.get(at..at + 5)?.strip_prefix(b"u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    let value = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    let char = char::from_u32(value)?;
    (char.is_ascii_punctuation() || value >= 0xA0).then_some(char)
}

/// `_x000D_`: a line break in a cell (ECMA-376 part 1, 22.4.2.4).
pub(super) fn cells(text: &Layer<'_, str>) -> Edits {
    let mut edits = Edits::default();
    let bytes = text.as_bytes();
    let found: Vec<usize> = memchr::memmem::find_iter(bytes, "_x000").collect();
    let read = |at: usize| match bytes.get(at + 5..at + 7) {
        Some(b"D_" | b"d_" | b"A_" | b"a_") => Some("\n"),
        Some(b"9_") => Some("\t"),
        _ => None,
    };
    if found.iter().filter(|at| read(**at).is_some()).count() < 2 {
        return edits;
    }
    let mut done = 0;
    for at in found {
        // `_x000D_x000D_` shares a sign between two of them.
        let Some(after) = read(at).filter(|_| at >= done && !text.regions().is_sealed(at)) else {
            continue;
        };
        done = at + 7;
        let broken = after == "\n" && matches!(bytes.get(at + 7), None | Some(b'\n' | b'\r'));
        edits.push(at..at + 7, if broken { b"" } else { after.as_bytes() }, Confidence::Certain);
    }
    edits
}
