//! The sink that html5ever's tree builder calls.
//!
//! Before each token it is told the token's span, from which the nodes get theirs: an element from
//! its start tag to the end of its end tag, or to where another tag closes it. What the tree
//! builder puts in by itself starts at the token that made it do so.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{LocalName, QualName, ns};

use super::Arena;
use super::names::{self, Name, Names};
use super::runs::Runs;
use super::sets::is_barrier;
use super::strings::Strings;
use super::tree::{Attribute, Element, NodeData, NodeId, TextNode, Tree};
use super::{convert, tree};
use crate::html::ElementName;
use crate::html::sets;
use crate::model::source::{Origin, Span};
use crate::tokenize::{self, TagName};

/// A node for the tree builder, which asks for its name all the time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handle<'n> {
    id: NodeId,
    name: &'n Name,
}

impl Handle<'_> {
    pub(super) fn local_name(&self) -> &LocalName {
        &self.name.local
    }
}

/// The token that the tree builder is at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Current {
    span: Span,
    kind: CurrentKind,
    /// The name of a start tag.
    name: Option<ElementName>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum CurrentKind {
    StartTag,
    EndTag,
    Text,
    Null,
    Doctype,
    #[default]
    Other,
}

impl Current {
    pub(super) fn start_tag(span: Span, name: Option<ElementName>) -> Self {
        Self { span, kind: CurrentKind::StartTag, name }
    }

    pub(super) fn end_tag(span: Span) -> Self {
        Self { span, kind: CurrentKind::EndTag, name: None }
    }

    pub(super) fn text(span: Span) -> Self {
        Self { span, kind: CurrentKind::Text, name: None }
    }

    pub(super) fn null(span: Span) -> Self {
        Self { span, kind: CurrentKind::Null, name: None }
    }

    pub(super) fn doctype(span: Span) -> Self {
        Self { span, kind: CurrentKind::Doctype, name: None }
    }

    pub(super) fn other(span: Span) -> Self {
        Self { span, kind: CurrentKind::Other, name: None }
    }

    /// Whether the tree builder may hold text back over this token.
    pub(super) fn keeps_text(self) -> bool {
        matches!(self.kind, CurrentKind::Text | CurrentKind::Null | CurrentKind::Doctype)
    }

    /// Where an element starts that is created at this token.
    fn element_span(self) -> Span {
        match self.kind {
            CurrentKind::StartTag | CurrentKind::EndTag => self.span,
            _ => Span { start: self.span.start, end: self.span.start },
        }
    }
}

pub(super) struct Sink<'t, 'n> {
    names: &'n Names,
    strings: Strings<'t>,
    tree: RefCell<Tree<'t>>,
    /// The attributes of the current start tag, until its element is created.
    kept: Cell<&'t [Attribute<'t>]>,
    /// Attributes by the number that the tree builder has in their place.
    numbered: RefCell<Vec<&'t [Attribute<'t>]>>,
    runs: RefCell<Runs>,
    current: Cell<Current>,
    created: Cell<usize>,
    /// The element that was opened or given text last.
    innermost: Cell<NodeId>,
}

impl<'t, 'n> Sink<'t, 'n> {
    pub(super) fn new(text: &'t str, names: &'n Names, arena: &'t Arena) -> Self {
        Self {
            names,
            strings: Strings::new(text, arena),
            tree: RefCell::new(Tree::new(text, arena)),
            kept: Cell::default(),
            numbered: RefCell::default(),
            runs: RefCell::default(),
            current: Cell::default(),
            created: Cell::default(),
            innermost: Cell::default(),
        }
    }

    pub(super) fn set_current(&self, current: Current) {
        self.current.set(current);
    }

    /// Says in which buffer the tree builder is given the text.
    pub(super) fn share(&self, buffer: &str) {
        self.strings.share(buffer);
    }

    /// Keeps the attributes of the current start tag for its element.
    pub(super) fn keep(&self, attributes: &[tokenize::Attribute<'t>]) {
        self.kept.set(self.strings.attributes(attributes));
    }

    /// Keeps attributes for every element that is created with that number.
    pub(super) fn number(&self, attributes: &[tokenize::Attribute<'t>]) -> u32 {
        let mut numbered = self.numbered.borrow_mut();
        numbered.push(self.strings.attributes(attributes));
        numbered.len() as u32 - 1
    }

    /// Announces text that goes to the tree builder.
    pub(super) fn expect_text(&self, text: StrTendril, origin: Origin) {
        self.runs.borrow_mut().push(text, origin);
    }

    /// The tree builder holds no more text.
    pub(super) fn forget_text(&self) {
        self.runs.borrow_mut().clear();
    }

    /// How many elements have been created.
    pub(super) fn created(&self) -> usize {
        self.created.get()
    }

    /// Ends the element that the current end tag, of that name, has closed. The tree builder does
    /// not say which; it looks up its stack as this looks up the tree.
    pub(super) fn close(&self, name: &TagName<'_>) {
        let mut tree = self.tree.borrow_mut();
        let mut id = self.innermost.get();
        while !is_closed_by(&tree, id, name) {
            let open = tree.name(id).is_none_or(|open| !is_barrier(open, name));
            let Some(parent) = tree.parent(id).filter(|_| open) else {
                return;
            };
            id = parent;
        }
        self.settle(&mut tree, id);
        tree.extend(id, self.current.get().span.end);
        if let Some(parent) = tree.parent(id) {
            self.settle(&mut tree, parent);
        }
    }

    /// Makes `node` the innermost open one; those inside it reach to the end of their content.
    fn settle(&self, tree: &mut Tree, node: NodeId) {
        let mut id = self.innermost.replace(node);
        while id != node {
            let Some(parent) = tree.parent(id) else {
                return;
            };
            tree.extend(parent, tree.span(id).end);
            id = parent;
        }
    }

    /// Which of HTML's names a local name is; mostly that of the start tag at hand.
    fn known_name(&self, local: &LocalName) -> Option<ElementName> {
        let current = self.current.get().name;
        let same = |name: &ElementName| names::html()[*name as usize].local == *local;
        current.filter(same).or_else(|| ElementName::parse(local))
    }

    /// The attributes of the current start tag, for the element of that name.
    fn take_kept(&self, name: Option<ElementName>) -> &'t [Attribute<'t>] {
        let current = self.current.get();
        if current.kind == CurrentKind::StartTag && current.name == name {
            return self.kept.take();
        }
        &[]
    }

    fn document_handle(&self, id: NodeId) -> Handle<'n> {
        Handle { id, name: self.names.nowhere() }
    }

    fn insert(&self, place: Place, child: NodeOrText<Handle<'n>>) {
        let mut tree = self.tree.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(child) => {
                tree.detach(child.id);
                child.id
            }
            NodeOrText::AppendText(text) => match self.insert_text(&mut tree, place, text) {
                Some(id) => id,
                None => return,
            },
        };
        match place {
            Place::In(parent) => tree.append(parent, id),
            Place::Before(sibling) => tree.insert_before(sibling, id),
        }
        if let Some(parent) = tree.parent(id) {
            self.settle(&mut tree, parent);
            let end = tree.span(id).end;
            tree.extend(parent, end);
            if tree
                .element(id)
                .is_some_and(|element| !element.name.is_some_and(|name| sets::VOID.has(name)))
            {
                self.innermost.set(id);
            }
        }
    }

    /// Adds the text to that before `place`, or makes a node of it.
    fn insert_text(&self, tree: &mut Tree<'t>, place: Place, text: StrTendril) -> Option<NodeId> {
        let origin = self.origin(&text);
        let text = self.strings.string(&text);
        let span = origin.span(0..origin.len());
        let previous = match place {
            Place::In(parent) => tree.last_child(parent),
            Place::Before(sibling) => tree.previous(sibling),
        };
        let Some(previous) = previous.filter(|id| tree.text(*id).is_some()) else {
            let value = Cow::Borrowed(text);
            return Some(tree.create(NodeData::Text(TextNode { value, origin }), span));
        };
        let node = tree.get_mut(previous);
        node.span = node.span.union(span);
        if let NodeData::Text(node) = &mut node.data {
            self.strings.append(&mut node.value, text);
            node.origin.append(&origin);
        }
        if let Some(parent) = tree.parent(previous) {
            self.settle(tree, parent);
            tree.extend(parent, span.end);
        }
        None
    }

    fn origin(&self, text: &str) -> Origin {
        let current = self.current.get();
        let found = match current.kind {
            CurrentKind::Null => None,
            _ => self.runs.borrow_mut().take(text),
        };
        found.unwrap_or_else(|| Origin::new(text.len(), current.span))
    }
}

#[derive(Clone, Copy)]
enum Place {
    /// The last in this node.
    In(NodeId),
    /// Right before this one.
    Before(NodeId),
}

impl<'t, 'n> TreeSink for Sink<'t, 'n> {
    type Handle = Handle<'n>;
    type Output = Tree<'t>;
    type ElemName<'a>
        = &'n Name
    where
        Self: 'a;

    fn finish(self) -> Tree<'t> {
        self.settle(&mut self.tree.borrow_mut(), NodeId::DOCUMENT);
        let mut tree = self.tree.into_inner();
        tree.classes = self.strings.into_classes();
        tree
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle<'n> {
        self.document_handle(NodeId::DOCUMENT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle<'n>) -> &'n Name {
        target.name
    }

    fn create_element(
        &self,
        qualified: QualName,
        attributes: Vec<html5ever::Attribute>,
        flags: ElementFlags,
    ) -> Handle<'n> {
        self.created.set(self.created.get() + 1);
        let known = self.known_name(&qualified.local);
        let html = known.filter(|_| qualified.ns == ns!(html));
        let handle = match html {
            Some(known) => &names::html()[known as usize],
            None => self.names.add(qualified.ns.clone(), qualified.local.clone()),
        };
        let root = |name: &ElementName| matches!(name, ElementName::Svg | ElementName::Math);
        let name = html.or(known.filter(root));
        let attributes = match convert::number(&attributes) {
            Some(number) => self.numbered.borrow()[number],
            None if attributes.is_empty() => self.take_kept(known),
            None => self.strings.converted(attributes),
        };
        let mut tree = self.tree.borrow_mut();
        let template = flags.template.then(|| tree.create(NodeData::Document, Span::default()));
        let local = match known {
            Some(known) => known.as_str(),
            None => self.strings.string(&qualified.local),
        };
        let namespace = tree::Namespace::of(&qualified.ns);
        let element = Element { namespace, local, name, attributes, template };
        let span = self.current.get().element_span();
        Handle { id: tree.create(NodeData::Element(element), span), name: handle }
    }

    fn create_comment(&self, text: StrTendril) -> Handle<'n> {
        let span = self.current.get().span;
        let text = self.strings.string(&text);
        let id = self.tree.borrow_mut().create(NodeData::Comment(text), span);
        self.document_handle(id)
    }

    fn create_pi(&self, target: StrTendril, _: StrTendril) -> Handle<'n> {
        self.create_comment(target)
    }

    fn append(&self, parent: &Handle<'n>, child: NodeOrText<Handle<'n>>) {
        self.insert(Place::In(parent.id), child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle<'n>,
        previous: &Handle<'n>,
        child: NodeOrText<Handle<'n>>,
    ) {
        let has_parent = self.tree.borrow().parent(element.id).is_some();
        let place = if has_parent { Place::Before(element.id) } else { Place::In(previous.id) };
        self.insert(place, child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let span = self.current.get().span;
        let mut tree = self.tree.borrow_mut();
        let id = tree.create(NodeData::Doctype, span);
        tree.append(NodeId::DOCUMENT, id);
    }

    fn get_template_contents(&self, target: &Handle<'n>) -> Handle<'n> {
        let contents = self.tree.borrow().element(target.id).and_then(|e| e.template);
        contents.map_or(*target, |id| self.document_handle(id))
    }

    fn same_node(&self, x: &Handle<'n>, y: &Handle<'n>) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle<'n>, child: NodeOrText<Handle<'n>>) {
        self.insert(Place::Before(sibling.id), child);
    }

    fn add_attrs_if_missing(&self, target: &Handle<'n>, attributes: Vec<html5ever::Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let NodeData::Element(element) = &mut tree.get_mut(target.id).data else { return };
        let mut merged = Vec::new();
        for attribute in self.strings.converted(attributes) {
            let known = element.attributes.iter().chain(&merged).any(|a| a.name == attribute.name);
            if !known && element.attributes.len() + merged.len() < MERGED_ATTRIBUTES {
                merged.push(*attribute);
            }
        }
        if !merged.is_empty() {
            merged.splice(0..0, element.attributes.iter().copied());
            element.attributes = self.strings.list(merged);
        }
    }

    fn remove_from_parent(&self, target: &Handle<'n>) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle<'n>, new_parent: &Handle<'n>) {
        let mut tree = self.tree.borrow_mut();
        if let Some(first) = tree.first_child(node.id) {
            tree.get_mut(new_parent.id).span = tree.span(first);
        }
        while let Some(child) = tree.first_child(node.id) {
            let end = tree.span(child).end;
            tree.extend(new_parent.id, end);
            tree.detach(child);
            tree.append(new_parent.id, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle<'n>) -> bool {
        let tree = self.tree.borrow();
        let encoding = tree.attribute(handle.id, "encoding").unwrap_or_default();
        ["text/html", "application/xhtml+xml"].iter().any(|e| encoding.eq_ignore_ascii_case(e))
    }
}

/// Repeated `html` and `body` tags add attributes to the element; so many at most, as each is
/// compared with all.
const MERGED_ATTRIBUTES: usize = 256;

/// Whether `id` is what an end tag of that name closes; one of a heading closes any heading.
fn is_closed_by(tree: &Tree, id: NodeId, name: &TagName<'_>) -> bool {
    let Some(element) = tree.element(id) else {
        return false;
    };
    match (name, element.name) {
        (TagName::Known(name), Some(open)) => {
            *name == open || sets::HEADINGS.has(*name) && sets::HEADINGS.has(open)
        }
        (TagName::Known(name), None) => element.local.eq_ignore_ascii_case(name.as_str()),
        (TagName::Other(name), _) => element.local.eq_ignore_ascii_case(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Limits, RepairOptions};
    use crate::report::Report;
    use crate::tokenize::Tokens;
    use crate::tokenize::lexer::Lexer;

    /// The source of every element of that name.
    fn sources<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
        let mut report = Report::new(&RepairOptions::default());
        let tokens = Tokens::Strict(Lexer::new(text));
        let arena = Arena::default();
        let tree = crate::parse::parse(text, tokens, &Limits::default(), &mut report, &arena);
        tree.descendants(NodeId::DOCUMENT)
            .filter(|id| tree.element(*id).is_some_and(|element| element.local == name))
            .map(|id| &text[tree.span(id).range()])
            .collect()
    }

    #[test]
    fn elements_reach_to_the_end_of_their_end_tags() {
        let text = "<div class=x>a<p>b <em>c<br>d</em> e</p >f</div>g";
        assert_eq!(sources(text, "div"), ["<div class=x>a<p>b <em>c<br>d</em> e</p >f</div>"]);
        assert_eq!(sources(text, "p"), ["<p>b <em>c<br>d</em> e</p >"]);
        assert_eq!(sources(text, "em"), ["<em>c<br>d</em>"]);
        assert_eq!(sources(text, "br"), ["<br>"]);
    }

    #[test]
    fn elements_without_end_tags_reach_to_what_closes_them() {
        let text = "<ul><li>a<li>b</ul><p>c<p>d";
        assert_eq!(sources(text, "li"), ["<li>a", "<li>b"]);
        assert_eq!(sources(text, "p"), ["<p>c", "<p>d"]);
    }

    #[test]
    fn implied_elements_start_at_what_implies_them() {
        let text = " <table><td>a</table>";
        assert_eq!(sources(text, "tbody"), ["<td>a"]);
        assert_eq!(sources(text, "body"), ["<table><td>a</table>"]);
        assert_eq!(sources("<i>a<p>b</i>c", "i"), ["<i>a<p>", "b</i>"]);
        assert_eq!(sources("<p>a<b>c</p>d</b>", "b"), ["<b>c", "d</b>"]);
    }

    #[test]
    fn unclosed_phrasing_elements_end_with_their_content() {
        assert_eq!(sources("<span>a<x>b</span>c", "x"), ["<x>b"]);
        assert_eq!(sources("<span>a<x>b</span>c", "span"), ["<span>a<x>b</span>"]);
    }
}
