//! Columns that a text browser set with spaces, where the widest cells leave only one between them:
//! `Brackwater loop 412        £3.10`.
//!
//! A column ends where no line has a letter, line after line. In prose that happens by chance, for
//! one blank and few lines; here most lines have a wider gap at the place. The gaps become tabs.

use super::line::Line;
use super::table;

/// Rows, with the header.
const ROWS: usize = 3;
/// Lines longer than this are no rows.
const WIDEST: usize = 120;
/// Rows looked at together.
const MOST: usize = 200;

/// Puts tabs between the cells of such rows.
pub(super) fn restore(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let joined = |(index, line): &(usize, &Line)| *index == 0 || !line.after_blank;
        let count = lines[at..].iter().enumerate().take(MOST).take_while(joined).count();
        let rows = &mut lines[at..at + count];
        at += count;
        if rows.len() < ROWS || !rows.iter().all(is_plain) || table::read(rows).is_some() {
            continue;
        }
        let Some(gaps) = gaps(rows) else { continue };
        for row in rows {
            cut(row, &gaps);
        }
    }
}

fn is_plain(line: &Line) -> bool {
    let wide = line.shape.chars + line.indent() <= WIDEST;
    wide && line.is_editable()
        && !line.program
        && !line.text.contains(['\t', '|'])
        && !line.shape.dense
}

/// Where columns end: the first place of each gap that all rows have.
fn gaps(rows: &[Line]) -> Option<Vec<usize>> {
    let mut used = [false; WIDEST];
    let mut ends = WIDEST;
    let grid: Vec<Vec<char>> = rows
        .iter()
        .map(|row| std::iter::repeat_n(' ', row.indent()).chain(row.text.chars()).collect())
        .collect();
    let start = grid.iter().filter_map(|row| row.iter().position(|c| *c != ' ')).min()?;
    for row in &grid {
        ends = ends.min(row.len());
        row.iter().enumerate().for_each(|(at, c)| used[at.min(WIDEST - 1)] |= !c.is_whitespace());
    }
    let mut gaps = Vec::new();
    let mut at = start;
    while at < ends {
        if used[at] {
            at += 1;
            continue;
        }
        let wide = |row: &&Vec<char>| {
            let blank = |at: usize| row.get(at).is_none_or(|c| c.is_whitespace());
            blank(at) && (blank(at + 1) || at > 0 && blank(at - 1))
        };
        if grid.iter().filter(wide).count() * 2 < grid.len() {
            return None;
        }
        gaps.push(at);
        while at < ends && !used[at] {
            at += 1;
        }
    }
    // Two columns of one gap may be a list of names and words; prose has no gaps.
    (gaps.len() >= 2).then_some(gaps)
}

/// Puts a tab in each gap.
fn cut(row: &mut Line, gaps: &[usize]) {
    for gap in gaps.iter().rev() {
        let Some(place) = gap.checked_sub(row.indent()).filter(|&place| place > 0) else {
            continue;
        };
        let Some((at, _)) = row.text.char_indices().nth(place) else { continue };
        let start = row.text[..at].trim_end().len();
        let end = row.text.len() - row.text[at..].trim_start().len();
        row.edit(&(start..end), "\t");
    }
}
