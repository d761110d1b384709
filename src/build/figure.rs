//! Figures, captions, disclosure widgets and definition lists.

use super::frame::{FrameKind, flatten};
use super::walk::Builder;
use crate::model::document::{Block, BlockKind, Definition, Details, Figure, Inline};
use crate::model::source::Span;

impl Builder<'_> {
    /// A caption belongs to the table, figure or details right around it; else it is a paragraph.
    pub(super) fn leave_caption(&mut self, blocks: Vec<Block>, span: Span) {
        let mut content = flatten(blocks);
        if content.is_empty() {
            return;
        }
        let caption = match &mut self.frame().kind {
            FrameKind::Figure(caption)
            | FrameKind::Details(caption)
            | FrameKind::Callout(_, caption) => caption,
            FrameKind::Table(table) => table.caption(),
            _ => return self.push(BlockKind::Paragraph(content), span),
        };
        if !caption.is_empty() {
            caption.push(Inline::LineBreak);
        }
        caption.append(&mut content);
    }

    pub(super) fn leave_figure(
        &mut self,
        caption: Vec<Inline>,
        mut content: Vec<Block>,
        span: Span,
    ) {
        if let [Block { kind: BlockKind::Quote(quoted), .. }] = &mut content[..]
            && !caption.is_empty()
        {
            // Whose words they are belongs to the quotation.
            quoted.push(Block { kind: BlockKind::Paragraph(caption), span });
            return content.into_iter().for_each(|block| self.push(block.kind, block.span));
        }
        if caption.is_empty() {
            for block in content {
                self.push(block.kind, block.span);
            }
        } else if content.is_empty() {
            self.push(BlockKind::Paragraph(caption), span);
        } else {
            self.push(BlockKind::Figure(Box::new(Figure { content, caption })), span);
        }
    }

    pub(super) fn leave_details(&mut self, summary: Vec<Inline>, content: Vec<Block>, span: Span) {
        if !summary.is_empty() || !content.is_empty() {
            self.push(BlockKind::Details(Box::new(Details { summary, content })), span);
        }
    }

    pub(super) fn leave_term(&mut self, blocks: Vec<Block>, span: Span) {
        let term = flatten(blocks);
        if term.is_empty() {
            return;
        }
        self.definitions(span, |definitions| match definitions.last_mut() {
            Some(last) if last.definitions.is_empty() => last.terms.push(term),
            _ => {
                definitions.push(Definition { terms: vec![term], ..Definition::default() });
            }
        });
    }

    pub(super) fn leave_meaning(&mut self, blocks: Vec<Block>, span: Span) {
        if blocks.is_empty() {
            return;
        }
        self.definitions(span, |definitions| {
            if definitions.is_empty() {
                definitions.push(Definition::default());
            }
            if let Some(last) = definitions.last_mut() {
                last.definitions.push(blocks);
            }
        });
    }

    /// Edits the definition list around, or one of its own for a term that stands outside.
    fn definitions(&mut self, span: Span, edit: impl FnOnce(&mut Vec<Definition>)) {
        if let FrameKind::Definitions(definitions) = &mut self.frame().kind {
            return edit(definitions);
        }
        if let Some(Block { kind: BlockKind::DefinitionList(definitions), .. }) =
            self.frame().blocks.last_mut()
        {
            return edit(definitions);
        }
        let mut definitions = Vec::new();
        edit(&mut definitions);
        self.push(BlockKind::DefinitionList(definitions), span);
    }

    pub(super) fn leave_definitions(&mut self, definitions: Vec<Definition>, span: Span) {
        if definitions.iter().any(|definition| !definition.terms.is_empty()) {
            return self.push(BlockKind::DefinitionList(definitions), span);
        }
        // Without a term the list only indents.
        for block in definitions.into_iter().flat_map(|d| d.definitions).flatten() {
            self.push(block.kind, block.span);
        }
    }
}

/// What stands in a definition list outside its terms and meanings belongs to the term before.
pub(super) fn stray(definitions: &mut Vec<Definition>, block: Block) {
    match definitions.last_mut() {
        Some(Definition { definitions, .. }) => match definitions.last_mut() {
            Some(blocks) => blocks.push(block),
            None => definitions.push(vec![block]),
        },
        None => {
            definitions
                .push(Definition { definitions: vec![vec![block]], ..Definition::default() });
        }
    }
}
