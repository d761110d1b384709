//! The arena tree that html5ever's tree builder fills.

use html5ever::tendril::StrTendril;
use html5ever::{QualName, ns};

use crate::names::ElementName;
use crate::source::{Origin, Span};

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

impl NodeId {
    pub(crate) const DOCUMENT: Self = Self(0);
    const NONE: Self = Self(u32::MAX);

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    fn some(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// A node's links and data.
#[derive(Debug)]
pub(crate) struct Node {
    parent: NodeId,
    first_child: NodeId,
    last_child: NodeId,
    previous: NodeId,
    next: NodeId,
    /// An element from its start tag to its end tag; text and comments as they stand.
    pub(crate) span: Span,
    pub(crate) data: NodeData,
}

#[derive(Debug)]
pub(crate) enum NodeData {
    /// The root, and the contents of a `template`.
    Document,
    Doctype,
    Text(TextNode),
    #[cfg_attr(not(test), expect(dead_code, reason = "tests compare it with the oracle's"))]
    Comment(StrTendril),
    Element(Element),
}

#[derive(Debug)]
pub(crate) struct TextNode {
    pub(crate) value: StrTendril,
    pub(crate) origin: Origin,
}

#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) qualified: QualName,
    /// The name, for elements in the HTML namespace and the roots `svg` and `math`.
    pub(crate) name: Option<ElementName>,
    pub(crate) attributes: Box<[html5ever::Attribute]>,
    /// The root of a template's contents.
    pub(crate) template: Option<NodeId>,
}

impl Element {
    /// The local name as written by the tree builder.
    pub(crate) fn local_name(&self) -> &str {
        &self.qualified.local
    }

    pub(crate) fn is_html(&self) -> bool {
        self.qualified.ns == ns!(html)
    }

    #[inline]
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| &*attribute.value)
    }
}

/// A document as a tree. Nodes are never freed; detached ones have no parent.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

/// A step of a walk over a subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

impl Default for Tree {
    fn default() -> Self {
        let mut tree = Self { nodes: Vec::new() };
        tree.create(NodeData::Document, Span::default());
        tree
    }
}

impl Tree {
    pub(crate) fn get(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// How many nodes were made, detached ones included.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.get(id).parent.some()
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.get(id).first_child.some()
    }

    pub(crate) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.get(id).last_child.some()
    }

    pub(crate) fn previous(&self, id: NodeId) -> Option<NodeId> {
        self.get(id).previous.some()
    }

    pub(crate) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.get(id).next.some()
    }

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |&child| self.next(child))
    }

    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&node| self.parent(node))
    }

    /// The subtree in document order, each node entered and left, without recursion.
    pub(crate) fn walk(&self, root: NodeId) -> impl Iterator<Item = Step> + '_ {
        let mut next = Some(Step::Enter(root));
        std::iter::from_fn(move || {
            let step = next?;
            next = if step == Step::Leave(root) { None } else { self.after(step) };
            Some(step)
        })
    }

    /// The step after one, in a walk over the whole tree.
    pub(crate) fn after(&self, step: Step) -> Option<Step> {
        match step {
            Step::Enter(id) => Some(self.first_child(id).map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) => {
                self.next(id).map(Step::Enter).or_else(|| self.parent(id).map(Step::Leave))
            }
        }
    }

    /// The subtree in document order, the root first.
    pub(crate) fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.walk(root).filter_map(|step| match step {
            Step::Enter(id) => Some(id),
            Step::Leave(_) => None,
        })
    }

    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.get(id).data {
            NodeData::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn name(&self, id: NodeId) -> Option<ElementName> {
        self.element(id)?.name
    }

    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.element(id)?.attribute(name)
    }

    pub(crate) fn text(&self, id: NodeId) -> Option<&TextNode> {
        match &self.get(id).data {
            NodeData::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.get(id).span
    }

    pub(crate) fn get_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    /// Makes a paragraph of text that all comes from `span`, as the last child of `parent`.
    pub(crate) fn append_paragraph(&mut self, parent: NodeId, text: &str, span: Span) {
        let qualified = QualName::new(None, ns!(html), html5ever::local_name!("p"));
        let name = Some(ElementName::P);
        let element = Element { qualified, name, attributes: Box::default(), template: None };
        let paragraph = self.create(NodeData::Element(element), span);
        let origin = Origin::new(text.len(), span);
        let text = TextNode { value: text.into(), origin };
        let text = self.create(NodeData::Text(text), span);
        self.append(parent, paragraph);
        self.append(paragraph, text);
    }

    pub(crate) fn create(&mut self, data: NodeData, span: Span) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let none = NodeId::NONE;
        self.nodes.push(Node {
            parent: none,
            first_child: none,
            last_child: none,
            previous: none,
            next: none,
            span,
            data,
        });
        id
    }

    /// Makes the span of a node reach to `end` at least.
    pub(crate) fn extend(&mut self, id: NodeId, end: u32) {
        let span = &mut self.get_mut(id).span;
        span.end = span.end.max(end);
    }

    pub(crate) fn append(&mut self, parent: NodeId, child: NodeId) {
        let last = self.get(parent).last_child;
        self.link(parent, last, child, NodeId::NONE);
    }

    pub(crate) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        let Node { parent, previous, .. } = *self.get(sibling);
        self.link(parent, previous, child, sibling);
    }

    pub(crate) fn detach(&mut self, id: NodeId) {
        let Node { parent, previous, next, .. } = *self.get(id);
        if parent == NodeId::NONE {
            return;
        }
        match previous.some() {
            Some(previous) => self.get_mut(previous).next = next,
            None => self.get_mut(parent).first_child = next,
        }
        match next.some() {
            Some(next) => self.get_mut(next).previous = previous,
            None => self.get_mut(parent).last_child = previous,
        }
        let node = self.get_mut(id);
        (node.parent, node.previous, node.next) = (NodeId::NONE, NodeId::NONE, NodeId::NONE);
    }

    fn link(&mut self, parent: NodeId, previous: NodeId, child: NodeId, next: NodeId) {
        let node = self.get_mut(child);
        (node.parent, node.previous, node.next) = (parent, previous, next);
        match previous.some() {
            Some(previous) => self.get_mut(previous).next = child,
            None => self.get_mut(parent).first_child = child,
        }
        match next.some() {
            Some(next) => self.get_mut(next).previous = child,
            None => self.get_mut(parent).last_child = child,
        }
    }
}
