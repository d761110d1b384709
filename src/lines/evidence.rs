//! What the lines of a run say together: whether blank lines or lines part its paragraphs, whether
//! its lines were wrapped, and at which width.

use super::line::Line;
use super::shape::{First, Last, is_dense};
use super::width::Width;
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
    pub(super) width: Option<Width>,
    /// Whether sentences are broken by line breaks.
    pub(super) wraps: bool,
    /// Whether words were split with hyphens to fill the lines.
    pub(super) hyphenated: bool,
    /// Whether an ideographic space begins the paragraphs and no other lines.
    pub(super) set_in: bool,
    /// Whether all lines but the first are set in alike, as the source of a page sets them.
    pub(super) hung: bool,
    /// Whether blanks set the first lines of paragraphs in, and no others.
    pub(super) indented: bool,
    /// The longest line.
    pub(super) longest: usize,
}

impl Evidence {
    pub(super) fn of(lines: &[Line]) -> Self {
        let pairs: Vec<_> = lines.windows(2).filter(|pair| is_prose(&pair[0], &pair[1])).collect();
        let width = Width::of(&pairs);
        let single = pairs.iter().filter(|pair| !pair[1].after_blank);
        let (mut count, mut closed, mut sure, mut open, mut long) = (0, 0, 0, 0, 0);
        for pair in single {
            count += 1;
            open += usize::from(!pair[0].shape.ends_sentence());
            long += usize::from(is_too_long(&pair[0], &pair[1]));
            closed += usize::from(pair[0].shape.ends_sentence() && !goes_on(&pair[1]));
            sure += usize::from(!pair[0].shape.ends_sentence() && is_broken(&pair[0], &pair[1]));
        }
        let blanks = lines.iter().skip(1).filter(|line| line.after_blank).count();
        let few = closed * 10 < count * 6 || count < blanks;
        let blank = blanks > 0 && (few || width.is_some());
        Self {
            mode: if blank { Mode::Blank } else { Mode::Lines },
            width,
            wraps: sure >= 2 || sure * 8 > count || long * 4 > open,
            hyphenated: hyphenated(&pairs),
            set_in: are_set_in(lines),
            hung: are_hung(lines),
            indented: are_indented(lines),
            longest: lines.iter().map(|line| line.shape.chars).max().unwrap_or_default(),
        }
    }

    /// Whether the line was full, so that `next` had to go to the next one.
    pub(super) fn is_full(&self, line: &Line, next: &Line) -> bool {
        self.width.is_some_and(|width| width.is_full(line, next))
    }
}

/// Whether some lines are set in, and between them sentences are broken by lines that are not.
fn are_set_in(lines: &[Line]) -> bool {
    let dense = |line: &&Line| line.shape.dense;
    let set_in = lines.iter().filter(dense).filter(|line| line.set_in).count();
    let broken = lines.windows(2).filter(|pair| {
        !pair[1].set_in && !pair[1].after_blank && !pair[0].shape.ends_sentence() && pair[0].set_in
    });
    set_in > 1 && broken.filter(|pair| pair[1].shape.dense).count() > 0
}

/// Lines set in by so much stand so in the source of a page.
const HUNG: usize = 8;

/// Whether all lines but the first are set in by the same width, and most are too long for titles.
fn are_hung(lines: &[Line]) -> bool {
    let Some((first, rest)) = lines.split_first() else { return false };
    let indent = rest.first().map_or(0, |line| line.indent());
    let same = |line: &Line| line.indent() == indent && !line.after_blank;
    let plain = |line: &Line| marker::item(&line.text).is_none() && !table::is_row(&line.text);
    let long = rest.iter().filter(|line| line.shape.words > 8).count();
    indent >= HUNG
        && first.indent() == 0
        && !first.shape.ends_sentence()
        && rest.iter().all(|line| same(line) && plain(line))
        && rest.len() >= 2
        && long * 2 >= rest.len()
}

/// Whether some lines are set in by a few blanks behind the ends of sentences, and sentences go on in
/// those that are not.
fn are_indented(lines: &[Line]) -> bool {
    let (mut begins, mut wrong, mut inside) = (0, 0, 0);
    let mut width = None;
    for pair in lines.windows(2).filter(|pair| is_prose(&pair[0], &pair[1])) {
        let ended = pair[0].shape.ends_sentence() || pair[1].after_blank;
        let indent = pair[1].indent();
        if indent > 1 {
            if indent >= HUNG || *width.get_or_insert(indent) != indent {
                return false;
            }
            begins += usize::from(ended);
            wrong += usize::from(!ended);
        } else {
            inside += usize::from(!ended && indent == 0);
        }
    }
    begins >= 2 && inside >= 2 && wrong * 8 <= begins
}

fn goes_on(line: &Line) -> bool {
    line.shape.first == First::Lower
}

/// Whether a sentence goes on in the next line for sure. In a script without spaces, a line that ends
/// at one of its few shows it.
fn is_broken(line: &Line, next: &Line) -> bool {
    goes_on(next) || line.shape.dense && is_broken_at_space(line, next)
}

/// Whether a line in a script without capitals is too long for a heading and no sentence ends it.
fn is_too_long(line: &Line, next: &Line) -> bool {
    let uncased = next.shape.first == First::Uncased && !line.shape.dense;
    uncased && line.shape.words > 12 && !line.shape.ends_sentence()
}

/// Whether the break stands where a script without spaces has one: beside a word of another.
pub(super) fn is_broken_at_space(line: &Line, next: &Line) -> bool {
    let other = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let dense = |line: &Line| line.text.contains(is_dense);
    let beside = other(line.text.chars().next_back()) || other(next.text.chars().next());
    let heading = line.shape.chars <= 30 && !line.text.contains(['，', '、', '。']);
    dense(line) && dense(next) && beside && !line.shape.ends_sentence() && !heading
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

/// Whether one line in eight, and at least two, end with a hyphen and go on in lower case.
fn hyphenated(pairs: &[&[Line]]) -> bool {
    let split = |pair: &&&[Line]| pair[0].shape.last == Last::Hyphen && goes_on(&pair[1]);
    let count = pairs.iter().filter(split).count();
    count >= 2 && count * 8 >= pairs.len()
}
