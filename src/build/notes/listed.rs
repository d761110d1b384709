//! Notes that became the items of a numbered list below their title.

use std::collections::HashSet;

use crate::document::{Block, BlockKind, Document, Footnote};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

use super::marks::Form;
use super::{Mark, drop_title, is_title, refer_to};

/// Makes footnotes of the numbered list at the end, if its title says so and the text refers to
/// every item and to no other.
pub(super) fn link(document: &mut Document, references: &[Mark], report: &mut Report) -> bool {
    let [.., title, Block { kind: BlockKind::List(list), span }] = &document.blocks[..] else {
        return false;
    };
    let count = list.items.len();
    let numbers: HashSet<u32> = references.iter().map(|reference| reference.number).collect();
    let referred = (1..=count as u32).all(|n| numbers.contains(&n));
    let fits = references.iter().all(|reference| reference.number as usize <= count);
    let are_notes = list.start == Some(1) && is_title(title) && referred && fits && count < 1000;
    if !are_notes || !report.repair(RuleId::NotePlain, Confidence::Likely, *span, "[^1]:") {
        return false;
    }
    let Some(Block { kind: BlockKind::List(list), .. }) = document.blocks.pop() else {
        return false;
    };
    let notes = list.items.into_iter().zip(1..);
    let footnotes =
        notes.map(|(item, n)| Footnote { label: n.to_string(), blocks: item.blocks }).collect();
    drop_title(&mut document.blocks, report);
    refer_to(document, footnotes, Form::Bracket, Some(report));
    true
}
