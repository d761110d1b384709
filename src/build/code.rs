//! Preformatted text and program code.

use super::walk::Builder;
use crate::document::{BlockKind, Inline};
use crate::names::ElementName;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId};

impl Builder<'_> {
    pub(super) fn code_block(&mut self, id: NodeId) {
        self.flush();
        let mut text = text(self.tree, id);
        let kept = text.trim_end_matches(['\n', '\r']).len();
        text.truncate(kept);
        if text.trim().is_empty() {
            return;
        }
        let language = language(self.tree, id);
        self.push(BlockKind::Code { language, text }, self.tree.span(id));
    }

    pub(super) fn code_span(&mut self, id: NodeId) {
        let text = text(self.tree, id).replace('\n', " ");
        if !text.is_empty() {
            self.run.push(Inline::Code(text), self.tree.span(id));
        }
    }
}

/// The text of a subtree as it stands, a line break for `br`.
fn text(tree: &Tree, root: NodeId) -> String {
    let mut out = String::new();
    for id in tree.descendants(root) {
        if let Some(text) = tree.text(id) {
            out.push_str(&text.value);
        } else if tree.name(id) == Some(ElementName::Br) {
            out.push('\n');
        }
    }
    out
}

/// The language that the classes of the block, the code in it or what is around it name.
fn language(tree: &Tree, id: NodeId) -> Option<String> {
    let inside = tree.children(id).filter(|&child| tree.name(child) == Some(ElementName::Code));
    let around = tree.ancestors(id).take(2);
    let mut elements = inside.chain([id]).chain(around).filter_map(|node| tree.element(node));
    elements.find_map(of_element)
}

fn of_element(element: &Element) -> Option<String> {
    let class = element.attribute("class")?;
    let named = class
        .split_ascii_whitespace()
        .find_map(|name| name.strip_prefix("language-").or_else(|| name.strip_prefix("lang-")))?;
    (!named.is_empty()).then(|| named.to_owned())
}
