//! Plain text, for reading and for language models: no markup at all.
//!
//! What the reader of a page sees is kept: numbers and bullets of lists, the columns of tables, the
//! numbers of notes. Emphasis and addresses are not, nor are pictures: one within a line of text, a
//! formula or a smiley perhaps, gives its description, one by itself nothing.

use crate::model::document::{Block, BlockKind, Document, Inline, List, Row, Table};
use crate::model::source::{Span, Text};
use crate::options::{LinkStyle, RenderOptions};
use crate::render::url;

/// Tables no wider than this have aligned columns; wider ones give each row as lines.
const MAX_WIDTH: usize = 100;

/// The document as plain text.
pub(crate) fn render(document: &Document, options: &RenderOptions) -> String {
    let addresses = options.links == LinkStyle::Reference;
    let mut writer = Writer { width: options.width, addresses, ..Writer::default() };
    writer.blocks(&document.blocks, false);
    for (index, note) in document.footnotes.iter().enumerate() {
        let close = index > 0 && note.blocks.len() < 2;
        writer.separate(close);
        writer.out.push_str(&format!("[{}] ", note.label));
        writer.within("    ", |writer| writer.blocks(&note.blocks, false));
    }
    for (index, address) in std::mem::take(&mut writer.links).into_iter().enumerate() {
        writer.separate(index > 0);
        writer.out.push_str(&format!("<{}> {address}", index + 1));
    }
    writer.out.truncate(writer.out.trim_end().len());
    if !writer.out.is_empty() {
        writer.out.push('\n');
    }
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    prefix: String,
    /// How many characters a line of a paragraph has at most.
    width: Option<usize>,
    /// Whether links are numbered, and their addresses given at the end.
    addresses: bool,
    links: Vec<String>,
}

impl Writer {
    fn newline(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.push_str(&self.prefix);
    }

    /// Begins a new line, after a blank one unless `close`, if there is something above.
    fn separate(&mut self, close: bool) {
        if self.out.is_empty() {
            return;
        }
        self.newline();
        if !close {
            self.newline();
        }
    }

    fn within(&mut self, prefix: &str, write: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        self.prefix.push_str(prefix);
        write(self);
        self.prefix.truncate(length);
    }

    fn blocks(&mut self, blocks: &[Block], close: bool) {
        let mut first = true;
        for block in blocks {
            self.piece(&mut first, close, |writer| writer.block(block));
        }
    }

    /// Writes something below what was written before; nothing leaves no trace.
    fn piece(&mut self, first: &mut bool, close: bool, write: impl FnOnce(&mut Self)) {
        let end = self.out.len();
        if !*first {
            self.separate(close);
        }
        let start = self.out.len();
        write(self);
        if self.out.len() == start {
            self.out.truncate(end);
        } else {
            *first = false;
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                self.paragraph(content)
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(blocks) => self.indented(|writer| writer.blocks(blocks, false)),
            BlockKind::Code(code) => self.lines(&code.text),
            BlockKind::Math(tex) => self.lines(tex.trim()),
            BlockKind::Figure(figure) => {
                let mut first = true;
                self.piece(&mut first, true, |writer| writer.blocks(&figure.content, false));
                self.piece(&mut first, true, |writer| writer.paragraph(&figure.caption));
            }
            BlockKind::DefinitionList(definitions) => {
                let mut first = true;
                for definition in definitions {
                    for term in &definition.terms {
                        self.piece(&mut first, true, |writer| writer.paragraph(term));
                    }
                    for blocks in &definition.definitions {
                        self.within("    ", |writer| {
                            writer.piece(&mut first, true, |writer| writer.blocks(blocks, false));
                        });
                    }
                }
            }
            BlockKind::Details(details) => {
                let mut first = true;
                self.piece(&mut first, false, |writer| writer.paragraph(&details.summary));
                self.piece(&mut first, false, |writer| writer.blocks(&details.content, false));
            }
            BlockKind::Callout(callout) => self.indented(|writer| {
                let mut first = true;
                writer.piece(&mut first, false, |writer| writer.paragraph(&callout.title));
                writer.piece(&mut first, false, |writer| writer.blocks(&callout.content, false));
            }),
            BlockKind::ThematicBreak => {}
        }
    }

    fn indented(&mut self, write: impl FnOnce(&mut Self)) {
        self.out.push_str("    ");
        self.within("    ", write);
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    fn paragraph(&mut self, content: &[Inline]) {
        if content.iter().all(is_picture) {
            return;
        }
        let mut text = String::new();
        if self.addresses {
            let numbered = self.numbered(content);
            inlines(&mut text, &numbered);
        } else {
            inlines(&mut text, content);
        }
        match self.width {
            Some(width) => self.wrapped(text.trim(), width),
            None => self.lines(text.trim()),
        }
    }

    /// The content with the number of its address behind each link.
    fn numbered(&mut self, content: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::with_capacity(content.len());
        for inline in content {
            let mut inline = inline.clone();
            if let Some(inner) = inline.content_mut() {
                *inner = self.numbered(&std::mem::take(inner));
            }
            let link = match &inline {
                Inline::Link(link) if url::is_link(link) && !link.url.starts_with('#') => {
                    Some(link.url.clone())
                }
                _ => None,
            };
            out.push(inline);
            if let Some(address) = link {
                let known = self.links.iter().rposition(|known| *known == address);
                let number = known.map_or(self.links.len() + 1, |known| known + 1);
                if known.is_none() {
                    self.links.push(address);
                }
                out.push(Inline::Text(Text::new(format!(" <{number}>"), Span::default())));
            }
        }
        out
    }

    /// Writes lines no wider than asked for, broken at spaces.
    fn wrapped(&mut self, text: &str, limit: usize) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.newline();
            }
            let mut column = 0;
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                let own = width(word);
                if column > 0 && column + 1 + own + width(&self.prefix) > limit {
                    self.newline();
                    column = 0;
                } else if column > 0 {
                    self.out.push(' ');
                    column += 1;
                }
                self.out.push_str(word);
                column += own;
            }
        }
    }

    fn lines(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.newline();
            }
            self.out.push_str(line.trim_end());
        }
    }

    fn list(&mut self, list: &List) {
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 {
                self.separate(list.tight);
            }
            let mut marker = match list.start {
                Some(start) => format!("{}. ", start.saturating_add(index as u64)),
                None => "- ".to_owned(),
            };
            let indentation = " ".repeat(marker.len());
            marker.push_str(match item.checked {
                Some(true) => "☑ ",
                Some(false) => "☐ ",
                None => "",
            });
            self.out.push_str(&marker);
            self.within(&indentation, |writer| writer.blocks(&item.blocks, list.tight));
        }
    }

    fn table(&mut self, table: &Table) {
        let mut first = true;
        self.piece(&mut first, true, |writer| writer.paragraph(&table.caption));
        let text = |row: &Row| row.iter().map(|cell| cell_text(&cell.blocks)).collect::<Vec<_>>();
        let header = table.header.as_ref().map(text);
        let rows: Vec<_> = table.rows.iter().map(text).collect();
        let widths = widths(header.iter().chain(&rows));
        if widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1) <= MAX_WIDTH {
            for row in header.iter().chain(&rows) {
                self.piece(&mut first, true, |writer| writer.aligned(row, &widths));
            }
        } else {
            for row in &rows {
                self.piece(&mut first, true, |writer| writer.named(row, header.as_deref()));
            }
        }
    }

    /// A row whose cells stand below those of the row above.
    fn aligned(&mut self, row: &[String], widths: &[usize]) {
        for (cell, column) in row.iter().zip(widths) {
            self.out.push_str(cell);
            self.out.extend(std::iter::repeat_n(' ', column + 2 - width(cell)));
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    /// A row as a line, each cell after the name of its column.
    fn named(&mut self, row: &[String], header: Option<&[String]>) {
        let mut any = false;
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            self.out.push_str(if any { "; " } else { "" });
            any = true;
            let name = header.and_then(|header| header.get(column)).filter(|name| !name.is_empty());
            if let Some(name) = name {
                self.out.push_str(name.trim_end_matches(':'));
                self.out.push_str(": ");
            }
            self.out.push_str(cell);
        }
    }
}

/// The text of a cell, in one line.
fn cell_text(blocks: &[Block]) -> String {
    let mut writer = Writer::default();
    writer.blocks(blocks, true);
    let words: Vec<_> = writer.out.split_whitespace().collect();
    words.join(" ")
}

fn widths<'a>(rows: impl Iterator<Item = &'a Vec<String>>) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (column, cell) in widths.iter_mut().zip(row) {
            *column = width(cell).max(*column);
        }
    }
    widths
}

/// How many columns of a terminal a text takes.
fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

/// A picture, or what links one or parts it from the next.
fn is_picture(inline: &Inline) -> bool {
    match inline {
        Inline::Image(_) | Inline::LineBreak => true,
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Link(link) => link.content.iter().all(is_picture),
        _ => false,
    }
}

fn inlines(out: &mut String, content: &[Inline]) {
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content) => {
                inlines(out, content);
            }
            Inline::Phrase(phrase) => inlines(out, &phrase.content),
            Inline::Superscript(content) => script(out, content, '^', "⁰¹²³⁴⁵⁶⁷⁸⁹"),
            Inline::Subscript(content) => script(out, content, '_', "₀₁₂₃₄₅₆₇₈₉"),
            Inline::Code(code) => out.push_str(code),
            Inline::Link(link) if link.content.is_empty() => {}
            Inline::Link(link) => inlines(out, &link.content),
            Inline::Image(image) => out.push_str(&image.alt),
            Inline::FootnoteRef(label) => out.extend(["[", label, "]"]),
            Inline::Math(tex) => out.push_str(tex),
            Inline::LineBreak => out.push('\n'),
        }
    }
}

/// Numbers above or below the line have characters of their own; a letter after a digit or letter
/// would be read as a part of it.
fn script(out: &mut String, content: &[Inline], sign: char, digits: &str) {
    let mut text = String::new();
    inlines(&mut text, content);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let digits: Vec<char> = digits.chars().collect();
        out.extend(text.bytes().map(|b| digits[usize::from(b - b'0')]));
    } else if out.ends_with(|c: char| c.is_ascii_digit())
        && text.starts_with(|c: char| c.is_ascii_digit())
    {
        out.push(sign);
        out.push_str(&text);
    } else {
        out.push_str(&text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Alignment, Cell, Footnote, ListItem};

    fn p(text: &str) -> Block {
        let text = Inline::Text(Text::new(text, Span::default()));
        Block { kind: BlockKind::Paragraph(vec![text]), span: Span::default() }
    }

    fn text(blocks: Vec<Block>, notes: Vec<Footnote>) -> String {
        render(
            &Document { blocks, footnotes: notes, ..Document::default() },
            &RenderOptions::default(),
        )
    }

    #[test]
    fn lists_and_notes_keep_their_numbers() {
        let item = |blocks| ListItem { checked: None, blocks };
        let inner = List { start: None, tight: true, items: vec![item(vec![p("c")])] };
        let inner = Block { kind: BlockKind::List(Box::new(inner)), span: Span::default() };
        let list = List {
            start: Some(9),
            tight: true,
            items: vec![item(vec![p("a")]), item(vec![p("b"), inner])],
        };
        let list = Block { kind: BlockKind::List(Box::new(list)), span: Span::default() };
        let note = |label: &str| Footnote { label: label.into(), blocks: vec![p("note")] };
        assert_eq!(
            text(vec![p("t"), list], vec![note("1"), note("2")]),
            "t\n\n9. a\n10. b\n    - c\n\n[1] note\n[2] note\n"
        );
    }

    #[test]
    fn columns_of_tables_are_aligned() {
        let row = |a: &str, b: &str| vec![Cell { blocks: vec![p(a)] }, Cell { blocks: vec![p(b)] }];
        let table = Table {
            alignments: vec![Alignment::None; 2],
            header: Some(row("City", "People")),
            rows: vec![row("Oslo", "700"), row("東京", "14")],
            ..Table::default()
        };
        let table = Block { kind: BlockKind::Table(Box::new(table)), span: Span::default() };
        assert_eq!(text(vec![table], Vec::new()), "City  People\nOslo  700\n東京  14\n");
    }

    #[test]
    fn wide_tables_name_the_columns_in_each_row() {
        let long = "x".repeat(60);
        let row = |a: &str, b: &str| vec![Cell { blocks: vec![p(a)] }, Cell { blocks: vec![p(b)] }];
        let table = Table {
            header: Some(row("A", "B")),
            rows: vec![row(&long, &long)],
            ..Table::default()
        };
        let table = Block { kind: BlockKind::Table(Box::new(table)), span: Span::default() };
        assert_eq!(text(vec![table], Vec::new()), format!("A: {long}; B: {long}\n"));
    }
}
