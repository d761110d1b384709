//! Markup of publishing systems that stands where HTML should, as their databases hold it.
//!
//! What the system would have made of it is put in its place, so later stages know only HTML.

mod typolink;

use super::layer::Layer;
use crate::report::Report;

/// Puts HTML in the place of markup of systems.
pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    typolink::translate(text, report);
}
