//! Lists that lost tags.
//!
//! Where no item is open, the end of one says that there was one: it began with the line that the
//! end stands in. Items follow each other as long as further ends come; the end tag of the list, if
//! one comes, says of which kind it was.
//!
//! A list whose end tag is gone would hold the rest of the article: it ends where something comes
//! that is no item.

use super::super::judge::Item;
use super::{
    Event, admits, end, end_of, event, is_boundary, is_part_of_table, leave_out, start,
    start_of_line,
};
use crate::html::ElementName::{
    self, Dir, H1, H2, H3, H4, H5, H6, Li, Menu, Ol, Table, Td, Th, Ul,
};
use crate::report::Report;
use crate::rules::RuleId;
use crate::tokenize::TokenKind;

const RULE: RuleId = RuleId::ListContainerLost;

pub(super) fn recover<'t>(items: Vec<Item<'t>>, report: &Report) -> Vec<Item<'t>> {
    if !admits(RULE, report) {
        return items;
    }
    let ahead = Ahead::of(&items);
    let mut pass = Pass { ahead, out: Vec::with_capacity(items.len()), frames: Vec::new() };
    for (index, item) in items.into_iter().enumerate() {
        pass.item(index, item);
    }
    pass.close_lost();
    pass.out
}

/// What comes behind each item.
struct Ahead {
    /// The end of an item comes before anything that ends the text.
    item_ends: Vec<bool>,
    /// The end tag of a list that comes before a list starts.
    list: Vec<Option<ElementName>>,
    /// The next element that ends the text before it.
    block: Vec<Option<ElementName>>,
    /// The lists that have no end tag.
    unclosed: Vec<bool>,
}

impl Ahead {
    fn of(items: &[Item<'_>]) -> Self {
        let mut item_ends = vec![false; items.len() + 1];
        let mut list = vec![None; items.len() + 1];
        let mut block = vec![None; items.len() + 1];
        for (index, item) in items.iter().enumerate().rev() {
            let event = event(item);
            item_ends[index] = match event {
                Event::End(Li) => true,
                Event::Start(element) | Event::End(element)
                    if is_boundary(element) || is_part_of_table(element) =>
                {
                    false
                }
                _ => item_ends[index + 1],
            };
            list[index] = match event {
                Event::End(element @ (Ul | Ol)) => Some(element),
                Event::Start(Li) | Event::End(Li) => list[index + 1],
                Event::Start(element) | Event::End(element) if is_boundary(element) => None,
                _ => list[index + 1],
            };
            block[index] = match event {
                Event::Start(element) if is_boundary(element) => Some(element),
                _ => block[index + 1],
            };
        }
        Self { item_ends, list, block, unclosed: unclosed(items) }
    }
}

/// The start tags of lists that have no end tag.
fn unclosed(items: &[Item<'_>]) -> Vec<bool> {
    let mut unclosed = vec![false; items.len()];
    let mut open: Vec<(usize, ElementName)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match event(item) {
            Event::Start(element @ (Ul | Ol)) => {
                unclosed[index] = true;
                open.push((index, element));
            }
            Event::End(element @ (Ul | Ol)) => {
                if let Some(at) = open.iter().rposition(|(_, kind)| *kind == element) {
                    unclosed[open[at].0] = false;
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
    unclosed
}

/// What encloses the place at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    List {
        kind: ElementName,
        lost: bool,
        /// It has a start tag but no end tag.
        unclosed: bool,
        item: bool,
    },
    /// A cell of a table: lists outside of it are out of reach.
    Cell,
}

struct Pass<'t> {
    ahead: Ahead,
    out: Vec<Item<'t>>,
    frames: Vec<Frame>,
}

impl<'t> Pass<'t> {
    fn item(&mut self, index: usize, item: Item<'t>) {
        match event(&item) {
            Event::Start(kind @ (Ul | Ol | Menu | Dir)) => {
                if matches!(self.frames.last(), Some(Frame::List { lost: true, item: false, .. })) {
                    self.close_lost();
                }
                let unclosed = self.ahead.unclosed[index];
                self.frames.push(Frame::List { kind, lost: false, unclosed, item: false });
                self.out.push(item);
            }
            Event::End(kind @ (Ul | Ol | Menu | Dir)) => self.end_list(item, kind),
            Event::Start(Li) => self.start_item(index, item),
            Event::End(Li) => self.end_item(index, item),
            Event::Start(Td | Th) => {
                self.leave_cell();
                self.frames.push(Frame::Cell);
                self.out.push(item);
            }
            Event::End(element) if is_part_of_table(element) || element == Table => {
                self.leave_cell();
                self.out.push(item);
            }
            Event::Start(element) if is_boundary(element) => {
                self.close_lost();
                self.close_unclosed(index, element);
                self.out.push(item);
            }
            Event::Text | Event::Start(_) => self.content(index, item),
            _ => self.out.push(item),
        }
    }

    fn leave_cell(&mut self) {
        if self.frames.contains(&Frame::Cell) {
            while self.frames.pop().is_some_and(|frame| frame != Frame::Cell) {}
        }
    }

    /// Ends a list that was put in, unless an item of it is open.
    fn close_lost(&mut self) {
        if let Some(Frame::List { kind, lost: true, .. }) = self.frames.last().copied() {
            self.frames.pop();
            let at = end_of(&self.out);
            self.out.push(end(kind, at, RULE));
        }
    }

    /// Ends the lists without an end tag before an element that is no part of them: a heading, or
    /// anything that stands outside of the items. A heading ends one that has an end tag as well, if
    /// no further item comes: the end tag is that of another list, whose start is gone.
    fn close_unclosed(&mut self, index: usize, element: ElementName) {
        let heading = matches!(element, H1 | H2 | H3 | H4 | H5 | H6);
        let goes_on = matches!(self.ahead.block[index + 1], Some(Li | Ul | Ol));
        while let Some(Frame::List { kind, unclosed, item, .. }) = self.frames.last().copied() {
            let ends = if heading { unclosed || !item && !goes_on } else { unclosed && !item };
            let at = end_of(&self.out);
            if !ends {
                return;
            }
            self.frames.pop();
            self.out.push(end(kind, at, RULE));
        }
    }

    fn end_list(&mut self, item: Item<'t>, kind: ElementName) {
        let Some(Frame::List { kind: open, lost, .. }) = self.frames.last().copied() else {
            self.out.push(leave_out(&item, RULE));
            return;
        };
        self.frames.pop();
        if open == kind && !lost {
            self.out.push(item);
        } else {
            self.out.push(end(open, item.token.span.start, RULE));
            self.out.push(leave_out(&item, RULE));
        }
    }

    fn start_item(&mut self, index: usize, item: Item<'t>) {
        match self.frames.last_mut() {
            Some(Frame::List { item, .. }) => *item = true,
            _ => {
                let kind = self.ahead.list[index].unwrap_or(Ul);
                let at = item.token.span.start;
                self.out.push(start(kind, at, RULE));
                self.frames.push(Frame::List { kind, lost: true, unclosed: false, item: true });
            }
        }
        self.out.push(item);
    }

    fn end_item(&mut self, index: usize, item: Item<'t>) {
        match self.frames.last_mut() {
            Some(Frame::List { item: open @ true, .. }) => {
                *open = false;
                self.out.push(item);
            }
            Some(Frame::List { .. }) => self.out.push(leave_out(&item, RULE)),
            _ => self.lost_item(index, item),
        }
    }

    /// The end of an item where no list is open.
    fn lost_item(&mut self, index: usize, item: Item<'t>) {
        let at = start_of_line(&mut self.out);
        let kind = self.ahead.list[index + 1].unwrap_or(Ul);
        let place = self.out.get(at).map(|item| item.token.span.start);
        match place.filter(|_| !has_marker(self.out.get(at))) {
            Some(place) => {
                self.out.splice(at..at, [start(kind, place, RULE), start(Li, place, RULE)]);
                self.out.push(item);
                self.frames.push(Frame::List { kind, lost: true, unclosed: false, item: false });
            }
            // A line with a marker of its own is an item as it stands.
            _ => self.out.push(leave_out(&item, RULE)),
        }
    }

    /// Text and inline elements.
    fn content(&mut self, index: usize, item: Item<'t>) {
        if let Some(Frame::List { lost, item: false, .. }) = self.frames.last().copied() {
            let at = item.token.span.start;
            if self.ahead.item_ends[index] {
                self.out.push(start(Li, at, RULE));
                if let Some(Frame::List { item, .. }) = self.frames.last_mut() {
                    *item = true;
                }
            } else if lost {
                self.close_lost();
            }
        }
        self.out.push(item);
    }
}

/// Whether a text begins with what marks an item of a list: `- `, `• `, `1) `.
fn has_marker(item: Option<&Item<'_>>) -> bool {
    let Some(TokenKind::Text(text)) = item.map(|item| &item.token.kind) else { return false };
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < text.len() && rest.starts_with([')', '.']);
    numbered || text.starts_with(['-', '•', '*', '–', '—', '·', '‣', '▪', '●', '◦', '○'])
}
