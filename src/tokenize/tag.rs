//! Tags and their attributes.
//!
//! WHATWG HTML, from "tag name state" to "self-closing start tag state".

use std::borrow::Cow;
use std::collections::HashSet;

use memchr::memchr;

use super::lexer::normalise;
use super::{Attribute, Tag, TagName, TokenKind};
use crate::names::ElementName;

/// Up to so many attributes are compared with each other, more by a set.
const FEW_ATTRIBUTES: usize = 16;

/// Reads the tag at `at`, where `<` or `</` and a letter stand: the token and where it ends. None
/// when the text ends inside it.
pub(crate) fn lex(text: &str, at: usize) -> Option<(TokenKind<'_>, usize)> {
    let bytes = text.as_bytes();
    let is_end = bytes[at + 1] == b'/';
    let start = at + 1 + usize::from(is_end);
    let end = start + bytes[start..].iter().position(|b| ends_name(*b))?;
    let name = tag_name(&text[start..end]);
    let (mut attributes, mut self_closing, mut at) = (Vec::new(), false, end);
    loop {
        at += bytes[at..].iter().position(|b| !is_space(*b))?;
        match bytes[at] {
            b'>' => break,
            b'/' if bytes.get(at + 1) == Some(&b'>') => {
                self_closing = true;
                at += 1;
                break;
            }
            b'/' => at += 1,
            _ => {
                let (attribute, end) = lex_attribute(text, at)?;
                attributes.push(attribute);
                at = end;
            }
        }
    }
    drop_duplicates(&mut attributes);
    let tag = Tag { name, attributes, self_closing };
    let kind = if is_end { TokenKind::EndTag(tag) } else { TokenKind::StartTag(tag) };
    Some((kind, at + 1))
}

/// Reads the attribute whose name starts at `at`: the attribute and where it ends. None when the
/// text ends inside it.
pub(crate) fn lex_attribute(text: &str, at: usize) -> Option<(Attribute<'_>, usize)> {
    let bytes = text.as_bytes();
    // The first character belongs to the name, be it an equals sign.
    let rest = &bytes[at + 1..];
    let name_end = at + 1 + rest.iter().position(|b| ends_name(*b) || *b == b'=')?;
    let name = lower_case(&text[at..name_end]);
    let next = name_end + bytes[name_end..].iter().position(|b| !is_space(*b))?;
    if bytes[next] != b'=' {
        return Some((Attribute { name, value: Cow::Borrowed("") }, next));
    }
    let start = next + 1 + bytes[next + 1..].iter().position(|b| !is_space(*b))?;
    let (value, end) = match bytes[start] {
        b'>' => ("", start),
        quote @ (b'"' | b'\'') => {
            let start = start + 1;
            let end = start + memchr(quote, &bytes[start..])?;
            (&text[start..end], end + 1)
        }
        _ => {
            let end = start + bytes[start..].iter().position(|b| is_space(*b) || *b == b'>')?;
            (&text[start..end], end)
        }
    };
    Some((Attribute { name, value: normalise(value, true) }, end))
}

/// The name of a tag as it is written.
pub(crate) fn tag_name(name: &str) -> TagName<'_> {
    let name = lower_case(name);
    ElementName::parse(&name).map_or(TagName::Other(name), TagName::Known)
}

/// Of attributes of the same name the first counts.
fn drop_duplicates(attributes: &mut Vec<Attribute<'_>>) {
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

/// `name` in lower case, with U+0000 replaced.
fn lower_case(name: &str) -> Cow<'_, str> {
    if !name.bytes().any(|b| b.is_ascii_uppercase() || b == 0) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.to_ascii_lowercase().replace('\0', "\u{FFFD}"))
}

fn ends_name(byte: u8) -> bool {
    is_space(byte) || byte == b'/' || byte == b'>'
}

/// White space between attributes; CR counts, as newlines are not normalised yet.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C')
}
