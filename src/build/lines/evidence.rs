//! What the lines of a run say together: whether blank lines or lines part its paragraphs, whether
//! its lines were wrapped, and at which width.

use super::line::Line;
use super::shape::{First, Last};
use super::{marker, table};

/// What parts the paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Blank lines; single line breaks are wraps.
    Blank,
    /// Line breaks, unless a sentence goes on after them.
    Lines,
}

/// What the lines of a run say together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    pub(super) mode: Mode,
    /// The width at which lines were wrapped, if it is constant.
    pub(super) width: Option<usize>,
    /// Whether sentences are broken by line breaks.
    pub(super) wraps: bool,
    /// Whether words were split with hyphens to fill the lines.
    pub(super) hyphenated: bool,
    /// The longest line.
    pub(super) longest: usize,
}

impl Evidence {
    pub(super) fn of(lines: &[Line]) -> Self {
        let pairs: Vec<_> = lines.windows(2).filter(|pair| is_prose(&pair[0], &pair[1])).collect();
        let width = width(&pairs);
        let single = pairs.iter().filter(|pair| !pair[1].after_blank);
        let (mut count, mut closed, mut sure) = (0, 0, 0);
        for pair in single {
            count += 1;
            closed += usize::from(pair[0].shape.ends_sentence() && !goes_on(&pair[1]));
            sure += usize::from(!pair[0].shape.ends_sentence() && goes_on(&pair[1]));
        }
        let blanks = lines.iter().skip(1).any(|line| line.after_blank);
        let blank = blanks && (count == 0 || closed * 10 < count * 6 || width.is_some());
        Self {
            mode: if blank { Mode::Blank } else { Mode::Lines },
            width,
            wraps: sure >= 2 || sure * 8 > count,
            hyphenated: hyphenated(&pairs),
            longest: lines.iter().map(|line| line.shape.chars).max().unwrap_or_default(),
        }
    }

    /// Whether the line was full, so that `next` had to go to the next one.
    pub(super) fn is_full(&self, line: &Line, next: &Line) -> bool {
        self.width.is_some_and(|width| {
            let wanted = if next.shape.dense { 1 } else { next.shape.first_word + 1 };
            line.shape.chars + line.indent + wanted > width
        })
    }
}

fn goes_on(line: &Line) -> bool {
    line.shape.first == First::Lower
}

fn is_prose(line: &Line, next: &Line) -> bool {
    let plain = |line: &Line| {
        marker::item(&line.text).is_none()
            && !marker::is_note(&line.text)
            && !table::is_row(&line.text)
            && !line.text.contains('\t')
            && marker::quote(&line.text).is_none()
    };
    plain(line) && plain(next)
}

/// The constant width of wrapped lines: nearly no line that a sentence runs over has room for the
/// next line's first word.
fn width(pairs: &[&[Line]]) -> Option<usize> {
    let full = |line: &Line| line.shape.chars + line.indent;
    let over = pairs.iter().filter(|pair| {
        !pair[1].after_blank && !pair[0].shape.ends_sentence() && full(&pair[0]) <= 120
    });
    let over: Vec<_> = over.collect();
    let width = over.iter().map(|pair| full(&pair[0])).max()?;
    let fits = over.iter().filter(|pair| {
        let wanted = if pair[1].shape.dense { 2 } else { pair[1].shape.first_word + 1 };
        full(&pair[0]) + wanted + 2 <= width
    });
    let even = over.iter().filter(|pair| full(&pair[0]) * 4 >= width * 3).count();
    let wide = width >= if over[0][0].shape.dense { 15 } else { 30 };
    let constant = fits.count() * 5 <= over.len() && even * 5 >= over.len() * 4;
    (wide && over.len() >= 3 && constant).then_some(width)
}

/// Whether one line in eight, and at least two, end with a hyphen and go on in lower case.
fn hyphenated(pairs: &[&[Line]]) -> bool {
    let split = |pair: &&&[Line]| pair[0].shape.last == Last::Hyphen && goes_on(&pair[1]);
    let count = pairs.iter().filter(split).count();
    count >= 2 && count * 8 >= pairs.len()
}
