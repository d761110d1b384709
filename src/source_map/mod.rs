//! Where what was written comes from: ranges of an output, and what of the input they were made from.
//!
//! An output holds the words of its document, in its order and in the syntax of its format. Both are
//! read as words, and the words are paired; so no writer has to keep places, and none pays for it.

mod align;
mod words;

use std::ops::Range;

use crate::model::document::Document;
use crate::model::source::Span;
use crate::options::Format;
use words::Word;

/// Ranges of an output and where they come from.
///
/// ```
/// use unmangle::options::Format;
///
/// let input = b"<p>The caf&eacute; i s <b>open</b>.</p>";
/// let cleaned = unmangle::clean(input)?;
/// let markdown = cleaned.to_markdown();
/// let map = cleaned.source_map(Format::Markdown, &markdown);
/// let at = markdown.find("caf\u{e9}").unwrap();
/// assert_eq!(&input[map.input(at..at + 5)[0].range()], b"caf&eacute;");
/// let open = markdown.find("open").unwrap();
/// assert_eq!(map.output(map.input(open..open + 4)[0]), [open..open + 4]);
/// # Ok::<(), unmangle::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    pieces: Vec<Piece>,
    unplaced: usize,
}

/// A range of an output and the range of the input that it comes from. Of the same length they are
/// the same text, but for white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece {
    /// Where in the output.
    pub output: Span,
    /// Where in the input.
    pub input: Span,
}

impl serde::Serialize for Piece {
    /// Writes the four ends: those in the output first.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { output, input } = self;
        [output.start, output.end, input.start, input.end].serialize(serializer)
    }
}

impl Piece {
    fn is_verbatim(self) -> bool {
        self.output.len() == self.input.len()
    }
}

impl SourceMap {
    /// The map of what `document` was written as. JSON has the spans in it, and no map.
    pub(crate) fn of(document: &Document, format: Format, output: &str) -> Self {
        let found = match format {
            Format::Markdown => words::of_markdown(output),
            Format::Text => words::of_text(output),
            Format::Html => words::of_html(output),
            Format::Json => return Self::default(),
        };
        let known = words::of_document(document);
        let pairs = align::pairs(&found, &known);
        let pairs = pairs.chunk_by(|one, other| one.0 == other.0);
        let (mut placed, mut pieces) = (0, Vec::new());
        for of_one in pairs {
            let inputs = of_one.iter().map(|(_, at)| known[*at as usize].span);
            let input = inputs.reduce(Span::union).unwrap_or_default();
            placed += 1;
            pieces.push(Piece { output: found[of_one[0].0 as usize].span, input });
        }
        let unplaced = found.len() - placed;
        let pieces = pieces.into_iter();
        Self { pieces: joined(pieces.filter(|piece| !piece.input.is_empty())), unplaced }
    }

    /// The pieces, in the order of the output.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// How many words of the output come from nowhere in the input: a title that only the head of the
    /// page has, numbers of notes and items.
    #[must_use]
    pub fn unplaced(&self) -> usize {
        self.unplaced
    }

    /// What a range of the output comes from: parts of the input that touch are one.
    #[must_use]
    pub fn input(&self, output: Range<usize>) -> Vec<Span> {
        let from = self.pieces.partition_point(|piece| piece.output.end as usize <= output.start);
        let within = self.pieces[from..].iter();
        let within = within.take_while(|piece| (piece.output.start as usize) < output.end);
        let part = |piece: &Piece| cut(piece.output, piece.input, &output, piece.is_verbatim());
        let mut spans: Vec<Span> = Vec::new();
        for span in within.map(part) {
            match spans.last_mut() {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => spans.push(span),
            }
        }
        spans
    }

    /// What became of a part of the input, in the order of the output.
    #[must_use]
    pub fn output(&self, input: Span) -> Vec<Range<usize>> {
        let meets = |piece: &&Piece| piece.input.start < input.end && piece.input.end > input.start;
        let part = |piece: &Piece| {
            cut(piece.input, piece.output, &input.range(), piece.is_verbatim()).range()
        };
        self.pieces.iter().filter(meets).map(part).collect()
    }
}

/// What stands in `other` for the part of `own` that is in `range`.
fn cut(own: Span, other: Span, range: &Range<usize>, is_verbatim: bool) -> Span {
    if !is_verbatim {
        return other;
    }
    let start = (range.start as u32).max(own.start) - own.start;
    let end = (range.end as u32).min(own.end) - own.start;
    Span { start: other.start + start, end: other.start + end }
}

/// So much between two words is no tag, so that it is the same on both sides.
const GAP: u32 = 2;

/// Pieces that go on with as much in the input as in the output are one; so are words of the same
/// source.
fn joined(pieces: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        if let Some(last) = out.last_mut() {
            let gap = piece.output.start - last.output.end;
            let goes_on = last.is_verbatim()
                && piece.is_verbatim()
                && gap <= GAP
                && piece.input.start.checked_sub(last.input.end) == Some(gap);
            if goes_on || piece.input == last.input {
                last.output.end = piece.output.end;
                last.input.end = piece.input.end;
                continue;
            }
        }
        out.push(piece);
    }
    out
}

impl Word<'_> {
    fn is(&self, other: &Word<'_>) -> bool {
        self.text == other.text
    }
}
