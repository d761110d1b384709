//! Rows and cells that run into each other, in tables where the other rows agree on a width.
//!
//! A row of twice as many cells as the others are wide is two rows that lost the tags between them.
//! A cell over several lines, in a table of which every other cell is one line, is several cells.
//! A row of which every tag is sound is as its author wrote it, whatever its width.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::judge::Item;
use super::{Event, admits, end, event, start};
use crate::html::ElementName::{self, Br, Table, Td, Th, Tr};
use crate::model::source::Span;
use crate::report::Report;
use crate::rules::RuleId;
use crate::tokenize::{Token, TokenKind};

const RULE: RuleId = RuleId::TableContainerLost;

pub(super) fn recover<'t>(items: Vec<Item<'t>>, report: &Report) -> Vec<Item<'t>> {
    let cuts = if admits(RULE, report) { find(&items) } else { Vec::new() };
    if cuts.is_empty() { items } else { apply(items, cuts) }
}

/// Where a cell or a row ends and the next begins: before an item, or within its text.
#[derive(Clone, Copy, Debug)]
struct Cut {
    item: usize,
    offset: usize,
    cell: ElementName,
    /// The row ends here as well.
    row: bool,
}

#[derive(Debug)]
struct Cell {
    start: usize,
    element: ElementName,
    /// Line breaks between its content: an item and where its text goes on behind the break.
    breaks: Vec<(usize, usize)>,
    content: bool,
    /// A line break was seen behind the content.
    broken: bool,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    /// A tag in it or at its edges is damaged, or was put in.
    damaged: bool,
}

#[derive(Debug, Default)]
struct Rows {
    rows: Vec<Row>,
    /// A tag was damaged since the last cell began.
    damaged: bool,
    /// The next cell begins a row.
    ended: bool,
    /// The cell at hand is open.
    open: bool,
    /// A cell spans several, or a table stands in one: widths say nothing.
    irregular: bool,
}

fn find(items: &[Item<'_>]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut tables: Vec<Rows> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let event = event(item);
        if event == Event::Start(Table) {
            if let Some(table) = tables.last_mut() {
                table.irregular = true;
            }
            tables.push(Rows { ended: true, ..Rows::default() });
        } else if event == Event::End(Table) {
            cuts.extend(tables.pop().map(|table| table.cuts()).unwrap_or_default());
        } else if let Some(table) = tables.last_mut() {
            table.item(index, item, event);
        }
    }
    // The cuts of a table stand in order, those of one within another before it.
    cuts.sort_by_key(|cut| (cut.item, cut.offset));
    cuts
}

impl Rows {
    fn item(&mut self, index: usize, item: &Item<'_>, event: Event) {
        if let Event::Start(element) | Event::End(element) = event
            && super::is_part_of_table(element)
            && !item.form.is_sound()
        {
            self.damaged = true;
            self.rows.last_mut().into_iter().for_each(|row| row.damaged = true);
        }
        match event {
            Event::Start(element @ (Td | Th)) => self.start(index, item, element),
            Event::End(Td | Th) => self.open = false,
            Event::Start(element) | Event::End(element) if super::is_part_of_table(element) => {
                (self.ended, self.open) = (true, false);
            }
            Event::Text => self.text(index, item),
            Event::Start(element) if element != Br => self.content(index, 0),
            _ => {
                if let TokenKind::Text(text) = &item.token.kind
                    && text.contains('\n')
                    && let Some(cell) = self.cell()
                {
                    cell.broken |= cell.content;
                }
            }
        }
    }

    fn start(&mut self, index: usize, item: &Item<'_>, element: ElementName) {
        if let TokenKind::StartTag(tag) = &item.token.kind {
            let spans = |name: &str| name == "colspan" || name == "rowspan";
            self.irregular |= tag.attributes.iter().any(|attribute| spans(&attribute.name));
        }
        if self.ended {
            self.rows.push(Row::default());
        }
        (self.ended, self.open) = (false, true);
        if let Some(row) = self.rows.last_mut() {
            let breaks = Vec::new();
            row.cells.push(Cell { start: index, element, breaks, content: false, broken: false });
            row.damaged |= std::mem::take(&mut self.damaged);
        }
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.rows.last_mut()?.cells.last_mut().filter(|_| self.open)
    }

    fn content(&mut self, index: usize, offset: usize) {
        if let Some(cell) = self.cell() {
            if cell.content && cell.broken {
                cell.breaks.push((index, offset));
            }
            (cell.content, cell.broken) = (true, false);
        }
    }

    fn text(&mut self, index: usize, item: &Item<'_>) {
        let TokenKind::Text(text) = &item.token.kind else { return };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let indent = line.len() - line.trim_start().len();
            if !line.trim().is_empty() {
                self.content(index, at + indent);
            }
            if line.ends_with('\n')
                && let Some(cell) = self.cell()
            {
                cell.broken |= cell.content;
            }
            at += line.len();
        }
    }

    fn cuts(&self) -> Vec<Cut> {
        let Some(width) = self.width() else { return Vec::new() };
        let mut lines = self.rows.iter().filter(|row| row.cells.len() == width);
        let one_line = lines.all(|row| row.cells.iter().all(|cell| cell.breaks.is_empty()));
        let run_on = self.rows.iter().filter(|row| row.damaged && row.cells.len() != width);
        run_on.flat_map(|row| cuts_of(&row.cells, width, one_line)).collect()
    }

    /// The width of most rows, if there are at least two of it.
    fn width(&self) -> Option<usize> {
        if self.irregular || self.rows.len() < 3 {
            return None;
        }
        let mut widths: HashMap<usize, usize> = HashMap::new();
        for row in &self.rows {
            *widths.entry(row.cells.len()).or_default() += 1;
        }
        let (width, count) = widths.into_iter().max_by_key(|(width, count)| (*count, *width))?;
        (width > 1 && count > 1 && count * 2 > self.rows.len()).then_some(width)
    }
}

/// What makes rows of `width` of a row that is not so wide.
fn cuts_of(row: &[Cell], width: usize, one_line: bool) -> Vec<Cut> {
    let breaks: usize = row.iter().map(|cell| cell.breaks.len()).sum();
    let lines = one_line && breaks > 0 && (row.len() + breaks).is_multiple_of(width);
    let several = row.len() > width && row.len().is_multiple_of(width);
    if !(lines || several) {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    let mut cells = 0;
    for cell in row {
        let starts = [(cell.start, usize::MAX)].into_iter();
        for (item, offset) in starts.chain(cell.breaks.iter().copied().filter(|_| lines)) {
            let ends = cells > 0 && cells % width == 0;
            if ends || offset != usize::MAX {
                cuts.push(Cut { item, offset, cell: cell.element, row: ends });
            }
            cells += 1;
        }
    }
    cuts
}

fn apply<'t>(items: Vec<Item<'t>>, cuts: Vec<Cut>) -> Vec<Item<'t>> {
    let mut out = Vec::with_capacity(items.len() + cuts.len() * 4);
    let mut cuts = cuts.into_iter().peekable();
    for (index, mut item) in items.into_iter().enumerate() {
        let mut done = 0;
        while let Some(cut) = cuts.next_if(|cut| cut.item == index) {
            if cut.offset != usize::MAX && cut.offset > done {
                let Some((before, after)) = halves(&item, cut.offset - done) else { continue };
                (done, item) = (cut.offset, after);
                out.push(before);
            }
            put_in(&mut out, cut, item.token.span.start);
        }
        out.push(item);
    }
    out
}

fn put_in(out: &mut Vec<Item<'_>>, cut: Cut, at: u32) {
    let within = cut.offset != usize::MAX;
    if within {
        out.push(end(cut.cell, at, RULE));
    }
    if cut.row {
        out.extend([end(Tr, at, RULE), start(Tr, at, RULE)]);
    }
    if within {
        out.push(start(cut.cell, at, RULE));
    }
}

/// The text of an item in two.
fn halves<'t>(item: &Item<'t>, at: usize) -> Option<(Item<'t>, Item<'t>)> {
    let TokenKind::Text(Cow::Borrowed(text)) = item.token.kind else { return None };
    let Span { start, end } = item.token.span;
    let middle = (start + at as u32).min(end);
    let part = |text: &'t str, start, end| Item {
        token: Token { kind: TokenKind::Text(Cow::Borrowed(text)), span: Span { start, end } },
        form: item.form,
        by: None,
    };
    Some((part(text.get(..at)?, start, middle), part(text.get(at..)?, middle, end)))
}
