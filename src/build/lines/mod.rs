//! Text that stands loose in a container: lines that are blocks, Markdown left as text.

use super::inline;
use crate::document::{Block, BlockKind, Inline};
use crate::names::ElementName;
use crate::report::Report;
use crate::source::Span;

/// Where a run stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The block-level element around it; none in the document itself and in unknown elements.
    pub(crate) container: Option<ElementName>,
    /// Where the run comes from.
    pub(crate) span: Span,
}

/// The blocks that a run with its white space as it stands makes.
pub(crate) fn blocks(raw: Vec<Inline>, place: Place, _report: &mut Report) -> Vec<Block> {
    let paragraphs = inline::paragraphs(raw).into_iter();
    paragraphs
        .map(|content| Block { kind: BlockKind::Paragraph(content), span: place.span })
        .collect()
}
