//! The block model, and what every stage does with texts of it.

pub(crate) mod attributes;
pub mod document;
pub(crate) mod edits;
pub(crate) mod flat;
pub(crate) mod fold;
pub(crate) mod located;
pub(crate) mod mark;
pub(crate) mod relocate;
pub mod source;
pub(crate) mod visit;
mod walk;
