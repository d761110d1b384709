//! Notes: which elements hold the note that something leads to.

use std::collections::HashMap;

use super::finder::Finder;
use super::mark::{Mark, is_way_back};
use super::scan::{Candidate, is_inline, short_text};
use crate::html::{ElementName, sets};
use crate::parse::Tree;
use crate::parse::tree::NodeId;

/// The elements of the note that `target` begins or holds; none if that is no note.
pub(super) fn of(finder: &Finder, target: NodeId, candidate: &Candidate) -> Option<Vec<NodeId>> {
    let tree = finder.tree;
    let nodes = match tree.name(target)? {
        ElementName::Input => vec![after_checkbox(tree, target)?],
        _ => holder(tree, target)?,
    };
    let first = *nodes.first()?;
    let beside = is_inline(tree, first) || tree.name(first) == Some(ElementName::Aside);
    let after = beside || finder.precedes(candidate.node, first);
    let apart = nodes.iter().all(|node| !finder.holds(*node, candidate.node));
    (after && apart && nodes.iter().all(|node| is_note(tree, *node))).then_some(nodes)
}

/// The note beside a checkbox that shows it.
fn after_checkbox(tree: &Tree, input: NodeId) -> Option<NodeId> {
    let mut after = std::iter::successors(tree.next(input), |node| tree.next(*node));
    after.find(|node| tree.element(*node).is_some())
}

/// The smallest element around an anchor that holds more than marks.
fn holder(tree: &Tree, target: NodeId) -> Option<Vec<NodeId>> {
    use ElementName as E;
    let mut node = target;
    loop {
        match tree.name(node) {
            Some(
                E::Html | E::Body | E::Main | E::Article | E::Table | E::Ul | E::Ol | E::Tbody,
            ) if node != target => {
                return None;
            }
            Some(E::Dt) => return nonempty(meanings(tree, node)),
            Some(E::Table) => return nonempty(last_cell(tree, node).into_iter().collect()),
            Some(E::Tr) => return nonempty(cells(tree, node)),
            Some(name) if sets::HEADINGS.has(name) && !has_words(tree, node) => {
                return nonempty(below(tree, node));
            }
            _ => {}
        }
        if has_words(tree, node) && !(is_inline(tree, node) && is_split_line(tree, node, target)) {
            return Some(vec![node]);
        }
        node = tree.parent(node)?;
    }
}

/// Whether an inline element around an anchor is only the beginning of the note's text.
fn is_split_line(tree: &Tree, node: NodeId, target: NodeId) -> bool {
    node != target
        && tree.parent(node).is_some_and(|parent| {
            tree.children(parent).any(|child| {
                child != node
                    && tree
                        .text(child)
                        .is_some_and(|text| text.value.contains(char::is_alphanumeric))
            })
        })
        || tree.name(node) == Some(ElementName::A)
}

fn nonempty(nodes: Vec<NodeId>) -> Option<Vec<NodeId>> {
    (!nodes.is_empty()).then_some(nodes)
}

fn meanings(tree: &Tree, term: NodeId) -> Vec<NodeId> {
    let after = std::iter::successors(tree.next(term), |node| tree.next(*node));
    let elements = after.filter(|node| tree.element(*node).is_some());
    elements.take_while(|node| tree.name(*node) == Some(ElementName::Dd)).collect()
}

/// What stands below a heading that is only a mark, up to the next heading.
fn below(tree: &Tree, heading: NodeId) -> Vec<NodeId> {
    let after = std::iter::successors(tree.next(heading), |node| tree.next(*node));
    let elements = after.filter(|node| tree.element(*node).is_some());
    let ends = |node: &NodeId| {
        tree.name(*node).is_none_or(|name| sets::HEADINGS.has(name) || name == ElementName::Hr)
    };
    elements.take_while(|node| !ends(node)).collect()
}

fn last_cell(tree: &Tree, table: NodeId) -> Option<NodeId> {
    let is_cell = |node: &NodeId| tree.name(*node) == Some(ElementName::Td);
    tree.descendants(table).filter(is_cell).last()
}

fn cells(tree: &Tree, row: NodeId) -> Vec<NodeId> {
    tree.children(row)
        .filter(|node| tree.element(*node).is_some() && has_words(tree, *node))
        .collect()
}

/// Whether there is more in a subtree than marks and arrows.
pub(super) fn has_words(tree: &Tree, node: NodeId) -> bool {
    short_text(tree, node)
        .is_none_or(|text| !is_way_back(&text) || text.trim().is_empty() && has_image(tree, node))
}

fn has_image(tree: &Tree, node: NodeId) -> bool {
    tree.descendants(node).any(|node| tree.name(node) == Some(ElementName::Img))
}

/// A note has no more nodes than this.
pub(super) const MAX_NODES: usize = 2000;

/// Whether an element can be a note: no heading is in it, and it is none.
fn is_note(tree: &Tree, node: NodeId) -> bool {
    use ElementName as E;
    let is_section = |node: NodeId| {
        matches!(
            tree.name(node),
            Some(
                E::H1
                    | E::H2
                    | E::H3
                    | E::H4
                    | E::H5
                    | E::H6
                    | E::Main
                    | E::Article
                    | E::Nav
                    | E::Form
            )
        )
    };
    let mut inside = tree.descendants(node);
    has_words(tree, node)
        && !inside.by_ref().take(MAX_NODES).any(is_section)
        && inside.next().is_none()
}

/// The notes in what holds notes, by number: the mark that an item begins with, else its place.
pub(super) fn items(tree: &Tree, container: NodeId) -> HashMap<u32, NodeId> {
    let is_item = |node: &NodeId| tree.name(*node) == Some(ElementName::Li);
    let mut items: Vec<NodeId> = tree.descendants(container).filter(is_item).collect();
    let counted = !items.is_empty();
    if !counted {
        items = tree.children(container).filter(|node| tree.element(*node).is_some()).collect();
    }
    let mut numbered = HashMap::new();
    for (place, item) in (1..).zip(items) {
        let number = first_mark(tree, item).and_then(|mark| mark.number);
        if let Some(number) = number.or(counted.then_some(place)).filter(|_| is_note(tree, item)) {
            numbered.entry(number).or_insert(item);
        }
    }
    numbered
}

/// The mark that a note begins with.
pub(super) fn first_mark(tree: &Tree, node: NodeId) -> Option<Mark> {
    for id in tree.descendants(node).skip(1).take(12) {
        if let Some(text) = tree.text(id) {
            let text = text.value.trim_start();
            if !text.is_empty() {
                let end = text.find(|c: char| c.is_whitespace()).unwrap_or(text.len());
                return Mark::parse(&text[..end]);
            }
        } else if tree.element(id).is_some() && is_inline(tree, id) {
            let mark = short_text(tree, id).and_then(|text| Mark::parse(&text));
            if mark.is_some() {
                return mark;
            }
        }
    }
    None
}
