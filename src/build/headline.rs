//! The headline of a page: once, and before everything else.

use crate::extract::{Headline, Selection};
use crate::model::document::{Block, BlockKind, Document, Inline};
use crate::model::flat::flat;
use crate::model::source::Text;

/// How many blocks at the start may be a headline that is no heading.
const FIRST: usize = 8;
/// A paragraph of more bytes is the article's; below it a paragraph like the headline is a quotation.
const LONG: usize = 400;

/// Moves the article's headline to the start, or notes it where the text does not have it.
pub(super) fn place(document: &mut Document, selection: &Selection) {
    let Some(Headline { shown, leave_out }) = &selection.headline else { return };
    let title = document.metadata.title.clone().unwrap_or_default();
    let wanted: Vec<String> = [shown.as_deref().unwrap_or_default(), &title]
        .into_iter()
        .map(letters)
        .filter(|letters| !letters.is_empty())
        .collect();
    if wanted.is_empty() {
        return;
    }
    let found = take(&mut document.blocks, &wanted);
    if *leave_out {
        return;
    }
    match found {
        Some(block) => document.blocks.insert(0, as_headline(block, &title)),
        None if title.is_empty() || document.blocks.is_empty() => {}
        None => document.headline = vec![Inline::Text(Text::new(title, Default::default()))],
    }
}

/// Takes out the blocks that only repeat the headline; the first heading of them, or else the first.
fn take(blocks: &mut Vec<Block>, wanted: &[String]) -> Option<Block> {
    let long =
        |block: &Block| matches!(&block.kind, BlockKind::Paragraph(c) if flat(c).len() > LONG);
    let start = blocks.iter().position(long).unwrap_or(blocks.len());
    let mut found: Option<Block> = None;
    let mut index = 0;
    blocks.retain(|block| {
        let place = index;
        index += 1;
        let (content, is_heading) = match &block.kind {
            BlockKind::Heading { level, content } => (content, place < start || *level == 1),
            BlockKind::Paragraph(content) if place < start.min(FIRST) => (content, false),
            _ => return true,
        };
        let may = is_heading || matches!(block.kind, BlockKind::Paragraph(_));
        if !may || !wanted.contains(&letters(&flat(content))) {
            return true;
        }
        let better = is_heading && found.as_ref().is_some_and(|b| !is_a_heading(b));
        if found.is_none() || better {
            found = Some(block.clone());
        }
        false
    });
    found
}

const fn is_a_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// The block as a heading of the first level; with the title's text where the page put more into
/// the heading than the headline.
fn as_headline(block: Block, title: &str) -> Block {
    let span = block.span;
    let (BlockKind::Heading { content, .. } | BlockKind::Paragraph(content)) = block.kind else {
        return block;
    };
    let same = title.is_empty() || letters(&flat(&content)) == letters(title);
    let content = match same {
        true => content,
        false => vec![Inline::Text(Text::new(title, span))],
    };
    Block { kind: BlockKind::Heading { level: 1, content }, span }
}

/// What two ways to write the same headline share.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
