//! Tables that survive as lines: cells between pipes or tabs, or set out in columns by spaces.

use std::ops::Range;

use crate::model::document::{Alignment, Block, BlockKind, Cell, Inline, Row, Table};
use crate::model::source::Text;

use super::line::Line;
use crate::model::flat::{flat, span_of};
use crate::model::fold;

/// What stands between the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Divider {
    Pipes,
    Tabs,
    Columns,
}

const PIPES: &[char] = &['|', '｜', '¦', '│', '┃'];

/// Whether a line may be a row between pipes.
pub(super) fn is_row(text: &str) -> bool {
    text.contains(PIPES)
}

/// The table that `lines` begin with, and how many lines it takes.
pub(super) fn read(lines: &[Line]) -> Option<(Table, usize)> {
    [Divider::Pipes, Divider::Tabs, Divider::Columns].into_iter().find_map(|divider| {
        let count = extent(lines, divider)?;
        Some((build(&lines[..count], divider), count))
    })
}

/// How many of the lines are rows of one table; none if they are no table.
fn extent(lines: &[Line], divider: Divider) -> Option<usize> {
    let columns = columns(lines.first()?, divider);
    if columns < 2 && !(divider == Divider::Pipes && is_boxed(&lines[0].text)) {
        return None;
    }
    let ruled = divider == Divider::Pipes && lines.get(1).is_some_and(|line| is_rule(&line.text));
    let fits = |line: &&Line| {
        let own = self::columns(line, divider);
        is_rule(&line.text) || own == columns || ruled && own > 0 && is_row(&line.text)
    };
    let joined = |(index, line): &(usize, &Line)| *index == 0 || !line.after_blank;
    if columns < 2 && !ruled {
        return None;
    }
    let rows = lines.iter().enumerate().take_while(joined).map(|(_, line)| line);
    let rows = rows.take_while(fits);
    if divider == Divider::Columns {
        return aligned_rows(rows, columns);
    }
    let count = rows.count();
    let boxed = || lines[..count].iter().all(|line| is_boxed(&line.text));
    let enough = match divider {
        Divider::Pipes => ruled && count >= 2 || count >= 3 || count == 2 && boxed(),
        Divider::Tabs | Divider::Columns => count >= if columns > 2 { 2 } else { 3 },
    };
    enough.then_some(count)
}

/// Whether pipes stand at both ends.
fn is_boxed(text: &str) -> bool {
    text.starts_with(PIPES) && text.ends_with(PIPES) && text.chars().count() > 2
}

/// Whether the line is the delimiter row between header and body: `|---|:--:|`, spaced or not.
pub(super) fn is_rule(text: &str) -> bool {
    let dash = |c| matches!(c, '-' | '－' | '—' | '–' | '─' | '=');
    let rule = |c: char| dash(c) || PIPES.contains(&c) || matches!(c, ':' | '：' | '+' | '┼');
    let marks = text.chars().filter(|c| !c.is_whitespace());
    marks.clone().all(rule) && marks.clone().filter(|&c| dash(c)).count() >= 2 && is_row(text)
}

fn columns(line: &Line, divider: Divider) -> usize {
    let text = line.text.as_ref();
    match divider {
        Divider::Pipes if is_row(text) => cuts(text, divider).len() + 1 - outer(text),
        Divider::Pipes => 0,
        Divider::Tabs | Divider::Columns => cuts(text, divider).len() + 1,
    }
}

/// How many of the pipes stand at the ends of the line.
fn outer(text: &str) -> usize {
    usize::from(text.starts_with(PIPES))
        + usize::from(text.ends_with(PIPES) && !text.ends_with("\\|"))
}

/// Where the dividers of a line stand.
fn cuts(text: &str, divider: Divider) -> Vec<Range<usize>> {
    match divider {
        Divider::Pipes => text
            .match_indices(PIPES)
            .filter(|(at, _)| !text[..*at].ends_with('\\'))
            .map(|(at, pipe)| at..at + pipe.len())
            .collect(),
        Divider::Tabs => runs(text, |run| run.contains('\t')),
        Divider::Columns => runs(text, |run| run.len() >= 2 && !run.contains('\t')),
    }
}

/// The runs of blanks inside a text that `wanted` accepts.
fn runs(text: &str, wanted: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c == ' ' || c == '\t' {
            start.get_or_insert(at);
        } else if let Some(start) = start.take()
            && start > 0
            && wanted(&text[start..at])
        {
            found.push(start..at);
        }
    }
    found
}

/// Rows that keep their columns for so long are a table even if one more does not.
const SURE_ROWS: usize = 8;

/// How many rows keep the left or the right edge of every column; none if they are no table.
fn aligned_rows<'a>(rows: impl Iterator<Item = &'a Line<'a>>, columns: usize) -> Option<usize> {
    let mut rows = rows.peekable();
    let first = edges(rows.peek()?);
    let mut kept = vec![(true, true); columns - 1];
    let mut count = 0;
    for row in rows {
        for ((left, right), (own, wanted)) in kept.iter_mut().zip(edges(row).iter().zip(&first)) {
            *left &= own.0.abs_diff(wanted.0) <= 1;
            *right &= own.1.abs_diff(wanted.1) <= 1;
        }
        if !kept.iter().all(|(left, right)| *left || *right) {
            return (count >= SURE_ROWS).then_some(count);
        }
        count += 1;
    }
    (count >= 3).then_some(count)
}

/// Where the columns of a line but the first begin and end.
fn edges(line: &Line) -> Vec<(usize, usize)> {
    let cuts = cuts(&line.text, Divider::Columns);
    let (mut at, mut place) = (0, line.indent());
    let mut places = Vec::with_capacity(2 * cuts.len() + 1);
    for bound in cuts.iter().flat_map(|cut| [cut.start, cut.end]).chain([line.text.len()]) {
        place += line.text[at..bound].chars().count();
        at = bound;
        places.push(place);
    }
    places[1..].chunks_exact(2).map(|cell| (cell[0], cell[1])).collect()
}

fn build(lines: &[Line], divider: Divider) -> Table {
    let rule = lines.iter().position(|line| is_rule(&line.text));
    let mut alignments = rule.map_or(Vec::new(), |at| aligned(&lines[at].text));
    let rows = lines.iter().filter(|line| !is_rule(&line.text));
    let mut rows: Vec<Row> = rows.map(|line| cells(line, divider)).collect();
    let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
    for row in &mut rows {
        row.resize_with(widest, Cell::default);
    }
    alignments.resize(widest, Alignment::None);
    let header = (!rows.is_empty() && rule != Some(0)).then(|| rows.remove(0));
    Table { alignments, header, rows, ..Table::default() }
}

fn aligned(rule: &str) -> Vec<Alignment> {
    let colon = |c| matches!(c, ':' | '：');
    let cells = rule.trim().trim_matches(PIPES).split(PIPES).map(str::trim);
    cells
        .map(|cell| match (cell.starts_with(colon), cell.ends_with(colon)) {
            (true, true) => Alignment::Center,
            (true, false) => Alignment::Left,
            (false, true) => Alignment::Right,
            (false, false) => Alignment::None,
        })
        .collect()
}

fn cells(line: &Line, divider: Divider) -> Row {
    let mut parts = part(&line.inlines(), divider);
    if divider == Divider::Pipes {
        if line.text.ends_with(PIPES) && !line.text.ends_with("\\|") {
            parts.pop();
        }
        if line.text.starts_with(PIPES) && !parts.is_empty() {
            parts.remove(0);
        }
    }
    // Collected in place, the cells would keep the room of the parts.
    let mut row = Vec::with_capacity(parts.len());
    row.extend(parts.into_iter().map(cell));
    row
}

fn cell(content: Vec<Inline>) -> Cell {
    let content = fold::paragraph(content);
    if flat(&content).trim().is_empty() && content.iter().all(|i| matches!(i, Inline::Text(_))) {
        return Cell::default();
    }
    let span = span_of(&content);
    Cell { blocks: vec![Block { kind: BlockKind::Paragraph(content), span }] }
}

/// The inline content between the dividers; they stand in its outermost text only.
fn part(inlines: &[Inline], divider: Divider) -> Vec<Vec<Inline>> {
    let mut parts = vec![Vec::new()];
    let last = inlines.len().saturating_sub(1);
    for (index, inline) in inlines.iter().enumerate() {
        let Inline::Text(text) = inline else {
            push(&mut parts, inline.clone());
            continue;
        };
        let text = match (index == 0, index == last) {
            (true, _) => text.slice(text.len() - text.trim_start().len()..text.len()),
            (_, true) => text.slice(0..text.trim_end().len()),
            _ => text.clone(),
        };
        let mut start = 0;
        for cut in cuts(&text, divider) {
            push_text(&mut parts, &text, start..cut.start);
            parts.push(Vec::new());
            start = cut.end;
        }
        push_text(&mut parts, &text, start..text.len());
    }
    parts
}

fn push(parts: &mut [Vec<Inline>], inline: Inline) {
    if let Some(part) = parts.last_mut() {
        // Most cells hold one text.
        if part.is_empty() {
            part.reserve_exact(1);
        }
        part.push(inline);
    }
}

/// Adds a piece of text; a backslash before a pipe goes.
fn push_text(parts: &mut [Vec<Inline>], text: &Text, range: Range<usize>) {
    if range.start < range.end {
        let piece = text.slice(range);
        let escapes: Vec<_> = piece.match_indices("\\|").map(|(at, _)| (at..at + 1, "")).collect();
        push(parts, Inline::Text(piece.with_edits(&escapes)));
    }
}
