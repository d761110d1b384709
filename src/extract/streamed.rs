//! Parts of a page that its server sent later than their place, in hidden containers.
//!
//! React streams `<template id="B:0">` with a stand-in behind it where a part is missing, and the
//! part itself in `<div hidden id="S:0">` at the end, which a script puts in place. That is done
//! here without the script, for all modes of extraction.

use std::collections::HashMap;

use crate::html::ElementName as E;
use crate::parse::Tree;
use crate::parse::tree::{NodeData, NodeId};

/// How many parts are moved; each may put the next one deeper.
const MOST: usize = 256;

/// Moves the parts to where they belong; one without a place is shown where it stands.
pub(super) fn put_in_place(tree: &mut Tree) {
    let (parts, places) = find(tree);
    for (part, number) in parts {
        let children: Vec<NodeId> = tree.children(part).collect();
        let place = places.get(&number).copied();
        // A part that waits for itself has no place.
        let place = place.filter(|&place| !tree.ancestors(place).any(|node| node == part));
        match place {
            Some(template) => {
                stand_in(tree, template).into_iter().for_each(|node| tree.detach(node));
                move_before(tree, template, &children);
                tree.detach(template);
            }
            None => move_before(tree, part, &children),
        }
        tree.detach(part);
    }
}

/// The hidden containers with their numbers, in order, and the templates that stand for them.
fn find(tree: &Tree) -> (Vec<(NodeId, String)>, HashMap<String, NodeId>) {
    let (mut parts, mut places) = (Vec::new(), HashMap::new());
    for node in tree.descendants(NodeId::DOCUMENT) {
        let Some(element) = tree.element(node) else { continue };
        let Some(E::Div | E::Template) = element.name else { continue };
        let Some((kind, number)) = element.attribute("id").and_then(|id| id.split_once(':')) else {
            continue;
        };
        if !is_number(number) {
            continue;
        }
        let hidden = element.attribute("hidden").is_some();
        match (element.name, kind) {
            (Some(E::Div), "S") if hidden && parts.len() < MOST => {
                parts.push((node, number.to_owned()));
            }
            (Some(E::Template), "B" | "P") => {
                places.entry(number.to_owned()).or_insert(node);
            }
            _ => {}
        }
    }
    (parts, places)
}

fn is_number(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What is shown in the place of a part until it comes: up to the comment that ends it.
fn stand_in(tree: &Tree, template: NodeId) -> Vec<NodeId> {
    let is_boundary = tree.attribute(template, "id").is_some_and(|id| id.starts_with("B:"));
    let mut found = Vec::new();
    let mut next = tree.next(template).filter(|_| is_boundary);
    while let Some(node) = next {
        match &tree.get(node).data {
            NodeData::Comment(text) if text.trim() == "/$" => return found,
            _ => found.push(node),
        }
        next = tree.next(node);
    }
    // Without its end the stand-in may be the rest of the page.
    Vec::new()
}

fn move_before(tree: &mut Tree, sibling: NodeId, nodes: &[NodeId]) {
    for &node in nodes {
        tree.detach(node);
        tree.insert_before(sibling, node);
    }
}
