//! Stage 5: subtree to a document of blocks.

use crate::document::{Block, BlockKind, Document, Inline};
use crate::extract::Selection;
use crate::names::ElementName;
use crate::options::BuildOptions;
use crate::parse::Tree;
use crate::parse::tree::Step;
use crate::report::Report;
use crate::source::{Span, Text};

pub(crate) fn build(
    tree: &Tree,
    selection: &Selection,
    _options: &BuildOptions,
    _report: &mut Report,
) -> Document {
    let mut blocks = Vec::new();
    let mut skip = 0;
    let mut text = Text::default();
    for &root in &selection.roots {
        for step in tree.walk(root) {
            let (id, enter) = match step {
                Step::Enter(id) => (id, true),
                Step::Leave(id) => (id, false),
            };
            let skipped = matches!(
                tree.name(id),
                Some(ElementName::Script | ElementName::Style | ElementName::Title)
            ) || selection.drops(id);
            if skipped {
                skip += if enter { 1 } else { -1 };
            }
            if let Some(node) = tree.text(id).filter(|_| enter && skip == 0) {
                text.push_slice(&node.value, &node.origin, 0..node.value.len());
            }
            if matches!(tree.name(id), Some(ElementName::P | ElementName::Div | ElementName::Body))
            {
                let run = std::mem::take(&mut text);
                if !run.trim().is_empty() {
                    let kind = BlockKind::Paragraph(vec![Inline::Text(run)]);
                    blocks.push(Block { kind, span: Span::default() });
                }
            }
        }
    }
    Document { metadata: selection.metadata.clone(), blocks, footnotes: Vec::new() }
}
