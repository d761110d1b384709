//! What ids, classes and roles say about notes.

use std::cell::OnceCell;

use crate::html::{AttributeName as A, Parts};
use crate::parse::Tree;
use crate::parse::tree::{Attribute, Element};

/// What a name says an element is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// A reference to a note, or its mark.
    pub(super) reference: bool,
    /// A note, or what holds notes.
    pub(super) note: bool,
    /// The way back from a note.
    pub(super) back: bool,
}

/// What the classes of a tree say about notes, each read once, when it is asked for.
pub(crate) struct Classes(Vec<OnceCell<Named>>);

impl Classes {
    pub(super) fn of(tree: &Tree) -> Self {
        Self(tree.classes(|_| OnceCell::new()))
    }

    /// What an element of the tree is by its names.
    pub(super) fn named(&self, element: &Element) -> Named {
        let known = |class: &Attribute| self.0.get(class.class as usize);
        Named::by(element, |class| {
            let read = || Named::by_names(class.value);
            known(class).map_or_else(read, |known| *known.get_or_init(read))
        })
    }
}

impl Named {
    pub(super) fn of(element: &Element) -> Self {
        Self::by(element, |class| Self::by_names(class.value))
    }

    fn by_names(names: &str) -> Self {
        let mut named = Self::default();
        named.names(names);
        named
    }

    fn by(element: &Element, classes: impl Fn(&Attribute) -> Self) -> Self {
        let mut named = Self::default();
        for attribute in element.attributes {
            let value = attribute.value;
            match attribute.known {
                Some(A::Class) => named.add(classes(attribute)),
                Some(A::Id | A::Name) => named.names(value),
                Some(A::Role | A::Type) => named.role(value),
                Some(A::Rel) => named.reference |= value == "footnote",
                Some(A::Rev) => named.back |= value == "footnote",
                Some(A::EpubType | A::DataType) => named.role(value),
                Some(A::DataFootnoteRef | A::DataFn | A::DataMfn) => named.reference = true,
                Some(A::DataFootnotes | A::DataFootnote) => named.note = true,
                Some(A::DataFootnoteBackref) => named.back = true,
                _ => {}
            }
        }
        named
    }

    fn add(&mut self, other: Self) {
        self.reference |= other.reference;
        self.note |= other.note;
        self.back |= other.back;
    }

    fn role(&mut self, role: &str) {
        for role in role.split_ascii_whitespace() {
            match role {
                "doc-noteref" | "noteref" | "doc-biblioref" => self.reference = true,
                "doc-footnote" | "doc-endnote" | "doc-endnotes" | "footnote" | "footnotes"
                | "endnote" | "endnotes" | "rearnote" | "rearnotes" | "note"
                | "doc-biblioentry" => self.note = true,
                "doc-backlink" => self.back = true,
                _ => {}
            }
        }
    }

    fn names(&mut self, names: &str) {
        if !PARTS.are_in(names) {
            return;
        }
        for name in names.split_ascii_whitespace().filter(|name| PARTS.are_in(name)) {
            let name = name.to_ascii_lowercase();
            let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
            let starts = |parts: &[&str]| parts.iter().any(|part| name.starts_with(part));
            let about_notes = has(&[
                "footnote",
                "endnote",
                "sidenote",
                "marginnote",
                "foot-note",
                "end-note",
                "side-note",
                "margin-note",
            ]) || starts(&[
                "fn", "ftn", "_ftn", "edn", "_edn", "note", "cite", "footref", "footdef",
            ]);
            let reference = has(&[
                "ref", "anchor", "mark", "number", "toggle", "trigger", "button", "link", "cite_",
                "citation",
            ]);
            self.back |= has(&[
                "backref",
                "backlink",
                "footnote-back",
                "reversefootnote",
                "to-top",
                "footnote_backlink",
                "footnote-return",
            ]);
            self.reference |= matches!(
                &*name,
                "reference" | "ref" | "fn" | "noteref" | "citation" | "footnum" | "ltx_cite"
            ) || about_notes && reference;
            self.note |= matches!(
                &*name,
                "references" | "reflist" | "citations" | "bibliography" | "ltx_note"
            ) || about_notes && !reference;
        }
    }
}

/// What a name about notes has in it.
static PARTS: Parts =
    Parts::new(&["not", "cit", "ref", "bac", "bib", "ftn", "foo", "edn", "to-", " fn"]);
