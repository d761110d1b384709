//! Tags and their attributes.
//!
//! WHATWG HTML, from "tag name state" to "self-closing start tag state".

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::find::{Special, find};
use super::lexer::normalise;
use super::{Attribute, Tag, TagName, TokenKind};
use crate::html::ElementName;

/// Up to so many attributes are compared with each other, more by a set.
const FEW_ATTRIBUTES: usize = 16;

/// Reads the tag at `at`, where `<` or `</` and a letter stand: the token and where it ends. None
/// when the text ends inside it.
pub(crate) fn lex(text: &str, at: usize) -> Option<(TokenKind<'_>, usize)> {
    lex_into(text, at, Vec::new(), &mut { Special::UNKNOWN })
}

/// As [`lex`], with an empty list for the attributes.
pub(super) fn lex_into<'t>(
    text: &'t str,
    at: usize,
    mut attributes: Vec<Attribute<'t>>,
    special: &mut Special,
) -> Option<(TokenKind<'t>, usize)> {
    let bytes = text.as_bytes();
    let is_end = bytes[at + 1] == b'/';
    let start = at + 1 + usize::from(is_end);
    let (end, seen) = scan(bytes, start, SPACE | DELIMITER)?;
    let name = classify(lower_case(&text[start..end], seen));
    let (mut self_closing, mut at) = (false, end);
    let mut names = Names::default();
    loop {
        at = skip_space(bytes, at)?;
        match bytes[at] {
            b'>' => break,
            b'/' if bytes.get(at + 1) == Some(&b'>') => {
                self_closing = true;
                at += 1;
                break;
            }
            b'/' => at += 1,
            _ => {
                let (name, value, end) = lex_attribute(text, at)?;
                names.add(&name);
                let value = decode(text, value, special);
                attributes.push(Attribute { name, value });
                at = end;
            }
        }
    }
    if names.doubtful {
        drop_duplicates(&mut attributes);
    }
    let tag = Tag { name, attributes, self_closing };
    let kind = if is_end { TokenKind::EndTag(tag) } else { TokenKind::StartTag(tag) };
    Some((kind, at + 1))
}

/// Reads the attribute whose name starts at `at`: its name, where its value stands and where it
/// ends. None when the text ends inside it.
fn lex_attribute(text: &str, at: usize) -> Option<(Cow<'_, str>, Range<usize>, usize)> {
    let bytes = text.as_bytes();
    // The first character belongs to the name, be it an equals sign.
    let (name_end, seen) = scan(bytes, at + 1, SPACE | DELIMITER | EQUALS)?;
    let name = lower_case(&text[at..name_end], seen | CLASS[usize::from(bytes[at])]);
    let next = skip_space(bytes, name_end)?;
    if bytes[next] != b'=' {
        return Some((name, next..next, next));
    }
    let start = skip_space(bytes, next + 1)?;
    match bytes[start] {
        b'>' => Some((name, start..start, start)),
        quote @ (b'"' | b'\'') => {
            let end = find(quote, bytes, start + 1)?;
            Some((name, start + 1..end, end + 1))
        }
        _ => {
            let end = start + bytes[start..].iter().position(|b| is_space(*b) || *b == b'>')?;
            Some((name, start..end, end))
        }
    }
}

fn decode<'t>(text: &'t str, value: Range<usize>, special: &mut Special) -> Cow<'t, str> {
    if special.may_be_in(text.as_bytes(), &value) {
        return normalise(&text[value], true);
    }
    Cow::Borrowed(&text[value])
}

/// Whether names of one tag may repeat, by a hash of one bit each.
#[derive(Default)]
struct Names {
    seen: u64,
    doubtful: bool,
}

impl Names {
    fn add(&mut self, name: &str) {
        let bytes = name.as_bytes();
        let end = |byte: Option<&u8>| byte.map_or(0, |b| usize::from(*b));
        let bit = 1 << ((bytes.len() * 11 + end(bytes.first()) + end(bytes.last()) * 3) % 64);
        self.doubtful |= self.seen & bit != 0;
        self.seen |= bit;
    }
}

fn classify(name: Cow<'_, str>) -> TagName<'_> {
    ElementName::parse(&name).map_or(TagName::Other(name), TagName::Known)
}

/// Of attributes of the same name the first counts.
pub(super) fn drop_duplicates(attributes: &mut Vec<Attribute<'_>>) {
    if attributes.len() > FEW_ATTRIBUTES {
        let mut seen = HashSet::new();
        attributes.retain(|attribute| seen.insert(attribute.name.clone()));
        return;
    }
    let mut index = 1;
    while index < attributes.len() {
        let (before, rest) = attributes.split_at(index);
        if before.iter().any(|earlier| earlier.name == rest[0].name) {
            attributes.remove(index);
        } else {
            index += 1;
        }
    }
}

/// `name` in lower case, with U+0000 replaced; `seen` are the classes of its bytes.
fn lower_case(name: &str, seen: u8) -> Cow<'_, str> {
    if seen & UNUSUAL == 0 || !name.bytes().any(|b| CLASS[usize::from(b)] & UNUSUAL != 0) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.to_ascii_lowercase().replace('\0', "\u{FFFD}"))
}

/// White space between attributes; CR counts, as newlines are not normalised yet.
pub(super) const fn is_space(byte: u8) -> bool {
    CLASS[byte as usize] & SPACE != 0
}

fn skip_space(bytes: &[u8], mut at: usize) -> Option<usize> {
    while is_space(*bytes.get(at)?) {
        at += 1;
    }
    Some(at)
}

/// Where a byte of one of the classes `stop` stands, and the classes of the bytes before it.
fn scan(bytes: &[u8], mut at: usize, stop: u8) -> Option<(usize, u8)> {
    let mut seen = 0;
    loop {
        let class = CLASS[usize::from(*bytes.get(at)?)];
        if class & stop != 0 {
            return Some((at, seen));
        }
        seen |= class;
        at += 1;
    }
}

const SPACE: u8 = 1;
/// `/` and `>`.
const DELIMITER: u8 = 2;
const EQUALS: u8 = 4;
/// What names are not copied with: capitals and U+0000.
const UNUSUAL: u8 = 8;

/// The class of every byte.
static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            b' ' | b'\n' | b'\t' | b'\r' | b'\x0C' => SPACE,
            b'/' | b'>' => DELIMITER,
            b'=' => EQUALS,
            b'A'..=b'Z' | 0 => UNUSUAL,
            _ => 0,
        };
        byte += 1;
    }
    class
};
