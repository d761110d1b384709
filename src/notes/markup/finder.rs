//! From marks to notes: what each candidate leads to, and whether that is a note.

use std::collections::HashMap;

use super::mark::Mark;
use super::names::{Classes, Named};
use super::scan::{Candidate, is_inline, is_mark_only, short_text};
use super::{Note, Notes, Role, definition};
use crate::html::{AttributeName as A, ElementName};
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId, Step};

/// How far up an element's wrappers are looked at.
const WRAPPERS: usize = 3;

/// In how many containers notes without links are looked for.
const MAX_CONTAINERS: usize = 16;

/// An id that stands more than once leads to so many places before a link and behind it, the nearest:
/// pages of several articles repeat the ids of their notes.
const NEAREST: usize = 16;

/// What is known of a tree while its notes are looked for.
pub(super) struct Finder<'a> {
    pub(super) tree: &'a Tree<'a>,
    /// By node index, where a subtree begins and ends in document order.
    extent: Vec<(u32, u32)>,
    /// The elements of an id or an anchor's name, in document order.
    ids: HashMap<&'a str, Vec<NodeId>>,
    /// The first link to each place.
    links: HashMap<&'a str, NodeId>,
    /// What holds notes by its name, in document order.
    pub(super) containers: Vec<NodeId>,
    /// The notes of the containers by number, once they were looked for.
    items: Option<Vec<HashMap<u32, NodeId>>>,
    /// The note that begins in a node.
    pub(super) starts: HashMap<NodeId, usize>,
    /// The outermost element of each reference.
    pub(super) references: Vec<NodeId>,
    pub(super) notes: Notes,
}

impl<'a> Finder<'a> {
    pub(super) fn new(tree: &'a Tree, classes: &Classes) -> Self {
        let mut finder = Self {
            tree,
            extent: vec![(u32::MAX, 0); tree.len()],
            ids: HashMap::new(),
            links: HashMap::new(),
            containers: Vec::new(),
            items: None,
            starts: HashMap::new(),
            references: Vec::new(),
            notes: Notes::default(),
        };
        finder.index(classes);
        finder
    }

    fn index(&mut self, classes: &Classes) {
        let tree = self.tree;
        let mut place = 0;
        for step in tree.walk(NodeId::DOCUMENT) {
            match step {
                Step::Enter(id) => {
                    self.extent[id.index()] = (place, place);
                    place += 1;
                    if let Some(element) = tree.element(id) {
                        self.index_element(id, element, classes);
                    }
                }
                Step::Leave(id) => self.extent[id.index()].1 = place,
            }
        }
    }

    fn index_element(&mut self, id: NodeId, element: &'a Element, classes: &Classes) {
        if element.attributes.is_empty() {
            return;
        }
        for attribute in element.attributes {
            if attribute.name == "href"
                && let Some((_, fragment)) = attribute.value.rsplit_once('#')
            {
                self.links.entry(fragment).or_insert(id);
            }
            let names = match attribute.known {
                Some(A::Id) => true,
                Some(A::Name) => element.name == Some(ElementName::A),
                _ => false,
            };
            if names && !attribute.value.is_empty() {
                let nodes = self.ids.entry(attribute.value).or_default();
                if nodes.last() != Some(&id) {
                    nodes.push(id);
                }
            }
        }
        if !is_inline(self.tree, id) && classes.named(element).note {
            self.containers.push(id);
        }
    }

    /// Whether the subtree at `outer` holds `inner`.
    pub(super) fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        let ((start, end), (at, _)) = (self.extent[outer.index()], self.extent[inner.index()]);
        start <= at && at < end
    }

    /// Whether a node comes before another in the document.
    pub(super) fn precedes(&self, one: NodeId, other: NodeId) -> bool {
        self.extent[one.index()].0 < self.extent[other.index()].0
    }

    /// The notes that the candidates refer to.
    pub(super) fn notes(mut self, candidates: Vec<Candidate>) -> Notes {
        let mut doubtful = Vec::new();
        let mut unlinked = Vec::new();
        for candidate in candidates.iter().filter(|candidate| !candidate.inline) {
            match self.linked(candidate) {
                Some((nodes, true)) => self.accept(candidate, nodes),
                Some((nodes, false)) => doubtful.push((candidate, nodes)),
                None => unlinked.push(candidate),
            }
        }
        for (candidate, nodes) in doubtful {
            if nodes.first().is_some_and(|node| self.starts.contains_key(node)) {
                self.accept(candidate, nodes);
            }
        }
        unlinked.into_iter().for_each(|candidate| self.numbered(candidate));
        let (marks, inline): (Vec<_>, Vec<_>) = candidates
            .iter()
            .filter(|c| c.inline)
            .partition(|c| self.tree.element(c.node).is_some_and(is_mark_only));
        inline.into_iter().for_each(|candidate| self.in_place(candidate.node));
        marks.into_iter().for_each(|candidate| self.remark(candidate));
        self.tidy()
    }

    /// The note that a candidate leads to, and whether nothing else can be meant.
    fn linked(&self, candidate: &Candidate) -> Option<(Vec<NodeId>, bool)> {
        if self.is_part_of_note(candidate.node) && self.leads_back(candidate.node) {
            return None;
        }
        for target in self.targets(candidate.node) {
            let Some(nodes) = definition::of(self, target, candidate) else { continue };
            let first = *nodes.first()?;
            let sure = candidate.mark.as_ref().is_none_or(|mark| mark.sure)
                || self.is_raised(candidate.node)
                || self.is_named(first, |named| named.note)
                || self.is_named(candidate.node, |named| named.reference)
                || self.links_between(first, candidate.node);
            return Some((nodes, sure));
        }
        None
    }

    /// Whether a node stands in a note that was found already.
    fn is_part_of_note(&self, node: NodeId) -> bool {
        let mut around = std::iter::once(node).chain(self.tree.ancestors(node));
        around.any(|node| {
            matches!(self.notes.roles.get(&node), Some(Role::Definition | Role::Inline(_)))
        })
    }

    /// Whether an element leads to something before it.
    pub(super) fn leads_back(&self, node: NodeId) -> bool {
        self.targets(node).first().is_some_and(|target| self.precedes(*target, node))
    }

    /// Whether an element or a wrapper of it is superscript.
    fn is_raised(&self, node: NodeId) -> bool {
        let raised = |node: NodeId| self.tree.name(node) == Some(ElementName::Sup);
        let wrappers = self.tree.ancestors(node).take(WRAPPERS);
        let inside = self.tree.children(node).any(raised);
        inside
            || std::iter::once(node)
                .chain(wrappers)
                .take_while(|node| is_inline(self.tree, *node))
                .any(raised)
    }

    /// Whether an element or a wrapper of it has such a name.
    pub(super) fn is_named(&self, node: NodeId, test: impl Fn(Named) -> bool) -> bool {
        let wrappers = self.tree.ancestors(node).take(WRAPPERS);
        let elements =
            std::iter::once(node).chain(wrappers).filter_map(|node| self.tree.element(node));
        elements.map(Named::of).any(test)
    }

    /// Whether something in a note leads back to a reference or what is around it.
    fn links_between(&self, note: NodeId, reference: NodeId) -> bool {
        let links = self
            .tree
            .descendants(note)
            .take(definition::MAX_NODES)
            .filter(|node| self.tree.name(*node) == Some(ElementName::A));
        links
            .take(64)
            .any(|link| self.targets(link).iter().any(|target| self.is_near(*target, reference)))
    }

    /// Whether a node is the element of a reference, in it, or directly around or before it.
    pub(super) fn is_near(&self, node: NodeId, reference: NodeId) -> bool {
        let mut around =
            std::iter::once(reference).chain(self.tree.ancestors(reference).take(WRAPPERS));
        self.holds(reference, node)
            || around.any(|wrapper| wrapper == node || self.tree.previous(wrapper) == Some(node))
    }

    /// Those that stand before a node and behind it, the nearest.
    fn nearest<'n>(&self, nodes: &'n [NodeId], node: NodeId) -> &'n [NodeId] {
        let at = nodes.partition_point(|target| self.precedes(*target, node));
        &nodes[at.saturating_sub(NEAREST)..(at + NEAREST).min(nodes.len())]
    }

    /// What an element leads to, by its link, its attributes or those of its wrappers.
    pub(super) fn targets(&self, node: NodeId) -> Vec<NodeId> {
        let inside =
            self.tree.children(node).filter(|child| self.tree.name(*child) == Some(ElementName::A));
        let wrappers =
            self.tree.ancestors(node).take(2).take_while(|node| is_inline(self.tree, *node));
        let elements = std::iter::once(node).chain(inside.take(2)).chain(wrappers);
        let mut targets = Vec::new();
        for element in elements.filter_map(|node| self.tree.element(node)) {
            for attribute in element.attributes {
                let value = attribute.value;
                let id = match attribute.name {
                    "href" => value.rsplit_once('#').map_or("", |(_, fragment)| fragment),
                    "for" | "aria-describedby" | "aria-controls" | "aria-details" => value,
                    "onclick" => value.split(['\'', '"']).nth(1).unwrap_or_default(),
                    name if name.starts_with("data-") => value.trim_start_matches('#'),
                    _ => continue,
                };
                let named = self.ids.get(id).map_or(&[][..], Vec::as_slice);
                let near = self.nearest(named, node).iter();
                targets.extend(near.filter(|target| **target != node));
                if named.is_empty() && attribute.name == "href" {
                    targets.extend(self.counterpart(id).filter(|target| *target != node));
                }
            }
        }
        targets
    }

    /// The link that leads back from where `id` should be: ids are lost where documents are pasted,
    /// and the names of the two still agree, `_ftn2` and `_ftnref2`.
    fn counterpart(&self, id: &str) -> Option<NodeId> {
        let digits = id.find(|c: char| c.is_ascii_digit())?;
        let (word, number) = id.split_at(digits);
        let other = match word.strip_suffix("ref") {
            Some(note) => format!("{note}{number}"),
            None => format!("{word}ref{number}"),
        };
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.links.get(&*other).copied()
    }

    /// A mark without a link, called a reference by its name: the note of that number in what is
    /// called notes.
    fn numbered(&mut self, candidate: &Candidate) {
        let Some(number) = candidate.mark.as_ref().and_then(|mark| mark.number) else { return };
        let named = self.is_named(candidate.node, |named| named.reference);
        if !named || self.is_part_of_note(candidate.node) || self.is_reference(candidate.node) {
            return;
        }
        let items = self.items.get_or_insert_with(|| {
            let holders = self.containers.iter().take(MAX_CONTAINERS);
            holders.map(|container| definition::items(self.tree, *container)).collect()
        });
        let found = items.iter().filter_map(|items| items.get(&number).copied());
        let found: Vec<NodeId> = found.collect();
        let found = found.into_iter().find(|item| {
            self.precedes(candidate.node, *item) && !self.holds(*item, candidate.node)
        });
        if let Some(item) = found {
            self.accept(candidate, vec![item]);
        }
    }

    /// Whether a node is in a reference that was found already.
    pub(super) fn is_reference(&self, node: NodeId) -> bool {
        let mut around = std::iter::once(node).chain(self.tree.ancestors(node).take(WRAPPERS));
        around.any(|node| matches!(self.notes.roles.get(&node), Some(Role::Reference(_))))
    }

    /// A note in the middle of a sentence, after its mark or without any.
    fn in_place(&mut self, node: NodeId) {
        let mut inside = self.tree.descendants(node);
        if self.is_part_of_note(node) || inside.any(|node| self.notes.roles.contains_key(&node)) {
            return;
        }
        let note = self.notes.notes.len();
        let before =
            std::iter::successors(self.tree.previous(node), |node| self.tree.previous(*node));
        let mark_before = before
            .take(4)
            .take_while(|node| self.is_label(*node) || self.is_blank(*node))
            .find(|node| self.is_label(*node) && !self.notes.roles.contains_key(node));
        let mark = mark_before.and_then(|node| Mark::parse(&short_text(self.tree, node)?));
        let number = mark.or_else(|| self.own_mark(node));
        let none = || Mark { text: String::new(), number: None, sure: false };
        let number = number.unwrap_or_else(none);
        self.notes.notes.push(Note { mark: number, nodes: vec![node], label: None });
        match mark_before {
            Some(before) => {
                self.notes.roles.insert(before, Role::Reference(note));
                self.notes.roles.insert(node, Role::Definition);
            }
            None => _ = self.notes.roles.insert(node, Role::Inline(note)),
        }
        self.references.push(mark_before.unwrap_or(node));
        self.starts.insert(node, note);
    }

    /// The number that is all there is in the first text of a note.
    fn own_mark(&self, node: NodeId) -> Option<Mark> {
        let mut texts = self.tree.descendants(node).filter_map(|node| self.tree.text(node));
        let first = texts.find(|text| !text.value.trim().is_empty())?;
        let alone = texts.next().is_some();
        Mark::parse(&first.value).filter(|mark| alone && mark.number.is_some())
    }

    /// Makes a mark that stands apart from its note a reference to the note of that number.
    fn remark(&mut self, candidate: &Candidate) {
        let Some(number) = self.own_mark(candidate.node).and_then(|mark| mark.number) else {
            return;
        };
        let same = |note: &Note| note.mark.number == Some(number);
        if let Some(note) = self.notes.notes.iter().position(same) {
            self.notes.roles.insert(candidate.node, Role::Reference(note));
            self.references.push(candidate.node);
        }
    }

    /// Whether an element is a mark, or the empty label of a checkbox.
    fn is_label(&self, node: NodeId) -> bool {
        self.tree.element(node).is_some()
            && is_inline(self.tree, node)
            && short_text(self.tree, node).is_some_and(|text| {
                Mark::parse(&text).is_some()
                    || !text.contains(char::is_alphanumeric)
                        && self.tree.name(node) == Some(ElementName::Label)
            })
    }

    /// Whether a node shows nothing.
    pub(super) fn is_blank(&self, node: NodeId) -> bool {
        match self.tree.text(node) {
            Some(text) => text.value.trim().is_empty(),
            None => {
                self.tree.name(node) == Some(ElementName::Input)
                    || self.tree.element(node).is_none()
            }
        }
    }

    /// Takes a candidate for a reference to the note in `nodes`.
    fn accept(&mut self, candidate: &Candidate, nodes: Vec<NodeId>) {
        let Some(&first) = nodes.first() else { return };
        if self.is_reference(candidate.node) {
            return;
        }
        let note = *self.starts.entry(first).or_insert(self.notes.notes.len());
        if note == self.notes.notes.len() {
            let none = Mark { text: String::new(), number: None, sure: false };
            let mark = candidate.mark.clone().unwrap_or(none);
            let roles = nodes.iter().map(|node| (*node, Role::Definition));
            self.notes.roles.extend(roles);
            self.notes.notes.push(Note { mark, nodes, label: None });
        }
        self.notes.roles.insert(candidate.node, Role::Reference(note));
        self.references.push(candidate.node);
    }
}
