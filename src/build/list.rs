//! Lists: items, tightness, starts; lists nested wrongly and items without a list.

use super::figure;
use super::frame::{Frame, FrameKind};
use super::walk::Builder;
use crate::html::ElementName;
use crate::model::document::{Block, BlockKind, Inline, List, ListItem, MAX_NESTING};
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
    /// The list and the level in it, where the class says: Google Docs writes no list in another.
    level: Option<(String, usize)>,
    /// Whether it is a list of tasks by its class.
    tasks: bool,
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
        Self {
            list,
            start,
            reversed,
            level: level(element),
            tasks: lists_tasks(element),
            ..Self::default()
        }
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

/// The list and the level that a class such as `lst-kix_abc-1` says.
fn level(element: &Element) -> Option<(String, usize)> {
    let classes = element.attribute("class")?.split_ascii_whitespace();
    let said = classes.into_iter().find(|class| class.starts_with("lst-"))?;
    let (list, level) = said.rsplit_once('-')?;
    Some((list.to_owned(), level.parse().ok().filter(|level| *level < MAX_NESTING)?))
}

fn lists_tasks(element: &Element) -> bool {
    let classes = element.attribute("class").unwrap_or_default().split_ascii_whitespace();
    classes.into_iter().any(|class| {
        matches!(
            class,
            "checklist" | "task-list" | "contains-task-list" | "todo-list" | "to-do-list"
        )
    })
}

/// The state of a task that the text of an item begins with, and how long its sign is.
fn check_mark(text: &str) -> Option<(bool, usize)> {
    let sign = text.chars().next()?;
    let checked = match sign {
        '\u{2713}' | '\u{2714}' | '\u{2611}' | '\u{2612}' | '\u{2705}' => true,
        '\u{274f}' | '\u{2610}' | '\u{25a1}' | '\u{25fb}' => false,
        _ => return None,
    };
    Some((checked, sign.len_utf8()))
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

    /// An icon that begins an item and looks like a checkbox is one.
    pub(super) fn check_icon(&mut self, element: &Element) -> bool {
        let class = element.attribute("class").unwrap_or_default();
        let named = |names: &[&str]| class.split_ascii_whitespace().any(|c| names.contains(&c));
        let done = named(&["fa-check-square-o", "fa-check-square", "bi-check-square"]);
        let open = named(&["fa-square-o", "fa-square", "bi-square"]);
        let at_start = (done || open) && self.run.is_empty() && self.frame().blocks.is_empty();
        match &mut self.frame().kind {
            FrameKind::Item { checked, .. } if at_start => *checked = Some(done),
            _ => return false,
        }
        true
    }

    /// A list that is a deeper level of the one before it, or goes on with it, joins it there.
    fn join_list(&mut self, level: &(String, usize), list: List) -> Option<List> {
        let frame = self.frame();
        let before = frame.level_list.as_ref().filter(|before| before.0 == level.0);
        let Some(Block { kind: BlockKind::List(outer), .. }) =
            frame.blocks.last_mut().filter(|_| before.is_some())
        else {
            frame.level_list = Some(level.clone());
            return Some(list);
        };
        let mut outer = &mut *outer;
        for _ in 0..level.1 {
            let Some(last) = outer.items.len().checked_sub(1) else { return Some(list) };
            let blocks = &mut outer.items[last].blocks;
            let (at, span) = match blocks.last() {
                Some(Block { kind: BlockKind::List(_), span }) => (blocks.len() - 1, *span),
                last => (blocks.len(), last.map_or(Span::default(), |block| block.span)),
            };
            if at == blocks.len() {
                blocks.push(Block { kind: BlockKind::List(Box::new(list)), span });
                return None;
            }
            let BlockKind::List(inner) = &mut blocks[at].kind else { return Some(list) };
            outer = inner;
        }
        outer.tight &= list.tight;
        outer.items.extend(list.items);
        None
    }

    pub(super) fn leave_list(&mut self, mut frame: ListFrame, span: Span) {
        if let Some(level) = frame.level.take()
            && frame.ended.is_empty()
            && !frame.list.items.is_empty()
        {
            frame.list.tight = !frame.loose;
            if let Some(list) = self.join_list(&level, frame.list) {
                self.push(BlockKind::List(Box::new(list)), span);
                self.frame().level_list = Some(level);
            }
            return;
        }
        for part in frame.finish() {
            match part {
                Part::List(list) if list.items.is_empty() => {}
                Part::List(list) => self.push(BlockKind::List(Box::new(list)), span),
                Part::Block(block) => self.push(block.kind, block.span),
            }
        }
    }

    /// A sign that begins the item of a list of tasks says whether it is done.
    fn check(&mut self, item: &mut ListItem) {
        let FrameKind::List(ListFrame { tasks: true, .. }) = self.frame().kind else { return };
        if let (None, Some(Block { kind: BlockKind::Paragraph(content), .. })) =
            (item.checked, item.blocks.first_mut())
            && let Some(Inline::Text(text)) = content.first_mut()
            && let Some((checked, length)) = check_mark(text)
        {
            item.checked = Some(checked);
            let rest = &text[length..];
            let start = text.len() - rest.trim_start().len();
            *text = text.slice(start..text.len());
        }
    }

    pub(super) fn leave_item(&mut self, mut item: ListItem, loose: bool, kept: bool, span: Span) {
        self.check(&mut item);
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
    frame.level_list = None;
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
