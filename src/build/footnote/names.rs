//! What ids, classes and roles say about notes.

use crate::parse::tree::Element;

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

impl Named {
    pub(super) fn of(element: &Element) -> Self {
        let mut named = Self::default();
        for attribute in &element.attributes {
            match &*attribute.name.local {
                "class" | "id" | "name" => named.names(&attribute.value),
                "role" | "epub:type" | "type" | "data-type" => named.role(&attribute.value),
                "data-footnote-ref" | "data-fn" | "data-mfn" => named.reference = true,
                "data-footnotes" | "data-footnote" => named.note = true,
                "data-footnote-backref" => named.back = true,
                "rel" => named.reference |= &*attribute.value == "footnote",
                "rev" => named.back |= &*attribute.value == "footnote",
                _ => {}
            }
        }
        named
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
        for name in names.split_ascii_whitespace().filter(|name| may_be_about_notes(name)) {
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

/// A quick look at every class and id, so that only the few that matter are read in full.
fn may_be_about_notes(name: &str) -> bool {
    let name = name.as_bytes();
    let lower = |byte: &u8| byte.to_ascii_lowercase();
    name.windows(3).any(|three| {
        matches!(
            &[lower(&three[0]), lower(&three[1]), lower(&three[2])],
            b"not" | b"cit" | b"ref" | b"bac" | b"bib" | b"ftn" | b"foo" | b"edn" | b"to-"
        )
    }) || name.get(..2).is_some_and(|two| two.eq_ignore_ascii_case(b"fn"))
}
