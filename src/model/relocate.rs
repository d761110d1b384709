//! Moves the spans of a document from the decoded text to the input.
//!
//! The stages count bytes of the text that decoding gave them. Where that is not the input, byte for
//! byte (another encoding, a transport undone), the finished document is moved over once.

use super::document::{Document, Inline};
use super::source::Origin;
use super::visit;

/// Moves every span of the document; `decoded` is the origin of the text that it was made from.
pub(crate) fn relocate(document: &mut Document, decoded: &Origin) {
    let mut said = std::mem::take(&mut document.attributes);
    let mut moved = std::collections::BTreeMap::new();
    visit::for_each_block(document, &mut |block| {
        let before = block.span.start;
        block.span = decoded.span(block.span.range());
        if !said.is_empty()
            && let Some(attributes) = said.remove(&before)
        {
            moved.insert(block.span.start, attributes);
        }
    });
    document.attributes = moved;
    visit::for_each_line(document, &mut |content| inlines(content, decoded));
}

fn inlines(content: &mut [Inline], decoded: &Origin) {
    for inline in content {
        if let Inline::Text(text) = inline {
            *text = text.over(decoded);
        } else if let Some(inner) = inline.content_mut() {
            inlines(inner, decoded);
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
