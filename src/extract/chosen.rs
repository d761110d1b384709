//! What a person chose to keep and to leave out, by selectors.

use crate::html::selector::{Matched, Selector};
use crate::parse::Tree;
use crate::parse::tree::{NodeData, NodeId, Step};

/// The elements that the selectors match, the outermost of each, in document order.
pub(super) fn matching(tree: &Tree, selectors: &[Selector]) -> Vec<NodeId> {
    let mut found = Vec::new();
    if selectors.is_empty() {
        return found;
    }
    let mut around = vec![Matched::default()];
    let mut inside = None;
    for step in tree.walk(NodeId::DOCUMENT) {
        match step {
            Step::Enter(id) => {
                let parent = around.last().cloned().unwrap_or_default();
                let NodeData::Element(element) = &tree.get(id).data else {
                    around.push(parent);
                    continue;
                };
                let attribute = |name: &str| element.attribute(name);
                let (matched, whole) = parent.enter(selectors, element.local, &attribute);
                around.push(matched);
                if whole && inside.is_none() {
                    found.push(id);
                    inside = Some(id);
                }
            }
            Step::Leave(id) => {
                around.pop();
                if inside == Some(id) {
                    inside = None;
                }
            }
        }
    }
    found
}
