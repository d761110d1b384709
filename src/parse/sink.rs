//! The sink that html5ever's tree builder calls.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};

use super::tree::{Element, NodeData, NodeId, TextNode, Tree};
use crate::names::ElementName;
use crate::source::{Origin, Span};

#[derive(Default)]
pub(super) struct Sink {
    tree: RefCell<Tree>,
}

#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn insert(&self, parent: Option<NodeId>, before: Option<NodeId>, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(id) => {
                tree.detach(id);
                id
            }
            NodeOrText::AppendText(text) => {
                let previous = match (parent, before) {
                    (_, Some(sibling)) => tree.previous(sibling),
                    (Some(parent), None) => tree.last_child(parent),
                    (None, None) => None,
                };
                let length = text.len();
                if let Some(previous) = previous
                    && let NodeData::Text(node) = &mut tree.get_mut(previous).data
                {
                    node.value.push_tendril(&text);
                    node.origin.push(length, Span::default());
                    return;
                }
                let origin = Origin::new(length, Span::default());
                tree.create(NodeData::Text(TextNode { value: text, origin }), Span::default())
            }
        };
        match (parent, before) {
            (_, Some(sibling)) => tree.insert_before(sibling, id),
            (Some(parent), None) => tree.append(parent, id),
            (None, None) => {}
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name<'a> {
        Name(Ref::map(self.tree.borrow(), |tree| match &tree.get(*target).data {
            NodeData::Element(element) => &element.qualified,
            _ => unreachable!("the tree builder names elements only"),
        }))
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let template = flags.template.then(|| tree.create(NodeData::Document, Span::default()));
        let known = ElementName::parse(&name.local);
        let known = known.filter(|known| {
            name.ns == ns!(html) || matches!(known, ElementName::Svg | ElementName::Math)
        });
        let element = Element { qualified: name, name: known, attributes, template };
        tree.create(NodeData::Element(element), Span::default())
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.tree.borrow_mut().create(NodeData::Comment(text), Span::default())
    }

    fn create_pi(&self, target: StrTendril, _: StrTendril) -> NodeId {
        self.create_comment(target)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(Some(*parent), None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let mut tree = self.tree.borrow_mut();
        let id = tree.create(NodeData::Doctype, Span::default());
        tree.append(NodeId::DOCUMENT, id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.borrow().element(*target).and_then(|e| e.template).unwrap_or(*target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(None, Some(*sibling), child);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let NodeData::Element(element) = &mut tree.get_mut(*target).data {
            for attribute in attributes {
                if !element.attributes.iter().any(|a| a.name == attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.first_child(*node) {
            tree.detach(child);
            tree.append(*new_parent, child);
        }
    }
}
