//! Tables that lost tags.
//!
//! Where no table is open, the end of a cell says that there was one: it began with the line that
//! the end stands in, the ends of rows and cells divide it, and it goes on as long as further ends
//! follow. In open tables, text between cells is a cell that lost its start tag.

use super::super::judge::Item;
use super::{
    Event, admits, end, end_as, end_of, event, is_boundary, is_part_of_table, leave_out, start,
    start_of_line,
};
use crate::html::ElementName::{self, Br, Caption, Tbody, Td, Tfoot, Th, Thead, Tr};
use crate::report::Report;
use crate::rules::RuleId;
use crate::tokenize::TokenKind;
use crate::tokenize::damage::form::Form;

const RULE: RuleId = RuleId::TableContainerLost;

pub(super) fn recover<'t>(items: Vec<Item<'t>>, report: &Report) -> Vec<Item<'t>> {
    if !admits(RULE, report) {
        return items;
    }
    let mut pass =
        Pass { ends: ends_ahead(&items), out: Vec::with_capacity(items.len()), tables: Vec::new() };
    for (index, item) in items.into_iter().enumerate() {
        pass.item(index, item);
    }
    while let Some(table) = pass.tables.pop() {
        if table.lost {
            pass.close(&table);
        }
    }
    pass.out
}

/// What comes first behind an item: the end of a cell or row, or what no cell goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ahead {
    CellEnd,
    RowEnd,
    Other,
}

/// A cell with more line breaks than this is none.
const LINES: usize = 3;

/// For each item, what comes first from there on.
fn ends_ahead(items: &[Item<'_>]) -> Vec<Ahead> {
    let mut ahead = vec![Ahead::Other; items.len() + 1];
    let mut lines = 0;
    for (index, item) in items.iter().enumerate().rev() {
        let found = match event(item) {
            Event::End(Td | Th) => Some(Ahead::CellEnd),
            Event::End(Tr) => Some(Ahead::RowEnd),
            Event::End(element) if is_part_of_table(element) => Some(Ahead::RowEnd),
            Event::Start(Tr) if item.form.has(Form::AMPERSAND) => Some(Ahead::RowEnd),
            Event::Start(element) if is_part_of_table(element) => Some(Ahead::Other),
            Event::Start(element) | Event::End(element) if is_boundary(element) => {
                Some(Ahead::Other)
            }
            Event::Text => {
                lines += breaks(item);
                (lines > LINES).then_some(Ahead::Other)
            }
            _ => None,
        };
        if found.is_some_and(|found| found != Ahead::Other || lines > LINES) {
            lines = 0;
        }
        ahead[index] = found.unwrap_or(ahead[index + 1]);
    }
    ahead
}

fn breaks(item: &Item<'_>) -> usize {
    match &item.token.kind {
        TokenKind::Text(text) => text.trim().matches('\n').count(),
        _ => 0,
    }
}

/// An open table.
#[derive(Debug)]
struct Table {
    /// Its start tag was put in.
    lost: bool,
    /// Rows ended so far.
    rows: u32,
    row: bool,
    cell: Option<ElementName>,
    /// Where the content of the cell begins.
    content: usize,
}

struct Pass<'t> {
    ends: Vec<Ahead>,
    out: Vec<Item<'t>>,
    tables: Vec<Table>,
}

impl<'t> Pass<'t> {
    fn item(&mut self, index: usize, item: Item<'t>) {
        match event(&item) {
            Event::Start(ElementName::Table) => self.open_table(item),
            Event::End(ElementName::Table) => self.end_table(item),
            Event::Start(cell @ (Td | Th)) => self.start_cell(index, item, cell),
            Event::End(Td | Th) => self.end_cell(index, item),
            Event::Start(Tr) => self.start_row(index, item),
            Event::End(Tr) => self.end_row(item),
            Event::Start(Tbody | Thead | Tfoot | Caption) | Event::End(Tbody | Thead | Tfoot) => {
                self.section(item);
            }
            Event::Text => self.content(index, item),
            Event::Start(element) if !is_boundary(element) => self.content(index, item),
            Event::Start(_) => self.boundary(index, item),
            _ => self.out.push(item),
        }
    }

    fn open_table(&mut self, item: Item<'t>) {
        self.tables.push(Table { lost: false, rows: 0, row: false, cell: None, content: 0 });
        self.out.push(item);
    }

    /// Puts in a table before the line at hand.
    fn begin(&mut self, cell: bool) {
        let at = start_of_line(&mut self.out);
        let place = self.out.get(at).map_or(end_of(&self.out), |item| item.token.span.start);
        let tags: &[ElementName] =
            if cell { &[ElementName::Table, Tr, Th] } else { &[ElementName::Table] };
        self.out.splice(at..at, tags.iter().map(|element| start(*element, place, RULE)));
        let content = at + tags.len();
        self.tables.push(Table {
            lost: true,
            rows: 0,
            row: cell,
            cell: cell.then_some(Th),
            content,
        });
    }

    fn end_table(&mut self, item: Item<'t>) {
        match self.tables.pop() {
            Some(table) => {
                self.trim_cell(&table);
                if table.lost {
                    self.close(&table);
                    self.out.push(leave_out(&item, RULE));
                } else {
                    self.out.push(item);
                }
            }
            None => self.out.push(leave_out(&item, RULE)),
        }
    }

    /// Puts in the end tags that a lost table still needs.
    fn close(&mut self, table: &Table) {
        let at = end_of(&self.out);
        if let Some(cell) = table.cell {
            self.out.push(end(cell, at, RULE));
        }
        self.out.push(end(ElementName::Table, at, RULE));
    }

    fn start_cell(&mut self, index: usize, item: Item<'t>, cell: ElementName) {
        if self.tables.is_empty() {
            if !self.follows(index) {
                self.out.push(item);
                return;
            }
            self.begin(false);
        }
        self.leave_cell();
        self.out.push(item);
        self.enter(cell);
    }

    /// Whether a cell that starts at `index` has an end.
    fn follows(&self, index: usize) -> bool {
        self.ends[index + 1] != Ahead::Other
    }

    fn enter(&mut self, cell: ElementName) {
        let content = self.out.len();
        if let Some(table) = self.tables.last_mut() {
            (table.row, table.cell, table.content) = (true, Some(cell), content);
        }
    }

    fn leave_cell(&mut self) -> Option<ElementName> {
        let table = self.tables.pop()?;
        self.trim_cell(&table);
        let cell = table.cell;
        self.tables.push(Table { cell: None, ..table });
        cell
    }

    /// Leaves out line breaks at the edges of a cell in a table that lost tags.
    fn trim_cell(&mut self, table: &Table) {
        if !table.lost || table.cell.is_none() {
            return;
        }
        let content = &mut self.out[table.content..];
        let blank = |item: &Item<'_>| matches!(event(item), Event::Nothing | Event::Start(Br));
        let before = content.iter().take_while(|item| blank(item)).count();
        let after = content[before..].iter().rev().take_while(|item| blank(item)).count();
        let length = content.len();
        for index in (0..before).chain(length - after..length) {
            if event(&content[index]) == Event::Start(Br) {
                content[index] = leave_out(&content[index], RULE);
            }
        }
    }

    fn end_cell(&mut self, index: usize, item: Item<'t>) {
        if self.tables.is_empty() {
            if !self.goes_on(index) {
                self.out.push(leave_out(&item, RULE));
                return;
            }
            self.begin(true);
        }
        match self.leave_cell() {
            Some(cell) => self.out.push(end_as(item, cell, RULE)),
            None => self.out.push(leave_out(&item, RULE)),
        }
    }

    /// Whether there is anything before or behind the end of a cell that makes a table of it.
    fn goes_on(&self, index: usize) -> bool {
        self.ends[index + 1] != Ahead::Other
            || self.out.last().is_some_and(|item| event(item) != Event::Nothing)
    }

    fn start_row(&mut self, index: usize, item: Item<'t>) {
        // `<& tr />` may have been either tag.
        if item.form.has(Form::AMPERSAND) && !self.tables.is_empty() {
            return self.end_row(item);
        }
        if self.tables.is_empty() {
            if !self.follows(index) {
                self.out.push(item);
                return;
            }
            self.begin(false);
        }
        self.leave_cell();
        if let Some(table) = self.tables.last_mut() {
            table.row = true;
        }
        self.out.push(item);
    }

    fn end_row(&mut self, item: Item<'t>) {
        self.leave_cell();
        match self.tables.last_mut() {
            Some(table) if table.row => {
                table.row = false;
                table.rows += 1;
                self.out.push(end_as(item, Tr, RULE));
            }
            _ => self.out.push(leave_out(&item, RULE)),
        }
    }

    fn section(&mut self, item: Item<'t>) {
        if self.tables.is_empty() {
            self.out.push(leave_out(&item, RULE));
            return;
        }
        self.leave_cell();
        if let Some(table) = self.tables.last_mut() {
            table.row = false;
        }
        self.out.push(item);
    }

    /// Text and inline elements.
    fn content(&mut self, index: usize, item: Item<'t>) {
        let between = self.tables.last().is_some_and(|table| table.cell.is_none());
        if !between || matches!(event(&item), Event::Start(element) if is_part_of_table(element)) {
            self.out.push(item);
        } else if is_residue(&item) {
            self.out.push(leave_out(&item, RULE));
        } else if self.ends[index] != Ahead::Other && !self.in_caption() {
            self.put_in_cell(&item);
            self.out.push(item);
        } else {
            self.boundary(index, item);
        }
    }

    fn in_caption(&self) -> bool {
        self.out.iter().rev().take(8).any(|item| event(item) == Event::Start(Caption))
    }

    fn put_in_cell(&mut self, item: &Item<'t>) {
        let at = item.token.span.start;
        let Some(table) = self.tables.last() else { return };
        let (row, lost) = (table.row, table.lost);
        // The first row of a table that lost its tags heads it.
        let cell = if lost && table.rows == 0 { Th } else { Td };
        if !row {
            self.out.push(start(Tr, at, RULE));
        }
        self.out.push(start(cell, at, RULE));
        self.enter(cell);
    }

    /// Content that is in no cell: a table that lost its end tag is over.
    fn boundary(&mut self, index: usize, item: Item<'t>) {
        let over = self.tables.last().is_some_and(|table| table.lost && table.cell.is_none());
        if over
            && self.ends[index] == Ahead::Other
            && let Some(table) = self.tables.pop()
        {
            self.close(&table);
        }
        self.out.push(item);
    }
}

/// What is left of delimiters between rows: `;` behind `</tr>`, line breaks.
fn is_residue(item: &Item<'_>) -> bool {
    match &item.token.kind {
        TokenKind::Text(text) => text.trim().chars().all(|c| matches!(c, ';' | '>' | '&')),
        _ => event(item) == Event::Start(Br),
    }
}
