//! The notes that the content refers to belong to it whatever they look like.

use std::collections::HashSet;

use super::page::Page;
use crate::html::ElementName as E;
use crate::parse::tree::NodeId;

/// Links of at most this many characters are marks of notes: `1`, `[12]`, `*`.
const MARK: usize = 6;

/// Keeps the notes that kept blocks refer to by a mark.
pub(super) fn keep_notes(page: &Page<'_>, keep: &mut [bool]) {
    let targets = targets(page, keep);
    if targets.is_empty() {
        return;
    }
    for element in page.elements.iter().skip(1) {
        let id = element.node.and_then(|node| page.tree.attribute(node, "id"));
        if id.is_some_and(|id| targets.contains(id)) && element.sums.words < 200.0 {
            let item = match element.name {
                // An anchor at the start of the note.
                Some(E::A | E::Sup | E::Span) => &page.elements[element.parent as usize],
                _ => element,
            };
            for block in item.blocks.clone() {
                keep[block as usize] = true;
            }
        }
    }
}

/// The ids that marks in kept blocks point to.
fn targets<'t>(page: &Page<'t>, keep: &[bool]) -> HashSet<&'t str> {
    let mut targets = HashSet::new();
    for (block, _) in page.blocks.iter().zip(keep).filter(|(_, keep)| **keep) {
        if block.sums.link_chars == 0.0 {
            continue;
        }
        for &node in &page.nodes[block.nodes.start as usize..block.nodes.end as usize] {
            let mut around = page.tree.ancestors(node).take(3);
            let link = around.find(|&at| page.tree.name(at) == Some(E::A));
            let link = link.filter(|&link| is_mark(page, link));
            let target = link.and_then(|link| page.tree.attribute(link, "href"));
            targets.extend(target.and_then(|target| target.strip_prefix('#')));
        }
    }
    targets
}

/// Whether all that a link shows is as short as the mark of a note.
fn is_mark(page: &Page<'_>, link: NodeId) -> bool {
    let nodes = page.tree.descendants(link).filter_map(|node| page.tree.text(node));
    let mut left = MARK;
    for text in nodes {
        match left.checked_sub(text.value.trim().chars().take(MARK + 1).count()) {
            Some(rest) => left = rest,
            None => return false,
        }
    }
    true
}
