//! Strings and lists of the tree: parts of the text where they stand in it, else in the arena.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use super::Arena;
use super::classes::Classes;
use super::tree::{Attribute, Namespace};
use crate::html::AttributeName;
use crate::tokenize;

pub(super) struct Strings<'t> {
    text: &'t str,
    /// The address of the buffer in which the tree builder is given the text.
    buffer: Cell<usize>,
    classes: RefCell<Classes<'t>>,
    arena: &'t Arena,
}

impl<'t> Strings<'t> {
    pub(super) fn new(text: &'t str, arena: &'t Arena) -> Self {
        Self { text, buffer: Cell::default(), classes: RefCell::default(), arena }
    }

    pub(super) fn share(&self, buffer: &str) {
        debug_assert_eq!(buffer, self.text);
        self.buffer.set(buffer.as_ptr() as usize);
    }

    /// A string that the tree builder gives back.
    pub(super) fn string(&self, value: &str) -> &'t str {
        let start = (value.as_ptr() as usize).wrapping_sub(self.buffer.get());
        if start < self.text.len()
            && let Some(part) = self.text.get(start..start + value.len())
        {
            return part;
        }
        self.arena.alloc_str(value)
    }

    /// Adds a string behind another.
    pub(super) fn append(&self, value: &mut Cow<'t, str>, more: &'t str) {
        if let Cow::Borrowed(borrowed) = value
            && let (Some(start), Some(end)) = (self.offset(borrowed), self.offset(more))
            && start + borrowed.len() == end
        {
            *borrowed = &self.text[start..end + more.len()];
        } else {
            value.to_mut().push_str(more);
        }
    }

    /// Where in the text a part of it begins.
    fn offset(&self, part: &str) -> Option<usize> {
        let start = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        (start < self.text.len()).then_some(start)
    }

    pub(super) fn attributes(&self, list: &[tokenize::Attribute<'t>]) -> &'t [Attribute<'t>] {
        let string = |value: &Cow<'t, str>| match value {
            Cow::Borrowed(part) => *part,
            Cow::Owned(value) => self.arena.alloc_str(value),
        };
        self.arena.alloc_slice_fill_iter(list.iter().map(|attribute| {
            let (name, value) = (string(&attribute.name), string(&attribute.value));
            self.attribute(Namespace::None, name, value)
        }))
    }

    /// Attributes that went through the tree builder.
    pub(super) fn converted(&self, list: Vec<html5ever::Attribute>) -> &'t [Attribute<'t>] {
        self.arena.alloc_slice_fill_iter(list.iter().map(|attribute| {
            let name = self.string(&attribute.name.local);
            let value = self.string(&attribute.value);
            self.attribute(Namespace::of(&attribute.name.ns), name, value)
        }))
    }

    fn attribute(&self, namespace: Namespace, name: &'t str, value: &'t str) -> Attribute<'t> {
        let known = AttributeName::parse(name);
        let class = match known {
            Some(AttributeName::Class) => self.classes.borrow_mut().number(value),
            _ => 0,
        };
        Attribute { namespace, known, class, name, value }
    }

    /// The classes, by the numbers that the attributes have.
    pub(super) fn into_classes(self) -> Vec<&'t str> {
        self.classes.into_inner().into_list()
    }

    pub(super) fn list(&self, list: Vec<Attribute<'t>>) -> &'t [Attribute<'t>] {
        self.arena.alloc_slice_copy(&list)
    }
}
