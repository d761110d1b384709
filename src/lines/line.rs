//! Lines of a run of inline content, as its source broke them.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::document::Inline;
use crate::model::flat::{cut_start, flat, span_of};
use crate::model::source::{Span, Text};

use super::marker;
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

/// What stands on a line: one text in most, of which it is a part.
#[derive(Clone, Debug)]
pub(super) enum Content<'r> {
    /// A part of a text of the run.
    Part {
        text: &'r Text,
        start: u32,
        end: u32,
    },
    Own(Vec<Inline>),
}

impl<'r> Content<'r> {
    fn part(text: &'r Text, range: Range<usize>) -> Self {
        Self::Part { text, start: range.start as u32, end: range.end as u32 }
    }

    fn of(inlines: &'r [Inline]) -> Self {
        match inlines {
            [Inline::Text(text)] => Self::part(text, 0..text.len()),
            _ => Self::Own(inlines.to_vec()),
        }
    }

    /// The content as a run of its own.
    pub(super) fn inlines(&self) -> Cow<'_, [Inline]> {
        match self {
            Self::Part { text, start, end } => {
                vec![Inline::Text(text.slice(*start as usize..*end as usize))].into()
            }
            Self::Own(inlines) => inlines.into(),
        }
    }

    /// The visible text as it stands.
    fn raw(&self) -> Cow<'r, str> {
        match self {
            Self::Part { text, start, end } => text[*start as usize..*end as usize].into(),
            Self::Own(inlines) => flat(inlines).into_owned().into(),
        }
    }

    fn span(&self) -> Span {
        match self {
            Self::Part { text, start, end } => text.span(*start as usize..*end as usize),
            Self::Own(inlines) => span_of(inlines),
        }
    }

    /// The content without the white space at its start and `bytes` of text after it.
    fn without_start(&self, bytes: usize) -> Self {
        match self {
            Self::Part { text, start, end } => {
                let (start, end) = (*start as usize, *end as usize);
                let blank = end - start - text[start..end].trim_start().len();
                let cut = (start + blank + bytes).min(end);
                let empty = blank == end - start || cut == end;
                if empty { Self::Own(Vec::new()) } else { Self::part(text, cut..end) }
            }
            Self::Own(inlines) => Self::Own(cut_start(inlines.clone(), bytes)),
        }
    }
}

/// A line with something on it.
#[derive(Clone, Debug)]
pub(super) struct Line<'r> {
    pub(super) content: Content<'r>,
    /// The visible text, white space as it stood, trimmed.
    pub(super) text: Cow<'r, str>,
    pub(super) shape: Shape,
    /// The languages its text is in.
    pub(super) words: Words,
    pub(super) span: Span,
    /// White space before the text, a tab counted as four.
    pub(super) indent: u32,
    pub(super) end: End,
    /// Whether two spaces end it, as Markdown marks a break that is meant.
    pub(super) hard: bool,
    /// Whether it is set in by an ideographic space, as a paragraph of Chinese or Japanese is.
    pub(super) set_in: bool,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
    /// Whether a form feed stands before it.
    pub(super) new_page: bool,
    /// Whether a page's header or footer was taken out before it.
    pub(super) after_page: bool,
    /// Whether it is a line of a program.
    pub(super) program: bool,
    /// Whether it is a line of dialogue.
    pub(super) spoken: bool,
}

impl<'r> Line<'r> {
    fn new(content: Content<'r>, end: End, after_blank: bool, words: Words) -> Self {
        let raw = content.raw();
        let hard = end == End::Newline && raw.trim_end_matches('\n').ends_with("  ");
        let indent = raw.chars().take_while(|c| c.is_whitespace() && *c != '\n');
        let indent = indent.map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let set_in = raw.trim_start_matches(['\n', '\r', ' ']).starts_with('\u{3000}');
        let new_page = raw.trim_end().starts_with('\u{c}');
        let text = match raw {
            Cow::Borrowed(raw) => Cow::Borrowed(raw.trim()),
            Cow::Owned(raw) => Cow::Owned(raw.trim().to_owned()),
        };
        let (shape, span) = (Shape::of(&text, words), content.span());
        Self {
            content,
            text,
            shape,
            words,
            span,
            indent,
            end,
            hard,
            set_in,
            after_blank,
            new_page,
            after_page: false,
            program: false,
            spoken: false,
        }
    }

    /// A line of its own.
    pub(super) fn whole(content: &'r [Inline]) -> Self {
        Self::new(Content::of(content), End::Run, true, Words::default())
    }

    /// The line without the first `bytes` of its text.
    pub(super) fn without_start(&self, bytes: usize) -> Self {
        let content = self.content.without_start(bytes);
        Self {
            after_page: self.after_page,
            ..Self::new(content, self.end, self.after_blank, self.words)
        }
    }

    /// The content as a run of its own.
    pub(super) fn inlines(&self) -> Cow<'_, [Inline]> {
        self.content.inlines()
    }

    /// White space before the text, a tab counted as four.
    pub(super) fn indent(&self) -> usize {
        self.indent as usize
    }

    /// A line of its own content, otherwise like another.
    pub(super) fn like(other: &Self, inlines: Vec<Inline>, after_blank: bool) -> Self {
        Self::new(Content::Own(inlines), other.end, after_blank, other.words)
    }

    /// Gives the line other content, and its text.
    pub(super) fn rewrite(&mut self, inlines: Vec<Inline>, text: String) {
        self.shape = Shape::of(&text, self.words);
        self.text = text.into();
        self.content = Content::Own(inlines);
    }
}

/// Sets the first line in as far as the next item with its mark: of a document's first line the HTML
/// parser drops the blanks.
pub(super) fn level_first(lines: &mut [Line]) {
    let mark = |line: &Line| marker::item(&line.text).map(|(mark, _)| mark);
    if let [first, second, ..] = lines
        && first.indent == 0
        && !second.after_blank
        && mark(first).is_some_and(|own| mark(second).is_some_and(|next| next.continues(own)))
    {
        first.indent = second.indent;
    }
}

/// Splits a run into its lines. A blank line leaves its mark on the line after it.
pub(super) fn split(run: &[Inline]) -> Vec<Line<'_>> {
    let texts = run.iter().filter_map(|inline| match inline {
        Inline::Text(text) => Some(&**text),
        _ => None,
    });
    let words = Words::of(texts.clone());
    let breaks = run.len() - texts.clone().count();
    let ends: usize = texts.map(|text| text.matches(ENDS).count()).sum();
    let mut lines = Vec::with_capacity(breaks + ends + 1);
    let mut open = Open { words, ..Open::default() };
    for inline in run {
        match inline {
            Inline::Text(text) => split_text(text, &mut open, &mut lines),
            Inline::LineBreak => open.close(End::Break, &mut lines),
            other => open.inlines().push(other.clone()),
        }
    }
    open.close(End::Run, &mut lines);
    lines.shrink_to_fit();
    lines
}

#[derive(Default)]
struct Open<'r> {
    /// The only part so far.
    part: Option<(&'r Text, Range<usize>)>,
    /// All parts where there are more.
    inlines: Vec<Inline>,
    blank: bool,
    ended: bool,
    words: Words,
}

impl<'r> Open<'r> {
    fn text(&mut self, text: &'r Text, range: Range<usize>) {
        if self.part.is_none() && self.inlines.is_empty() {
            self.part = Some((text, range));
        } else {
            self.inlines().push(Inline::Text(text.slice(range)));
        }
    }

    fn inlines(&mut self) -> &mut Vec<Inline> {
        let part = self.part.take().map(|(text, range)| Inline::Text(text.slice(range)));
        self.inlines.extend(part);
        &mut self.inlines
    }

    fn close(&mut self, end: End, lines: &mut Vec<Line<'r>>) {
        let content = match self.part.take() {
            Some((text, range)) => Content::part(text, range),
            None => {
                let mut inlines = std::mem::take(&mut self.inlines);
                inlines.shrink_to_fit();
                Content::Own(inlines)
            }
        };
        let line = Line::new(content, end, self.blank, self.words);
        if !line.text.is_empty() || line.holds_object() {
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

const ENDS: [char; 3] = ['\n', '\u{2028}', '\u{2029}'];

fn split_text<'r>(text: &'r Text, open: &mut Open<'r>, lines: &mut Vec<Line<'r>>) {
    let mut start = 0;
    for (at, found) in text.match_indices(ENDS) {
        open.text(text, start..at + found.len());
        open.close(End::Newline, lines);
        start = at + found.len();
    }
    if start < text.len() {
        open.text(text, start..text.len());
    }
}

impl Line<'_> {
    fn holds_object(&self) -> bool {
        match &self.content {
            Content::Part { .. } => false,
            Content::Own(inlines) => holds_object(inlines),
        }
    }
}

fn holds_object(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Image(_) | Inline::FootnoteRef(_) | Inline::Math(_) | Inline::Code(_) => true,
        other => other.content().is_some_and(|content| holds_object(content)),
    })
}
