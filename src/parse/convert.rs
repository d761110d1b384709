//! Our tokens as html5ever's, without copying text.

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{self, TagKind};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::names::{self, Name};
use crate::tokenize::{Doctype, Tag, TagName};

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

    /// `value` as a tendril; shared when it is a part of the text.
    pub(super) fn string(&self, value: &str) -> StrTendril {
        let start = (value.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let inside = start < self.text.len() && value.len() <= self.text.len() - start;
        if value.len() > INLINE_TENDRIL && inside {
            return self.shared.subtendril(start as u32, value.len() as u32);
        }
        StrTendril::from_slice(value)
    }

    pub(super) fn tag(&mut self, kind: TagKind, tag: &Tag<'_>) -> tokenizer::Tag {
        let name = match &tag.name {
            TagName::Known(name) => self.elements[*name as usize].local.clone(),
            TagName::Other(name) => self.local_name(name),
        };
        let mut attrs = Vec::with_capacity(tag.attributes.len());
        for attribute in &tag.attributes {
            let name = QualName::new(None, ns!(), self.local_name(&attribute.name));
            attrs.push(Attribute { name, value: self.string(&attribute.value) });
        }
        tokenizer::Tag {
            kind,
            name,
            attrs,
            self_closing: tag.self_closing,
            had_duplicate_attributes: false,
        }
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

/// Where a name longer than [`INLINE_ATOM`] is cached.
fn slot(name: &[u8]) -> usize {
    let pick = |index: usize| usize::from(name[index]);
    let (middle, last) = (name.len() / 2, name.len() - 1);
    (name.len() + pick(0) * 3 + pick(5) * 7 + pick(middle) * 31 + pick(last) * 61) % CACHED_NAMES
}
