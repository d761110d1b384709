//! Stage 2: text to tokens.
//!
//! Two paths. The strict lexer reads a document as the WHATWG tokenizer does, token by token, and
//! takes from the tree builder when to read raw text. The tolerant path, for documents in which
//! triage found damage, reads the whole document, repairs at the level of tokens and hands the
//! finished list on. Tokens' spans tile the text.

pub(crate) mod comment;
#[cfg(test)]
mod conformance;
pub(crate) mod doctype;
pub(crate) mod lexer;
pub(crate) mod raw;
pub(crate) mod tag;

mod balance;
mod damage;
mod edges;
mod evidence;
mod find;
mod front;
mod indented;
mod judge;
mod open;
mod pairs;
mod plausible;
mod programs;
mod recover;
mod scan;
mod strays;
mod tolerant;
mod translated;
mod triage;
mod verbatim;
mod weigh;

use std::borrow::Cow;

use crate::html::ElementName;
use crate::model::source::Span;
use crate::options::RepairOptions;
use crate::report::Report;
use lexer::Lexer;

/// A token and the part of the text it was read from. A token that a repair put in has an empty span.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token<'t> {
    pub(crate) kind: TokenKind<'t>,
    pub(crate) span: Span,
}

/// WHATWG HTML, "tokenization": the kinds of tokens that tree construction takes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind<'t> {
    Doctype(Doctype<'t>),
    StartTag(Tag<'t>),
    EndTag(Tag<'t>),
    /// Characters, their references decoded.
    Text(Cow<'t, str>),
    /// U+0000, which tree construction treats by place.
    Null,
    Comment(Cow<'t, str>),
    /// Bytes that no token is made of: `</>`, a tag that the end of the text cuts off, the brackets
    /// of a CDATA section.
    Nothing,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Doctype<'t> {
    pub(crate) name: Option<Cow<'t, str>>,
    pub(crate) public_id: Option<Cow<'t, str>>,
    pub(crate) system_id: Option<Cow<'t, str>>,
    pub(crate) force_quirks: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tag<'t> {
    pub(crate) name: TagName<'t>,
    pub(crate) attributes: Vec<Attribute<'t>>,
    pub(crate) self_closing: bool,
}

/// A tag name in lower case.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TagName<'t> {
    Known(ElementName),
    Other(Cow<'t, str>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attribute<'t> {
    pub(crate) name: Cow<'t, str>,
    pub(crate) value: Cow<'t, str>,
}

/// What the tree builder asks of the tokenizer after a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawText {
    Rcdata,
    Rawtext,
    ScriptData,
    Plaintext,
}

/// A stream of tokens that parsing drives.
pub(crate) enum Tokens<'t> {
    /// The strict lexer, which the tree builder switches into raw text.
    Strict(Lexer<'t>),
    /// Finished tokens, their raw text read.
    Repaired(std::vec::IntoIter<Token<'t>>),
}

impl<'t> Tokens<'t> {
    /// The next token. `cdata` tells whether a CDATA section may stand here: in foreign content.
    pub(crate) fn next(&mut self, cdata: impl FnOnce() -> bool) -> Option<Token<'t>> {
        match self {
            Self::Strict(lexer) => lexer.next(cdata),
            Self::Repaired(tokens) => tokens.next(),
        }
    }

    /// Takes back the list of attributes of a token that is done with.
    pub(crate) fn recycle(&mut self, attributes: Vec<Attribute<'t>>) {
        if let Self::Strict(lexer) = self {
            lexer.recycle(attributes);
        }
    }

    /// What the tree builder asks for after the start tag of `element`.
    pub(crate) fn read_raw(&mut self, kind: RawText, element: Option<ElementName>) {
        if let Self::Strict(lexer) = self {
            lexer.read_raw(kind, element);
        }
    }
}

#[inline(never)]
pub(crate) fn tokenize<'t>(
    text: &'t str,
    options: &RepairOptions,
    report: &mut Report,
) -> Tokens<'t> {
    let plain = front::is_text(text);
    if !options.is_on() {
        return if plain { plain_tokens(text) } else { Tokens::Strict(Lexer::new(text)) };
    }
    let triage = triage::triage(text);
    if triage.suspicious {
        let plain = plain && triage.depth == 0;
        return Tokens::Repaired(tolerant::tokenize(text, triage.depth, plain, report).into_iter());
    }
    if plain {
        return plain_tokens(text);
    }
    Tokens::Strict(Lexer::with_raws(text, triage.raws))
}

/// The tokens of a text in which nothing is markup.
fn plain_tokens(text: &str) -> Tokens<'_> {
    let code = verbatim::code(text);
    if code.is_empty() {
        return Tokens::Strict(Lexer::plain(text));
    }
    let mut tokens = Vec::new();
    let mut done = 0;
    for range in code {
        tokens.extend(Lexer::raw(text, RawText::Rcdata, done..range.start));
        tokens.extend(Lexer::raw(text, RawText::Plaintext, range.clone()));
        done = range.end;
    }
    tokens.extend(Lexer::raw(text, RawText::Rcdata, done..text.len()));
    Tokens::Repaired(tokens.into_iter())
}
