//! DOCTYPEs.
//!
//! WHATWG HTML, from "DOCTYPE state" to "bogus DOCTYPE state".

use std::borrow::Cow;

use memchr::memchr;

use super::lexer::normalise;
use super::tag::is_space;
use super::{Doctype, TokenKind};

const OPEN: &[u8] = b"<!doctype";

/// Whether a DOCTYPE stands at `at`.
pub(crate) fn is_at(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..at + OPEN.len()).is_some_and(|open| open.eq_ignore_ascii_case(OPEN))
}

/// Reads the DOCTYPE at `at` and says where it ends.
pub(crate) fn lex(text: &str, at: usize) -> (TokenKind<'_>, usize) {
    let mut cursor = Cursor { rest: &text[at + OPEN.len()..] };
    let mut doctype = Doctype::default();
    let complete = read(&mut cursor, &mut doctype).is_some();
    doctype.force_quirks |= !complete;
    // What is left before `>` is bogus.
    let end = match memchr(b'>', cursor.rest.as_bytes()) {
        Some(found) => text.len() - cursor.rest.len() + found + 1,
        None => text.len(),
    };
    (TokenKind::Doctype(doctype), end)
}

/// Reads up to the closing `>`; none when the text ends or a part is missing before.
fn read<'t>(cursor: &mut Cursor<'t>, doctype: &mut Doctype<'t>) -> Option<()> {
    cursor.skip_space();
    let name = cursor.take_while(|b| !is_space(b) && b != b'>');
    if name.is_empty() {
        return None;
    }
    doctype.name = Some(lower_case(name));
    cursor.skip_space();
    if cursor.eat_keyword("public") {
        doctype.public_id = Some(cursor.read_id(&mut doctype.force_quirks)?);
        cursor.skip_space();
        if cursor.rest.starts_with(['"', '\'']) {
            doctype.system_id = Some(cursor.read_id(&mut doctype.force_quirks)?);
        } else if !cursor.rest.starts_with('>') {
            return None;
        }
    } else if cursor.eat_keyword("system") {
        doctype.system_id = Some(cursor.read_id(&mut doctype.force_quirks)?);
    } else if !cursor.rest.starts_with('>') {
        return None;
    }
    cursor.skip_space();
    // After a system identifier anything is bogus, but no reason for quirks.
    (!cursor.rest.is_empty()).then_some(())
}

fn lower_case(name: &str) -> Cow<'_, str> {
    match normalise(name, false) {
        Cow::Borrowed(name) if !name.bytes().any(|b| b.is_ascii_uppercase()) => name.into(),
        name => name.to_ascii_lowercase().into(),
    }
}

struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &'t str {
        let length = self.rest.bytes().take_while(|b| keep(*b)).count();
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn skip_space(&mut self) {
        self.take_while(is_space);
    }

    fn eat_keyword(&mut self, keyword: &str) -> bool {
        let head = self.rest.as_bytes().get(..keyword.len());
        let eaten = head.is_some_and(|head| head.eq_ignore_ascii_case(keyword.as_bytes()));
        if eaten {
            self.rest = &self.rest[keyword.len()..];
        }
        eaten
    }

    /// Reads a quoted identifier. One that `>` or the end of the text cuts off counts, with quirks;
    /// none when there is no quote.
    fn read_id(&mut self, quirks: &mut bool) -> Option<Cow<'t, str>> {
        self.skip_space();
        let quote = self.rest.bytes().next().filter(|b| matches!(b, b'"' | b'\''))?;
        self.rest = &self.rest[1..];
        let id = self.take_while(|b| b != quote && b != b'>');
        match self.rest.bytes().next() {
            Some(next) if next == quote => self.rest = &self.rest[1..],
            _ => *quirks = true,
        }
        Some(normalise(id, false))
    }
}
