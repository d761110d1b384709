//! Breaking the lines of paragraphs at a width.
//!
//! A line is broken at a space of the text, never inside a destination, a title or a code span, and
//! only before a word that begins nothing at the start of a line.

use std::ops::Range;

use super::escape::{Edit, LINE_END};

/// How lines are broken.
pub(super) struct Wrap<'a> {
    /// How many characters a line has at most.
    pub(super) width: usize,
    /// What each line begins with.
    pub(super) prefix: &'a str,
    /// What is not broken, as ranges of the output.
    pub(super) solid: &'a [Range<usize>],
}

impl Wrap<'_> {
    /// Adds line ends to the sorted edits of a text that stands at `start` in the output.
    pub(super) fn breaks(&self, text: &str, start: usize, edits: &mut Vec<Edit>) {
        let (mut solid, mut inserted) = (self.solid.iter().peekable(), edits.iter().peekable());
        let mut breaks: Vec<Edit> = Vec::new();
        let mut column = self.prefix.chars().count();
        // The last space a line can end at, and how far the line went there.
        let mut space: Option<(usize, usize)> = None;
        // Where the line begins behind its prefix.
        let mut content = 0;
        for (at, c) in text.char_indices() {
            while inserted.next_if(|edit| edit.0.start <= at).is_some() {
                column += 1;
            }
            while solid.next_if(|range| range.end <= at + start).is_some() {}
            if c == '\n' {
                (column, space, content) = (0, None, at + 1 + self.prefix.len());
                continue;
            }
            column += 1;
            if at < content {
                continue;
            }
            let is_solid = solid.peek().is_some_and(|range| range.start <= at + start);
            if c == ' '
                && !is_solid
                && !text[..at].ends_with(['\\', '>'])
                && can_begin_line(&text[at + 1..])
            {
                column -= self.end_line(space, column - 1, &mut breaks);
                space = Some((at, column));
            }
        }
        self.end_line(space, column, &mut breaks);
        edits.extend(breaks);
        edits.sort_by_key(|edit| (edit.0.start, edit.0.end));
    }

    /// Ends the line at its last space if it has grown too wide; how much narrower the line at hand
    /// is then.
    fn end_line(
        &self,
        space: Option<(usize, usize)>,
        column: usize,
        breaks: &mut Vec<Edit>,
    ) -> usize {
        let Some((at, there)) = space.filter(|_| column > self.width) else { return 0 };
        breaks.push((at..at + 1, LINE_END));
        there.saturating_sub(self.prefix.chars().count())
    }
}

/// Whether a word begins nothing at the start of a line.
fn can_begin_line(rest: &str) -> bool {
    let word = rest.split([' ', '\n']).next().unwrap_or_default();
    let plain =
        word.starts_with(|c: char| c.is_alphabetic() || !c.is_ascii() || "([\"'`".contains(c));
    let number = word.starts_with(|c: char| c.is_ascii_digit()) && !word.ends_with(['.', ')']);
    let mark = word.starts_with(['*', '_']) && word.contains(char::is_alphanumeric);
    let fence = word.starts_with("```");
    (plain || number || mark) && !fence && !word.starts_with("[^")
}
