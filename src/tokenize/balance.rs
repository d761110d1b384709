//! Tags without an opening delimiter that the balance of the other tags speaks for.
//!
//! `strong >` may be a comparison or a path through a menu. Where `<strong>` is open and nothing else
//! closes it, and the same holds for other tags of the document, it is an end tag.

use super::damage::form::Form;
use super::damage::tag::LooseTag;
use super::scan::{Site, SiteKind};
use super::{Tag, TagName, TokenKind};
use crate::html::ElementName;
use crate::html::sets;

/// Fewer lost tags are no pattern.
pub(super) const PATTERN: u32 = 3;

#[derive(Clone, Copy, Default)]
struct Count {
    starts: u32,
    ends: u32,
    lost_starts: u32,
    lost_ends: u32,
    /// End tags that have lost only their `<`.
    slashed: u32,
}

/// Counts of tags by element.
pub(super) struct Balance {
    counts: [Count; ElementName::ALL.len()],
}

impl Balance {
    pub(super) fn new() -> Self {
        Self { counts: [Count::default(); ElementName::ALL.len()] }
    }

    pub(super) fn count(&mut self, text: &str, site: &Site<'_>) {
        match &site.kind {
            SiteKind::Sound(TokenKind::StartTag(Tag { name: TagName::Known(element), .. })) => {
                self.counts[*element as usize].starts += 1;
            }
            SiteKind::Sound(TokenKind::EndTag(Tag { name: TagName::Known(element), .. })) => {
                self.counts[*element as usize].ends += 1;
            }
            SiteKind::Tag(tag) if tag.form.has(Form::LOST_OPEN) => self.lost(text, tag),
            _ => {}
        }
    }

    fn lost(&mut self, text: &str, tag: &LooseTag<'_>) {
        let count = &mut self.counts[tag.element as usize];
        if tag.closes {
            count.slashed += 1;
        } else if super::evidence::opens_text(text, tag.end) {
            count.lost_starts += 1;
        } else {
            count.lost_ends += 1;
        }
    }

    /// How many lost tags must be tags; none unless they are a pattern.
    pub(super) fn lost_tags(&self) -> u32 {
        let sure: u32 = ElementName::ALL.iter().map(|element| self.of(*element)).sum();
        if sure < PATTERN { 0 } else { sure }
    }

    fn of(&self, element: ElementName) -> u32 {
        let Count { starts, ends, lost_starts, lost_ends, slashed } = self.counts[element as usize];
        // Where the standard lets an end tag be left out, a missing one says nothing.
        let required = sets::MARKS.has(element) || needs_end(element);
        if !required {
            return slashed;
        }
        let lost_ends = starts.saturating_sub(ends + slashed).min(lost_ends);
        slashed + lost_ends + ends.saturating_sub(starts).min(lost_starts)
    }
}

/// Elements whose end tag may not be left out, as far as text holds them.
fn needs_end(element: ElementName) -> bool {
    use ElementName::*;
    matches!(element, H1 | H2 | H3 | H4 | H5 | H6 | Ul | Ol | Table | Blockquote | Div)
}
