//! Markup of publishing systems that stands where HTML should, as their databases hold it.
//!
//! HTML or Markdown is put in its place, so later stages know nothing else.

mod found;
mod spip;
mod textile;
mod typolink;
mod wiki;

use super::layer::Layer;
use crate::report::Report;

/// What a page or a lesson has and an article as it is stored has not.
const FOREIGN: [&str; 9] = ["<p>", "<p ", "<div", "<html", "<h2", "<li>", "<pre", "<code", "```"];

/// Puts HTML or Markdown in the place of markup of systems.
pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    typolink::translate(text, report);
    wiki::translate(text, report);
    spip::translate(text, report);
    textile::translate(text, report);
}
