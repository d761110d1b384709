//! Markup of publishing systems that stands where HTML should, as their databases hold it.
//!
//! HTML or Markdown is put in its place, so later stages know nothing else.

mod archived;
mod found;
mod newswire;
mod print;
mod spip;
mod textile;
mod typo3;
mod typolink;
mod wiki;

use super::layer::Layer;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// What a page or a lesson has and an article as it is stored has not.
const FOREIGN: [&str; 9] = ["<div", "<html", "<p>", "<p ", "<h2", "<li>", "<pre", "<code", "```"];

/// Puts HTML or Markdown in the place of markup of systems.
pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    archived::translate(text, report);
    if !report.admits(RuleId::SystemMarkup, Confidence::Likely) {
        return;
    }
    newswire::translate(text, report);
    print::translate(text, report);
    let linked = typolink::translate(text, report);
    typo3::translate(text, linked, report);
    if FOREIGN.iter().any(|sign| holds(text, sign)) {
        return;
    }
    wiki::translate(text, report);
    spip::translate(text, report);
    textile::translate(text, report);
}

/// Whether a sign stands anywhere in a text, which may be long.
fn holds(text: &str, sign: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some()
}
