//! Tables: rows and cells as they are written.

use super::callout;
use super::frame::FrameKind;
use super::grid::{ADDED_CELLS, Grid};
use super::style::Style;
use super::walk::Builder;
use crate::html::ElementName;
use crate::model::document::{Alignment, Block, BlockKind, Inline};
use crate::model::source::Span;
use crate::parse::tree::{Element, NodeId};
use crate::report::Warning;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct TableFrame {
    caption: Vec<Inline>,
    rows: Vec<RawRow>,
    layout: bool,
}

/// A row as it is written, its spans not yet expanded.
#[derive(Debug)]
pub(super) struct RawRow {
    /// The row group it stands in.
    pub(super) group: Option<NodeId>,
    pub(super) head: bool,
    foot: bool,
    alignment: Option<Alignment>,
    pub(super) cells: Vec<RawCell>,
}

#[derive(Debug)]
pub(super) struct RawCell {
    pub(super) frame: CellFrame,
    pub(super) blocks: Vec<Block>,
}

/// A cell that is open.
#[derive(Clone, Debug)]
pub(super) struct CellFrame {
    pub(super) header: bool,
    /// How many columns and rows it covers.
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) alignment: Option<Alignment>,
}

impl TableFrame {
    pub(super) fn caption(&mut self) -> &mut Vec<Inline> {
        &mut self.caption
    }
}

impl Builder<'_> {
    pub(super) fn enter_table(&mut self, id: NodeId, element: &Element) -> bool {
        let role = element.attribute("role").unwrap_or_default();
        let layout = matches!(role, "presentation" | "none") || callout::lays_out(self, id);
        self.enter_frame(id, FrameKind::Table(TableFrame { layout, ..TableFrame::default() }))
    }

    pub(super) fn enter_row(&mut self, id: NodeId, element: &Element, style: Style) -> bool {
        self.flush();
        let parent = self.tree.parent(id);
        let group = parent.and_then(|parent| self.tree.name(parent));
        if let FrameKind::Table(table) = &mut self.frame().kind {
            table.rows.push(RawRow {
                group: parent,
                head: group == Some(ElementName::Thead),
                foot: group == Some(ElementName::Tfoot),
                alignment: style.alignment,
                cells: Vec::new(),
            });
        }
        self.enter_container(element)
    }

    pub(super) fn enter_cell(
        &mut self,
        id: NodeId,
        element: &Element,
        style: Style,
        header: bool,
    ) -> bool {
        self.flush();
        let FrameKind::Table(table) = &mut self.frame().kind else {
            return self.enter_container(element);
        };
        let inherited = table.rows.last().and_then(|row| row.alignment);
        let span = |name| element.attribute(name).and_then(|value| value.trim().parse().ok());
        let cell = CellFrame {
            header,
            columns: span("colspan").unwrap_or(1).clamp(1, 1000),
            // HTML: zero stands for all rows that are left.
            rows: span("rowspan").map_or(1, |rows| if rows == 0 { usize::MAX } else { rows }),
            alignment: style.alignment.or(inherited),
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
        let mut spare = self.spare_cells;
        let grid = Grid::new(table.rows, self.options.repeat_spanned_cells, &mut spare);
        let bare = table.caption.is_empty() && grid.is_layout();
        if table.layout || bare || grid.is_empty() {
            if !table.caption.is_empty() {
                self.push(BlockKind::Paragraph(table.caption), span);
            }
            for block in grid.into_blocks() {
                self.push(block.kind, block.span);
            }
        } else if let Some(table) = grid.into_table(table.caption) {
            self.push(BlockKind::Table(Box::new(table)), span);
        }
        self.spare_cells = spare;
        if spare == 0 {
            self.report.warn(Warning::CellsCapped { limit: ADDED_CELLS });
        }
    }
}
