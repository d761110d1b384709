//! What the page says of blocks beyond their kind: ids that links lead to, languages, directions of
//! writing, the sources of quotations.
//!
//! Few blocks have any, so they stand beside the blocks, by the place in the source at which a block
//! begins. [`Noted`] are elements; [`settle`] finds the blocks that were made of them.

use std::collections::{BTreeMap, HashSet};

use super::document::{Block, BlockKind, Document};
use super::source::Span;
use super::visit::{Part, parts};

/// What the page says of a block beyond its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Attributes {
    /// The names by which links in the page lead to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// Its language as a BCP 47 tag, where it is not the document's.
    #[serde(rename = "lang", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The direction it is written in: `ltr`, `rtl` or `auto`.
    #[serde(rename = "dir", skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// The address a quotation was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cite: Option<String>,
}

/// What an element says, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    pub(crate) span: Span,
    pub(crate) said: Attributes,
}

/// So many languages, directions and sources are kept; each is compared with each block.
pub(crate) const MAX_RANGES: usize = 64;

impl Document {
    /// What the page says of a block beyond its kind.
    #[must_use]
    pub fn attributes_of(&self, block: &Block) -> Option<&Attributes> {
        if self.attributes.is_empty() { None } else { self.attributes.get(&block.span.start) }
    }
}

/// A block as far as its place goes.
struct Place {
    span: Span,
    is_quote: bool,
    is_leaf: bool,
}

/// Gives the blocks what the elements say that they were made of.
pub(crate) fn settle(document: &mut Document, noted: Vec<Noted>) {
    if noted.is_empty() {
        return;
    }
    let mut places = Vec::new();
    collect(&document.blocks, &mut places);
    for note in &document.footnotes {
        collect(&note.blocks, &mut places);
    }
    places.sort_by_key(|place| place.span.start);
    let mut attributes: BTreeMap<u32, Attributes> = BTreeMap::new();
    let mut seen = HashSet::new();
    for Noted { span, said } in noted {
        for id in said.ids {
            if let Some(place) = begins(&places, span)
                && seen.insert(id.clone())
            {
                attributes.entry(place).or_default().ids.push(id);
            }
        }
        if said.cite.is_none() && said.language.is_none() && said.direction.is_none() {
            continue;
        }
        let mut covered = 0;
        for place in &places {
            let within = span.start <= place.span.start && place.span.end <= span.end;
            // What stands in a block that has it has it too.
            if !within || place.span.start < covered {
                continue;
            }
            if let Some(cite) = said.cite.as_ref().filter(|_| place.is_quote) {
                attributes.entry(place.span.start).or_default().cite = Some(cite.clone());
            } else if said.language.is_some() || said.direction.is_some() {
                let own = attributes.entry(place.span.start).or_default();
                own.language = said.language.clone().or(own.language.take());
                own.direction = said.direction.clone().or(own.direction.take());
            } else {
                continue;
            }
            covered = place.span.end;
        }
    }
    document.attributes = attributes;
}

/// Where the block begins that an element with an id leads to: one that it holds, the one it stands
/// in, or the next.
fn begins(places: &[Place], span: Span) -> Option<u32> {
    let at = places.partition_point(|place| place.span.start < span.start);
    let next = places.get(at).map(|place| place.span);
    if let Some(next) = next.filter(|next| next.start < span.end) {
        return Some(next.start);
    }
    let before = places[..at].last().filter(|place| place.is_leaf && span.start < place.span.end);
    before.map(|place| place.span.start).or(next.map(|next| next.start))
}

fn collect(blocks: &[Block], places: &mut Vec<Place>) {
    for block in blocks {
        let mut is_leaf = true;
        let at = places.len();
        let is_quote = matches!(block.kind, BlockKind::Quote(_));
        places.push(Place { span: block.span, is_quote, is_leaf });
        parts(&block.kind, &mut |_, part| {
            if let Part::Blocks(inner) = part {
                is_leaf = false;
                collect(inner, places);
            }
        });
        places[at].is_leaf = is_leaf;
    }
}
