//! Notes that became the items of a numbered list below their title.

use std::collections::HashSet;

use crate::model::document::{Block, BlockKind, Document, Footnote, Inline, ListItem};
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
    let mut items = list.items;
    drop_ways_back(&mut items, references);
    let notes = items.into_iter().zip(1..);
    let footnotes =
        notes.map(|(item, n)| Footnote { label: n.to_string(), blocks: item.blocks }).collect();
    drop_title(&mut document.blocks, report);
    refer_to(document, footnotes, Form::Bracket, Some(report));
    true
}

/// Takes the ways back that a page had before its notes off their text, if all notes have one:
/// `^ `, and where the text refers to a note more than once, a letter for each: `^ a b `.
fn drop_ways_back(items: &mut [ListItem], references: &[Mark]) {
    let mut counts = vec![0; items.len() + 1];
    for reference in references {
        if let Some(count) = counts.get_mut(reference.number as usize) {
            *count += 1;
        }
    }
    let lengths = items.iter().zip(&counts[1..]).map(|(item, &count)| {
        let Some(Inline::Text(text)) = content(item).and_then(|content| content.first()) else {
            return None;
        };
        way_back(text, count)
    });
    let Some(lengths) = lengths.collect::<Option<Vec<usize>>>() else { return };
    for (item, length) in items.iter_mut().zip(lengths) {
        if let Some(Block { kind: BlockKind::Paragraph(content), .. }) = item.blocks.first_mut()
            && let Some(Inline::Text(text)) = content.first_mut()
        {
            *text = text.slice(length..text.len());
        }
    }
}

fn content(item: &ListItem) -> Option<&Vec<Inline>> {
    match &item.blocks.first()?.kind {
        BlockKind::Paragraph(content) => Some(content),
        _ => None,
    }
}

/// The length of the way back that a note with so many references begins with.
fn way_back<'a>(text: &'a str, references: usize) -> Option<usize> {
    let mut rest = text.strip_prefix(['^', '↑'])?.strip_prefix(' ')?;
    let strip = |rest: &'a str, letter| rest.strip_prefix(letter)?.strip_prefix(' ');
    if references > 1 {
        rest = ('a'..='z').take(references).try_fold(rest, strip).unwrap_or(rest);
    }
    (!rest.trim().is_empty()).then(|| text.len() - rest.len())
}
