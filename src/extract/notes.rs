//! What belongs to the content whatever it looks like: the notes it refers to, and the rest of its
//! lists and tables.

use std::collections::HashSet;

use super::page::{Block, Page};
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

/// Lists and tables of more words than this may be the page's layout.
const LARGEST: f32 = 1500.0;

/// Makes lists, tables and code whole: kept if most of their words are, left out if hardly any.
pub(super) fn make_whole(page: &Page<'_>, keep: &mut [bool]) {
    let words = |block: &Block| block.sums.words;
    for element in &page.elements {
        if !matches!(element.name, Some(E::Table | E::Ul | E::Ol | E::Dl | E::Pre)) {
            continue;
        }
        let range = element.blocks.start as usize..element.blocks.end as usize;
        let all: f32 = page.blocks[range.clone()].iter().map(words).sum();
        let pairs = page.blocks[range.clone()].iter().zip(&keep[range.clone()]);
        let kept: f32 = pairs.filter(|(_, keep)| **keep).map(|(block, _)| words(block)).sum();
        if all > LARGEST {
            continue;
        }
        if kept > 0.75 * all && all - kept < 60.0 {
            keep[range].fill(true);
        } else if kept < 0.1 * all && kept < 60.0 {
            keep[range].fill(false);
        }
    }
}
