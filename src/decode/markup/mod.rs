//! Markup of publishing systems that stands where HTML should, as their databases hold it.
//!
//! HTML or Markdown is put in its place, so later stages know nothing else.

mod typolink;
mod wiki;

use super::layer::Layer;
use crate::report::Report;

/// Puts HTML or Markdown in the place of markup of systems.
pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    typolink::translate(text, report);
    wiki::translate(text, report);
}
