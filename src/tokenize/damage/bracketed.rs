//! Angle brackets of a text that HTML takes for tags: `Vec<T>`, `<your name>`, `#include <stdio.h>`.
//!
//! The name in them is none of HTML's and nothing closes it. Custom elements, namespaces and the
//! elements of drawings and formulas have names of their own too, but also values, an end tag, a
//! slash before the bracket or a place among other tags.

use crate::html::ElementName;
use crate::tokenize::{Tag, TagName, TokenKind};

/// Prefixes of the vocabularies that are mixed with HTML.
const PREFIXES: &[&str] = &[
    "o",
    "w",
    "v",
    "x",
    "m",
    "a",
    "st1",
    "st2",
    "u1",
    "u2",
    "u3",
    "u4",
    "u5",
    "u6",
    "u7",
    "u8",
    "fb",
    "g",
    "dc",
    "dcterms",
    "rdf",
    "rdfs",
    "cc",
    "media",
    "content",
    "atom",
    "xml",
    "xsl",
    "xi",
    "svg",
    "math",
    "mml",
    "xlink",
    "c",
    "f",
    "h",
    "ui",
    "s",
    "smarttags",
];

/// Longest text in brackets that is looked at.
const REACH: usize = 200;

/// Brackets of a text, read as a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bracketed {
    /// The name in lower case.
    pub(crate) name: String,
    pub(crate) closes: bool,
    /// Whether no end tag can make a tag of it.
    pub(crate) sure: bool,
    pub(crate) end: usize,
}

/// Reads the markup from `at` to `end`, which the strict lexer read as `kind`, as brackets of a text.
pub(crate) fn read(text: &str, at: usize, end: usize, kind: &TokenKind<'_>) -> Option<Bracketed> {
    let (TokenKind::StartTag(tag) | TokenKind::EndTag(tag)) = kind else {
        return matches!(kind, TokenKind::Nothing).then(|| cut(text, at)).flatten();
    };
    let name = name(text, at);
    let body = &text[at + 1..end];
    let closes = body.starts_with('/');
    let found = |sure, end| Some(Bracketed { name: name.to_ascii_lowercase(), closes, sure, end });
    if !closes && is_included(text, at) {
        return found(true, end);
    }
    if let TagName::Known(_) = tag.name {
        let sure = !closes && is_generic(text, at, name, tag);
        let shown = sure || !closes && is_type(text, at, name, tag);
        return shown.then(|| found(sure, end)).flatten();
    }
    // `x <y and <b>`: the next tag is not this one's.
    if let Some(inner) = body.find('<') {
        return (!body[..inner].contains('=')).then(|| found(true, at + 1)).flatten();
    }
    if body.contains('=') || body.len() > REACH || !may_be_text(name, tag.self_closing) {
        return None;
    }
    if name.contains('-') && stands_among_tags(text, at, end) {
        return None;
    }
    found(false, end)
}

/// Whether the name may be text, by itself; `slash` tells that the tag closes itself.
pub(crate) fn may_be_text(name: &str, slash: bool) -> bool {
    let lower = !name.bytes().any(|b| b.is_ascii_uppercase());
    let prefix = name.split_once(':').filter(|(_, rest)| !rest.starts_with(':'));
    let prefixed = prefix
        .is_some_and(|(prefix, _)| PREFIXES.iter().any(|known| known.eq_ignore_ascii_case(prefix)));
    !(prefixed || (slash && lower) || name.eq_ignore_ascii_case("isindex"))
}

/// Whether a name of one letter that HTML knows stands where a type does.
pub(crate) fn may_be_type(text: &str, at: usize, name: &str) -> bool {
    let glued = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    glued && matches!(name, "A" | "B" | "I" | "Q" | "S" | "U")
}

/// The name of the tag at `at`, as the strict lexer reads it.
pub(crate) fn name(text: &str, at: usize) -> &str {
    let rest = text[at + 1..].strip_prefix('/').unwrap_or(&text[at + 1..]);
    let end = rest.bytes().position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
    &rest[..end.unwrap_or(rest.len())]
}

/// A bracket with an unknown name that nothing closes.
fn cut(text: &str, at: usize) -> Option<Bracketed> {
    let name: String = name(text, at).chars().take(64).collect();
    let known = name.is_empty() || ElementName::parse(&name.to_ascii_lowercase()).is_some();
    let letter = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let closes = text[at + 1..].starts_with('/');
    (letter && !known && !closes).then(|| Bracketed { name, closes, sure: true, end: at + 1 })
}

/// Whether a C preprocessor line names a file here.
pub(crate) fn is_included(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.ends_with("#include") || before.ends_with("#import")
}

/// Whether this is the list of types behind a name, `Map<A, B>`, or the middle of a condition,
/// `i<b && c>d`: no values, and signs where attributes have letters.
fn is_generic(text: &str, at: usize, name: &str, tag: &Tag<'_>) -> bool {
    const SIGNS: [char; 9] = ['&', '|', ',', ';', '(', ')', '[', ']', '+'];
    let names = || tag.attributes.iter().map(|attribute| &*attribute.name);
    let bare = tag.attributes.iter().all(|attribute| attribute.value.is_empty());
    let glued = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let letter = name.len() == 1 && name.starts_with(|c: char| c.is_ascii_uppercase());
    let signs = names().any(|name| name.contains(SIGNS));
    bare && signs && (glued || letter || names().any(|name| matches!(name, "&&" | "||")))
}

/// Whether this may be a type behind a name: `Vec<A>`.
fn is_type(text: &str, at: usize, name: &str, tag: &Tag<'_>) -> bool {
    tag.attributes.is_empty() && may_be_type(text, at, name)
}

/// Whether there is no text beside the tag, so that it is one among others.
fn stands_among_tags(text: &str, at: usize, end: usize) -> bool {
    let before = text[..at].trim_end().chars().next_back();
    let after = text[end..].trim_start().chars().next();
    before.is_none_or(|c| c == '>') && after.is_none_or(|c| c == '<')
}
