//! Handlers: what programs of the library make of elements that they know better.

use std::fmt;
use std::sync::Arc;

use super::ElementName;
use crate::model::document::{BlockKind, Inline};

/// An element that a handler is asked about.
pub struct Element<'a> {
    name: &'a str,
    attributes: &'a dyn Fn(&str) -> Option<&'a str>,
    text: &'a dyn Fn() -> String,
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Element").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<'a> Element<'a> {
    pub(crate) fn new(
        name: &'a str,
        attributes: &'a dyn Fn(&str) -> Option<&'a str>,
        text: &'a dyn Fn() -> String,
    ) -> Self {
        Self { name, attributes, text }
    }

    /// Its name, in lower case.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// The value of an attribute, whose name is in lower case.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        (self.attributes)(name)
    }

    /// The text inside, with its white space folded.
    #[must_use]
    pub fn text(&self) -> String {
        (self.text)()
    }
}

/// What a handler makes of an element.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Handled {
    /// What is made of it without a handler.
    #[default]
    AsUsual,
    /// What is made of the element of this name, in its place.
    As(ElementName),
    /// What is inside of it, as if its tags were not there.
    Unwrapped,
    /// Nothing; the text in it is in the report, as not content.
    LeftOut,
    /// This, in the line.
    Inline(Inline),
    /// These blocks. In a line that must stay one (a heading, a caption, a cell), its content as usual.
    Blocks(Vec<BlockKind>),
}

type Function = dyn Fn(&Element<'_>) -> Handled + Send + Sync;

/// Handlers, by the names of elements.
#[derive(Clone, Default)]
pub(crate) struct Handlers(Vec<(String, Arc<Function>)>);

impl fmt::Debug for Handlers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Handlers {
    /// Adds a handler of elements of these names, instead of those added before.
    pub(crate) fn add(&mut self, names: &[&str], handler: Arc<Function>) {
        for name in names {
            let name = name.to_ascii_lowercase();
            self.0.retain(|(known, _)| *known != name);
            self.0.push((name, handler.clone()));
        }
    }

    /// The handler of elements of this name.
    pub(crate) fn of(&self, name: &str) -> Option<&Function> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, handler)| &**handler)
    }
}
