//! Lines to headings, once the whole document is known.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::model::document::{Block, BlockKind, Inline};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

use super::shape::Shape;
use super::words::Words;
use crate::model::flat::flat;

/// More short lines than this in a row are names, an address or verse.
const MOST_IN_A_ROW: usize = 3;

/// Makes headings of the candidates that stand where headings stand.
pub(super) fn headings(
    blocks: &mut [Block],
    candidates: &[u32],
    damage: bool,
    report: &mut Report,
) {
    if candidates.is_empty() {
        return;
    }
    let candidates: HashSet<u32> = candidates.iter().copied().collect();
    let is_candidate = |block: &Block| {
        matches!(block.kind, BlockKind::Paragraph(_)) && candidates.contains(&block.span.start)
    };
    let mut labels: HashMap<String, usize> = HashMap::new();
    for block in blocks.iter().filter(|block| is_candidate(block) && ends_with_colon(block)) {
        *labels.entry(text(block).into_owned()).or_default() += 1;
    }
    // A line that leads something in is a heading only if it returns.
    let returns = |block: &Block| !ends_with_colon(block) || labels[&*text(block)] > 2;
    let speakers = speakers(blocks);
    let speaks = |block: &Block| speaker(&text(block)).is_some_and(|name| speakers[name] > 1);
    let marked: Vec<bool> = blocks
        .iter()
        .map(|block| is_candidate(block) && returns(block) && !speaks(block))
        .collect();
    let has_title =
        blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading { level: 1, .. }));
    let numbered = numbered_level(blocks);
    let mut row = 0..0;
    for index in 0..blocks.len() {
        if !marked[index] {
            continue;
        }
        if index >= row.end {
            row = index..index + marked[index..].iter().take_while(|&&marked| marked).count();
        }
        if row.len() > MOST_IN_A_ROW || !stands_right(blocks, index, row.end) {
            continue;
        }
        if index == 1 && is_name(&text(&blocks[1])) && is_heading(&blocks[0]) {
            continue;
        }
        let is_title = index == 0 && !has_title;
        let sure = if is_title { Confidence::Likely } else { Confidence::Possible };
        if damage && !report.repair(RuleId::HeadingLine, sure, blocks[index].span, "#") {
            continue;
        }
        let BlockKind::Paragraph(content) = &mut blocks[index].kind else { continue };
        let content = std::mem::take(content);
        let level = if is_title { 1 } else { level(&content, numbered) };
        blocks[index].kind = BlockKind::Heading { level, content };
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { level: 1, .. })
}

/// Whether the words right below the headline may be the name of who wrote it: two or three, each
/// with a capital and the rest of it small. No section begins there.
fn is_name(text: &str) -> bool {
    let named = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.all(|c| !c.is_uppercase())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=3).contains(&words.len()) && words.iter().all(|word| named(word))
}

/// Who speaks in a paragraph of dialogue: `Q: What do you miss?`
fn speaker(text: &str) -> Option<&str> {
    let (name, said) = text.split_once(':')?;
    let name = name.trim();
    let few = name.split_whitespace().count() <= 2 && name.chars().count() <= 24;
    let named = few && !name.contains(|c: char| c.is_numeric()) && !said.trim().is_empty();
    (named && name.starts_with(char::is_uppercase)).then_some(name)
}

/// How often each of those speaks who may be speakers.
fn speakers(blocks: &[Block]) -> HashMap<String, usize> {
    let mut speakers = HashMap::new();
    for block in blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))) {
        if let Some(name) = speaker(&text(block)) {
            *speakers.entry(name.to_owned()).or_insert(0) += 1;
        }
    }
    speakers
}

/// Whether what follows the row of lines like it may stand below a heading. The
/// very first line needs no more than a block below.
fn stands_right(blocks: &[Block], index: usize, end: usize) -> bool {
    let Some(next) = blocks.get(end) else { return false };
    let own = weight(&blocks[index]);
    // An exclamation right before a heading ends the section above it.
    if end > index + 1 && index > 0 && text(&blocks[index]).trim_end().ends_with(['!', '！']) {
        return false;
    }
    match &next.kind {
        BlockKind::Paragraph(_) => index == 0 || weight(next) > own || ends_with_colon(next),
        BlockKind::ThematicBreak => false,
        _ => true,
    }
}

fn text(block: &Block) -> Cow<'_, str> {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => flat(content),
        _ => Cow::Borrowed(""),
    }
}

fn weight(block: &Block) -> usize {
    Shape::of(&text(block), Words::default()).weight()
}

fn ends_with_colon(block: &Block) -> bool {
    text(block).trim_end().ends_with([':', '：'])
}

/// The level of numbered headings in the document.
fn numbered_level(blocks: &[Block]) -> Option<u8> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading { level, .. } if starts_with_number(&text(block)) => Some(*level),
        _ => None,
    })
}

fn starts_with_number(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// The level of a heading that is no title: by its number, `2.1` below `2`; a label that returns is
/// below the sections it returns in.
fn level(content: &[Inline], numbered: Option<u8>) -> u8 {
    let text = flat(content);
    if text.trim_end().ends_with([':', '：']) {
        return 3;
    }
    if !starts_with_number(&text) {
        return 2;
    }
    let number = text.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')']);
    let parts = number.split('.').count();
    let plain = number.split('.').all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if plain && parts > 1 { (parts + 1).min(6) as u8 } else { numbered.unwrap_or(2) }
}
