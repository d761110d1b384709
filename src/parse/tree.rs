//! The tree that html5ever's tree builder fills.
//!
//! Strings are parts of the text, or stand in an arena that is freed as a whole.

use std::borrow::Cow;

use bumpalo::Bump;
use html5ever::ns;

use crate::html::{AttributeName, ElementName};
use crate::model::source::{Origin, Span};

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
pub(crate) struct Node<'a> {
    parent: NodeId,
    first_child: NodeId,
    last_child: NodeId,
    previous: NodeId,
    next: NodeId,
    /// An element from its start tag to its end tag; text and comments as they stand.
    pub(crate) span: Span,
    pub(crate) data: NodeData<'a>,
}

#[derive(Debug)]
pub(crate) enum NodeData<'a> {
    /// The root, and the contents of a `template`.
    Document,
    Doctype,
    Text(TextNode<'a>),
    Comment(&'a str),
    Element(Element<'a>),
}

#[derive(Debug)]
pub(crate) struct TextNode<'a> {
    pub(crate) value: Cow<'a, str>,
    pub(crate) origin: Origin,
}

#[derive(Debug)]
pub(crate) struct Element<'a> {
    pub(crate) namespace: Namespace,
    /// The local name as written by the tree builder.
    pub(crate) local: &'a str,
    /// The name, for elements in the HTML namespace and the roots `svg` and `math`.
    pub(crate) name: Option<ElementName>,
    pub(crate) attributes: &'a [Attribute<'a>],
    /// The root of a template's contents.
    pub(crate) template: Option<NodeId>,
}

/// WHATWG HTML, "create an element for a token": the namespaces that elements and, with a prefix,
/// their attributes are created in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// An attribute without a prefix.
    None,
    Html,
    Svg,
    MathMl,
    XLink,
    Xml,
    XmlNs,
}

impl Namespace {
    pub(super) fn of(name: &html5ever::Namespace) -> Self {
        match *name {
            ns!(html) => Self::Html,
            ns!(svg) => Self::Svg,
            ns!(mathml) => Self::MathMl,
            ns!(xlink) => Self::XLink,
            ns!(xml) => Self::Xml,
            ns!(xmlns) => Self::XmlNs,
            _ => Self::None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Attribute<'a> {
    pub(crate) namespace: Namespace,
    /// Which of the names it is that much is asked for.
    pub(crate) known: Option<AttributeName>,
    /// Of a `class`, its place in [`Tree::classes`].
    pub(crate) class: u32,
    /// The local name.
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

impl<'a> Element<'a> {
    pub(crate) fn is_html(&self) -> bool {
        self.namespace == Namespace::Html
    }

    #[inline]
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|attribute| attribute.name == name);
        found.map(|attribute| attribute.value)
    }
}

/// How many bytes of a page, scripts and all, there are to a node; more nodes move the list.
const BYTES_A_NODE: usize = 64;

/// A document as a tree. Nodes are never freed; detached ones have no parent.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// The classes that the elements have; each is there once or a few times.
    pub(super) classes: Vec<&'a str>,
    arena: &'a Bump,
}

/// A step of a walk over a subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

impl<'a> Tree<'a> {
    /// An empty document with room for the nodes of one as long as `text`.
    pub(crate) fn new(text: &str, arena: &'a Bump) -> Self {
        let nodes = Vec::with_capacity(text.len() / BYTES_A_NODE + 16);
        let mut tree = Self { nodes, classes: Vec::new(), arena };
        tree.create(NodeData::Document, Span::default());
        tree
    }

    pub(crate) fn get(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.index()]
    }

    /// What `read` makes of each class, by its number.
    pub(crate) fn classes<T>(&self, read: impl Fn(&str) -> T) -> Vec<T> {
        self.classes.iter().map(|class| read(class)).collect()
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

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<'_, 'a> {
        std::iter::successors(self.first_child(id), |&child| self.next(child))
    }

    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<'_, 'a> {
        std::iter::successors(self.parent(id), |&node| self.parent(node))
    }

    /// The subtree in document order, each node entered and left, without recursion.
    pub(crate) fn walk(&self, root: NodeId) -> impl Iterator<Item = Step> + use<'_, 'a> {
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
    pub(crate) fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + use<'_, 'a> {
        self.walk(root).filter_map(|step| match step {
            Step::Enter(id) => Some(id),
            Step::Leave(_) => None,
        })
    }

    pub(crate) fn element(&self, id: NodeId) -> Option<&Element<'a>> {
        match &self.get(id).data {
            NodeData::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn name(&self, id: NodeId) -> Option<ElementName> {
        self.element(id)?.name
    }

    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&'a str> {
        self.element(id)?.attribute(name)
    }

    pub(crate) fn text(&self, id: NodeId) -> Option<&TextNode<'a>> {
        match &self.get(id).data {
            NodeData::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.get(id).span
    }

    pub(crate) fn get_mut(&mut self, id: NodeId) -> &mut Node<'a> {
        &mut self.nodes[id.index()]
    }

    /// Makes a paragraph of text that all comes from `span`, as the last child of `parent`.
    pub(crate) fn append_paragraph(&mut self, parent: NodeId, text: &str, span: Span) {
        let name = ElementName::P;
        let element = Element {
            namespace: Namespace::Html,
            local: name.as_str(),
            name: Some(name),
            attributes: &[],
            template: None,
        };
        let paragraph = self.create(NodeData::Element(element), span);
        let origin = Origin::new(text.len(), span);
        let value = Cow::Borrowed(&*self.arena.alloc_str(text));
        let text = TextNode { value, origin };
        let text = self.create(NodeData::Text(text), span);
        self.append(parent, paragraph);
        self.append(paragraph, text);
    }

    pub(crate) fn create(&mut self, data: NodeData<'a>, span: Span) -> NodeId {
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
