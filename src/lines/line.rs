//! Lines of a run of inline content, as its source broke them.

use crate::model::document::Inline;
use crate::model::flat::{cut_start, flat, span_of};
use crate::model::source::{Span, Text};

use super::shape::Shape;
use super::words::Words;

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At a line feed of the source.
    Newline,
    /// At a `br`.
    Break,
    /// With the run.
    Run,
}

/// A line with something on it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) inlines: Vec<Inline>,
    /// The visible text, white space as it stood, trimmed.
    pub(super) text: String,
    pub(super) shape: Shape,
    /// The languages its text is in.
    pub(super) words: Words,
    pub(super) span: Span,
    pub(super) end: End,
    /// Whether two spaces end it, as Markdown marks a break that is meant.
    pub(super) hard: bool,
    /// White space before the text, a tab counted as four.
    pub(super) indent: usize,
    /// Whether it is set in by an ideographic space, as a paragraph of Chinese or Japanese is.
    pub(super) set_in: bool,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
    /// Whether a page's header or footer was taken out before it.
    pub(super) after_page: bool,
    /// Whether it is a line of a program.
    pub(super) program: bool,
    /// Whether it is a line of dialogue.
    pub(super) spoken: bool,
}

impl Line {
    fn new(inlines: Vec<Inline>, end: End, after_blank: bool, words: Words) -> Self {
        let raw = flat(&inlines);
        let text = raw.trim().to_owned();
        let hard = end == End::Newline && raw.trim_end_matches('\n').ends_with("  ");
        let indent = raw.chars().take_while(|c| c.is_whitespace() && *c != '\n');
        let indent = indent.map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let set_in = raw.trim_start_matches(['\n', '\r', ' ']).starts_with('\u{3000}');
        let (shape, span) = (Shape::of(&text, words), span_of(&inlines));
        Self {
            inlines,
            text,
            shape,
            words,
            span,
            end,
            hard,
            indent,
            set_in,
            after_blank,
            after_page: false,
            program: false,
            spoken: false,
        }
    }

    /// A line of its own.
    pub(super) fn whole(content: &[Inline]) -> Self {
        Self::new(content.to_vec(), End::Run, true, Words::default())
    }

    /// The line without the first `bytes` of its text.
    pub(super) fn without_start(&self, bytes: usize) -> Self {
        let inlines = cut_start(self.inlines.clone(), bytes);
        Self {
            after_page: self.after_page,
            ..Self::new(inlines, self.end, self.after_blank, self.words)
        }
    }
}

/// Splits a run into its lines. A blank line leaves its mark on the line after it.
pub(super) fn split(run: Vec<Inline>) -> Vec<Line> {
    let mut lines = Vec::new();
    let texts = run.iter().filter_map(|inline| match inline {
        Inline::Text(text) => Some(&**text),
        _ => None,
    });
    let mut open = Open { words: Words::of(texts), ..Open::default() };
    for inline in run {
        match inline {
            Inline::Text(text) => split_text(&text, &mut open, &mut lines),
            Inline::LineBreak => open.close(End::Break, &mut lines),
            other => open.inlines.push(other),
        }
    }
    open.close(End::Run, &mut lines);
    lines
}

#[derive(Default)]
struct Open {
    inlines: Vec<Inline>,
    blank: bool,
    ended: bool,
    words: Words,
}

impl Open {
    fn close(&mut self, end: End, lines: &mut Vec<Line>) {
        let line = Line::new(std::mem::take(&mut self.inlines), end, self.blank, self.words);
        if !line.text.is_empty() || holds_object(&line.inlines) {
            lines.push(line);
            self.blank = false;
            self.ended = end == End::Break;
        } else if end == End::Newline && self.ended {
            // The line feed that a source puts after its `br`.
            self.ended = false;
        } else if end != End::Run {
            self.blank = true;
        }
    }
}

fn split_text(text: &Text, open: &mut Open, lines: &mut Vec<Line>) {
    let mut start = 0;
    for (at, found) in text.match_indices(['\n', '\u{2028}', '\u{2029}']) {
        open.inlines.push(Inline::Text(text.slice(start..at + found.len())));
        open.close(End::Newline, lines);
        start = at + found.len();
    }
    if start < text.len() {
        open.inlines.push(Inline::Text(text.slice(start..text.len())));
    }
}

fn holds_object(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Image(_) | Inline::FootnoteRef(_) | Inline::Math(_) | Inline::Code(_) => true,
        other => other.content().is_some_and(|content| holds_object(content)),
    })
}
