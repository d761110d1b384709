//! The constant width at which lines were wrapped.
//!
//! A line was full if the next line's first word had no room on it. At the right width nearly every
//! line that a sentence runs over was full, and no line is longer; headings, which end before the
//! margin, and lines that no one wrapped are few.

use super::line::Line;

/// Lines longer than this were not wrapped.
const LONGEST: usize = 120;
/// Lines over the width by so much were lengthened by what was repaired in them.
const SLACK: usize = 3;

/// A width, and what is moved to the next line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Width {
    pub(super) chars: usize,
    /// Whether lines of a script without spaces were broken at their few spaces.
    at_spaces: bool,
}

impl Width {
    /// The width of the lines that `pairs` follow each other, if it is constant.
    pub(super) fn of(pairs: &[&[Line]]) -> Option<Self> {
        let over = |pair: &&&[Line]| {
            !pair[1].after_blank && !pair[0].shape.ends_sentence() && length(&pair[0]) <= LONGEST
        };
        let over: Vec<_> = pairs.iter().filter(over).copied().collect();
        let best = |at_spaces| best(&over, at_spaces);
        let (chars, at_spaces) = match (best(false), best(true)) {
            (Some((chars, count)), Some((_, other))) if count * 5 >= other * 4 => (chars, false),
            (_, Some((chars, _))) => (chars, true),
            _ => return None,
        };
        let width = Self { chars, at_spaces };
        width.is_constant(pairs, &over).then_some(width)
    }

    fn is_constant(self, pairs: &[&[Line]], over: &[&[Line]]) -> bool {
        let dense = over.iter().filter(|pair| pair[0].shape.dense).count() * 2 > over.len();
        let long: Vec<_> = over.iter().filter(|pair| length(&pair[0]) * 2 >= self.chars).collect();
        let full = long.iter().filter(|pair| self.is_full(&pair[0], &pair[1])).count();
        let longer = pairs.iter().filter(|pair| length(&pair[0]) > self.chars + SLACK).count();
        let half = pairs.iter().filter(|pair| length(&pair[0]) * 2 >= self.chars).count();
        self.chars >= if dense { 15 } else { 30 }
            && full >= 3
            && full * 5 >= long.len() * 4
            && longer * 7 <= half
    }

    /// Whether the line was full, so that `next` had to go to the next one.
    pub(super) fn is_full(self, line: &Line, next: &Line) -> bool {
        let length = length(line);
        length <= self.chars + SLACK && length + wanted(next, self.at_spaces) > self.chars
    }
}

fn length(line: &Line) -> usize {
    line.shape.chars + line.indent()
}

/// How much room the start of a line needs at the end of the one before.
fn wanted(next: &Line, at_spaces: bool) -> usize {
    if next.shape.dense && !at_spaces { 2 } else { next.shape.first_word + 1 }
}

/// The smallest width at which the most lines were full, and their number.
fn best(over: &[&[Line]], at_spaces: bool) -> Option<(usize, usize)> {
    let mut change = [0_isize; 2 * LONGEST];
    for pair in over {
        let start = length(&pair[0]);
        let end = (start + wanted(&pair[1], at_spaces)).min(change.len() - 1);
        change[start] += 1;
        change[end] -= 1;
    }
    let mut count = 0;
    let mut best = None;
    for (width, step) in change.iter().enumerate() {
        count += step;
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((width, count));
        }
    }
    best.and_then(|(width, count)| Some((width, usize::try_from(count).ok().filter(|&n| n > 0)?)))
}
