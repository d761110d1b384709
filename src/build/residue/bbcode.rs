//! Lists in BBCode: `[list][*]a[*]b[/list]`.

use crate::build::inline;
use crate::build::lines::line::span_of;
use crate::document::{Block, BlockKind, Inline, List, ListItem};

/// What begins an item, and what may end it.
const MARKS: [&str; 2] = ["[*]", "[/*]"];

/// The list that stands between the tags; the content itself if it has no items. What stands before
/// the first item goes with it.
pub(super) fn list(content: Vec<Inline>, numbered: bool) -> Result<Block, Vec<Inline>> {
    let has_items =
        |inline: &Inline| matches!(inline, Inline::Text(text) if text.contains(MARKS[0]));
    if !content.iter().any(has_items) {
        return Err(content);
    }
    let span = span_of(&content);
    let mut items: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in content {
        match inline {
            Inline::Text(text) => split(&text, &mut items),
            other => items.last_mut().into_iter().for_each(|item| item.push(other.clone())),
        }
    }
    let items = items.into_iter().map(inline::paragraph).filter(|item| !inline::is_blank(item));
    let items = items.map(|content| {
        let span = span_of(&content);
        let blocks = vec![Block { kind: BlockKind::Paragraph(content), span }];
        ListItem { checked: None, blocks }
    });
    let start = numbered.then_some(1);
    let list = List { start, tight: true, items: items.collect() };
    Ok(Block { kind: BlockKind::List(list), span })
}

fn split(text: &crate::source::Text, items: &mut Vec<Vec<Inline>>) {
    let mut start = 0;
    let marks = text.match_indices(MARKS[0]).chain(text.match_indices(MARKS[1]));
    let mut marks: Vec<_> = marks.collect();
    marks.sort_unstable();
    for (at, mark) in marks.into_iter().chain([(text.len(), "")]) {
        if let Some(item) = items.last_mut()
            && start < at
        {
            item.push(Inline::Text(text.slice(start..at)));
        }
        if mark == MARKS[0] {
            items.push(Vec::new());
        }
        start = at + mark.len();
    }
}
