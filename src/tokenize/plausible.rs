//! Whether a tag that the strict lexer read can have been meant so.
//!
//! `</ td & gt ;` is an end tag only when a later `>` is swallowed with all the text before it; a
//! reading like that is not trusted.

use super::damage::name;
use super::{Attribute, Tag, TagName, TokenKind};

/// Whether the token that stands from `at` to `end` makes sense as it was read.
pub(super) fn is_sound(text: &str, at: usize, end: usize, kind: &TokenKind<'_>) -> bool {
    match kind {
        TokenKind::StartTag(tag) => {
            has_sound_name(tag) && tag.attributes.iter().all(is_attribute) && !is_torn(tag)
        }
        TokenKind::EndTag(tag) => has_sound_name(tag) && tag.attributes.is_empty(),
        // `</ p>` is a comment to browsers, and `<a href="` at the end of the text is nothing.
        TokenKind::Comment(_) => !text[at..].starts_with("</") && !is_open(text, at, end),
        TokenKind::Nothing => end - at < 4,
        TokenKind::Doctype(_) | TokenKind::Text(_) | TokenKind::Null => true,
    }
}

/// Whether a comment runs to the end of the text without being closed.
fn is_open(text: &str, at: usize, end: usize) -> bool {
    end == text.len() && text[at..].starts_with("<!--") && !text.ends_with("-->")
}

fn has_sound_name(tag: &Tag<'_>) -> bool {
    match &tag.name {
        TagName::Known(_) => true,
        TagName::Other(other) => {
            other
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_' | b'.'))
                && name::find(other).is_none()
        }
    }
}

fn is_attribute(attribute: &Attribute<'_>) -> bool {
    let name = &*attribute.name;
    let value = &*attribute.value;
    let foreign = |c: char| !c.is_ascii() || matches!(c, '<' | '"' | '\'' | '&' | ';' | ',' | '\\');
    let is_url = matches!(name, "href" | "src" | "cite" | "poster");
    !name.contains(foreign)
        && !value.starts_with(['“', '”', '«', '„', '＂', '"', '‘', '’'])
        && !(is_url && (value.contains(['<', '>', '"', '\\']) || is_spaced_url(value)))
        && !(matches!(name, "class" | "id" | "target" | "rel") && value.contains(['<', '>', '=']))
}

/// Whether white space stands beside the signs of an address.
fn is_spaced_url(value: &str) -> bool {
    let value = value.trim();
    value
        .contains("://")
        .then_some(value)
        .is_some_and(|v| v.contains([' ', '：', '／']) && v.contains(" /"))
        || value.contains(": /")
        || value.contains("：／")
        || value.contains("/ /")
}

/// Whether an attribute without a value looks like a piece of the name or of the text.
fn is_torn(tag: &Tag<'_>) -> bool {
    let TagName::Known(element) = &tag.name else {
        return name::is_torn(
            name_of(tag),
            tag.attributes.first().filter(|a| a.value.is_empty()).map(|a| &*a.name),
        );
    };
    let bare = || tag.attributes.iter().filter(|a| a.value.is_empty());
    bare().count() > 2 && bare().filter(|a| a.name.len() > 1).count() * 2 > tag.attributes.len()
        || name::is_torn(element.as_str(), bare().next().map(|a| &*a.name))
}

fn name_of<'a>(tag: &'a Tag<'_>) -> &'a str {
    match &tag.name {
        TagName::Known(element) => element.as_str(),
        TagName::Other(other) => other,
    }
}
