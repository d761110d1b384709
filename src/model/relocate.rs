//! Moves the spans of a document from the decoded text to the input.
//!
//! The stages count bytes of the text that decoding gave them. Where that is not the input, byte for
//! byte (another encoding, a transport undone), the finished document is moved over once.

use crate::model::document::{Block, BlockKind, Document, Inline};
use crate::model::source::Origin;

/// Moves every span of the document; `decoded` is the origin of the text that it was made from.
pub(crate) fn relocate(document: &mut Document, decoded: &Origin) {
    blocks(&mut document.blocks, decoded);
    for note in &mut document.footnotes {
        blocks(&mut note.blocks, decoded);
    }
}

fn blocks(list: &mut [Block], decoded: &Origin) {
    for block in list {
        block.span = decoded.span(block.span.range());
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                inlines(content, decoded);
            }
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| blocks(&mut item.blocks, decoded));
            }
            BlockKind::Table(table) => {
                inlines(&mut table.caption, decoded);
                let cells = table.header.iter_mut().chain(&mut table.rows).flatten();
                cells.for_each(|cell| blocks(&mut cell.blocks, decoded));
            }
            BlockKind::Quote(inner) => blocks(inner, decoded),
            BlockKind::Figure { content, caption: line }
            | BlockKind::Details { summary: line, content } => {
                inlines(line, decoded);
                blocks(content, decoded);
            }
            BlockKind::DefinitionList(list) => {
                for definition in list {
                    definition.terms.iter_mut().for_each(|term| inlines(term, decoded));
                    definition.definitions.iter_mut().for_each(|inner| blocks(inner, decoded));
                }
            }
            BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::ThematicBreak => {}
        }
    }
}

fn inlines(content: &mut [Inline], decoded: &Origin) {
    for inline in content {
        match inline {
            Inline::Text(text) => *text = text.over(decoded),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => inlines(inner, decoded),
            Inline::Link(link) => inlines(&mut link.content, decoded),
            Inline::Code(_)
            | Inline::Image(_)
            | Inline::FootnoteRef(_)
            | Inline::Math(_)
            | Inline::LineBreak => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn spans_of_blocks_are_places_in_the_input() {
        let input = b"<meta charset=windows-1252><p>Caf\xe9 \x96 one.</p><p>Two.</p>";
        let cleaned = crate::clean(input).unwrap();
        let quoted = |index: usize| &input[cleaned.document.blocks[index].span.range()];
        assert_eq!(quoted(0), b"Caf\xe9 \x96 one.");
        assert_eq!(quoted(1), b"Two.");
    }
}
