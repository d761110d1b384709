//! Blocks that are being collected, one frame for each open element that becomes a block.

use super::list::ListFrame;
use super::table::{CellFrame, TableFrame};
use super::word::WordItem;
use crate::model::document::{Block, BlockKind, CalloutKind, Definition, Details, Figure, Inline};
use crate::model::source::Span;

/// An element that is open, and the blocks in it so far.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) span: Span,
    pub(super) blocks: Vec<Block>,
    /// Whether the last block is a list made of items that had none.
    pub(super) stray_list: bool,
    /// The name and the level of the last block, if it is a list that says them.
    pub(super) level_list: Option<(String, usize)>,
}

#[derive(Debug)]
pub(super) enum FrameKind {
    /// The document.
    Root,
    Heading(u8),
    Quote {
        /// Whether it is kept without content.
        kept: bool,
    },
    List(ListFrame),
    Item {
        checked: Option<bool>,
        /// Whether a paragraph element stands in it.
        loose: bool,
        /// Whether it is kept without content.
        kept: bool,
    },
    /// A paragraph that is an item.
    WordItem(WordItem),
    Table(TableFrame),
    Cell(CellFrame),
    /// The caption of a table or figure, the summary of a disclosure widget.
    Caption,
    Figure(Vec<Inline>),
    Details(Vec<Inline>),
    /// A callout, and its title.
    Callout(CalloutKind, Vec<Inline>),
    Definitions(Vec<Definition>),
    Term,
    Meaning,
}

impl Frame {
    pub(super) fn new(kind: FrameKind, span: Span) -> Self {
        Self { kind, span, blocks: Vec::new(), stray_list: false, level_list: None }
    }
}

/// The text of blocks as inline content, blocks parted by line breaks, nothing lost.
pub(super) fn flatten(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out = Vec::new();
    for block in blocks {
        let content = match block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => content,
            BlockKind::List(list) => {
                flatten(list.items.into_iter().flat_map(|item| item.blocks).collect())
            }
            BlockKind::Quote(blocks) => flatten(blocks),
            BlockKind::Figure(figure) => {
                let Figure { mut content, caption } = *figure;
                content.push(Block { kind: BlockKind::Paragraph(caption), span: block.span });
                flatten(content)
            }
            BlockKind::Details(details) => {
                let Details { summary, content } = *details;
                let mut all = vec![Block { kind: BlockKind::Paragraph(summary), span: block.span }];
                all.extend(content);
                flatten(all)
            }
            BlockKind::Callout(callout) => {
                let title = BlockKind::Paragraph(callout.title);
                let mut all = vec![Block { kind: title, span: block.span }];
                all.extend(callout.content);
                flatten(all)
            }
            BlockKind::DefinitionList(definitions) => definitions
                .into_iter()
                .map(|Definition { terms, definitions }| {
                    let mut all = join(terms);
                    let more = flatten(definitions.into_iter().flatten().collect());
                    append(&mut all, more);
                    all
                })
                .reduce(|mut all, more| {
                    append(&mut all, more);
                    all
                })
                .unwrap_or_default(),
            BlockKind::Table(table) => {
                let rows = table.header.into_iter().chain(table.rows);
                let cells = rows.flatten().flat_map(|cell| cell.blocks).collect();
                let mut all = table.caption;
                append(&mut all, flatten(cells));
                all
            }
            BlockKind::Code(code) => vec![Inline::Code(code.text)],
            BlockKind::Math(tex) => vec![Inline::Math(tex)],
            BlockKind::ThematicBreak => Vec::new(),
        };
        append(&mut out, content);
    }
    out
}

/// Pieces of inline content with line breaks between them.
pub(super) fn join(pieces: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for piece in pieces {
        append(&mut out, piece);
    }
    out
}

fn append(out: &mut Vec<Inline>, content: Vec<Inline>) {
    if !out.is_empty() && !content.is_empty() {
        out.push(Inline::LineBreak);
    }
    out.extend(content);
}
