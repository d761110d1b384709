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

/// The line at hand.
#[derive(Default)]
struct Row {
    /// How far it goes.
    column: usize,
    /// The last spaces it can end at, and how far it went there.
    space: Option<(Range<usize>, usize)>,
    /// Where it begins behind its prefix.
    content: usize,
    /// Whether it says more than what alone in a line would be a rule or an underline.
    begun: bool,
    /// Its last character that is no space, and the place after it.
    last: Option<(char, usize)>,
}

impl Row {
    fn push(&mut self, at: usize, c: char) {
        self.column += 1;
        if at >= self.content && c != ' ' {
            self.begun |= !matches!(c, '*' | '-' | '_' | '=' | '|' | ':');
            self.last = Some((c, at + c.len_utf8()));
        }
    }

    /// The spaces up to the one at `at`, if the line can end there: a backslash would break it, and
    /// a tag that stands alone in it begin a block of HTML.
    fn can_end(&self, at: usize) -> Option<Range<usize>> {
        let (last, end) = self.last.filter(|_| self.begun)?;
        (!matches!(last, '\\' | '>')).then_some(end..at + 1)
    }
}

impl Wrap<'_> {
    /// Adds line ends to the sorted edits of a text that stands at `start` in the output.
    pub(super) fn breaks(&self, text: &str, start: usize, edits: &mut Vec<Edit>) {
        let (mut solid, mut inserted) = (self.solid.iter().peekable(), edits.iter().peekable());
        let mut breaks: Vec<Edit> = Vec::new();
        let mut row = Row { column: self.prefix.chars().count(), ..Row::default() };
        for (at, c) in text.char_indices() {
            while inserted.next_if(|edit| edit.0.start <= at).is_some() {
                row.column += 1;
            }
            while solid.next_if(|range| range.end <= at + start).is_some() {}
            if c == '\n' {
                row = Row { content: at + 1 + self.prefix.len(), ..Row::default() };
                continue;
            }
            row.push(at, c);
            let is_solid = solid.peek().is_some_and(|range| range.start <= at + start);
            if c == ' '
                && !is_solid
                && can_begin_line(&text[at + 1..])
                && let Some(spaces) = row.can_end(at)
            {
                row.column -= self.end_line(&mut row.space, row.column - 1, &mut breaks);
                row.space = Some((spaces, row.column));
            }
        }
        self.end_line(&mut row.space, row.column, &mut breaks);
        edits.extend(breaks);
        edits.sort_by_key(|edit| (edit.0.start, edit.0.end));
    }

    /// Ends the line at its last space if it has grown too wide; how much narrower the line at hand
    /// is then.
    fn end_line(
        &self,
        space: &mut Option<(Range<usize>, usize)>,
        column: usize,
        breaks: &mut Vec<Edit>,
    ) -> usize {
        let Some((spaces, there)) = space.take_if(|_| column > self.width) else { return 0 };
        breaks.push((spaces, LINE_END));
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
