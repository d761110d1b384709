//! Character references, named and numeric.
//!
//! WHATWG HTML, "character reference state" and "named character references". A name that is
//! followed by a semicolon has to match as a whole; without one, the longest of the 106 names that
//! HTML 4 let stand bare is taken.

use std::borrow::Cow;

use super::char_ref_tables::NAMED;

/// A named character reference.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedCharRef {
    /// The name, without `&` and `;`.
    pub(crate) name: &'static str,
    /// The one or two characters it stands for.
    pub(crate) value: &'static str,
    /// Whether it also stands without a semicolon.
    pub(crate) bare: bool,
}

const LONGEST_BARE: usize = 6;
const LONGEST: usize = 31;

/// The reference of that name; `name` stands without `&` and `;`.
pub(crate) fn named(name: &str) -> Option<&'static NamedCharRef> {
    let mut slot = hash(name.as_bytes());
    loop {
        let found = &NAMED[TABLE[slot].checked_sub(1)? as usize];
        if found.name == name {
            return Some(found);
        }
        slot = (slot + 1) % TABLE.len();
    }
}

/// The longest name at the start of `text` that may stand without a semicolon.
pub(crate) fn longest_bare(text: &str) -> Option<&'static NamedCharRef> {
    let run = alphanumeric(text.as_bytes(), LONGEST_BARE);
    (2..=run).rev().find_map(|length| named(&text[..length]).filter(|found| found.bare))
}

/// Reads the character reference at `at`, where an ampersand stands: what it stands for and where
/// it ends.
pub(crate) fn lex(text: &str, at: usize, in_attribute: bool) -> Option<(Cow<'static, str>, usize)> {
    let start = at + 1;
    let bytes = text.as_bytes();
    match bytes.get(start)? {
        b'#' => lex_numeric(bytes, start + 1),
        b'a'..=b'z' | b'A'..=b'Z' => {
            let (found, end) = lex_named(text, start)?;
            let next = bytes.get(end);
            // "for historical reasons": `?a=1&copy=2` in an attribute is no reference.
            let cut = bytes[end - 1] != b';' && next.is_some_and(|b| is_name(*b) || *b == b'=');
            (!(in_attribute && cut)).then_some((Cow::Borrowed(found.value), end))
        }
        _ => None,
    }
}

fn lex_named(text: &str, start: usize) -> Option<(&'static NamedCharRef, usize)> {
    let rest = &text.as_bytes()[start..];
    let run = alphanumeric(rest, LONGEST + 1);
    if rest.get(run) == Some(&b';')
        && let Some(found) = named(&text[start..start + run])
    {
        return Some((found, start + run + 1));
    }
    longest_bare(&text[start..]).map(|found| (found, start + found.name.len()))
}

/// Reads a numeric reference, of which `#` has been read.
fn lex_numeric(bytes: &[u8], start: usize) -> Option<(Cow<'static, str>, usize)> {
    let (radix, digits) = match bytes.get(start) {
        Some(b'x' | b'X') => (16, start + 1),
        _ => (10, start),
    };
    let mut code: u32 = 0;
    let mut end = digits;
    while let Some(digit) = bytes.get(end).and_then(|b| char::from(*b).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == digits {
        return None;
    }
    end += usize::from(bytes.get(end) == Some(&b';'));
    Some((Cow::Owned(numeric(code).to_string()), end))
}

/// The character a numeric reference stands for: code points 0x80 to 0x9F are read as Windows-1252,
/// what is no character is U+FFFD.
pub(crate) fn numeric(code: u32) -> char {
    match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => WINDOWS_1252[code as usize - 0x80],
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// WHATWG HTML, "numeric character reference end state"; positions it does not name stay.
#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// How many bytes of a name `bytes` starts with, at most `limit`.
fn alphanumeric(bytes: &[u8], limit: usize) -> usize {
    bytes.iter().take(limit).take_while(|b| is_name(**b)).count()
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Open addressing over [`NAMED`], made at compile time: index plus one, 0 for empty.
static TABLE: [u16; 4096] = table();

const fn table() -> [u16; 4096] {
    let mut table = [0; 4096];
    let mut index = 0;
    while index < NAMED.len() {
        let mut slot = hash(NAMED[index].name.as_bytes());
        while table[slot] != 0 {
            slot = (slot + 1) % table.len();
        }
        table[slot] = index as u16 + 1;
        index += 1;
    }
    table
}

/// FNV-1a, folded to the size of the table.
const fn hash(name: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    let mut index = 0;
    while index < name.len() {
        hash = (hash ^ name[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    ((hash >> 12) ^ hash) as usize % 4096
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, in_attribute: bool) -> Option<(String, usize)> {
        lex(text, 0, in_attribute).map(|(value, end)| (value.into_owned(), end))
    }

    fn is(value: &str, end: usize) -> Option<(String, usize)> {
        Some((value.to_owned(), end))
    }

    #[test]
    fn every_name_is_found_with_its_semicolon() {
        assert!(NAMED.is_sorted_by_key(|found| found.name));
        for found in &NAMED {
            let text = format!("&{};", found.name);
            assert_eq!(read(&text, false), is(found.value, text.len()), "{text}");
            assert!(
                found.name.len() <= LONGEST && (!found.bare || found.name.len() <= LONGEST_BARE)
            );
        }
        assert_eq!(NAMED.iter().filter(|found| found.bare).count(), 106);
    }

    #[test]
    fn bare_names_are_cut_from_longer_words() {
        assert_eq!(read("&notit;", false), is("¬", 4));
        assert_eq!(read("&notin;", false), is("∉", 7));
        assert_eq!(read("&ampersand", false), is("&", 4));
        assert_eq!(read("&alphabet", false), None);
        assert_eq!(read("&", false), None);
    }

    #[test]
    fn in_attributes_a_bare_name_ends_at_a_boundary() {
        assert_eq!(read("&copy=1", true), None);
        assert_eq!(read("&copyright", true), None);
        assert_eq!(read("&copy", true), is("©", 5));
        assert_eq!(read("&copy;=1", true), is("©", 6));
    }

    #[test]
    fn numbers_are_read_as_the_specification_corrects_them() {
        assert_eq!(read("&#x41;", false), is("A", 6));
        assert_eq!(read("&#8217t", false), is("’", 6));
        assert_eq!(read("&#146;", false), is("’", 6));
        assert_eq!(read("&#0;", false), is("\u{FFFD}", 4));
        assert_eq!(read("&#xD800;", false), is("\u{FFFD}", 8));
        assert_eq!(read("&#99999999999;", false), is("\u{FFFD}", 14));
        assert_eq!(read("&#x;", false), None);
        assert_eq!(read("&#;", false), None);
    }
}
