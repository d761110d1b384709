//! The names of elements, where the tree builder's handles find them.
//!
//! The tree builder copies handles all the time, above all those of every open element at each tag.
//! A handle that refers to its name costs nothing to copy.

use std::cell::{Cell, OnceCell};
use std::sync::LazyLock;

use html5ever::tree_builder::ElemName;
use html5ever::{LocalName, Namespace, ns};

use crate::html::ElementName;

#[derive(Debug)]
pub(super) struct Name {
    namespace: Namespace,
    pub(super) local: LocalName,
}

impl ElemName for &Name {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

/// The names of [`ElementName::ALL`], in the HTML namespace.
static HTML: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let local = |name: &ElementName| LocalName::from(name.as_str());
    let name = |name| Name { namespace: ns!(html), local: local(name) };
    ElementName::ALL.iter().map(name).collect()
});

/// The names of [`ElementName::ALL`], in its order.
pub(super) fn html() -> &'static [Name] {
    &HTML
}

const FIRST_CHUNK: usize = 32;

/// Names that are not HTML's. They stay in place while more are added: each chunk of them is twice
/// as long as the one before.
#[derive(Debug)]
pub(super) struct Names {
    nowhere: Name,
    chunks: [OnceCell<Box<[OnceCell<Name>]>>; 32],
    count: Cell<usize>,
}

impl Default for Names {
    fn default() -> Self {
        let nowhere = Name { namespace: ns!(), local: LocalName::default() };
        Self { nowhere, chunks: Default::default(), count: Cell::new(0) }
    }
}

impl Names {
    /// The name of what is no element.
    pub(super) fn nowhere(&self) -> &Name {
        &self.nowhere
    }

    pub(super) fn add(&self, namespace: Namespace, local: LocalName) -> &Name {
        let index = self.count.replace(self.count.get() + 1) + FIRST_CHUNK;
        let chunk = (index / FIRST_CHUNK).ilog2() as usize;
        let start = FIRST_CHUNK << chunk;
        let cells =
            self.chunks[chunk].get_or_init(|| (0..start).map(|_| OnceCell::new()).collect());
        cells[index - start].get_or_init(|| Name { namespace, local })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_kept() {
        let names = Names::default();
        let added: Vec<_> =
            (0..500).map(|n| names.add(ns!(svg), LocalName::from(format!("name-{n}")))).collect();
        for (n, name) in added.iter().enumerate() {
            assert_eq!(*name.local, format!("name-{n}"));
        }
    }
}
