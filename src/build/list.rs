//! Lists: items, tightness, starts; lists nested wrongly and items without a list.

use super::figure;
use super::frame::{Frame, FrameKind};
use super::walk::Builder;
use crate::html::ElementName;
use crate::model::document::{Block, BlockKind, List, ListItem};
use crate::model::source::Span;
use crate::parse::tree::{Element, NodeId};

/// A list that is open.
#[derive(Debug, Default)]
pub(super) struct ListFrame {
    list: List,
    loose: bool,
    /// What came before: lists that ended where the numbers stop counting up, as Markdown has them,
    /// or at a heading.
    ended: Vec<Part>,
    /// A heading parted the list, and no item has come since.
    parted: bool,
    /// The number that the next item is given.
    value: Option<u64>,
    /// The `start` attribute.
    start: Option<u64>,
    /// Whether the items count down.
    reversed: bool,
}

#[derive(Debug)]
enum Part {
    List(List),
    Block(Block),
}

impl ListFrame {
    fn new(element: &Element) -> Self {
        let ordered = element.name == Some(ElementName::Ol);
        let start = element.attribute("start").and_then(number).or(ordered.then_some(1));
        let reversed = ordered && element.attribute("reversed").is_some();
        let list = List { start: start.filter(|_| ordered), ..List::default() };
        let start = element.attribute("start").and_then(number);
        Self { list, start, reversed, ..Self::default() }
    }

    fn item(&mut self, item: ListItem, loose: bool) {
        self.parted = false;
        self.loose |= loose || has_adjacent_paragraphs(&item.blocks);
        if let Some(value) = self.value.take().filter(|_| self.list.start.is_some()) {
            self.number(value);
        }
        self.list.items.push(item);
    }

    /// Gives the next item a number: ends the list unless it counts up to it.
    fn number(&mut self, value: u64) {
        let next = self.list.start.map(|start| start + self.list.items.len() as u64);
        if next != Some(value) && !self.list.items.is_empty() {
            self.end();
        }
        if self.list.items.is_empty() {
            self.list.start = Some(value);
        }
    }

    /// Ends the list; further items begin one that counts on.
    fn end(&mut self) {
        if self.list.items.is_empty() {
            return;
        }
        let next = self.list.start.map(|start| start + self.list.items.len() as u64);
        let list = List { start: next, ..List::default() };
        self.ended.push(Part::List(std::mem::replace(&mut self.list, list)));
    }

    /// Ends the list before a block that is no part of it.
    fn part(&mut self, block: Block) {
        self.end();
        self.parted = true;
        self.ended.push(Part::Block(block));
    }

    /// The list, or the lists and what stands between them, in order.
    fn finish(mut self) -> Vec<Part> {
        if self.reversed && self.ended.iter().all(|part| matches!(part, Part::List(_))) {
            self.count_down();
        }
        self.ended.push(Part::List(self.list));
        for part in &mut self.ended {
            if let Part::List(list) = part {
                list.tight = !self.loose;
            }
        }
        self.ended
    }

    fn count_down(&mut self) {
        let ended = self.ended.drain(..).filter_map(|part| match part {
            Part::List(list) => Some(list),
            Part::Block(_) => None,
        });
        let lists = ended.chain([std::mem::take(&mut self.list)]);
        let items: Vec<ListItem> = lists.flat_map(|list| list.items).collect();
        let first = self.start.unwrap_or(items.len() as u64);
        let lists = items.into_iter().enumerate().map(|(index, item)| List {
            start: Some(first.saturating_sub(index as u64)),
            tight: false,
            items: vec![item],
        });
        let mut lists: Vec<List> = lists.collect();
        self.list = lists.pop().unwrap_or_default();
        self.ended = lists.into_iter().map(Part::List).collect();
    }
}

fn number(value: &str) -> Option<u64> {
    value.trim().parse().ok()
}

fn has_adjacent_paragraphs(blocks: &[Block]) -> bool {
    let is_paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
    blocks.windows(2).any(|pair| pair.iter().all(is_paragraph))
}

impl Builder<'_> {
    pub(super) fn enter_list(&mut self, id: NodeId, element: &Element) -> bool {
        self.enter_frame(id, FrameKind::List(ListFrame::new(element)))
    }

    pub(super) fn enter_item(&mut self, id: NodeId, element: &Element) -> bool {
        self.flush();
        let in_list = matches!(self.frame().kind, FrameKind::List(_));
        if let FrameKind::List(list) = &mut self.frame().kind {
            list.value = element.attribute("value").and_then(number).or(list.value);
        }
        let kept = in_list && self.tree.first_child(id).is_none();
        self.enter_frame(id, FrameKind::Item { checked: None, loose: false, kept })
    }

    /// A checkbox that begins an item says whether its task is done.
    pub(super) fn checkbox(&mut self, element: &Element) {
        let is_checkbox =
            element.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        let at_start = is_checkbox && self.run.is_empty() && self.frame().blocks.is_empty();
        if let FrameKind::Item { checked, .. } = &mut self.frame().kind
            && at_start
        {
            *checked = Some(element.attribute("checked").is_some());
        }
    }

    pub(super) fn leave_list(&mut self, frame: ListFrame, span: Span) {
        for part in frame.finish() {
            match part {
                Part::List(list) if list.items.is_empty() => {}
                Part::List(list) => self.push(BlockKind::List(Box::new(list)), span),
                Part::Block(block) => self.push(block.kind, block.span),
            }
        }
    }

    pub(super) fn leave_item(&mut self, item: ListItem, loose: bool, kept: bool, span: Span) {
        if item.blocks.is_empty() && !kept {
            return;
        }
        if let FrameKind::List(list) = &mut self.frame().kind {
            return list.item(item, loose);
        }
        // An item outside any list makes one, and joins the one that the item before it made.
        let frame = self.frame();
        let stray = frame.stray_list;
        if let Some(Block { kind: BlockKind::List(list), span: covered }) =
            frame.blocks.last_mut().filter(|_| stray)
        {
            list.tight &= !loose && !has_adjacent_paragraphs(&item.blocks);
            list.items.push(item);
            *covered = covered.union(span);
            return;
        }
        let tight = !loose && !has_adjacent_paragraphs(&item.blocks);
        let list = List { start: None, tight, items: vec![item] };
        self.push(BlockKind::List(Box::new(list)), span);
        self.frame().stray_list = true;
    }
}

/// What stands in a list but in no item: a nested list belongs to the item before it, a heading
/// parts the list, with all that follows it up to the next item; anything else is an item that lost
/// its tag.
pub(super) fn stray(frame: &mut Frame, block: Block) {
    frame.stray_list = false;
    let list = match &mut frame.kind {
        FrameKind::List(list) => list,
        FrameKind::Definitions(definitions) => return figure::stray(definitions, block),
        _ => {
            // Most items and cells hold one block.
            if frame.blocks.is_empty() {
                frame.blocks.reserve_exact(1);
            }
            return frame.blocks.push(block);
        }
    };
    if list.parted || matches!(block.kind, BlockKind::Heading { .. }) {
        return list.part(block);
    }
    match (&block.kind, list.list.items.last_mut()) {
        (BlockKind::List(_), Some(item)) => item.blocks.push(block),
        _ => list.item(ListItem { checked: None, blocks: vec![block] }, false),
    }
}
