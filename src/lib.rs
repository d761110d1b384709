//! unmangle turns mangled HTML news articles into clean, structured Markdown.
//!
//! ```text
//! bytes ─decode→ text ─tokenize→ tokens ─parse→ tree ─extract→ main content
//!       ─build→ Document ─mend→ Document ─render→ Markdown, text, JSON, HTML
//! ```
//!
//! [`clean`](mod@clean) is the only module that names every stage. What they share:
//!
//! - `model`: the document, inline content as one text, the places in the source;
//! - `html`: the names of elements and attributes, character references, schemes;
//! - `words`: word lists by language, and what tells code from prose;
//! - `rules` and `report`: what may be repaired, and what was.
//!
//! [`replay`] makes the repaired input of the input and a report, [`source_map`] says where an output
//! comes from. The stages stand in folders of their names. `build` makes blocks of the tree, with the help of
//! `lines` (the structure of text without tags), `notes` (footnotes) and `tidy` (what ads, feeds,
//! scripts and templates left).

pub mod clean;
pub mod options;

pub mod error;
pub mod html;
pub mod model;
pub mod replay;
pub mod report;
pub mod rules;
pub mod source_map;

mod builder;
mod words;

mod build;
mod decode;
mod extract;
mod lines;
mod mend;
mod notes;
mod parse;
mod render;
mod rescue;
mod tidy;
mod tokenize;

#[cfg(test)]
mod training;

#[cfg(feature = "ingest")]
pub mod ingest;

pub use builder::Builder;
pub use clean::{Cleaned, Cleaner, Context, clean};
pub use error::Error;
pub use html::handler::{Element, Handled};
pub use model::document;
pub use options::Options;
pub use replay::Patch;

/// The README's example is tested with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// So are those of the page on the library.
#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct Library;

/// And that of the first program.
#[cfg(doctest)]
#[doc = include_str!("../docs/trials.md")]
struct Trials;
