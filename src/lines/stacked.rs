//! Tables and lists whose cells and items became lines: what `get_text` makes of a page.
//!
//! Such a text has one line for each block, so that rows are told by their rhythm only: the same kinds
//! of cells, words here and numbers there, line after line with one period. Items are told by their
//! place: short lines below a short line, between paragraphs.

use crate::model::document::{Alignment, Block, BlockKind, Cell, List, ListItem, Row, Table};
use crate::model::flat::span_of;
use crate::model::fold;

use super::evidence::{Evidence, Mode};
use super::line::Line;
use super::shape::{First, Last};

/// Columns of a stacked table.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=6;
/// Rows, with the header.
const ROWS: usize = 3;
/// Cells in one run, at most.
const CELLS: usize = 240;
/// Characters of a cell.
const CELL: usize = 40;
/// Items of a list without marks: fewer are headings, more are verse or names.
const ITEMS: std::ops::RangeInclusive<usize> = 3..=8;
/// Words of an item, on the average at least.
const WORDS: usize = 4;
/// Characters of an item, at most.
const ITEM: usize = 90;

/// How many lines are blocks of their own that may be cells.
fn run(lines: &[Line], evidence: &Evidence, longest: usize) -> usize {
    if evidence.mode == Mode::Blank || evidence.wraps || evidence.width.is_some() {
        return 0;
    }
    let fits = |line: &&Line| {
        line.shape.chars <= longest
            && matches!(line.shape.last, Last::Word | Last::Open | Last::Terminal)
            && !(line.shape.ends_sentence() && line.shape.words > 2)
            && !line.program
            && line.shape.first != First::Lower
    };
    lines.iter().take(CELLS + 1).take_while(fits).count()
}

/// The table that `lines` begin with, and how many of them it takes.
pub(super) fn table(lines: &[Line], evidence: &Evidence) -> Option<(Table, usize)> {
    let count = run(lines, evidence, CELL);
    if count > CELLS {
        return None;
    }
    let kinds: Vec<bool> =
        lines[..count].iter().map(|line| line.shape.first == First::Digit).collect();
    let columns = COLUMNS.rev().find(|&columns| is_table(&kinds, columns))?;
    let mut rows: Vec<Row> =
        lines[..count].chunks(columns).map(|row| row.iter().map(cell).collect()).collect();
    let header = Some(rows.remove(0));
    let alignments = vec![Alignment::None; columns];
    Some((Table { alignments, header, rows, ..Table::default() }, count))
}

/// Whether rows of so many cells are all alike below a header of words.
fn is_table(kinds: &[bool], columns: usize) -> bool {
    if !kinds.len().is_multiple_of(columns) || kinds.len() < columns * ROWS {
        return false;
    }
    let (header, body) = kinds.split_at(columns);
    let row = &body[..columns];
    let words = !header.contains(&true);
    let mixed = !row[0] && row.contains(&true);
    words && mixed && body.chunks(columns).all(|other| other == row)
}

fn cell(line: &Line) -> Cell {
    Cell { blocks: vec![paragraph(line)] }
}

fn paragraph(line: &Line) -> Block {
    let content = fold::paragraph(line.inlines().into_owned());
    let span = span_of(&content);
    Block { kind: BlockKind::Paragraph(content), span }
}

/// The list that `lines` begin with below a heading, and how many of them it takes.
pub(super) fn list(lines: &[Line], evidence: &Evidence) -> Option<(List, usize)> {
    let count = run(lines, evidence, ITEM);
    let next = lines.get(count)?;
    let items = &lines[..count];
    let words: usize = items.iter().map(|line| line.shape.words).sum();
    let prose = next.shape.ends_sentence() && next.shape.words >= 2 * WORDS;
    let told = |line: &Line| {
        let lower = |word: &str| word.chars().count() > 3 && word.starts_with(char::is_lowercase);
        line.shape.first == First::Upper
            && line.shape.words > 2
            && line.shape.last == Last::Word
            && !line.shape.sentence_inside
            && line.text.split_whitespace().any(lower)
    };
    let is_list =
        ITEMS.contains(&count) && prose && words >= count * WORDS && items.iter().all(told);
    if !is_list {
        return None;
    }
    let item = |line: &Line| ListItem { blocks: vec![paragraph(line)], ..ListItem::default() };
    let items = items.iter().map(item).collect();
    Some((List { start: None, tight: true, items }, count))
}
