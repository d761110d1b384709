//! Tables: GFM's pipe tables, a row a line.
//!
//! Cells hold one line of running text; blocks in a cell are set one below the other with `<br>`.

use super::Writer;
use super::block::without_strong;
use super::escape::Place;
use crate::model::document::{Alignment, Block, BlockKind, Cell, Inline, Row, Table};
use crate::model::source::{Span, Text};
use crate::options::{Dialect, TableStyle};
use crate::render::html;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let columns = table.alignments.len();
        let html =
            self.options.tables == TableStyle::Html || self.options.dialect == Dialect::CommonMark;
        if html && columns > 0 {
            for (at, line) in html::table(table).split('\n').enumerate() {
                if at > 0 {
                    self.newline();
                }
                self.out.push_str(line);
            }
            return;
        }
        let start = self.out.len();
        self.inlines(&table.caption, Place::default());
        if columns == 0 {
            return;
        }
        if self.out.len() > start {
            self.blank_line();
        }
        match &table.header {
            Some(row) => self.row(row, columns),
            None => self.row(&Row::new(), columns),
        }
        self.newline();
        for alignment in &table.alignments {
            self.out.push_str(match alignment {
                Alignment::None => "|---",
                Alignment::Left => "|:---",
                Alignment::Center => "|:---:",
                Alignment::Right => "|---:",
            });
        }
        self.out.push('|');
        for row in &table.rows {
            self.newline();
            // GFM: cells that a row lacks are empty.
            self.row(row, 1);
        }
    }

    fn row(&mut self, row: &Row, columns: usize) {
        self.out.push('|');
        for column in 0..columns.max(row.len()) {
            self.out.push(' ');
            let start = self.out.len();
            if let Some(cell) = row.get(column) {
                self.cell(cell);
            }
            if self.out.len() > start {
                self.out.push(' ');
            }
            self.out.push('|');
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let start = self.out.len();
        let place = Place { inline: true, ..Place::default() };
        match cell.blocks.as_slice() {
            [] => {}
            [Block { kind: BlockKind::Paragraph(content), .. }] => self.inlines(content, place),
            blocks => self.inlines(&lines(blocks), place),
        }
        if memchr::memchr(b'|', &self.out.as_bytes()[start..]).is_some() {
            let text = self.out.split_off(start);
            self.out.push_str(&text.replace('|', "\\|"));
        }
    }
}

/// Blocks as lines of running text.
fn lines(blocks: &[Block]) -> Vec<Inline> {
    let mut lines = Vec::new();
    blocks.iter().for_each(|block| push_block(&mut lines, block));
    let mut out = Vec::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.extend(line);
    }
    out
}

fn push_block(lines: &mut Vec<Vec<Inline>>, block: &Block) {
    match &block.kind {
        BlockKind::Paragraph(content) => lines.push(content.clone()),
        BlockKind::Heading { content, .. } => {
            lines.push(vec![Inline::Strong(without_strong(content))])
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| push_block(lines, block)),
        BlockKind::Code(code) => {
            lines.extend(code.text.lines().map(|line| vec![Inline::Code(line.to_owned())]));
        }
        BlockKind::Math(tex) => lines.push(vec![Inline::Math(tex.clone())]),
        BlockKind::ThematicBreak => {}
        BlockKind::List(list) => {
            for (index, item) in list.items.iter().enumerate() {
                let number = list.start.map(|start| start.saturating_add(index as u64));
                let marker = number.map_or("• ".to_owned(), |number| format!("{number}. "));
                push_marked(lines, &marker, &item.blocks);
            }
        }
        BlockKind::Table(table) => push_table(lines, table),
        BlockKind::Figure(figure) => {
            figure.content.iter().for_each(|block| push_block(lines, block));
            lines.push(figure.caption.clone());
        }
        BlockKind::DefinitionList(definitions) => {
            for definition in definitions {
                lines.extend(
                    definition.terms.iter().map(|term| vec![Inline::Strong(without_strong(term))]),
                );
                let blocks = definition.definitions.iter().flatten();
                blocks.for_each(|block| push_block(lines, block));
            }
        }
        BlockKind::Callout(callout) => {
            lines.push(vec![Inline::Strong(without_strong(&callout.title))]);
            callout.content.iter().for_each(|block| push_block(lines, block));
        }
        BlockKind::Details(details) => {
            lines.push(vec![Inline::Strong(without_strong(&details.summary))]);
            details.content.iter().for_each(|block| push_block(lines, block));
        }
    }
}

fn push_marked(lines: &mut Vec<Vec<Inline>>, marker: &str, blocks: &[Block]) {
    let at = lines.len();
    blocks.iter().for_each(|block| push_block(lines, block));
    if let Some(line) = lines.get_mut(at) {
        line.insert(0, text(marker));
    }
}

/// A table in a cell: a line for each row.
fn push_table(lines: &mut Vec<Vec<Inline>>, table: &Table) {
    lines.push(table.caption.clone());
    for row in table.header.iter().chain(&table.rows) {
        let mut line = Vec::new();
        for cell in row.iter().filter(|cell| !cell.blocks.is_empty()) {
            if !line.is_empty() {
                line.push(text(" · "));
            }
            line.extend(self::lines(&cell.blocks));
        }
        lines.push(line);
    }
}

fn text(value: &str) -> Inline {
    Inline::Text(Text::new(value, Span::default()))
}
