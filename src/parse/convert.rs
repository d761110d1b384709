//! Our tokens as html5ever's, without copying text.
//!
//! html5ever's attributes cost an allocation for every tag and an atom for every name. The tree
//! builder looks at few of them, so most go around it: see [`Carry`].

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{self, TagKind};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::names::{self, Name};
use crate::tokenize::{Doctype, Tag, TagName};

/// How the attributes of a start tag come to the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carry {
    /// With the tag: the tree builder reads or changes them.
    Tag,
    /// The sink keeps them until the tag's element is created.
    Sink,
    /// The sink keeps them, and the tag carries their number, as the tree builder may create the
    /// element again.
    Number(u32),
}

/// Atoms up to this length hold their string and are made without a look-up.
const INLINE_ATOM: usize = 7;
/// Tendrils up to this length hold their string.
const INLINE_TENDRIL: usize = 8;
const CACHED_NAMES: usize = 128;

/// Turns the tokens of one text into html5ever's.
pub(super) struct Converter<'t> {
    text: &'t str,
    /// The text again, in a buffer that its parts can share.
    shared: StrTendril,
    elements: &'static [Name],
    /// Long names met before, by a hash.
    names: Vec<LocalName>,
}

impl<'t> Converter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let names = vec![LocalName::default(); CACHED_NAMES];
        Self { text, shared: StrTendril::from_slice(text), elements: names::html(), names }
    }

    /// The buffer that texts and values are parts of.
    pub(super) fn shared(&self) -> &str {
        &self.shared
    }

    /// `value` as a tendril; shared when it is a part of the text.
    pub(super) fn string(&self, value: &str) -> StrTendril {
        let start = (value.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let inside = start < self.text.len() && value.len() <= self.text.len() - start;
        if value.len() > INLINE_TENDRIL && inside {
            return self.shared.subtendril(start as u32, value.len() as u32);
        }
        StrTendril::from_slice(value)
    }

    /// A tag with the attributes that the tree builder is to have.
    pub(super) fn tag(&mut self, kind: TagKind, tag: &Tag<'_>, carry: Carry) -> tokenizer::Tag {
        let name = match &tag.name {
            TagName::Known(name) => self.elements[*name as usize].local.clone(),
            TagName::Other(name) => self.local_name(name),
        };
        let attrs = match carry {
            Carry::Tag => self.attributes(tag),
            Carry::Sink => Vec::new(),
            Carry::Number(number) => vec![numbered(number)],
        };
        tokenizer::Tag {
            kind,
            name,
            attrs,
            self_closing: tag.self_closing,
            had_duplicate_attributes: false,
        }
    }

    fn attributes(&mut self, tag: &Tag<'_>) -> Vec<Attribute> {
        let mut attributes = Vec::with_capacity(tag.attributes.len());
        for attribute in &tag.attributes {
            let name = QualName::new(None, ns!(), self.local_name(&attribute.name));
            attributes.push(Attribute { name, value: self.string(&attribute.value) });
        }
        attributes
    }

    pub(super) fn doctype(&self, doctype: Doctype<'_>) -> tokenizer::Doctype {
        let string = |value: Option<Cow<'_, str>>| value.map(|value| self.string(&value));
        tokenizer::Doctype {
            name: string(doctype.name),
            public_id: string(doctype.public_id),
            system_id: string(doctype.system_id),
            force_quirks: doctype.force_quirks,
        }
    }

    fn local_name(&mut self, name: &str) -> LocalName {
        if name.len() <= INLINE_ATOM {
            return LocalName::from(name);
        }
        let cached = &mut self.names[slot(name.as_bytes())];
        if **cached != *name {
            *cached = LocalName::from(name);
        }
        cached.clone()
    }
}

/// Stands for attributes that the sink keeps: no attribute of a tag is without a name.
fn numbered(number: u32) -> Attribute {
    let mut value = StrTendril::new();
    (0..DIGITS).for_each(|digit| value.push_char(char::from((number >> (7 * digit)) as u8 & 0x7F)));
    Attribute { name: QualName::new(None, ns!(), LocalName::default()), value }
}

/// The number of attributes that the sink keeps, if that is what these stand for.
pub(super) fn number(attributes: &[Attribute]) -> Option<usize> {
    let [Attribute { name, value }] = attributes else { return None };
    let value = value.bytes().rev().fold(0, |number, byte| number << 7 | usize::from(byte));
    name.local.is_empty().then_some(value)
}

/// Septets in a number.
const DIGITS: u32 = 5;

/// Where a name longer than [`INLINE_ATOM`] is cached.
fn slot(name: &[u8]) -> usize {
    let pick = |index: usize| usize::from(name[index]);
    let (middle, last) = (name.len() / 2, name.len() - 1);
    (name.len() + pick(0) * 3 + pick(5) * 7 + pick(middle) * 31 + pick(last) * 61) % CACHED_NAMES
}
