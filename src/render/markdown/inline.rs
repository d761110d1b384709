//! Running text.

use std::borrow::Cow;

use super::Writer;
use super::emphasis;
use super::escape::{Place, Site, resolve, write_text};
use super::token::{BLANK, Kind, Line, Phrases, Token};
use super::wrap::Wrap;
use crate::model::document::Inline;
use crate::options::{BreakStyle, Dialect, LinkStyle, MarkStyle};
use crate::render::tex;

impl Writer<'_> {
    /// Writes running text and escapes what needs it.
    pub(super) fn inlines(&mut self, content: &[Inline], place: Place) {
        let start = self.out.len();
        self.sites.clear();
        self.lines.clear();
        self.solid.clear();
        let references = self.options.links == LinkStyle::Reference;
        let item = self.item_start == Some(start);
        let obsidian = self.options.dialect == Dialect::Obsidian;
        let place = Place { item, references, math: self.math, obsidian, ..place };
        if let [Inline::Text(text)] = content {
            write_text(&mut self.out, &mut self.sites, text.trim_matches(BLANK));
        } else {
            let mut line = Line::default();
            line.no_autolinks = self.options.no_autolinks;
            line.phrases = match (self.options.marks, self.options.dialect) {
                (_, Dialect::Obsidian) => Phrases::Equals,
                (MarkStyle::Html, _) => Phrases::Html,
                (MarkStyle::None, _) => Phrases::Text,
            };
            line.read(content, place.inline);
            emphasis::choose(&mut line, self.options);
            self.tokens(&line);
        }
        let wrap = self.options.width.map(|width| Wrap {
            width,
            prefix: &self.prefix,
            solid: &self.solid,
        });
        resolve(&mut self.out, start, &self.sites, &self.lines, place, wrap.as_ref());
    }

    fn tokens(&mut self, line: &Line) {
        let mut link = 0;
        for (at, token) in line.tokens.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| &line.tokens[at]);
            let start = self.out.len();
            match token {
                Token::Text(text) => self.text(text, before),
                Token::Open(id) => self.delimiter(line, *id, true),
                Token::Close(id) => self.delimiter(line, *id, false),
                Token::LinkOpen => {
                    self.out.push('[');
                    link = self.sites.len();
                }
                Token::LinkClose(target) => {
                    self.escape_unbalanced(link);
                    self.link_end(&target.url, target.title.as_deref());
                }
                Token::Autolink(address) => self.out.extend(["<", address, ">"]),
                Token::Image(image) => self.image(image),
                Token::Code(_) if matches!(before, Some(Token::Code(_))) => {}
                Token::Code(code) => self.code_spans(code, &line.tokens[at + 1..]),
                Token::Math(tex) => self.out.extend(["$", tex::quoted(tex).trim(), "$"]),
                Token::Note(label) => self.note_label(label),
                Token::Html(tag) => self.out.push_str(tag),
                Token::Break => self.line_break(),
            }
            if !matches!(token, Token::Text(_) | Token::Break) && self.options.width.is_some() {
                self.solid.push(start..self.out.len());
            }
        }
    }

    fn text(&mut self, text: &str, before: Option<&Token>) {
        if matches!(before, Some(Token::Note(_))) && text.starts_with(['(', ':', '[']) {
            self.sites.push(Site { at: self.out.len(), always: true });
        }
        write_text(&mut self.out, &mut self.sites, text);
    }

    /// Writes a code span and those that follow as one: their backticks would touch.
    fn code_spans(&mut self, code: &str, after: &[Token]) {
        let mut joined = Cow::Borrowed(code);
        for token in after {
            let Token::Code(code) = token else { break };
            joined.to_mut().push_str(code);
        }
        self.code_span(&joined);
    }

    fn delimiter(&mut self, line: &Line, id: u32, opens: bool) {
        let mark = line.marks[id as usize];
        let strong = mark.kind != Kind::Emphasis;
        if mark.delimiter != 0 {
            let length = 1 + usize::from(strong);
            self.out.extend(std::iter::repeat_n(char::from(mark.delimiter), length));
            return;
        }
        self.out.push_str(if opens { "<" } else { "</" });
        self.out.push_str(match mark.kind {
            Kind::Emphasis => "em>",
            Kind::Strong => "strong>",
            Kind::Strikethrough => "del>",
        });
    }

    fn line_break(&mut self) {
        self.out.push_str(match self.options.line_break {
            BreakStyle::Backslash => "\\",
            BreakStyle::Spaces => "  ",
        });
        self.newline();
        self.lines.push(self.out.len());
    }
}
