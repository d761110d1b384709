//! Tables: the grid, its header, its alignment; tables that only lay out a page.

use super::frame::FrameKind;
use super::style::Style;
use super::walk::Builder;
use crate::document::{Alignment, Block, BlockKind, Cell, Inline, Row, Table};
use crate::names::ElementName;
use crate::parse::tree::{Element, NodeId};
use crate::source::Span;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct TableFrame {
    caption: Vec<Inline>,
    rows: Vec<RawRow>,
    layout: bool,
}

#[derive(Debug, Default)]
struct RawRow {
    head: bool,
    foot: bool,
    alignment: Option<Alignment>,
    cells: Vec<RawCell>,
}

#[derive(Debug)]
struct RawCell {
    frame: CellFrame,
    blocks: Vec<Block>,
}

/// A cell that is open.
#[derive(Clone, Debug)]
pub(super) struct CellFrame {
    header: bool,
    columns: usize,
    rows: usize,
    alignment: Option<Alignment>,
}

impl TableFrame {
    pub(super) fn caption(&mut self) -> &mut Vec<Inline> {
        &mut self.caption
    }

    fn has_header_cells(&self) -> bool {
        self.rows.iter().any(|row| row.head || row.cells.iter().any(|cell| cell.frame.header))
    }

    /// Whether the table only puts things side by side.
    fn is_layout(&self) -> bool {
        let columns = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if self.layout || (columns <= 1 && self.rows.len() <= 1) {
            return true;
        }
        if self.has_header_cells() || !self.caption.is_empty() {
            return false;
        }
        let mut blocks = self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks);
        columns == 1
            || blocks
                .any(|block| matches!(block.kind, BlockKind::Table(_) | BlockKind::Heading { .. }))
    }
}

impl Builder<'_> {
    pub(super) fn enter_table(&mut self, id: NodeId, element: &Element) -> bool {
        let role = element.attribute("role").unwrap_or_default();
        let layout = matches!(role, "presentation" | "none");
        self.enter_frame(id, FrameKind::Table(TableFrame { layout, ..TableFrame::default() }))
    }

    pub(super) fn enter_row(&mut self, id: NodeId, element: &Element) -> bool {
        self.flush();
        let group = self.tree.parent(id).and_then(|parent| self.tree.name(parent));
        if let FrameKind::Table(table) = &mut self.frame().kind {
            table.rows.push(RawRow {
                head: group == Some(ElementName::Thead),
                foot: group == Some(ElementName::Tfoot),
                alignment: Style::of(element).alignment,
                cells: Vec::new(),
            });
        }
        self.enter_container(element)
    }

    pub(super) fn enter_cell(&mut self, id: NodeId, element: &Element) -> bool {
        self.flush();
        let FrameKind::Table(table) = &mut self.frame().kind else {
            return self.enter_container(element);
        };
        let inherited = table.rows.last().and_then(|row| row.alignment);
        let span = |name| element.attribute(name).and_then(|value| value.trim().parse().ok());
        let cell = CellFrame {
            header: element.name == Some(ElementName::Th),
            columns: span("colspan").unwrap_or(1).clamp(1, 1000),
            rows: span("rowspan").unwrap_or(1),
            alignment: Style::of(element).alignment.or(inherited),
        };
        self.enter_frame(id, FrameKind::Cell(cell))
    }

    pub(super) fn leave_cell(&mut self, frame: CellFrame, blocks: Vec<Block>) {
        if let FrameKind::Table(table) = &mut self.frame().kind
            && let Some(row) = table.rows.last_mut()
        {
            row.cells.push(RawCell { frame, blocks });
        }
    }

    pub(super) fn leave_table(&mut self, mut table: TableFrame, stray: Vec<Block>, span: Span) {
        for block in stray {
            self.push(block.kind, block.span);
        }
        table.rows.sort_by_key(|row| row.foot);
        if table.is_layout() {
            if !table.caption.is_empty() {
                self.push(BlockKind::Paragraph(table.caption), span);
            }
            for block in table.rows.into_iter().flat_map(|r| r.cells).flat_map(|c| c.blocks) {
                self.push(block.kind, block.span);
            }
        } else if let Some(table) = grid(table) {
            self.push(BlockKind::Table(table), span);
        }
    }
}

/// The rectangle of cells that the rows and their spans make.
fn grid(frame: TableFrame) -> Option<Table> {
    let mut rows: Vec<(Row, bool)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut alignments: Vec<Option<Alignment>> = Vec::new();
    for raw in frame.rows {
        let header = raw.head || raw.cells.iter().all(|cell| cell.frame.header);
        let mut row = Row::new();
        for cell in raw.cells {
            while open.get(row.len()).is_some_and(|&rows| rows > 0) {
                open[row.len()] -= 1;
                row.push(Cell::default());
            }
            let column = row.len();
            let end = column + cell.frame.columns;
            if open.len() < end {
                open.resize(end, 0);
                alignments.resize(end, None);
            }
            open[column..end].fill(cell.frame.rows.saturating_sub(1));
            alignments[column] = alignments[column].or(cell.frame.alignment);
            row.push(Cell { blocks: cell.blocks });
            row.resize(end, Cell::default());
        }
        for left in open.iter_mut().skip(row.len()) {
            *left = left.saturating_sub(1);
        }
        rows.push((row, header));
    }
    rows.retain(|(row, _)| row.iter().any(|cell| !cell.blocks.is_empty()));
    let columns = rows.iter().map(|(row, _)| row.len()).max()?;
    for (row, _) in &mut rows {
        row.resize(columns, Cell::default());
    }
    alignments.resize(columns, None);
    let has_header = rows.first().is_some_and(|(_, header)| *header);
    let mut rows = rows.into_iter().map(|(row, _)| row);
    let header = has_header.then(|| rows.next()).flatten();
    let alignments = alignments.into_iter().map(Option::unwrap_or_default).collect();
    Some(Table { caption: frame.caption, alignments, header, rows: rows.collect() })
}
