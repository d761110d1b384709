//! Where text comes from: spans of the input, and the trace that edited text keeps to them.
//!
//! Every stage may shorten, decode or join text, yet every repair has to name the bytes of the
//! input that it concerns. [`Text`] is a string that carries an [`Origin`]: a list of pieces, each
//! a run of the string and the span it was made from. A run as long as its span is a verbatim copy,
//! and offsets inside it map byte for byte.

use std::ops::Range;

use ecow::EcoString;

use crate::model::edits::Sieve;

/// A half-open range of bytes of the input as given.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Deserialize,
    serde::Serialize,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// How many bytes it covers.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it covers nothing: a place between two bytes.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span as a range to index a string or slice with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The pieces of source that a string was made from, in the order of the string.
///
/// Most strings are one piece, and a document has as many as it has texts: the others stand apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    first: Piece,
    _room: Room,
    #[allow(clippy::box_collection, reason = "a third of the size of a vector")]
    more: Option<Box<Vec<Piece>>>,
}

/// Takes one of the bytes that are left over, of which the compiler makes the mark of the kind in
/// what holds a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
enum Room {
    #[default]
    Left = 0,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Piece {
    /// End of the piece in the string.
    end: u32,
    source: Span,
}

impl Origin {
    /// The origin of a string of `length` bytes made from `source`.
    #[must_use]
    pub fn new(length: usize, source: Span) -> Self {
        Self { first: Piece { end: length as u32, source }, ..Self::default() }
    }

    fn more(&self) -> &[Piece] {
        self.more.as_deref().map_or(&[], Vec::as_slice)
    }

    /// The length of the string in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.more().last().unwrap_or(&self.first).end as usize
    }

    /// Whether the string is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds `length` bytes made from `source` at the end.
    pub fn push(&mut self, length: usize, source: Span) {
        let start = self.len();
        if length == 0 && start > 0 {
            return;
        }
        let end = (start + length) as u32;
        let last_start = match self.more() {
            [] => 0,
            [_] => self.first.end as usize,
            [.., before, _] => before.end as usize,
        };
        let more = self.more.as_deref_mut();
        let last = more.and_then(|more| more.last_mut()).unwrap_or(&mut self.first);
        let verbatim = last.end as usize - last_start == last.source.len();
        if start == 0 && last.end == 0 {
            *last = Piece { end, source };
        } else if verbatim && length == source.len() && last.source.end == source.start {
            last.end = end;
            last.source.end = source.end;
        } else {
            self.more.get_or_insert_default().push(Piece { end, source });
        }
    }

    /// Adds all pieces of `other` at the end.
    pub fn append(&mut self, other: &Origin) {
        if self.is_empty() {
            return self.clone_from(other);
        }
        for (range, source) in other.pieces() {
            self.push(range.len(), source);
        }
    }

    /// The source of `range` of the string. An empty range gives an empty span at its place.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.start >= range.end {
            let at = self.at(range.start, false);
            return Span { start: at, end: at };
        }
        let (start, end) = (self.at(range.start, true), self.at(range.end, false));
        Span { start: start.min(end), end: end.max(start) }
    }

    /// Where in the string the part stands that was made from `source`, a span of what it comes from in
    /// the same order.
    pub(crate) fn place(&self, source: Span) -> Span {
        let mut found: Option<Span> = None;
        for (range, from) in self.pieces() {
            if from.end <= source.start || from.start >= source.end {
                continue;
            }
            let verbatim = range.len() == from.len();
            let cut = |at: u32| at.clamp(from.start, from.end) - from.start;
            let part = if verbatim {
                let (start, end) = (cut(source.start) as usize, cut(source.end) as usize);
                Span::new(range.start + start, range.start + end)
            } else {
                Span::new(range.start, range.end)
            };
            found = Some(found.map_or(part, |found| found.union(part)));
        }
        found.unwrap_or_default()
    }

    /// The part of the origin that belongs to `range` of the string.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        if self.more.is_none() {
            return self.slice_of_one(range);
        }
        let mut out = Self::default();
        for (piece, source) in self.pieces_from(range.start) {
            if piece.start >= range.end {
                break;
            }
            let (start, end) = (piece.start.max(range.start), piece.end.min(range.end));
            if start < end {
                let part = if piece.len() == source.len() {
                    let from = source.start as usize;
                    Span::new(from + start - piece.start, from + end - piece.start)
                } else {
                    source
                };
                out.push(end - start, part);
            }
        }
        out
    }

    /// [`Self::slice`] where there is one piece.
    fn slice_of_one(&self, range: Range<usize>) -> Self {
        let Piece { end: length, source } = self.first;
        let end = range.end.min(length as usize);
        if range.start >= end {
            return Self::default();
        }
        let start = source.start as usize;
        let verbatim = length as usize == source.len();
        let part = if verbatim { Span::new(start + range.start, start + end) } else { source };
        Self::new(end - range.start, part)
    }

    /// The origin of the string in what `outer` comes from, where `self` says which parts of the
    /// string of `outer` it was made from.
    pub(crate) fn over(&self, outer: &Self) -> Self {
        let mut out = Self::default();
        for (range, source) in self.pieces() {
            if range.len() == source.len() {
                out.append(&outer.slice(source.range()));
            } else {
                out.push(range.len(), outer.span(source.range()));
            }
        }
        out
    }

    /// Each piece: its range in the string and the span it was made from.
    pub fn pieces(&self) -> impl Iterator<Item = (Range<usize>, Span)> + '_ {
        let mut start = 0;
        std::iter::once(&self.first).chain(self.more()).map(move |piece| {
            let range = start..piece.end as usize;
            start = range.end;
            (range, piece.source)
        })
    }

    /// The pieces from the one that holds the byte at `start` on.
    fn pieces_from(&self, start: usize) -> impl Iterator<Item = (Range<usize>, Span)> + '_ {
        let more = self.more();
        let (before, mut begin) = if start < self.first.end as usize {
            (0, 0)
        } else {
            let before = more.partition_point(|piece| piece.end as usize <= start);
            let last = before.checked_sub(1).map_or(&self.first, |index| &more[index]);
            (before + 1, last.end as usize)
        };
        let more = &more[before.saturating_sub(1).min(more.len())..];
        std::iter::once(&self.first).filter(move |_| before == 0).chain(more).map(move |piece| {
            let range = begin..piece.end as usize;
            begin = range.end;
            (range, piece.source)
        })
    }

    /// The source offset of `at`; `start` tells whether it is the start of a range or its end,
    /// which matters at the seam of two pieces.
    fn at(&self, at: usize, start: bool) -> u32 {
        let more = self.more();
        let index = if start {
            more.partition_point(|p| p.end as usize <= at)
        } else {
            more.partition_point(|p| (p.end as usize) < at)
        };
        let in_first =
            if start { at < self.first.end as usize } else { at <= self.first.end as usize };
        let (begin, piece) = if in_first || more.is_empty() {
            (0, self.first)
        } else {
            let index = index.min(more.len() - 1);
            let begin = if index == 0 { self.first.end } else { more[index - 1].end };
            (begin as usize, more[index])
        };
        let length = piece.end as usize - begin;
        let inside = at.saturating_sub(begin);
        if length == piece.source.len() {
            piece.source.start + inside.min(length) as u32
        } else if inside == 0 || (start && inside < length) {
            piece.source.start
        } else {
            piece.source.end
        }
    }
}

/// A string that knows where in the input it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Up to fifteen bytes stand in the text itself.
    value: EcoString,
    origin: Origin,
}

impl Text {
    /// `value`, made from `source`.
    #[must_use]
    pub fn new(value: impl AsRef<str>, source: Span) -> Self {
        let value = EcoString::from(value.as_ref());
        let origin = Origin::new(value.len(), source);
        Self { value, origin }
    }

    /// The string itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Where its parts come from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The source of a range of the string.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        self.origin.span(range)
    }

    /// Adds `value`, made from `source`, at the end.
    pub fn push(&mut self, value: &str, source: Span) {
        self.value.push_str(value);
        self.origin.push(value.len(), source);
    }

    /// A copy of `value`, whose bytes come from `origin`.
    pub(crate) fn copy(value: &str, origin: &Origin) -> Self {
        Self { value: value.into(), origin: origin.clone() }
    }

    /// Adds a range of `value`, whose bytes come from `origin`.
    pub fn push_slice(&mut self, value: &str, origin: &Origin, range: Range<usize>) {
        self.value.push_str(&value[range.clone()]);
        if range.len() == origin.len() {
            self.origin.append(origin);
        } else {
            self.origin.append(&origin.slice(range));
        }
    }

    /// Adds `other` at the end.
    pub fn push_text(&mut self, other: &Text) {
        self.value.push_str(&other.value);
        self.origin.append(&other.origin);
    }

    /// The same text, its origin traced on through `outer`, the origin of the text it was made from.
    pub(crate) fn over(&self, outer: &Origin) -> Self {
        Self { value: self.value.clone(), origin: self.origin.over(outer) }
    }

    /// Cuts off what stands outside of a range.
    pub(crate) fn keep(&mut self, range: Range<usize>) {
        if range.len() < self.value.len() {
            self.origin = self.origin.slice(range.clone());
            self.value = EcoString::from(&self.value[range]);
        }
    }

    /// A copy of a range of the text.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        if range == (0..self.value.len()) {
            return self.clone();
        }
        Self { value: self.value[range.clone()].into(), origin: self.origin.slice(range) }
    }

    /// The text with each `(range, replacement)` put in; the ranges are sorted and do not overlap,
    /// and one that does not fit is left out. A replacement comes from what it replaces.
    #[must_use]
    pub fn with_edits<S: AsRef<str>>(&self, edits: &[(Range<usize>, S)]) -> Self {
        let mut out = Self::default();
        out.value.reserve(self.value.len());
        let (mut done, mut sieve) = (0, Sieve::default());
        for (range, replacement) in edits {
            if !sieve.admits(range, self.value.as_str()) {
                continue;
            }
            out.push_slice(&self.value, &self.origin, done..range.start);
            out.push(replacement.as_ref(), self.origin.span(range.clone()));
            done = range.end;
        }
        out.push_slice(&self.value, &self.origin, done..self.value.len());
        out
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

/// The first bytes of a text, at most so many, and no part of a character.
pub(crate) fn near(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_holds_whole_characters() {
        assert_eq!([0, 1, 2, 3, 9].map(|length| near("né", length)), ["", "n", "n", "né", "né"]);
    }

    #[test]
    fn verbatim_pieces_map_byte_for_byte() {
        let mut text = Text::new("abc", Span::new(10, 13));
        text.push("&", Span::new(13, 18));
        text.push("def", Span::new(18, 21));
        assert_eq!(text.span(1..2), Span::new(11, 12));
        assert_eq!(text.span(3..4), Span::new(13, 18));
        assert_eq!(text.span(2..5), Span::new(12, 19));
        assert_eq!(text.span(0..7), Span::new(10, 21));
        assert_eq!(text.span(7..7), Span::new(21, 21));
    }

    #[test]
    fn adjacent_verbatim_pieces_are_one() {
        let mut text = Text::new("ab", Span::new(0, 2));
        text.push("cd", Span::new(2, 4));
        assert_eq!(text.origin().pieces().count(), 1);
    }

    #[test]
    fn origins_stack() {
        let mut outer = Origin::new(3, Span::new(5, 8));
        outer.push(1, Span::new(8, 14));
        let mut inner = Origin::new(2, Span::new(0, 2));
        inner.push(1, Span::new(2, 4));
        let both = inner.over(&outer);
        assert_eq!(both.span(1..2), Span::new(6, 7));
        assert_eq!(both.span(2..3), Span::new(7, 14));
    }

    #[test]
    fn edits_keep_the_rest_in_place() {
        let text = Text::new("t o go", Span::new(5, 11));
        let text = text.with_edits(&[(1..2, "")]);
        assert_eq!(text.as_str(), "to go");
        assert_eq!(text.span(1..2), Span::new(7, 8));
        assert_eq!(text.span(3..5), Span::new(9, 11));
    }
}
