//! Stage 5: subtree to a document of blocks.
//!
//! [`walk`] goes over the tree once, with a stack of its own. Inline content is collected in
//! [`run`]s, white space and all; where a block begins or ends, the run becomes paragraphs: by
//! [`inline`] alone inside elements that say what their text is (`p`, `li`, headings), by [`lines`]
//! where text stands loose in a container. Blocks gather in [`frame`]s, one for each open element
//! that becomes a block of its own; the modules named after blocks finish them. What refers to notes
//! and what they are is found before the walk, by a [`look`] over the tree.

mod callout;
mod code;
mod code_language;
mod element;
mod email;
mod embed;
mod figure;
mod foreign;
mod frame;
mod grid;
mod handled;
mod heading;
mod headline;
mod hidden;
mod image;
mod link;
mod list;
mod look;
mod math;
mod mathml;
mod run;
mod style;
mod table;
mod tex;
mod walk;
mod word;

use crate::extract::Selection;
use crate::html::handler::Handlers;
use crate::model::document::Document;
use crate::options::BuildOptions;
use crate::parse::Tree;
use crate::report::Report;

#[inline(never)]
pub(crate) fn build(
    tree: &Tree,
    selection: &Selection,
    options: &BuildOptions,
    handlers: &Handlers,
    report: &mut Report,
) -> Document {
    let mut builder = walk::Builder::new(tree, selection, options, handlers, report);
    for &root in &selection.roots {
        builder.walk(root);
    }
    let mut document = Document { metadata: selection.metadata.clone(), ..builder.finish() };
    headline::place(&mut document, selection);
    document
}
