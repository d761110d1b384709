//! Notes that are the items of a numbered list, where nothing leads to them but their numbers.
//!
//! The list stands under a title of notes, or alone in an aside beside the text it goes with. It is
//! one of notes only if the text before refers to each of its numbers with a raised mark.

use super::loose::{Given, Note, References, is_title_block};
use super::mark::Mark;
use crate::model::document::{Block, BlockKind, Document, Footnote, List};
use crate::model::source::Span;
use crate::report::{Reason, Report};

/// Links raised marks with the items of lists; `asides` are the lists that stand alone in an aside.
pub(super) fn link(document: &mut Document, asides: &[Span], report: &mut Report) {
    let mut notes = notes(&document.blocks, asides);
    if notes.is_empty() {
        return;
    }
    References::new(&mut notes, false).blocks(&mut document.blocks);
    if notes.iter().any(|note| note.first.is_none()) {
        return;
    }
    References::new(&mut notes, true).blocks(&mut document.blocks);
    cut(document, &notes, report);
}

fn notes(blocks: &[Block], asides: &[Span]) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let BlockKind::List(list) = &block.kind else { continue };
        let List { start: Some(first), items, .. } = &**list else { continue };
        let titled = at.checked_sub(1).is_some_and(|above| is_title_block(&blocks[above]));
        if !titled && !asides.contains(&block.span) {
            continue;
        }
        for (number, _) in (*first..).zip(items) {
            let text = number.to_string();
            let mark = Mark { text: text.clone(), number: number.try_into().ok(), sure: true };
            let (given, label) = (Given::Raised, text);
            notes.push(Note { mark, given, start: at, end: at + 1, first: None, label });
        }
    }
    // Two notes of one number would both be meant.
    let ascending =
        |pair: &[Note]| pair[0].mark.number < pair[1].mark.number && pair[0].mark.number.is_some();
    if notes.windows(2).all(ascending) { notes } else { Vec::new() }
}

/// Moves the items out of the text, and drops the titles over the lists.
fn cut(document: &mut Document, notes: &[Note], report: &mut Report) {
    let mut blocks: Vec<Option<Block>> =
        std::mem::take(&mut document.blocks).into_iter().map(Some).collect();
    let mut labels = notes.iter();
    for at in 0..blocks.len() {
        if !notes.iter().any(|note| note.start == at) {
            continue;
        }
        let Some(Block { kind: BlockKind::List(list), .. }) = blocks[at].take() else { continue };
        for (item, note) in list.items.into_iter().zip(&mut labels) {
            let label = note.label.clone();
            document.footnotes.push(Footnote { label, blocks: item.blocks });
        }
        let above =
            at.checked_sub(1).and_then(|above| blocks[above].take_if(|b| is_title_block(b)));
        if let Some(title) = above {
            report.remove(title.span, Reason::NoteMark);
        }
    }
    document.blocks = blocks.into_iter().flatten().collect();
}
