//! Whether a tag that the strict lexer read can have been meant so.
//!
//! `</ td & gt ;` is an end tag only when a later `>` is swallowed with all the text before it; a
//! reading like that is not trusted.

use super::damage::{name, translations};
use super::{Attribute, Tag, TagName, TokenKind};
use crate::html::ElementName;

/// Whether the token that stands from `at` to `end` makes sense as it was read.
pub(super) fn is_sound(text: &str, at: usize, end: usize, kind: &TokenKind<'_>) -> bool {
    match kind {
        TokenKind::StartTag(tag) => {
            has_sound_name(tag)
                && !is_translated(tag)
                && tag.attributes.iter().all(is_attribute)
                && !is_torn(tag)
        }
        TokenKind::EndTag(tag) => {
            has_sound_name(tag) && tag.attributes.iter().all(is_name) && !is_torn(tag)
        }
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

/// Whether an address goes by the translation of its attribute's name: `<img fuente="a.jpg">`.
fn is_translated(tag: &Tag<'_>) -> bool {
    let wanted = match tag.name {
        TagName::Known(ElementName::A) => "href",
        TagName::Known(ElementName::Img) => "src",
        _ => return false,
    };
    let is_address = |value: &str| {
        let scheme = value.starts_with("http:") || value.starts_with("https:");
        scheme || value.starts_with(['/', '.', '#'])
    };
    let named =
        |attribute: &Attribute<'_>| translations::attribute(&attribute.name) == Some(wanted);
    !tag.attributes.iter().any(|attribute| attribute.name == wanted)
        && tag.attributes.iter().any(|attribute| named(attribute) && is_address(&attribute.value))
}

fn has_sound_name(tag: &Tag<'_>) -> bool {
    match &tag.name {
        TagName::Known(_) => true,
        TagName::Other(other) => {
            let sound = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_' | b'.');
            other.bytes().all(sound) && name::find(other).is_none()
        }
    }
}

/// Whether an attribute's name holds no sign of another tag or of a delimiter.
fn is_name(attribute: &Attribute<'_>) -> bool {
    !attribute.name.contains(['<', '&', '＜', '＞', '›'])
}

fn is_attribute(attribute: &Attribute<'_>) -> bool {
    const QUOTES: [char; 14] =
        ['“', '”', '«', '»', '„', '＂', '‘', '’', '「', '」', '『', '』', '″', '`'];
    let name = &*attribute.name;
    let value = &*attribute.value;
    let is_url = matches!(name, "href" | "src" | "cite" | "poster");
    // A quoted value may begin with a quotation mark; a bare one ends at the first space.
    let quoted = value.starts_with(QUOTES)
        && !(value.contains(' ') || matches!(name, "alt" | "title" | "content"));
    let torn = is_url
        && !value.starts_with("data:")
        && (value.contains(['<', '>', '\\']) || value.starts_with('"') || is_spaced_url(value));
    let doubled = name.ends_with("\"\"") || name.ends_with("''");
    let quoted = quoted || doubled || value.starts_with("\\\"") || is_quoted_twice(name, value);
    is_name(attribute) && !name.contains(QUOTES) && !quoted && !torn && !holds_tags(name, value)
}

/// Whether the quotes of a value were escaped and are part of it: `id=&quot;top&quot;`.
fn is_quoted_twice(name: &str, value: &str) -> bool {
    let bare =
        matches!(name, "id" | "class" | "name" | "target" | "rel" | "style" | "width" | "height");
    bare && value.len() > 1 && value.starts_with('"') && value.ends_with('"')
}

/// Whether an unclosed quote swallowed tags: values like these hold none, but for drawings in the
/// address of a background.
fn holds_tags(name: &str, value: &str) -> bool {
    !value.contains("data:image")
        && matches!(name, "class" | "id" | "target" | "rel" | "style" | "width" | "height")
        && (value.contains("</") || value.contains(">\n") || value.contains("><"))
}

/// Whether white space stands beside the signs of an address.
fn is_spaced_url(value: &str) -> bool {
    let value = value.trim();
    value.contains(": /")
        || value.contains("：／")
        || value.contains("：//")
        || value.contains("/ /")
        || (value.contains("://") && value.contains(" / "))
}

/// Whether the first word behind the name is a piece of it.
fn is_torn(tag: &Tag<'_>) -> bool {
    let next = tag.attributes.first().filter(|attribute| attribute.value.is_empty());
    let name = match &tag.name {
        TagName::Known(element) => element.as_str(),
        TagName::Other(other) => other,
    };
    name::is_torn(name, next.map(|attribute| &*attribute.name))
}
