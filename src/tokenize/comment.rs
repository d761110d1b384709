//! Comments, sound and bogus.
//!
//! WHATWG HTML, from "markup declaration open state" to "comment end bang state".

use memchr::{memchr, memchr_iter};

use super::TokenKind;
use super::lexer::normalise;

/// Reads the comment whose content starts at `start`, after `<!--`, and says where it ends.
pub(crate) fn lex(text: &str, start: usize) -> (TokenKind<'_>, usize) {
    let rest = &text[start..];
    for at in memchr_iter(b'>', rest.as_bytes()) {
        let content = &rest[..at];
        let content = match content {
            "" | "-" => Some(""),
            _ => content.strip_suffix("--").or_else(|| content.strip_suffix("--!")),
        };
        if let Some(content) = content {
            return (TokenKind::Comment(normalise(content, false)), start + at + 1);
        }
    }
    // The end of the text ends it as well, with what has been read of its end.
    let content = ["--!", "--", "-"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    (TokenKind::Comment(normalise(content, false)), text.len())
}

/// Reads a bogus comment whose content starts at `start`, and says where it ends.
pub(crate) fn lex_bogus(text: &str, start: usize) -> (TokenKind<'_>, usize) {
    let rest = &text[start..];
    let (length, end) = match memchr(b'>', rest.as_bytes()) {
        Some(found) => (found, start + found + 1),
        None => (rest.len(), text.len()),
    };
    (TokenKind::Comment(normalise(&rest[..length], false)), end)
}
