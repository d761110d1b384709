//! Running text as a flat row of tokens, tidied so that Markdown can say it.
//!
//! White space at the inner edge of emphasis and links moves outside (`<b>Note: </b>` is `**Note:** `),
//! emphasis of nothing is dropped and neighbours of one kind are joined, because no delimiter run
//! could be told apart there.

use crate::html::scheme;
use crate::model::document::{Image, Inline, Link, Phrase, PhraseKind};
use crate::render::adapt::mark_tags;
use crate::render::url;

/// White space that Markdown takes off the ends of lines.
pub(super) const BLANK: [char; 4] = [' ', '\n', '\t', '\r'];

/// A no-break space.
pub(super) const NBSP: char = '\u{a0}';

/// A line break where a line of Markdown cannot end.
pub(super) const BR: &str = "<br>";

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

fn is_opener(token: &Token) -> bool {
    matches!(token, Token::Open(_) | Token::LinkOpen)
}

fn is_blank(token: &Token) -> bool {
    match token {
        Token::Text(text) => text.trim().is_empty(),
        token => matches!(token, Token::Break),
    }
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
    /// How marks beyond CommonMark's are written.
    pub(super) phrases: Phrases,
    pub(super) no_autolinks: bool,
}

/// How text that is marked, inserted or underlined is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phrases {
    /// As the text that it is.
    #[default]
    Text,
    Html,
    /// Marked text between `==`, the others as HTML.
    Equals,
}

impl<'a> Line<'a> {
    /// Reads the tokens of running text; `inline` if it has to stay in one line of Markdown.
    pub(super) fn read(&mut self, content: &'a [Inline], inline: bool) {
        let line = self;
        line.inlines(content);
        line.trim();
        if inline {
            let breaks = line.tokens.iter_mut().filter(|token| matches!(token, Token::Break));
            breaks.for_each(|token| *token = Token::Html(BR));
        }
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
                Inline::Phrase(phrase) => self.phrase(phrase),
                Inline::Code(code) if code.is_empty() => {}
                Inline::Code(code) => self.tokens.push(Token::Code(code)),
                Inline::Link(link) => self.link(link),
                Inline::Image(image) if !scheme::is_safe_image(&image.url) => self.text(&image.alt),
                Inline::Image(image) => self.tokens.push(Token::Image(image)),
                Inline::FootnoteRef(label) => self.tokens.push(Token::Note(label)),
                Inline::Math(tex) => self.tokens.push(Token::Math(tex)),
                Inline::LineBreak => self.line_break(),
            }
        }
    }

    fn text(&mut self, text: &'a str) {
        let rest = match self.tokens.last() {
            Some(Token::Open(_)) => text.trim_start(),
            Some(Token::LinkOpen) => text.trim_start_matches(BLANK),
            _ => text,
        };
        let lead = &text[..text.len() - rest.len()];
        if !lead.is_empty() {
            self.before_openers(Token::Text(lead), lead.trim_matches(BLANK).is_empty());
        }
        if !rest.is_empty() {
            self.tokens.push(Token::Text(rest));
        }
    }

    fn line_break(&mut self) {
        if self.tokens.last().is_some_and(is_opener) {
            self.before_openers(Token::Break, true);
        } else {
            self.tokens.push(Token::Break);
        }
    }

    /// Puts a token before the openers that stand at the end, unless it is one space too many. No-break
    /// spaces stay in their link.
    fn before_openers(&mut self, token: Token<'a>, leaves_links: bool) {
        let stays = |token: &Token| match token {
            Token::LinkOpen => !leaves_links,
            token => !is_opener(token),
        };
        let at = self.tokens.iter().rposition(stays).map_or(0, |at| at + 1);
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
        self.close(Some(id), Token::Close(id));
    }

    fn phrase(&mut self, phrase: &'a Phrase) {
        match (self.phrases, mark_tags(&phrase.kind)) {
            (Phrases::Equals, Some(_)) if phrase.kind == PhraseKind::Mark => {
                self.html("==", &phrase.content, "==");
            }
            (Phrases::Html | Phrases::Equals, Some((open, close))) => {
                self.html(open, &phrase.content, close);
            }
            _ => self.inlines(&phrase.content),
        }
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
        if self.tokens[start..].iter().all(is_blank) {
            self.tokens.remove(start - 1);
        } else {
            self.tokens.push(Token::Html(close));
        }
    }

    fn link(&mut self, link: &'a Link) {
        if self.in_link || !url::is_link(link) {
            return self.inlines(&link.content);
        }
        if let Some(address) = url::autolink(link).filter(|_| !self.no_autolinks) {
            return self.tokens.push(Token::Autolink(address));
        }
        self.in_link = true;
        self.tokens.push(Token::LinkOpen);
        self.inlines(&link.content);
        self.close(None, Token::LinkClose(link));
        self.in_link = false;
    }

    /// Closes a mark or a link, white space and line breaks at its end outside; a mark around
    /// nothing else was never there.
    fn close(&mut self, mark: Option<u32>, close: Token<'a>) {
        let is_space =
            |c: char| if mark.is_some() { c.is_whitespace() } else { BLANK.contains(&c) };
        let mut outside = Vec::new();
        while let Some(&last) = self.tokens.last() {
            match last {
                Token::Text(text) if text.ends_with(is_space) => {
                    let kept = text.trim_end_matches(is_space);
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
            Some(Token::Open(open)) if mark == Some(*open) => _ = self.tokens.pop(),
            _ => self.tokens.push(close),
        }
        self.tokens.extend(outside.into_iter().rev());
    }

    /// White space and line breaks at either end say nothing, nor does white space beside breaks.
    fn trim(&mut self) {
        let mut trimmed: Vec<Token> = Vec::with_capacity(self.tokens.len());
        for &token in &self.tokens {
            match token {
                Token::Text(text) if matches!(trimmed.last(), None | Some(Token::Break)) => {
                    let text = text.trim_start_matches(BLANK);
                    if !text.is_empty() {
                        trimmed.push(Token::Text(text));
                    }
                }
                Token::Break if trimmed.is_empty() => {}
                Token::Break => {
                    trim_end(&mut trimmed);
                    trimmed.push(token);
                }
                token => trimmed.push(token),
            }
        }
        while trim_end(&mut trimmed) || matches!(trimmed.last(), Some(Token::Break)) {
            trimmed.pop_if(|token| matches!(token, Token::Break));
        }
        self.tokens = trimmed;
        self.keep_edges();
    }

    /// A no-break space at the edge of a block is white space to some parsers, and lost: it is
    /// written as a character reference.
    fn keep_edges(&mut self) {
        const REFERENCE: Token = Token::Html("&nbsp;");
        if let Some(Token::Text(text)) = self.tokens.first_mut()
            && let Some(rest) = text.strip_prefix(NBSP)
        {
            *text = rest;
            self.tokens.insert(0, REFERENCE);
        }
        if let Some(Token::Text(text)) = self.tokens.last_mut()
            && let Some(rest) = text.strip_suffix(NBSP)
        {
            *text = rest;
            self.tokens.push(REFERENCE);
        }
        self.tokens.retain(|token| !matches!(token, Token::Text("")));
    }
}

/// Takes white space off the end; says whether there was any.
fn trim_end(tokens: &mut Vec<Token>) -> bool {
    let Some(Token::Text(text)) = tokens.last_mut() else { return false };
    let length = text.len();
    *text = text.trim_end_matches(BLANK);
    let trimmed = text.len() < length;
    if text.is_empty() {
        tokens.pop();
    }
    trimmed
}
