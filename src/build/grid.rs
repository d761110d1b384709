//! The grid of a table: spans expanded, the header found, tables that only lay out a page.

use super::heading::text_length;
use super::table::{RawCell, RawRow};
use crate::document::{Alignment, Block, BlockKind, Cell, Inline, Row, Table};

/// How many cells spans and short rows may add, beyond so many for each cell that is written:
/// a thousand columns are quickly said and long to write.
const ADDED_CELLS: usize = 1 << 16;
const ADDED_PER_CELL: usize = 16;

/// A cell of more text isn't repeated.
const MAX_REPEATED: usize = 500;

/// Text longer than this is prose, and two such cells side by side are columns of a page.
const PROSE: usize = 300;

#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<GridRow>,
    alignments: Vec<Option<Alignment>>,
    /// How many more cells may be added.
    budget: usize,
    repeat: bool,
}

#[derive(Debug)]
struct GridRow {
    cells: Row,
    /// In the head of the table.
    head: bool,
    /// How many of the cells are header cells, and how many of the others hold something.
    headers: usize,
    data: usize,
}

impl GridRow {
    /// Whether the row, the first of its table, names the columns by its elements.
    fn is_header(&self, rest: &[GridRow]) -> bool {
        let named = self.headers > 0 && self.data == 0;
        // Header cells in every row name the rows.
        self.head
            || (named
                && (rest.is_empty()
                    || rest.iter().any(|row| row.data > 0)
                    || self.headers == self.cells.len()))
    }

    /// Whether the row names the columns by its looks: all of it is bold, and not all below.
    fn is_bold_header(&self, rest: &[GridRow]) -> bool {
        let all_bold =
            |row: &GridRow| row.cells.iter().all(|cell| cell.blocks.is_empty() || is_bold(cell));
        self.data > 1
            && self.headers == 0
            && all_bold(self)
            && rest.iter().any(|row| !all_bold(row))
    }
}

fn is_bold(cell: &Cell) -> bool {
    let [Block { kind: BlockKind::Paragraph(content), .. }] = &cell.blocks[..] else {
        return false;
    };
    content.iter().all(|inline| matches!(inline, Inline::Strong(_)))
}

/// A cell that reaches down: how many rows are left, and what to repeat.
#[derive(Clone, Debug, Default)]
struct Reaching {
    rows: usize,
    cell: Cell,
}

impl Grid {
    pub(super) fn new(raw: Vec<RawRow>, repeat: bool) -> Self {
        let written: usize = raw.iter().map(|row| row.cells.len()).sum();
        let budget = written * ADDED_PER_CELL + ADDED_CELLS;
        let mut grid = Self { budget, repeat, ..Self::default() };
        let mut reaching: Vec<Reaching> = Vec::new();
        let mut group = None;
        for row in raw {
            if group != row.group {
                reaching.clear();
                group = row.group;
            }
            grid.row(row, &mut reaching);
        }
        grid.without_empty()
    }

    fn row(&mut self, raw: RawRow, reaching: &mut Vec<Reaching>) {
        let mut row = GridRow { cells: Row::new(), head: raw.head, headers: 0, data: 0 };
        for cell in raw.cells {
            self.fill(&mut row.cells, reaching);
            match (cell.frame.header, cell.blocks.is_empty()) {
                (true, _) => row.headers += 1,
                (false, false) => row.data += 1,
                (false, true) => {}
            }
            self.cell(cell, &mut row.cells, reaching);
        }
        self.fill_end(&mut row.cells, reaching);
        self.rows.push(row);
    }

    /// Writes the cells that reach down to here, up to the next place that is free.
    fn fill(&mut self, row: &mut Row, reaching: &mut [Reaching]) {
        while let Some(reach) = reaching.get_mut(row.len()).filter(|reach| reach.rows > 0)
            && self.budget > 0
        {
            self.budget -= 1;
            reach.rows -= 1;
            row.push(reach.cell.clone());
        }
    }

    /// Writes the cells that reach down to here and stand after the last one of the row.
    fn fill_end(&mut self, row: &mut Row, reaching: &mut [Reaching]) {
        let Some(last) = reaching.iter().rposition(|reach| reach.rows > 0) else { return };
        while row.len() <= last && self.budget > 0 {
            self.fill(row, reaching);
            if row.len() <= last && self.budget > 0 {
                self.budget -= 1;
                row.push(Cell::default());
            }
        }
    }

    fn cell(&mut self, cell: RawCell, row: &mut Row, reaching: &mut Vec<Reaching>) {
        let column = row.len();
        let columns = cell.frame.columns.min(self.budget).max(1);
        let end = column + columns;
        self.budget = self.budget.saturating_sub(columns - 1);
        if self.alignments.len() < end {
            self.alignments.resize(end, None);
        }
        self.alignments[column] = self.alignments[column].or(cell.frame.alignment);
        let repeated = self.repeated(&cell.blocks);
        row.push(Cell { blocks: cell.blocks });
        row.resize(end, repeated.clone());
        let rows = cell.frame.rows - 1;
        if rows > 0 || reaching.len() > column {
            reaching.resize(reaching.len().max(end), Reaching::default());
            reaching[column..end].fill(Reaching { rows, cell: repeated });
        }
    }

    /// What stands in the cells that another one covers.
    fn repeated(&self, blocks: &[Block]) -> Cell {
        let short = self.repeat && blocks.iter().map(length).sum::<usize>() <= MAX_REPEATED;
        Cell { blocks: if short { blocks.to_vec() } else { Vec::new() } }
    }

    /// The grid without rows and columns in which nothing stands.
    fn without_empty(mut self) -> Self {
        self.rows.retain(|row| row.cells.iter().any(|cell| !cell.blocks.is_empty()));
        let mut used = vec![false; self.alignments.len()];
        for row in &self.rows {
            for (used, cell) in used.iter_mut().zip(&row.cells) {
                *used |= !cell.blocks.is_empty();
            }
        }
        if used.contains(&false) {
            for row in &mut self.rows {
                let mut used = used.iter();
                row.cells.retain(|_| used.next().copied().unwrap_or(true));
            }
            let mut used = used.iter();
            self.alignments.retain(|_| used.next().copied().unwrap_or(true));
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether the table only puts things beside and below one another.
    pub(super) fn is_layout(&self) -> bool {
        let columns = self.alignments.len();
        let bare = !self.rows.iter().any(|row| row.head || row.headers > 0);
        if bare && columns <= 1 && self.rows.len() <= 1 {
            return true;
        }
        if self.rows.iter().any(|row| row.head || row.headers > 0) {
            return false;
        }
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        columns == 1
            || cells().flat_map(|cell| &cell.blocks).any(is_structure)
            || cells().any(|cell| cell.blocks.len() > 1 && cell_length(cell) > PROSE)
            || (self.rows.len() == 1
                && cells().any(|cell| cell_length(cell) > PROSE || is_picture(cell)))
    }

    pub(super) fn into_blocks(self) -> impl Iterator<Item = Block> {
        self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks)
    }

    /// The table; none if it is empty.
    pub(super) fn into_table(mut self, caption: Vec<Inline>) -> Option<Table> {
        let columns = self.alignments.len();
        let first = self.rows.first()?;
        let rest = &self.rows[1..];
        let has_header = first.is_header(rest)
            || (rest.iter().all(|row| row.headers == 0) && first.is_bold_header(rest));
        let missing: usize =
            self.rows.iter().map(|row| columns - row.cells.len().min(columns)).sum();
        if missing <= self.budget {
            for row in &mut self.rows {
                row.cells.resize(columns, Cell::default());
            }
        }
        let mut rows = self.rows.into_iter().map(|row| row.cells);
        let header = has_header.then(|| rows.next()).flatten();
        let alignments = self.alignments.into_iter().map(Option::unwrap_or_default).collect();
        Some(Table { caption, alignments, header, rows: rows.collect() })
    }
}

/// Whether a block structures a page rather than a cell.
fn is_structure(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Table(_)
        | BlockKind::Heading { .. }
        | BlockKind::Code { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Quote(_)
        | BlockKind::Details { .. } => true,
        BlockKind::Paragraph(_)
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Math(_)
        | BlockKind::ThematicBreak => false,
    }
}

fn is_picture(cell: &Cell) -> bool {
    let [Block { kind: BlockKind::Paragraph(content), .. }] = &cell.blocks[..] else {
        return false;
    };
    let is_image = |inline: &Inline| match inline {
        Inline::Image(_) => true,
        Inline::Link(link) => link.content.iter().all(|inline| matches!(inline, Inline::Image(_))),
        _ => false,
    };
    content.iter().all(is_image)
}

fn cell_length(cell: &Cell) -> usize {
    cell.blocks.iter().map(length).sum()
}

/// How much text is in a block, roughly.
fn length(block: &Block) -> usize {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => text_length(content),
        BlockKind::List(list) => list.items.iter().flat_map(|item| &item.blocks).map(length).sum(),
        BlockKind::Quote(blocks) => blocks.iter().map(length).sum(),
        BlockKind::Code { text, .. } => text.len(),
        BlockKind::Table(_) | BlockKind::Figure { .. } | BlockKind::Details { .. } => PROSE,
        BlockKind::DefinitionList(_) | BlockKind::Math(_) | BlockKind::ThematicBreak => 0,
    }
}
