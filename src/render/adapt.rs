//! The document as the options want it written, before any format is.
//!
//! Images and links that are not written, headings moved, tables as lists, and what CommonMark alone
//! cannot say: each is the same document with other blocks, so that no writer has to know.

use std::borrow::Cow;

use crate::model::document::{
    Block, BlockKind, Document, Inline, List, ListItem, PhraseKind, Row, Table,
};
use crate::model::source::{Span, Text};
use crate::model::visit::{PartMut, parts_mut};
use crate::options::{Dialect, Format, ImageStyle, LinkStyle, RenderOptions, TableStyle};

/// The document with what the options leave out left out.
pub(super) fn adapt<'d>(
    document: &'d Document,
    format: Format,
    options: &RenderOptions,
) -> Cow<'d, Document> {
    let markdown = format == Format::Markdown;
    let plain = markdown && options.dialect == Dialect::CommonMark;
    let tables = matches!(options.tables, TableStyle::InferHeader | TableStyle::List);
    let links = matches!(options.links, LinkStyle::Text | LinkStyle::None);
    let images = options.images != ImageStyle::Keep;
    if format == Format::Json
        || !(plain || tables || links || images || options.heading_offset != 0)
    {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    let adapter = Adapter { options, plain };
    adapter.line(&mut document.headline);
    adapter.blocks(&mut document.blocks);
    for note in &mut document.footnotes {
        adapter.blocks(&mut note.blocks);
    }
    if plain {
        write_notes(&mut document);
    }
    Cow::Owned(document)
}

struct Adapter<'a> {
    options: &'a RenderOptions,
    /// Only what CommonMark has is written.
    plain: bool,
}

impl Adapter<'_> {
    fn blocks(&self, blocks: &mut Vec<Block>) {
        for block in &mut *blocks {
            if let BlockKind::Heading { level, .. } = &mut block.kind {
                let moved = i16::from(*level) + i16::from(self.options.heading_offset);
                *level = moved.clamp(1, 6) as u8;
            }
            if let BlockKind::Table(table) = &mut block.kind {
                self.table(table);
            }
            if self.plain {
                simplify(block);
            }
            parts_mut(&mut block.kind, &mut |_, part| match part {
                PartMut::Line(line) => self.line(line),
                PartMut::Blocks(inner) => self.blocks(inner),
            });
        }
        if self.options.tables == TableStyle::List {
            let all = std::mem::take(blocks);
            blocks.extend(all.into_iter().flat_map(listed));
        }
        blocks
            .retain(|block| !matches!(&block.kind, BlockKind::Paragraph(line) if line.is_empty()));
    }

    fn table(&self, table: &mut Table) {
        let infers = self.options.tables == TableStyle::InferHeader;
        if infers && table.header.is_none() && table.rows.len() > 1 {
            table.header = Some(table.rows.remove(0));
        }
    }

    fn line(&self, line: &mut Vec<Inline>) {
        let mut out = Vec::with_capacity(line.len());
        for mut inline in std::mem::take(line) {
            if let Some(inner) = inline.content_mut() {
                let held = !inner.is_empty();
                self.line(inner);
                if held && inner.is_empty() {
                    continue;
                }
            }
            self.inline(inline, &mut out);
        }
        *line = out;
    }

    fn inline(&self, inline: Inline, out: &mut Vec<Inline>) {
        match inline {
            Inline::Image(image) if self.options.images != ImageStyle::Keep => {
                if self.options.images == ImageStyle::Alt && !image.alt.is_empty() {
                    out.push(text(&image.alt));
                }
            }
            Inline::Link(link) if matches!(self.options.links, LinkStyle::Text) => {
                out.extend(link.content);
            }
            Inline::Link(link) if matches!(self.options.links, LinkStyle::None) => {
                let shows_address =
                    matches!(link.content.as_slice(), [Inline::Text(t)] if **t == *link.url);
                out.extend((!shows_address).then_some(link.content).into_iter().flatten());
            }
            Inline::FootnoteRef(label) if self.plain => {
                out.push(Inline::Superscript(vec![text(&label)]));
            }
            other => out.push(other),
        }
    }
}

/// A callout as the quotation that CommonMark reads it as, its kind in front.
fn simplify(block: &mut Block) {
    let BlockKind::Callout(callout) = &mut block.kind else { return };
    let name = callout.kind.name();
    let mut title = std::mem::take(&mut callout.title);
    if title.is_empty() {
        title.push(text(&(name[..1].to_uppercase() + &name[1..])));
    }
    let mut content = std::mem::take(&mut callout.content);
    let title = BlockKind::Paragraph(vec![Inline::Strong(title)]);
    content.insert(0, Block { kind: title, span: block.span });
    block.kind = BlockKind::Quote(content);
}

/// The notes as paragraphs below a rule, each behind its number.
fn write_notes(document: &mut Document) {
    let notes = std::mem::take(&mut document.footnotes);
    if notes.is_empty() {
        return;
    }
    document.blocks.push(Block { kind: BlockKind::ThematicBreak, span: Span::default() });
    for mut note in notes {
        let mark = [Inline::Superscript(vec![text(&note.label)]), text(" ")];
        match note.blocks.first_mut() {
            Some(Block { kind: BlockKind::Paragraph(content), .. }) => {
                content.splice(0..0, mark);
            }
            _ => {
                let kind = BlockKind::Paragraph(mark.to_vec());
                note.blocks.insert(0, Block { kind, span: Span::default() });
            }
        }
        document.blocks.append(&mut note.blocks);
    }
}

/// A table as a list, anything else as it is.
fn listed(block: Block) -> Vec<Block> {
    let span = block.span;
    let BlockKind::Table(table) = block.kind else { return vec![block] };
    let Table { caption, header, rows, .. } = *table;
    let names: Vec<Vec<Inline>> = header.iter().flatten().map(|cell| name(&cell.blocks)).collect();
    // A header alone is a row.
    let rows = if rows.is_empty() { header.into_iter().collect() } else { rows };
    let items =
        rows.into_iter().map(|row| ListItem { checked: None, blocks: entry(row, &names, span) });
    let items: Vec<ListItem> = items.filter(|item| !item.blocks.is_empty()).collect();
    let mut out = Vec::new();
    if !caption.is_empty() {
        out.push(Block { kind: BlockKind::Paragraph(caption), span });
    }
    if !items.is_empty() {
        out.push(Block {
            kind: BlockKind::List(Box::new(List { start: None, tight: true, items })),
            span,
        });
    }
    out
}

/// The text of a cell in the header.
fn name(blocks: &[Block]) -> Vec<Inline> {
    match blocks {
        [Block { kind: BlockKind::Paragraph(content), .. }] => content.clone(),
        _ => Vec::new(),
    }
}

/// A row: a line of its cells, each behind the name of its column; cells of more than a line below.
fn entry(row: Row, names: &[Vec<Inline>], span: Span) -> Vec<Block> {
    let mut line: Vec<Inline> = Vec::new();
    let mut below = Vec::new();
    for (column, cell) in row.into_iter().enumerate() {
        let mut blocks = cell.blocks;
        match blocks.as_mut_slice() {
            [] => {}
            [Block { kind: BlockKind::Paragraph(content), .. }] => {
                if !line.is_empty() {
                    line.push(text("; "));
                }
                if let Some(name) = names.get(column).filter(|name| !name.is_empty()) {
                    line.extend(name.iter().cloned());
                    line.push(text(": "));
                }
                line.append(content);
            }
            _ => below.append(&mut blocks),
        }
    }
    if !line.is_empty() {
        below.insert(0, Block { kind: BlockKind::Paragraph(line), span });
    }
    below
}

/// What HTML calls the kinds of marks that Markdown may write as such.
pub(super) fn mark_tags(kind: &PhraseKind) -> Option<(&'static str, &'static str)> {
    match kind {
        PhraseKind::Mark => Some(("<mark>", "</mark>")),
        PhraseKind::Insertion => Some(("<ins>", "</ins>")),
        PhraseKind::Underline => Some(("<u>", "</u>")),
        _ => None,
    }
}

fn text(value: &str) -> Inline {
    Inline::Text(Text::new(value, Span::default()))
}
