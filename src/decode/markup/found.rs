//! What a translation puts in the place of marks, and the references it collects for the end.

use std::collections::HashMap;
use std::ops::Range;

use crate::decode::layer::Edits;
use crate::model::edits::Checked;
use crate::report::Confidence;

/// Edits in the order of the text, and the references that will stand at its end.
#[derive(Default)]
pub(super) struct Found {
    edits: Vec<(Range<usize>, String)>,
    references: Vec<String>,
    names: HashMap<String, usize>,
    /// Where reading goes on.
    pub(super) done: usize,
}

impl Found {
    pub(super) fn push(&mut self, range: Range<usize>, after: impl Into<String>) {
        self.edits.push((range, after.into()));
    }

    /// The number of a reference, by its name if it has one.
    pub(super) fn number(&mut self, name: &str, content: Option<String>) -> Option<usize> {
        if let Some(&number) = self.names.get(name).filter(|_| !name.is_empty()) {
            return Some(number);
        }
        self.references.push(content?);
        let number = self.references.len();
        if !name.is_empty() {
            self.names.insert(name.to_owned(), number);
        }
        Some(number)
    }

    /// The edits of a text of this length.
    pub(super) fn finish(mut self, length: usize) -> Edits {
        let mut edits = Edits::default();
        let references = self.references.iter().enumerate();
        let notes: String =
            references.map(|(index, note)| format!("\n\n[^{}]: {note}", index + 1)).collect();
        if !notes.is_empty() {
            self.push(length..length, notes);
        }
        for (range, after) in self.edits {
            edits.push(range, after.as_bytes(), Confidence::Likely);
        }
        edits
    }
}

/// A text of its own in one line, with the edits that `read` finds.
pub(super) fn translated(text: &str, read: impl FnOnce(&mut Found)) -> String {
    let mut found = Found::default();
    read(&mut found);
    let mut out = String::new();
    let mut done = 0;
    for (range, after) in Checked::new(found.edits, text).as_slice() {
        out.push_str(&text[done..range.start]);
        out.push_str(after);
        done = range.end;
    }
    out.push_str(&text[done..]);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
