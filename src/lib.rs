//! unmangle turns mangled HTML news articles into clean, structured Markdown.
//!
//! ```text
//! bytes ─decode→ text ─tokenize→ tokens ─parse→ tree ─extract→ main content
//!       ─build→ Document ─mend→ Document ─render→ Markdown, text, JSON, HTML
//! ```
//!
//! The modules below stand in the order of that pipeline; [`clean`](mod@clean) is the only one that
//! names every stage.

pub mod clean;
pub mod options;

pub mod error;
pub mod names;
pub mod report;
pub mod rules;
pub mod source;

mod build;
mod decode;
mod extract;
mod lexicon;
mod mend;
mod parse;
mod render;

mod code_signs;
mod relocate;
mod scheme;
mod tokenize;
#[cfg(test)]
mod training;

pub mod document;

#[cfg(feature = "ingest")]
pub mod ingest;

pub use clean::{Cleaned, Cleaner, clean};
pub use error::Error;
pub use options::Options;

/// The README's example is tested with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
