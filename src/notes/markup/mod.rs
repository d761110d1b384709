//! Footnotes: which elements refer to notes, which are notes, and what around them is no text.
//!
//! Publishing systems write notes in many ways, but the ways are made of few parts: a mark in the
//! text (a number, a symbol), a note elsewhere that often begins with the same mark, and a link, a
//! `for`, an `aria-describedby` or a script that leads from one to the other. [`Candidates`]
//! are found before the walk; the walk writes references where it meets them, leaves out notes
//! where they stand, and writes them at the end. A mark whose note is missing stays text, and so
//! does a note that nothing refers to. Notes that nothing leads to are found among the blocks
//! afterwards, by [`link_loose`].

mod definition;
mod finder;
mod loose;
mod mark;
mod names;
mod numbered;
mod scan;
mod tidy;

use std::collections::HashMap;

pub(crate) use self::loose::link_loose;
use self::mark::Mark;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId};

/// What a node is to the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Stands for the reference to a note.
    Reference(usize),
    /// Is a note, and the place that it is referred to from.
    Inline(usize),
    /// Is a note, or a part of one.
    Definition,
    /// A mark, a way back, a title of notes: not for the reader any more.
    Mark,
    /// Means nothing beyond its content.
    Plain,
}

/// A note.
#[derive(Clone, Debug)]
struct Note {
    mark: Mark,
    /// The elements that hold it, in order.
    nodes: Vec<NodeId>,
    label: Option<String>,
}

/// The notes of a document.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    roles: HashMap<NodeId, Role>,
    /// How much of a text node is left out at its start and at its end.
    cuts: HashMap<NodeId, (usize, usize)>,
    notes: Vec<Note>,
    /// Whether the marks are numbers, each of another note.
    numbered: bool,
    /// The notes in the order of their first reference.
    referred: Vec<usize>,
    written: usize,
}

/// What may refer to notes, in document order.
pub(crate) struct Candidates {
    found: Vec<scan::Candidate>,
    classes: names::Classes,
}

impl Candidates {
    pub(crate) fn new(tree: &Tree) -> Self {
        Self { found: Vec::new(), classes: names::Classes::of(tree) }
    }

    /// Looks at an element of the selected part of a tree.
    pub(crate) fn look_at(&mut self, tree: &Tree, node: NodeId, element: &Element) {
        self.found.extend(scan::candidate(tree, node, element, &self.classes));
    }

    /// The notes that the candidates refer to.
    pub(crate) fn notes(self, tree: &Tree) -> Notes {
        if self.found.is_empty() {
            return Notes::default();
        }
        finder::Finder::new(tree, &self.classes).notes(self.found)
    }
}

impl Notes {
    /// What a node is to the notes.
    pub(crate) fn role(&self, id: NodeId) -> Option<Role> {
        if self.roles.is_empty() { None } else { self.roles.get(&id).copied() }
    }

    /// The part of a text node that is left in.
    pub(crate) fn kept(&self, id: NodeId, length: usize) -> std::ops::Range<usize> {
        let cut = if self.cuts.is_empty() { None } else { self.cuts.get(&id) };
        let &(start, end) = cut.unwrap_or(&(0, 0));
        start.min(length)..length.saturating_sub(end).max(start.min(length))
    }

    /// Refers to a note; its label.
    pub(crate) fn refer(&mut self, note: usize) -> String {
        let next = self.referred.len() + 1;
        let Note { mark, label, .. } = &mut self.notes[note];
        if label.is_none() {
            self.referred.push(note);
        }
        let new = || if self.numbered { mark.text.clone() } else { next.to_string() };
        label.get_or_insert_with(new).clone()
    }

    /// The next note that was referred to and is to be written: its label and its nodes. What was
    /// never referred to after all comes last.
    pub(crate) fn next(&mut self) -> Option<(String, Vec<NodeId>)> {
        if self.written == self.referred.len() {
            let left = (0..self.notes.len()).find(|note| self.notes[*note].label.is_none())?;
            self.refer(left);
        }
        let note = self.referred[self.written];
        self.written += 1;
        let nodes = std::mem::take(&mut self.notes[note].nodes);
        for node in &nodes {
            self.roles.remove(node);
        }
        Some((self.notes[note].label.clone().unwrap_or_default(), nodes))
    }
}
