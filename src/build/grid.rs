//! The grid of a table: spans expanded, the header found, tables that only lay out a page.

use super::heading::text_length;
use super::table::{RawCell, RawRow};
use crate::model::document::{Alignment, Block, BlockKind, Cell, CellSpan, Inline, Row, Table};

/// How many cells spans and short rows may add in a document, beyond so many for each cell that is
/// written: a thousand columns are quickly said and long to write.
pub(super) const ADDED_CELLS: usize = 1 << 16;
const ADDED_PER_CELL: usize = 16;

/// A cell that holds more isn't repeated.
const MAX_REPEATED: usize = 500;

/// So much in a repeated cell counts as one cell more.
const SIZE_OF_CELL: usize = 32;

/// Text longer than this is prose, and two such cells side by side are columns of a page.
const PROSE: usize = 300;

/// A column of cells that are no longer than this is a table without others beside it.
const LISTED: usize = 80;

#[derive(Debug)]
pub(super) struct Grid<'a> {
    rows: Vec<GridRow>,
    alignments: Vec<Option<Alignment>>,
    budget: Budget<'a>,
    repeat: bool,
}

/// How many more cells may be added.
#[derive(Debug)]
struct Budget<'a> {
    /// For the cells that are written in the table.
    own: usize,
    /// For all tables of the document.
    spare: &'a mut usize,
}

impl Budget<'_> {
    fn left(&self) -> usize {
        self.own + *self.spare
    }

    /// Takes that many, if there are.
    fn take(&mut self, cells: usize) -> bool {
        let enough = cells <= self.left();
        if enough {
            let own = cells.min(self.own);
            self.own -= own;
            *self.spare -= cells - own;
        }
        enough
    }
}

#[derive(Debug)]
struct GridRow {
    cells: Row,
    /// In the head of the table.
    head: bool,
    /// How many of the cells are header cells, and how many of the others hold something.
    headers: usize,
    data: usize,
    /// The cells that cover others, and those that are header cells.
    spans: Vec<Covering>,
}

/// A cell that covers others, or is a header cell.
#[derive(Clone, Copy, Debug)]
struct Covering {
    column: usize,
    columns: usize,
    rows: usize,
    header: bool,
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
    /// How many cells it counts as.
    cost: usize,
}

impl<'a> Grid<'a> {
    /// The grid of `raw`; `spare` is how many cells may still be added in the document.
    pub(super) fn new(raw: Vec<RawRow>, repeat: bool, spare: &'a mut usize) -> Self {
        let written: usize = raw.iter().map(|row| row.cells.len()).sum();
        let budget = Budget { own: written * ADDED_PER_CELL, spare };
        let mut grid = Self { rows: Vec::new(), alignments: Vec::new(), budget, repeat };
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
        let mut row =
            GridRow { cells: Row::new(), head: raw.head, headers: 0, data: 0, spans: Vec::new() };
        for cell in raw.cells {
            self.fill(&mut row.cells, reaching);
            match (cell.frame.header, cell.blocks.is_empty()) {
                (true, _) => row.headers += 1,
                (false, false) => row.data += 1,
                (false, true) => {}
            }
            let (column, rows, header) = (row.cells.len(), cell.frame.rows, cell.frame.header);
            self.cell(cell, &mut row.cells, reaching);
            let columns = row.cells.len() - column;
            if (columns > 1 || rows > 1 || header) && !self.repeat {
                row.spans.push(Covering { column, columns, rows, header });
            }
        }
        self.fill_end(&mut row.cells, reaching);
        self.rows.push(row);
    }

    /// Writes the cells that reach down to here, up to the next place that is free.
    fn fill(&mut self, row: &mut Row, reaching: &mut [Reaching]) {
        while let Some(reach) = reaching.get_mut(row.len()).filter(|reach| reach.rows > 0)
            && self.budget.take(reach.cost)
        {
            reach.rows -= 1;
            row.push(reach.cell.clone());
        }
    }

    /// Writes the cells that reach down to here and stand after the last one of the row.
    fn fill_end(&mut self, row: &mut Row, reaching: &mut [Reaching]) {
        let Some(last) = reaching.iter().rposition(|reach| reach.rows > 0) else { return };
        while row.len() <= last {
            self.fill(row, reaching);
            if row.len() <= last {
                if !self.budget.take(1) {
                    return;
                }
                row.push(Cell::default());
            }
        }
    }

    fn cell(&mut self, cell: RawCell, row: &mut Row, reaching: &mut Vec<Reaching>) {
        let column = row.len();
        let (repeated, cost) = self.repeated(&cell.blocks);
        let columns = cell.frame.columns.min(self.budget.left() / cost + 1);
        let end = column + columns;
        self.budget.take((columns - 1) * cost);
        if self.alignments.len() < end {
            self.alignments.resize(end, None);
        }
        self.alignments[column] = self.alignments[column].or(cell.frame.alignment);
        row.push(Cell { blocks: cell.blocks });
        row.resize(end, repeated.clone());
        let rows = cell.frame.rows - 1;
        if rows > 0 || reaching.len() > column {
            reaching.resize(reaching.len().max(end), Reaching::default());
            reaching[column..end].fill(Reaching { rows, cell: repeated, cost });
        }
    }

    /// What stands in the cells that another one covers, and how many cells it counts as.
    fn repeated(&self, blocks: &[Block]) -> (Cell, usize) {
        let size = if self.repeat { blocks.iter().map(size).sum() } else { 0 };
        let repeats = self.repeat && size <= MAX_REPEATED;
        let blocks = if repeats { blocks.to_vec() } else { Vec::new() };
        (Cell { blocks }, if repeats { 1 + size / SIZE_OF_CELL } else { 1 })
    }

    /// The grid without rows and columns in which nothing stands.
    fn without_empty(mut self) -> Self {
        let holds = |row: &GridRow| row.cells.iter().any(|cell| !cell.blocks.is_empty());
        self.narrow_rows(holds);
        self.rows.retain(holds);
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
            for row in &mut self.rows {
                for span in &mut row.spans {
                    let count = |range: std::ops::Range<usize>| {
                        used.get(range).map_or(0, |used| used.iter().filter(|used| **used).count())
                    };
                    let columns = count(span.column..span.column + span.columns);
                    (span.column, span.columns) = (count(0..span.column), columns);
                }
                row.spans.retain(|span| span.columns > 0);
            }
            let mut used = used.iter();
            self.alignments.retain(|_| used.next().copied().unwrap_or(true));
        }
        self
    }

    /// Makes cells no higher than the rows that are kept below them.
    fn narrow_rows(&mut self, holds: impl Fn(&GridRow) -> bool) {
        let mut kept = vec![0; self.rows.len() + 1];
        for (at, row) in self.rows.iter().enumerate() {
            kept[at + 1] = kept[at] + usize::from(holds(row));
        }
        let last = self.rows.len();
        for (at, row) in self.rows.iter_mut().enumerate() {
            for span in &mut row.spans {
                span.rows = kept[at.saturating_add(span.rows).min(last)] - kept[at];
            }
        }
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
        let listed = |cell: &Cell| cell_length(cell) <= LISTED && is_words(cell);
        (columns == 1 && !cells().all(listed))
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
        if self.budget.take(missing) {
            for row in &mut self.rows {
                row.cells.resize(columns, Cell::default());
            }
        }
        let spans = spans(&self.rows, has_header);
        let mut rows = self.rows.into_iter().map(|row| row.cells);
        let header = has_header.then(|| rows.next()).flatten();
        let alignments = self.alignments.into_iter().map(Option::unwrap_or_default).collect();
        Some(Table { caption, alignments, header, rows: rows.collect(), spans })
    }
}

/// The cells that cover others, and the header cells outside of the header.
fn spans(rows: &[GridRow], has_header: bool) -> Vec<CellSpan> {
    let mut spans = Vec::new();
    for (row, grid) in rows.iter().enumerate() {
        for span in &grid.spans {
            let header = span.header && !(has_header && row == 0);
            if span.columns > 1 || span.rows > 1 || header {
                spans.push(CellSpan {
                    row: row as u32,
                    column: span.column as u32,
                    rows: span.rows.max(1) as u32,
                    columns: span.columns as u32,
                    header,
                });
            }
        }
    }
    spans
}

/// Whether a block structures a page rather than a cell.
fn is_structure(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Table(_)
        | BlockKind::Heading { .. }
        | BlockKind::Code(_)
        | BlockKind::Figure(_)
        | BlockKind::Quote(_)
        | BlockKind::Callout(_)
        | BlockKind::Details(_) => true,
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

/// Whether a cell holds one paragraph of words, and not only links.
fn is_words(cell: &Cell) -> bool {
    let [Block { kind: BlockKind::Paragraph(content), .. }] = &cell.blocks[..] else {
        return false;
    };
    let is_word = |inline: &Inline| match inline {
        Inline::Text(text) => text.contains(char::is_alphanumeric),
        Inline::Code(_) | Inline::Math(_) => true,
        Inline::Emphasis(_) | Inline::Strong(_) => {
            text_length(inline.content().map_or(&[], |c| c)) > 0
        }
        _ => false,
    };
    content.iter().any(is_word)
}

fn cell_length(cell: &Cell) -> usize {
    cell.blocks.iter().map(length).sum()
}

/// How much there is to copy in a block; of what is no running text, more than is copied.
fn size(block: &Block) -> usize {
    1 + match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => inline_size(content),
        BlockKind::List(list) => list.items.iter().flat_map(|item| &item.blocks).map(size).sum(),
        BlockKind::Quote(blocks) => blocks.iter().map(size).sum(),
        BlockKind::Code(code) => code.text.len(),
        BlockKind::Math(tex) => tex.len(),
        BlockKind::ThematicBreak => 0,
        BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Details(_)
        | BlockKind::Callout(_)
        | BlockKind::DefinitionList(_) => MAX_REPEATED,
    }
}

fn inline_size(content: &[Inline]) -> usize {
    let of = |inline: &Inline| match inline {
        Inline::Text(text) => text.len(),
        Inline::Code(text) | Inline::Math(text) | Inline::FootnoteRef(text) => text.len(),
        Inline::Link(link) => link.url.len() + inline_size(&link.content),
        Inline::Image(image) => image.url.len() + image.alt.len(),
        other => other.content().map_or(0, |content| inline_size(content)),
    };
    content.iter().map(of).sum::<usize>() + content.len()
}

/// How much text is in a block, roughly.
fn length(block: &Block) -> usize {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => text_length(content),
        BlockKind::List(list) => list.items.iter().flat_map(|item| &item.blocks).map(length).sum(),
        BlockKind::Quote(blocks) => blocks.iter().map(length).sum(),
        BlockKind::Code(code) => code.text.len(),
        BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Callout(_)
        | BlockKind::Details(_) => PROSE,
        BlockKind::DefinitionList(_) | BlockKind::Math(_) | BlockKind::ThematicBreak => 0,
    }
}
