//! Lists as Word writes them: paragraphs that say in their style which level of which list they are
//! items of, and hold the mark as text.
//!
//! `<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>…`

use super::frame::{Frame, FrameKind};
use super::list::stray;
use super::walk::Builder;
use crate::model::document::{Block, BlockKind, List, ListItem};
use crate::model::source::Span;
use crate::parse::tree::{Element, NodeId};

/// How deep Word nests lists.
const LEVELS: usize = 9;

/// What a paragraph that is an item says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordItem {
    level: usize,
    /// The number that its mark counts, if it does.
    number: Option<u64>,
}

/// What `mso-list` in an element's style says.
fn mso_list(element: &Element) -> Option<String> {
    let style = element.attribute("style")?.to_ascii_lowercase();
    let (_, said) = style.split_once("mso-list")?;
    let said = said.trim_start().strip_prefix(':')?;
    Some(said.split(';').next().unwrap_or_default().trim().to_owned())
}

/// Whether the element holds the mark of an item.
pub(super) fn is_mark(element: &Element) -> bool {
    mso_list(element).is_some_and(|said| said == "ignore")
}

impl Builder<'_> {
    /// What the paragraph says, if it is an item of a list and holds its mark.
    pub(super) fn word_item(&self, id: NodeId, element: &Element) -> Option<WordItem> {
        let said = mso_list(element)?;
        let level = said.split_once("level")?.1;
        let digits = level.len() - level.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let level: usize = level[..digits].parse().ok()?;
        let holds_mark = |node: &NodeId| self.tree.element(*node).is_some_and(is_mark);
        let mark = self.tree.descendants(id).find(holds_mark)?;
        let texts = self.tree.descendants(mark).filter_map(|node| self.tree.text(node));
        let text: String = texts.map(|text| &*text.value).collect();
        Some(WordItem { level: level.clamp(1, LEVELS), number: number(text.trim()) })
    }

    pub(super) fn enter_word_item(&mut self, id: NodeId, item: WordItem) -> bool {
        self.flush();
        self.enter_frame(id, FrameKind::WordItem(item))
    }

    /// Adds the item to the list that the paragraphs before it made, or begins one.
    pub(super) fn leave_word_item(&mut self, item: WordItem, blocks: Vec<Block>, span: Span) {
        if blocks.is_empty() {
            return;
        }
        let item_blocks = ListItem { checked: None, blocks };
        if !self.frame().stray_list {
            let frame: &mut Frame = self.frame();
            let list = List { start: item.number, tight: true, items: vec![item_blocks] };
            stray(frame, Block { kind: BlockKind::List(Box::new(list)), span });
            frame.stray_list = true;
            return;
        }
        add(&mut self.frame().blocks, item, item_blocks, span);
    }
}

/// Adds an item to the list that the blocks end with, or to the one in its last item.
fn add(blocks: &mut Vec<Block>, item: WordItem, content: ListItem, span: Span) {
    let last = match blocks.last_mut() {
        Some(Block { kind: BlockKind::List(list), span }) => Some((list, span)),
        _ => None,
    };
    if let Some((list, covered)) = last {
        if item.level > 1
            && let Some(last) = list.items.last_mut()
        {
            return add(
                &mut last.blocks,
                WordItem { level: item.level - 1, ..item },
                content,
                span,
            );
        }
        if list.start.is_some() == item.number.is_some() {
            list.items.push(content);
            *covered = covered.union(span);
            return;
        }
    }
    let list = List { start: item.number, tight: true, items: vec![content] };
    blocks.push(Block { kind: BlockKind::List(Box::new(list)), span });
}

/// The number of a mark like `3.`, `b)` or `(iv)`; none for a bullet.
fn number(mark: &str) -> Option<u64> {
    let bare = mark
        .trim_start_matches('(')
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | '\u{a0}'));
    if bare.len() == mark.len() {
        return None;
    }
    let last = bare.rsplit('.').next().unwrap_or_default();
    match last.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() && *letter != b'o' => {
            let letter = letter.to_ascii_lowercase();
            Some(if letter == b'i' { 1 } else { u64::from(letter - b'a') + 1 })
        }
        _ => last.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn marks_are_numbers_or_bullets() {
        for (mark, expected) in
            [("1.", Some(1)), ("b)", Some(2)), ("(i)", Some(1)), ("·", None), ("o", None)]
        {
            assert_eq!(number(mark), expected, "{mark}");
        }
        assert_eq!(number("2.3."), Some(3));
    }
}
