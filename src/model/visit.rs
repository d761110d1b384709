//! What blocks and inline content hold: the one place that knows where to look inside.
//!
//! A stage that goes over a document asks each block for its parts, in the order of reading, and
//! decides by their [`Role`] what to do with each. Blocks nest at most
//! [`MAX_NESTING`](super::document::MAX_NESTING) deep, so it may recurse.

use super::document::{Block, BlockKind, Document, Inline};

/// What a part is to the block that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The text of a paragraph.
    Paragraph,
    /// The text of a heading.
    Heading,
    /// The caption of a table or a figure.
    Caption,
    /// The summary of a disclosure widget, or the title of a callout.
    Summary,
    /// The term of a definition.
    Term,
    /// The blocks of a quotation.
    Quote,
    /// The blocks of a list's item.
    Item,
    /// The blocks of a table's cell.
    Cell,
    /// What a figure shows.
    Figure,
    /// What a disclosure widget opens.
    Details,
    /// What a term means.
    Meaning,
}

/// Something that a block holds.
#[derive(Clone, Copy)]
pub(crate) enum Part<'a> {
    /// Inline content.
    Line(&'a Vec<Inline>),
    /// Blocks.
    Blocks(&'a Vec<Block>),
}

/// Something that a block holds, to be changed.
pub(crate) enum PartMut<'a> {
    /// Inline content.
    Line(&'a mut Vec<Inline>),
    /// Blocks.
    Blocks(&'a mut Vec<Block>),
}

/// The two functions are one, read and written twice as borrowing asks.
macro_rules! parts {
    ($(#[$doc:meta])* $name:ident, $part:ident, $iter:ident $(, $mutable:tt)?) => {
        $(#[$doc])*
        pub(crate) fn $name<'a>(
            kind: &'a $($mutable)? BlockKind,
            visit: &mut dyn FnMut(Role, $part<'a>),
        ) {
            match kind {
                BlockKind::Heading { content, .. } => visit(Role::Heading, $part::Line(content)),
                BlockKind::Paragraph(content) => visit(Role::Paragraph, $part::Line(content)),
                BlockKind::List(list) => {
                    for item in list.items.$iter() {
                        visit(Role::Item, $part::Blocks(&$($mutable)? item.blocks));
                    }
                }
                BlockKind::Table(table) => {
                    visit(Role::Caption, $part::Line(&$($mutable)? table.caption));
                    let cells = table.header.$iter().chain(table.rows.$iter()).flatten();
                    for cell in cells {
                        visit(Role::Cell, $part::Blocks(&$($mutable)? cell.blocks));
                    }
                }
                BlockKind::Quote(inner) => visit(Role::Quote, $part::Blocks(inner)),
                BlockKind::Figure(figure) => {
                    visit(Role::Figure, $part::Blocks(&$($mutable)? figure.content));
                    visit(Role::Caption, $part::Line(&$($mutable)? figure.caption));
                }
                BlockKind::DefinitionList(list) => {
                    for definition in list {
                        for term in definition.terms.$iter() {
                            visit(Role::Term, $part::Line(term));
                        }
                        for meaning in definition.definitions.$iter() {
                            visit(Role::Meaning, $part::Blocks(meaning));
                        }
                    }
                }
                BlockKind::Details(details) => {
                    visit(Role::Summary, $part::Line(&$($mutable)? details.summary));
                    visit(Role::Details, $part::Blocks(&$($mutable)? details.content));
                }
                BlockKind::Callout(callout) => {
                    visit(Role::Summary, $part::Line(&$($mutable)? callout.title));
                    visit(Role::Details, $part::Blocks(&$($mutable)? callout.content));
                }
                BlockKind::Code(_) | BlockKind::Math(_) | BlockKind::ThematicBreak => {}
            }
        }
    };
}

parts! {
    /// Calls `visit` with each part of a block.
    parts, Part, iter
}

parts! {
    /// Calls `visit` with each part of a block, to change it.
    parts_mut, PartMut, iter_mut, mut
}

/// Calls `visit` with the inline content of every block of the document and its notes.
pub(crate) fn for_each_line(document: &mut Document, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for_each_block(document, &mut |block| {
        parts_mut(&mut block.kind, &mut |_, part| {
            if let PartMut::Line(line) = part {
                visit(line);
            }
        });
    });
}

/// Calls `visit` with every block of the document and its notes, each before the blocks in it.
pub(crate) fn for_each_block(document: &mut Document, visit: &mut dyn FnMut(&mut Block)) {
    blocks(&mut document.blocks, visit);
    for note in &mut document.footnotes {
        blocks(&mut note.blocks, visit);
    }
}

fn blocks(list: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in list {
        visit(block);
        parts_mut(&mut block.kind, &mut |_, part| {
            if let PartMut::Blocks(inner) = part {
                blocks(inner, visit);
            }
        });
    }
}

impl Inline {
    /// What a mark or a link holds; none for what holds no inline content.
    pub(crate) fn content(&self) -> Option<&Vec<Inline>> {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strikethrough(content)
            | Self::Superscript(content)
            | Self::Subscript(content) => Some(content),
            Self::Phrase(phrase) => Some(&phrase.content),
            Self::Link(link) => Some(&link.content),
            Self::Text(_)
            | Self::Code(_)
            | Self::Image(_)
            | Self::FootnoteRef(_)
            | Self::Math(_)
            | Self::LineBreak => None,
        }
    }

    /// What a mark or a link holds, to be changed.
    pub(crate) fn content_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strikethrough(content)
            | Self::Superscript(content)
            | Self::Subscript(content) => Some(content),
            Self::Phrase(phrase) => Some(&mut phrase.content),
            Self::Link(link) => Some(&mut link.content),
            Self::Text(_)
            | Self::Code(_)
            | Self::Image(_)
            | Self::FootnoteRef(_)
            | Self::Math(_)
            | Self::LineBreak => None,
        }
    }
}
