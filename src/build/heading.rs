//! Headings.

use super::frame::flatten;
use super::run::Mark;
use super::walk::Builder;
use crate::model::document::{Block, BlockKind, Inline};
use crate::model::source::{Span, Text};

/// Text longer than this is no heading but what an unclosed heading ran over.
const MAX_LENGTH: usize = 400;

impl Builder<'_> {
    /// A heading holds one line; blocks in it that are more than that follow it.
    pub(super) fn leave_heading(&mut self, level: u8, mut blocks: Vec<Block>, span: Span) {
        let short = blocks.iter().map(length).sum::<usize>() <= MAX_LENGTH;
        let rest = if short { Vec::new() } else { blocks.split_off(1.min(blocks.len())) };
        let content = unbroken(flatten(blocks));
        if !content.is_empty() {
            self.push(BlockKind::Heading { level, content }, span);
        }
        for block in rest {
            self.push(block.kind, block.span);
        }
    }
}

/// The content on one line.
fn unbroken(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        let inline = match Mark::split(inline) {
            Ok((mark, content)) => mark.wrap(unbroken(content)),
            Err(inline) => inline,
        };
        match (&inline, out.last_mut()) {
            (Inline::LineBreak, Some(Inline::Text(text))) => {
                let end = text.span(text.len()..text.len());
                text.push(" ", end);
            }
            (Inline::LineBreak, _) => out.push(Inline::Text(Text::new(" ", Span::default()))),
            (Inline::Text(more), Some(Inline::Text(text))) => text.push_text(more),
            _ => out.push(inline),
        }
    }
    out
}

fn length(block: &Block) -> usize {
    match &block.kind {
        BlockKind::Paragraph(content) => text_length(content),
        BlockKind::Heading { .. } | BlockKind::ThematicBreak | BlockKind::Math(_) => 0,
        _ => MAX_LENGTH + 1,
    }
}

/// How many bytes of text inline content holds.
pub(super) fn text_length(content: &[Inline]) -> usize {
    let of = |inline: &Inline| match inline {
        Inline::Text(text) => text.len(),
        Inline::Code(text) | Inline::Math(text) => text.len(),
        other => other.content().map_or(0, |content| text_length(content)),
    };
    content.iter().map(of).sum()
}
