//! The strict lexer: the tokenizer of WHATWG HTML, as a stream of tokens.
//!
//! It scans bytes with memchr instead of stepping through the states of the specification, and
//! borrows from the text. Text comes in pieces that are either copied verbatim or made as a whole
//! (a character reference, a newline normalised, a U+0000 replaced), so that every piece knows its
//! exact span.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr2, memchr3, memmem};

use super::find::{Special, find};
use super::{Attribute, RawText, Token, TokenKind, comment, doctype, raw, tag};
use crate::html::ElementName;
use crate::html::char_ref;
use crate::model::source::Span;

/// What the text at hand is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Data,
    /// Raw text up to the end tag of that name; without a name, to the end.
    Raw(RawText, Option<ElementName>),
    CdataSection,
}

/// A stream of tokens; their spans tile the text.
#[derive(Clone, Debug)]
pub(crate) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    state: State,
    /// Where the run of text at hand ends; `at` when there is none.
    run_end: usize,
    special: Special,
    raws: raw::Ends,
    /// An empty list of attributes, used again and again.
    spare: Vec<Attribute<'t>>,
}

impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self::with_raws(text, raw::Ends::default())
    }

    /// A lexer that is told where raw texts end.
    pub(super) fn with_raws(text: &'t str, raws: raw::Ends) -> Self {
        let (state, special) = (State::Data, Special::KEPT);
        Self { text, at: 0, state, run_end: 0, special, raws, spare: Vec::new() }
    }

    /// A lexer of a text in which nothing is markup.
    pub(super) fn plain(text: &'t str) -> Self {
        let mut lexer = Self::new(text);
        lexer.read_raw(RawText::Rcdata, None);
        lexer
    }

    /// The tokens of a range that is raw text of a kind.
    pub(super) fn raw(
        text: &'t str,
        kind: RawText,
        range: Range<usize>,
    ) -> impl Iterator<Item = Token<'t>> {
        let mut lexer = Self::new(&text[..range.end]);
        lexer.seek(range.start);
        lexer.read_raw(kind, None);
        std::iter::from_fn(move || lexer.next(|| false))
    }

    /// Goes on at `at`, in the data state.
    pub(crate) fn seek(&mut self, at: usize) {
        (self.at, self.run_end, self.state) = (at, at, State::Data);
        self.special = Special::KEPT;
    }

    /// Reads raw text from here on: up to the end tag of `element`, or, in fragment parsing, to the
    /// end of the text. The next token of kind [`TokenKind::EndTag`] ends it.
    pub(crate) fn read_raw(&mut self, kind: RawText, element: Option<ElementName>) {
        self.state = State::Raw(kind, element);
        self.run_end = self.at;
    }

    /// Takes back the list of attributes of a token that is done with.
    pub(crate) fn recycle(&mut self, attributes: Vec<Attribute<'t>>) {
        self.spare = attributes;
        self.spare.clear();
    }

    /// The next token. `cdata` tells whether a CDATA section may stand here: in foreign content.
    pub(crate) fn next(&mut self, cdata: impl FnOnce() -> bool) -> Option<Token<'t>> {
        if self.at == self.text.len() {
            return None;
        }
        if self.at == self.run_end {
            self.run_end = self.find_run_end();
        }
        let (kind, end) = if self.at < self.run_end {
            self.piece()
        } else {
            let read = self.markup(cdata);
            self.run_end = read.1;
            read
        };
        let span = Span::new(self.at, end);
        self.at = end;
        Some(Token { kind, span })
    }

    fn find_run_end(&mut self) -> usize {
        match self.state {
            State::Data => text_end(self.text.as_bytes(), self.at),
            State::Raw(kind, element) => {
                let known = self.raws.of(self.at, element);
                known.unwrap_or_else(|| raw::end(self.text, self.at, kind, element))
            }
            State::CdataSection => memmem::find(&self.text.as_bytes()[self.at..], b"]]>")
                .map_or(self.text.len(), |found| self.at + found),
        }
    }

    /// A piece of the run of text at hand.
    fn piece(&mut self) -> (TokenKind<'t>, usize) {
        let run = &self.text[..self.run_end];
        if !self.is_special_in_run() {
            return (TokenKind::Text(Cow::Borrowed(&run[self.at..])), self.run_end);
        }
        let mut from = self.at;
        while let Some(found) = self.special(&run.as_bytes()[from..]) {
            let found = from + found;
            let Some((kind, end)) = self.replaced(run, found) else {
                from = found + 1;
                continue;
            };
            if found == self.at {
                return (kind, end);
            }
            return (TokenKind::Text(Cow::Borrowed(&run[self.at..found])), found);
        }
        (TokenKind::Text(Cow::Borrowed(&run[self.at..])), self.run_end)
    }

    /// Whether the run may hold a character that is not always copied.
    fn is_special_in_run(&mut self) -> bool {
        let (bytes, run) = (self.text.as_bytes(), self.at..self.run_end);
        match self.state {
            State::Data | State::Raw(RawText::Rcdata, _) => self.special.may_be_in(bytes, &run),
            State::Raw(..) | State::CdataSection => self.special.control_may_be_in(bytes, &run),
        }
    }

    /// Where the next such character stands.
    fn special(&self, bytes: &[u8]) -> Option<usize> {
        match self.state {
            State::Data | State::Raw(RawText::Rcdata, _) => memchr3(b'&', b'\r', 0, bytes),
            State::Raw(..) | State::CdataSection => memchr2(b'\r', 0, bytes),
        }
    }

    /// What stands for the special character at `at`, and where it ends; none if it stands for
    /// itself.
    fn replaced(&self, run: &'t str, at: usize) -> Option<(TokenKind<'t>, usize)> {
        let bytes = run.as_bytes();
        match bytes[at] {
            b'&' => char_ref::lex(run, at, false).map(|(value, end)| (TokenKind::Text(value), end)),
            b'\r' => {
                let end = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'\n'));
                Some((TokenKind::Text(Cow::Borrowed("\n")), end))
            }
            _ if matches!(self.state, State::Raw(..)) => {
                Some((TokenKind::Text(Cow::Borrowed("\u{FFFD}")), at + 1))
            }
            _ => Some((TokenKind::Null, at + 1)),
        }
    }

    fn markup(&mut self, cdata: impl FnOnce() -> bool) -> (TokenKind<'t>, usize) {
        match self.state {
            State::Data => {
                if self.text[self.at..].starts_with("<![CDATA[") && cdata() {
                    self.state = State::CdataSection;
                    return (TokenKind::Nothing, self.at + "<![CDATA[".len());
                }
                self.tag_or_other()
            }
            State::Raw(..) => {
                self.state = State::Data;
                self.tag_or_other()
            }
            State::CdataSection => {
                self.state = State::Data;
                (TokenKind::Nothing, self.at + "]]>".len())
            }
        }
    }
}

impl<'t> Lexer<'t> {
    /// Reads the markup at hand, a tag most of the time.
    fn tag_or_other(&mut self) -> (TokenKind<'t>, usize) {
        let rest = &self.text.as_bytes()[self.at + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            return markup(self.text, self.at);
        }
        let attributes = std::mem::take(&mut self.spare);
        let read = tag::lex_into(self.text, self.at, attributes, &mut self.special);
        read.unwrap_or((TokenKind::Nothing, self.text.len()))
    }
}

/// Where a run of text that starts at `at` ends: at the next `<` that begins markup.
pub(crate) fn text_end(bytes: &[u8], at: usize) -> usize {
    let mut from = at;
    while let Some(found) = find(b'<', bytes, from) {
        from = found;
        if opens_markup(bytes, from) {
            return from;
        }
        from += 1;
    }
    bytes.len()
}

/// WHATWG HTML, "tag open state": whether the `<` at `at` begins a tag, a comment or a DOCTYPE.
pub(crate) fn opens_markup(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at + 1) {
        Some(b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?') => true,
        Some(b'/') => bytes.len() > at + 2,
        _ => false,
    }
}

/// Reads the markup at `at`, where [`opens_markup`] holds, and says where it ends.
pub(crate) fn markup(text: &str, at: usize) -> (TokenKind<'_>, usize) {
    let bytes = text.as_bytes();
    match bytes[at + 1] {
        b'!' if bytes[at + 2..].starts_with(b"--") => comment::lex(text, at + 4),
        b'!' if doctype::is_at(bytes, at) => doctype::lex(text, at),
        b'!' => comment::lex_bogus(text, at + 2),
        b'?' => comment::lex_bogus(text, at + 1),
        b'/' if bytes[at + 2] == b'>' => (TokenKind::Nothing, at + 3),
        b'/' if !bytes[at + 2].is_ascii_alphabetic() => comment::lex_bogus(text, at + 2),
        _ => tag::lex(text, at).unwrap_or((TokenKind::Nothing, text.len())),
    }
}

/// `value` with its newlines normalised and U+0000 replaced, and with its character references
/// decoded in an attribute.
pub(super) fn normalise(value: &str, in_attribute: bool) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    let special = |from: usize| {
        let rest = &bytes[from..];
        let found =
            if in_attribute { memchr3(b'&', b'\r', 0, rest) } else { memchr2(b'\r', 0, rest) };
        found.map(|found| from + found)
    };
    let (mut out, mut done, mut next) = (String::new(), 0, special(0));
    while let Some(at) = next {
        let (replacement, end) = match bytes[at] {
            b'\r' => {
                (Some(Cow::Borrowed("\n")), at + 1 + usize::from(bytes.get(at + 1) == Some(&b'\n')))
            }
            0 => (Some(Cow::Borrowed("\u{FFFD}")), at + 1),
            _ => char_ref::lex(value, at, true)
                .map_or((None, at + 1), |(value, end)| (Some(value), end)),
        };
        if let Some(replacement) = replacement {
            out.push_str(&value[done..at]);
            out.push_str(&replacement);
            done = end;
        }
        next = special(end);
    }
    if done == 0 {
        return Cow::Borrowed(value);
    }
    out.push_str(&value[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::{Doctype, Tag, TagName};
    use proptest::prelude::*;

    /// Every token in one line: the kind and what it holds.
    fn lex(text: &str) -> Vec<String> {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.next(|| true)).map(|token| show(&token.kind)).collect()
    }

    fn show(kind: &TokenKind<'_>) -> String {
        match kind {
            TokenKind::Text(text) => format!("{text:?}"),
            TokenKind::Comment(text) => format!("<!--{text}-->"),
            TokenKind::StartTag(tag) => format!("<{}>", show_tag(tag)),
            TokenKind::EndTag(tag) => format!("</{}>", show_tag(tag)),
            TokenKind::Doctype(Doctype { name, public_id, system_id, force_quirks }) => {
                format!("doctype {name:?} {public_id:?} {system_id:?} {force_quirks}")
            }
            TokenKind::Null => "null".to_owned(),
            TokenKind::Nothing => "nothing".to_owned(),
        }
    }

    fn show_tag(tag: &Tag<'_>) -> String {
        let mut out = match &tag.name {
            TagName::Known(name) => name.as_str().to_owned(),
            TagName::Other(name) => name.to_string(),
        };
        for Attribute { name, value } in &tag.attributes {
            out += &format!(" {name}={value}");
        }
        if tag.self_closing {
            out.push('/');
        }
        out
    }

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        assert_eq!(lex("<A HREF=x/>"), ["<a href=x/>"]);
        assert_eq!(lex("<a/b='1'c=\"2\" c=3 =d / e>"), ["<a b=1 c=2 =d= e=>"]);
        assert_eq!(lex("<br/>"), ["<br/>"]);
        assert_eq!(lex("<p title='a\r\nb&amp;c&copy=1'>"), ["<p title=a\nb&c&copy=1>"]);
        assert_eq!(lex("<my-Tag x=>"), ["<my-tag x=>"]);
        assert_eq!(lex("a</p class=x>b"), ["\"a\"", "</p class=x>", "\"b\""]);
    }

    #[test]
    fn what_is_no_markup_is_text() {
        assert_eq!(lex("1 < 2 <3 << </"), ["\"1 < 2 <3 << </\""]);
        assert_eq!(
            lex("a</>b</ p><?x?>"),
            ["\"a\"", "nothing", "\"b\"", "<!-- p-->", "<!--?x?-->"]
        );
        assert_eq!(lex("a<b c='d"), ["\"a\"", "nothing"]);
    }

    #[test]
    fn text_comes_in_pieces_of_one_origin() {
        assert_eq!(
            lex("a&amp;b\r\nc\0&x;"),
            ["\"a\"", "\"&\"", "\"b\"", "\"\\n\"", "\"c\"", "null", "\"&x;\""]
        );
    }

    #[test]
    fn comments_end_where_the_specification_ends_them() {
        assert_eq!(
            lex("<!--a--!><!--><!---><!-- > -- >-->"),
            ["<!--a-->", "<!---->", "<!---->", "<!-- > -- >-->"]
        );
        assert_eq!(lex("<!--a--"), ["<!--a-->"]);
        assert_eq!(lex("<!x>"), ["<!--x-->"]);
    }

    #[test]
    fn doctypes_keep_their_identifiers() {
        assert_eq!(lex("<!DOCTYPE HTML>"), ["doctype Some(\"html\") None None false"]);
        assert_eq!(
            lex("<!doctype html PUBLIC 'a' \"b\" c>"),
            ["doctype Some(\"html\") Some(\"a\") Some(\"b\") false"]
        );
        assert_eq!(lex("<!doctype x y>"), ["doctype Some(\"x\") None None true"]);
    }

    #[test]
    fn cdata_sections_are_text() {
        assert_eq!(lex("<![CDATA[<b>&amp;]]>c"), ["nothing", "\"<b>&amp;\"", "nothing", "\"c\""]);
    }

    #[test]
    fn scripts_end_outside_double_escapes_only() {
        let text = "<!--<script></script>--></script>a";
        let mut lexer = Lexer::new(text);
        lexer.read_raw(RawText::ScriptData, Some(ElementName::Script));
        let token = lexer.next(|| false).map(|token| token.span);
        assert_eq!(token, Some(Span::new(0, text.len() - "</script>a".len())));
    }

    proptest! {
        #[test]
        fn spans_tile_the_text(text in "([<>/!&;='\" \\-#xa\0\r\n]|[a-z]{1,4}|<!--|<script|é){0,40}") {
            let mut lexer = Lexer::new(&text);
            let mut at = 0;
            while let Some(token) = lexer.next(|| true) {
                prop_assert_eq!(token.span.start as usize, at);
                prop_assert!(token.span.end > token.span.start);
                at = token.span.end as usize;
                if let TokenKind::StartTag(Tag { name: TagName::Known(ElementName::Script), .. }) = token.kind {
                    lexer.read_raw(RawText::ScriptData, Some(ElementName::Script));
                }
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
