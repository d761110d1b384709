//! Lines that a person knows to be no part of any article.

use crate::model::document::{Block, BlockKind};
use crate::model::flat::flat;
use crate::model::visit::{PartMut, parts_mut};
use crate::options::Phrases;
use crate::report::{Reason, Report};

/// Takes the paragraphs and headings out whose whole text is a phrase; white space and case do not
/// count.
pub(crate) fn drop(blocks: &mut Vec<Block>, phrases: &Phrases, report: &mut Report) {
    if phrases.is_empty() {
        return;
    }
    blocks.retain(|block| {
        let content = match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => content,
            _ => return true,
        };
        let is_phrase = phrases.contains(&flat(content));
        if is_phrase {
            report.remove(block.span, Reason::Boilerplate);
        }
        !is_phrase
    });
    for block in blocks {
        parts_mut(&mut block.kind, &mut |_, part| {
            if let PartMut::Blocks(inner) = part {
                drop(inner, phrases, report);
            }
        });
    }
}
