//! Escaped tags of names that are none of HTML's: `&lt;o:p&gt;`, `&lt;st1:place w:st="on"&gt;`.
//!
//! Office programs and publishing systems mix elements of their own with HTML's, and whoever escaped
//! a whole document escaped these with it.

use std::borrow::Cow;

use super::bracketed::{self, Bracketed};
use super::form::Form;
use super::reference::space;
use super::{attributes, sign};
use crate::tokenize::tag::drop_duplicates;
use crate::tokenize::{Tag, TagName, TokenKind};

/// Longest name.
const LETTERS: usize = 64;
/// Longest instruction or declaration.
const REACH: usize = 1024;

/// A tag of an unknown name, as it would be read unescaped.
#[derive(Debug)]
pub(crate) struct Foreign<'t> {
    pub(crate) kind: TokenKind<'t>,
    pub(crate) end: usize,
    /// What is known of its name; `sure` tells that it can be no text in brackets.
    pub(crate) found: Bracketed,
}

/// Reads the tag at `at`, whose delimiters were escaped at most `depth` times.
pub(crate) fn read(text: &str, at: usize, depth: u32) -> Option<Foreign<'_>> {
    let open = sign::expect(text, at, '<').filter(|open| (1..=depth).contains(&open.depth))?;
    let mut pos = open.end + space(text, open.end);
    let slash = sign::expect(text, pos, '/');
    if let Some(slash) = slash {
        pos = slash.end + space(text, slash.end);
    }
    let name = name(text, pos)?;
    let tail = attributes::read(text, pos + name.len())?;
    if tail.form.has(Form::LOST_CLOSE) || tail.depth == 0 {
        return None;
    }
    let closes = slash.is_some();
    let valued = tail.attributes.iter().any(|attribute| !attribute.value.is_empty());
    let found = Bracketed {
        name: name.to_ascii_lowercase(),
        closes,
        sure: valued || !bracketed::may_be_text(name, tail.slash),
        end: tail.end,
    };
    let mut attributes = if closes { Vec::new() } else { tail.attributes };
    drop_duplicates(&mut attributes);
    let name = TagName::Other(Cow::Owned(found.name.clone()));
    let tag = Tag { name, attributes, self_closing: tail.slash };
    let kind = if closes { TokenKind::EndTag(tag) } else { TokenKind::StartTag(tag) };
    Some(Foreign { kind, end: tail.end, found })
}

fn name(text: &str, at: usize) -> Option<&str> {
    let sign = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_' | b'.');
    let rest = &text.as_bytes()[at..];
    let length = rest.iter().take(LETTERS).take_while(|b| sign(b)).count();
    rest.first().filter(|b| b.is_ascii_alphabetic())?;
    Some(&text[at..at + length])
}

/// Where an escaped declaration or processing instruction ends: `&lt;?xml:namespace … /&gt;`,
/// `&lt;!DOCTYPE html&gt;`, `&lt;![endif]&gt;`.
pub(crate) fn declaration(text: &str, at: usize, depth: u32) -> Option<usize> {
    let open = sign::expect(text, at, '<').filter(|open| (1..=depth).contains(&open.depth))?;
    let rest = &text.as_bytes()[open.end..];
    let begins = |word: &str| {
        rest.get(..word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word.as_bytes()))
    };
    if !["?xml", "!doctype", "![if", "![endif"].into_iter().any(begins) {
        return None;
    }
    let reach = &rest[..rest.len().min(REACH)];
    memchr::memchr_iter(b'&', reach)
        .find_map(|offset| sign::expect(text, open.end + offset, '>').map(|close| close.end))
}
