//! BBCode's own: lists, `[list][*]a[*]b[/list]`, and the id that phpBB stores in every tag of a post,
//! `[b:3f4a91c2]…[/b:3f4a91c2]`.

use std::collections::HashSet;

use crate::model::document::{Block, BlockKind, Inline, List, ListItem};
use crate::model::flat::span_of;
use crate::model::fold;
use crate::model::source::Text;

/// What begins an item, and what may end it.
const MARKS: [&str; 2] = ["[*]", "[/*]"];

/// The id in what follows a closing tag's name: `:3f4a91c2`, `:u:3f4a91c2`.
pub(super) fn id(attributes: &str) -> Option<&str> {
    let id = attributes.strip_prefix(':')?;
    let id = ["u:", "o:", "m:"].iter().find_map(|kind| id.strip_prefix(kind)).unwrap_or(id);
    let signs = id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
    (signs && matches!(id.len(), 5..=10)).then_some(id)
}

/// The text without ids in its tags, if there are any.
pub(super) fn without_ids(text: &Text, ids: &HashSet<String>) -> Option<Text> {
    let mut edits = Vec::new();
    let mut from = 0;
    for (end, _) in text.match_indices(']') {
        // An id and the kind of the list or item before it.
        let inner = &text[from..end];
        from = end + 1;
        let Some((rest, id)) = inner.rsplit_once(':') else { continue };
        let Some(open) = rest.rfind('[').filter(|_| ids.contains(id)) else { continue };
        let tag = &rest[open + 1..];
        let tag = [":u", ":o", ":m"].iter().find_map(|kind| tag.strip_suffix(kind)).unwrap_or(tag);
        let start = end - inner.len() + open + 1 + tag.len();
        edits.push((start..end, ""));
    }
    (!edits.is_empty()).then(|| text.with_edits(&edits))
}

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
    let items = items.into_iter().map(fold::paragraph).filter(|item| !fold::is_blank(item));
    let items = items.map(|content| {
        let span = span_of(&content);
        let blocks = vec![Block { kind: BlockKind::Paragraph(content), span }];
        ListItem { checked: None, blocks }
    });
    let start = numbered.then_some(1);
    let list = List { start, tight: true, items: items.collect() };
    Ok(Block { kind: BlockKind::List(Box::new(list)), span })
}

fn split(text: &Text, items: &mut Vec<Vec<Inline>>) {
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
