//! Running text as a flat row of tokens, tidied so that Markdown can say it.
//!
//! White space at the inner edge of emphasis and links moves outside (`<b>Note: </b>` is `**Note:** `),
//! emphasis of nothing is dropped and neighbours of one kind are joined, because no delimiter run
//! could be told apart there.

use crate::document::{Image, Inline, Link};
use crate::render::url;

/// A token of running text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'a> {
    Text(&'a str),
    /// A mark opens; the number is its place in [`Line::marks`].
    Open(u32),
    Close(u32),
    LinkOpen,
    LinkClose(&'a Link),
    Autolink(&'a str),
    Image(&'a Image),
    Code(&'a str),
    Math(&'a str),
    Note(&'a str),
    /// HTML that Markdown has no syntax for.
    Html(&'static str),
    Break,
}

/// What a mark says about its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Emphasis,
    Strong,
    Strikethrough,
}

/// Emphasis, and the delimiter that was chosen for it; 0 stands for HTML.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    pub(super) delimiter: u8,
}

/// Running text as tokens.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) marks: Vec<Mark>,
    in_link: bool,
    in_strikethrough: bool,
}

impl<'a> Line<'a> {
    pub(super) fn new(content: &'a [Inline]) -> Self {
        let mut line = Self::default();
        line.inlines(content);
        line.trim();
        line
    }

    fn inlines(&mut self, content: &'a [Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Emphasis(content) => self.mark(Kind::Emphasis, content),
                Inline::Strong(content) => self.mark(Kind::Strong, content),
                Inline::Strikethrough(content) => self.strikethrough(content),
                Inline::Superscript(content) => self.html("<sup>", content, "</sup>"),
                Inline::Subscript(content) => self.html("<sub>", content, "</sub>"),
                Inline::Code(code) if code.is_empty() => {}
                Inline::Code(code) => self.tokens.push(Token::Code(code)),
                Inline::Link(link) => self.link(link),
                Inline::Image(image) if url::is_script(&image.url) => self.text(&image.alt),
                Inline::Image(image) => self.tokens.push(Token::Image(image)),
                Inline::FootnoteRef(label) => self.tokens.push(Token::Note(label)),
                Inline::Math(tex) => self.tokens.push(Token::Math(tex)),
                Inline::LineBreak => self.line_break(),
            }
        }
    }

    fn text(&mut self, text: &'a str) {
        let rest = text.trim_start();
        let lead = &text[..text.len() - rest.len()];
        if rest.len() == text.len()
            || !matches!(self.tokens.last(), Some(Token::Open(_) | Token::LinkOpen))
        {
            if !text.is_empty() {
                self.tokens.push(Token::Text(text));
            }
            return;
        }
        self.before_openers(Token::Text(lead));
        if !rest.is_empty() {
            self.tokens.push(Token::Text(rest));
        }
    }

    fn line_break(&mut self) {
        if matches!(self.tokens.last(), Some(Token::Open(_) | Token::LinkOpen)) {
            self.before_openers(Token::Break);
        } else {
            self.tokens.push(Token::Break);
        }
    }

    /// Puts a token before the openers that stand at the end, unless it is one space too many.
    fn before_openers(&mut self, token: Token<'a>) {
        let is_opener = |token: &Token| matches!(token, Token::Open(_) | Token::LinkOpen);
        let at = self.tokens.iter().rposition(|token| !is_opener(token)).map_or(0, |at| at + 1);
        let spaced = match (&token, at.checked_sub(1).map(|at| &self.tokens[at])) {
            (Token::Text(" "), Some(Token::Text(before))) => before.ends_with(' '),
            _ => false,
        };
        if !spaced {
            self.tokens.insert(at, token);
        }
    }

    fn mark(&mut self, kind: Kind, content: &'a [Inline]) {
        let id = match self.tokens.last() {
            Some(&Token::Close(id)) if self.marks[id as usize].kind == kind => {
                self.tokens.pop();
                id
            }
            _ => {
                let id = self.marks.len() as u32;
                self.marks.push(Mark { kind, delimiter: 0 });
                self.tokens.push(Token::Open(id));
                id
            }
        };
        self.inlines(content);
        self.close(|token| matches!(token, Token::Open(open) if *open == id), Token::Close(id));
    }

    fn strikethrough(&mut self, content: &'a [Inline]) {
        if self.in_strikethrough {
            return self.inlines(content);
        }
        self.in_strikethrough = true;
        self.mark(Kind::Strikethrough, content);
        self.in_strikethrough = false;
    }

    fn html(&mut self, open: &'static str, content: &'a [Inline], close: &'static str) {
        self.tokens.push(Token::Html(open));
        let start = self.tokens.len();
        self.inlines(content);
        if self.tokens.len() == start {
            self.tokens.pop();
        } else {
            self.tokens.push(Token::Html(close));
        }
    }

    fn link(&mut self, link: &'a Link) {
        if self.in_link || url::is_script(&link.url) {
            return self.inlines(&link.content);
        }
        if let Some(address) = url::autolink(link) {
            return self.tokens.push(Token::Autolink(address));
        }
        self.in_link = true;
        self.tokens.push(Token::LinkOpen);
        self.inlines(&link.content);
        self.close(|_| false, Token::LinkClose(link));
        self.in_link = false;
    }

    /// Closes what was opened, white space and line breaks at its end outside; what holds nothing
    /// else was never there.
    fn close(&mut self, is_opener: impl Fn(&Token) -> bool, close: Token<'a>) {
        let mut outside = Vec::new();
        while let Some(&last) = self.tokens.last() {
            match last {
                Token::Text(text) if text.ends_with(char::is_whitespace) => {
                    let kept = text.trim_end();
                    outside.push(Token::Text(&text[kept.len()..]));
                    self.tokens.pop();
                    if !kept.is_empty() {
                        self.tokens.push(Token::Text(kept));
                    }
                }
                Token::Break => {
                    outside.push(Token::Break);
                    self.tokens.pop();
                }
                _ => break,
            }
        }
        match self.tokens.last() {
            Some(last) if is_opener(last) => _ = self.tokens.pop(),
            _ => self.tokens.push(close),
        }
        self.tokens.extend(outside.into_iter().rev());
    }

    /// White space and line breaks at either end say nothing.
    fn trim(&mut self) {
        let is_blank = |token: &Token| match token {
            Token::Text(text) => text.trim_matches([' ', '\n', '\t']).is_empty(),
            Token::Break => true,
            _ => false,
        };
        while self.tokens.last().is_some_and(is_blank) {
            self.tokens.pop();
        }
        let lead = self.tokens.iter().take_while(|token| is_blank(token)).count();
        self.tokens.drain(..lead);
    }
}
