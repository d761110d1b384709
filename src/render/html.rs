//! HTML: semantic, and safe to show.
//!
//! Every character of the document is escaped, no script, style sheet or event attribute is ever
//! written, and addresses are written only with schemes that a reader may follow; a link without
//! one is its text, an image its alternative text.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::html::scheme;
use crate::model::document::{
    Alignment, Attributes, Block, BlockKind, Callout, CellSpan, Definition, Document, Footnote,
    Image, Inline, Link, List, Phrase, PhraseKind, Row, Table,
};
use crate::options::RenderOptions;
use crate::render::{tex, url};

/// The document as HTML: a whole page, or the fragment that stands for the text.
pub(crate) fn render(document: &Document, options: &RenderOptions) -> String {
    let mut writer = Writer::default();
    if options.fragment {
        writer.content(document);
        return writer.out;
    }
    writer.out.push_str("<!DOCTYPE html>\n<html");
    if let Some(language) = &document.metadata.language {
        writer.attribute("lang", language);
    }
    writer.out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    writer.escape(document.metadata.title.as_deref().unwrap_or_default());
    writer.out.push_str("</title>\n</head>\n<body>\n<article>\n");
    writer.content(document);
    writer.out.push_str("</article>\n</body>\n</html>\n");
    writer.out
}

/// A table as a block of HTML in Markdown, which an empty line would end.
pub(super) fn table(table: &Table) -> String {
    let mut writer = Writer { is_block: true, ..Writer::default() };
    writer.table(table);
    while writer.out.contains("\n\n") {
        writer.out = writer.out.replace("\n\n", "\n&#10;");
    }
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

#[derive(Default)]
struct Writer<'a> {
    out: String,
    /// What the page says of blocks beyond their kind, taken where it is written.
    attributes: BTreeMap<u32, &'a Attributes>,
    /// How often each note was referred to.
    references: HashMap<String, usize>,
    in_link: bool,
    /// Notes stand elsewhere, in Markdown: their references are no links.
    is_block: bool,
}

impl<'a> Writer<'a> {
    fn content(&mut self, document: &'a Document) {
        self.attributes = document.attributes.iter().map(|(at, said)| (*at, said)).collect();
        if !document.headline.is_empty() {
            self.line("h1", &document.headline);
        }
        self.blocks(&document.blocks);
        if !document.footnotes.is_empty() {
            self.out.push_str("<section role=\"doc-endnotes\">\n<ol>\n");
            document.footnotes.iter().for_each(|note| self.footnote(note));
            self.out.push_str("</ol>\n</section>\n");
        }
    }

    fn footnote(&mut self, note: &Footnote) {
        let id = identifier(&note.label);
        self.out.push_str("<li");
        self.attribute("id", &format!("fn-{id}"));
        self.out.push_str(">\n");
        self.blocks(&note.blocks);
        if self.references.contains_key(&note.label) {
            self.out.push_str("<p><a");
            self.attribute("href", &format!("#fnref-{id}"));
            self.out.push_str(" role=\"doc-backlink\">↩</a></p>\n");
        }
        self.out.push_str("</li>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    /// Writes a block, and what the page says of it in its start tag.
    fn block(&mut self, block: &Block) {
        let Some(said) = self.attributes.remove(&block.span.start) else {
            return self.kind(block);
        };
        for id in said.ids.iter().skip(1) {
            self.out.push_str("<a");
            self.attribute("id", id);
            self.out.push_str("></a>");
        }
        let start = self.out.len();
        self.kind(block);
        let name = self.out[start..].find([' ', '>']).map_or(0, |length| start + length);
        if name <= start {
            return;
        }
        let rest = self.out.split_off(name);
        if let Some(id) = said.ids.first() {
            self.attribute("id", id);
        }
        if let Some(language) = &said.language {
            self.attribute("lang", language);
        }
        if let Some(direction) = &said.direction {
            self.attribute("dir", direction);
        }
        if let Some(cite) = said.cite.as_ref().filter(|cite| scheme::is_safe_link(cite)) {
            self.attribute("cite", cite);
        }
        self.out.push_str(&rest);
    }

    fn kind(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                let level = level.clamp(&1, &6);
                self.line(&format!("h{level}"), content);
            }
            BlockKind::Paragraph(content) => self.line("p", content),
            BlockKind::List(list) => self.list(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(blocks) => self.container("blockquote", blocks),
            BlockKind::Code(code) => self.code(code.language.as_deref(), &code.text),
            BlockKind::Figure(figure) => {
                self.out.push_str("<figure>\n");
                self.blocks(&figure.content);
                self.optional_line("figcaption", &figure.caption);
                self.out.push_str("</figure>\n");
            }
            BlockKind::DefinitionList(definitions) => self.definitions(definitions),
            BlockKind::Details(details) => {
                self.out.push_str("<details>\n");
                self.optional_line("summary", &details.summary);
                self.blocks(&details.content);
                self.out.push_str("</details>\n");
            }
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Math(tex) => {
                self.out.push_str("<p class=\"math\">\\[");
                self.escape(&tex::inert(tex));
                self.out.push_str("\\]</p>\n");
            }
            BlockKind::ThematicBreak => self.out.push_str("<hr>\n"),
        }
    }

    fn callout(&mut self, callout: &Callout) {
        let name = callout.kind.name();
        self.out.push_str("<aside role=\"note\"");
        self.attribute("class", &format!("markdown-alert markdown-alert-{name}"));
        self.out.push_str(">\n<p class=\"markdown-alert-title\">");
        if callout.title.is_empty() {
            self.out.push_str(&name[..1].to_uppercase());
            self.out.push_str(&name[1..]);
        } else {
            self.inlines(&callout.title);
        }
        self.out.push_str("</p>\n");
        self.blocks(&callout.content);
        self.out.push_str("</aside>\n");
    }

    fn line(&mut self, tag: &str, content: &[Inline]) {
        self.out.extend(["<", tag, ">"]);
        self.inlines(content);
        self.out.extend(["</", tag, ">\n"]);
    }

    fn optional_line(&mut self, tag: &str, content: &[Inline]) {
        if !content.is_empty() {
            self.line(tag, content);
        }
    }

    fn container(&mut self, tag: &str, blocks: &[Block]) {
        self.out.extend(["<", tag, ">\n"]);
        self.blocks(blocks);
        self.out.extend(["</", tag, ">\n"]);
    }

    fn list(&mut self, list: &List) {
        let tag = if list.start.is_some() { "ol" } else { "ul" };
        self.out.extend(["<", tag]);
        if let Some(start) = list.start.filter(|start| *start != 1) {
            self.attribute("start", &start.to_string());
        }
        self.out.push_str(">\n");
        for item in &list.items {
            self.out.push_str("<li>");
            if let Some(checked) = item.checked {
                let state = if checked { " checked" } else { "" };
                self.out.extend(["<input type=\"checkbox\" disabled", state, "> "]);
            }
            self.item(&item.blocks, list.tight);
            self.out.push_str("</li>\n");
        }
        self.out.extend(["</", tag, ">\n"]);
    }

    /// The blocks of an item or a cell; paragraphs without an element of their own where they stand
    /// close.
    fn item(&mut self, blocks: &[Block], tight: bool) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) if tight => self.inlines(content),
                _ => {
                    if !self.out.ends_with('\n') {
                        self.out.push('\n');
                    }
                    self.block(block);
                }
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table>\n");
        self.optional_line("caption", &table.caption);
        let spans: HashMap<(usize, usize), &CellSpan> =
            table.spans.iter().map(|s| ((s.row as usize, s.column as usize), s)).collect();
        let grid = Grid { table, covered: covered(table), spans };
        let mut rows = table.rows.iter().enumerate();
        let above = usize::from(table.header.is_some());
        if let Some(header) = &table.header {
            self.out.push_str("<thead>\n");
            self.row(&grid, 0, header);
            self.out.push_str("</thead>\n");
        }
        self.out.push_str("<tbody>\n");
        rows.by_ref().for_each(|(at, row)| self.row(&grid, at + above, row));
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn row(&mut self, grid: &Grid, at: usize, row: &Row) {
        let heads = grid.table.header.is_some() && at == 0;
        self.out.push_str("<tr>\n");
        for (column, cell) in row.iter().enumerate() {
            if grid.covered.contains(&(at, column)) {
                continue;
            }
            let span = grid.spans.get(&(at, column));
            let names_row = span.is_some_and(|span| span.header);
            let tag = if heads || names_row { "th" } else { "td" };
            self.out.extend(["<", tag]);
            if let Some(span) = span {
                if names_row {
                    self.attribute("scope", "row");
                }
                if span.columns > 1 {
                    self.attribute("colspan", &span.columns.to_string());
                }
                if span.rows > 1 {
                    self.attribute("rowspan", &span.rows.to_string());
                }
            }
            match grid.table.alignments.get(column).copied().unwrap_or_default() {
                Alignment::None => {}
                Alignment::Left => self.attribute("style", "text-align: left"),
                Alignment::Center => self.attribute("style", "text-align: center"),
                Alignment::Right => self.attribute("style", "text-align: right"),
            }
            self.out.push('>');
            self.item(&cell.blocks, cell.blocks.len() == 1);
            self.out.extend(["</", tag, ">\n"]);
        }
        self.out.push_str("</tr>\n");
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        self.out.push_str("<pre><code");
        if let Some(language) = language {
            self.attribute("class", &format!("language-{language}"));
        }
        self.out.push('>');
        // The parser drops a line feed right after the start tag of `pre`, but not inside `code`.
        self.escape(text);
        self.out.push_str("\n</code></pre>\n");
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        self.out.push_str("<dl>\n");
        for definition in definitions {
            definition.terms.iter().for_each(|term| self.line("dt", term));
            for blocks in &definition.definitions {
                self.out.push_str("<dd>");
                self.item(blocks, blocks.len() == 1);
                self.out.push_str("</dd>\n");
            }
        }
        self.out.push_str("</dl>\n");
    }

    fn inlines(&mut self, content: &[Inline]) {
        content.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.escape(text),
            Inline::Emphasis(content) => self.element("em", content),
            Inline::Strong(content) => self.element("strong", content),
            Inline::Strikethrough(content) => self.element("del", content),
            Inline::Superscript(content) => self.element("sup", content),
            Inline::Subscript(content) => self.element("sub", content),
            Inline::Phrase(phrase) => self.phrase(phrase),
            Inline::Code(code) => {
                self.out.push_str("<code>");
                self.escape(code);
                self.out.push_str("</code>");
            }
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.image(image),
            Inline::FootnoteRef(label) => self.reference(label),
            Inline::Math(tex) => {
                self.out.push_str("<span class=\"math\">\\(");
                self.escape(&tex::inert(tex));
                self.out.push_str("\\)</span>");
            }
            Inline::LineBreak => self.out.push_str("<br>\n"),
        }
    }

    fn phrase(&mut self, phrase: &Phrase) {
        let tag = match &phrase.kind {
            PhraseKind::Mark => "mark",
            PhraseKind::Insertion => "ins",
            PhraseKind::Underline => "u",
            PhraseKind::Abbreviation { .. } => "abbr",
            PhraseKind::Keyboard => "kbd",
            PhraseKind::Citation => "cite",
            PhraseKind::Time { .. } => "time",
            PhraseKind::Ruby => "span",
        };
        self.out.extend(["<", tag]);
        match &phrase.kind {
            PhraseKind::Abbreviation { title } => self.attribute("title", title),
            PhraseKind::Time { datetime } => self.attribute("datetime", datetime),
            _ => {}
        }
        self.out.push('>');
        match phrase.content.as_slice() {
            [Inline::Code(text)] if phrase.kind == PhraseKind::Keyboard => self.escape(text),
            content => self.inlines(content),
        }
        self.out.extend(["</", tag, ">"]);
    }

    fn element(&mut self, tag: &str, content: &[Inline]) {
        self.out.extend(["<", tag, ">"]);
        self.inlines(content);
        self.out.extend(["</", tag, ">"]);
    }

    fn link(&mut self, link: &Link) {
        if self.in_link || !url::is_link(link) {
            return self.inlines(&link.content);
        }
        self.in_link = true;
        self.out.push_str("<a");
        self.attribute("href", &link.url);
        if let Some(title) = &link.title {
            self.attribute("title", title);
        }
        self.out.push('>');
        self.inlines(&link.content);
        self.out.push_str("</a>");
        self.in_link = false;
    }

    fn image(&mut self, image: &Image) {
        if !scheme::is_safe_image(&image.url) {
            return self.escape(&image.alt);
        }
        self.out.push_str("<img");
        self.attribute("src", &image.url);
        self.attribute("alt", &image.alt);
        if let Some(title) = &image.title {
            self.attribute("title", title);
        }
        self.out.push('>');
    }

    fn reference(&mut self, label: &str) {
        let count = self.references.entry(label.to_owned()).or_default();
        *count += 1;
        let id = identifier(label);
        let own = if *count == 1 { format!("fnref-{id}") } else { format!("fnref-{id}-{count}") };
        if self.in_link || self.is_block {
            self.out.push_str("<sup>");
            self.escape(label);
            return self.out.push_str("</sup>");
        }
        self.out.push_str("<sup><a");
        self.attribute("href", &format!("#fn-{id}"));
        self.attribute("id", &own);
        self.out.push_str(" role=\"doc-noteref\">");
        self.escape(label);
        self.out.push_str("</a></sup>");
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.extend([" ", name, "=\""]);
        self.escape(value);
        self.out.push('"');
    }

    /// Writes text so that it stands for itself, in content and in quoted attributes.
    fn escape(&mut self, text: &str) {
        let mut done = 0;
        for at in
            text.bytes().enumerate().filter(|(_, b)| b"&<>\"'\0".contains(b)).map(|(at, _)| at)
        {
            self.out.push_str(&text[done..at]);
            self.out.push_str(match text.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => "\u{fffd}",
            });
            done = at + 1;
        }
        self.out.push_str(&text[done..]);
    }
}

/// A table, and what its cells are beyond their places.
struct Grid<'t> {
    table: &'t Table,
    covered: HashSet<(usize, usize)>,
    spans: HashMap<(usize, usize), &'t CellSpan>,
}

/// The empty cells that others cover. No cell covers more than there are.
fn covered(table: &Table) -> HashSet<(usize, usize)> {
    let rows: Vec<&Row> = table.header.iter().chain(&table.rows).collect();
    let mut covered = HashSet::new();
    for span in &table.spans {
        let (row, column) = (span.row as usize, span.column as usize);
        let down = rows.iter().enumerate().skip(row).take(span.rows as usize);
        for (at, cells) in down {
            let along = cells.iter().enumerate().skip(column).take(span.columns as usize);
            let empty = along.filter(|(_, cell)| cell.blocks.is_empty());
            covered.extend(empty.map(|(along, _)| (at, along)).filter(|at| *at != (row, column)));
        }
    }
    covered
}

/// A label as a part of an id: white space is not allowed there.
fn identifier(label: &str) -> String {
    label.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::{Span, Text};

    fn fragment(content: Vec<Inline>) -> String {
        let block = Block { kind: BlockKind::Paragraph(content), span: Span::default() };
        let document = Document { blocks: vec![block], ..Document::default() };
        render(&document, &RenderOptions { fragment: true, ..RenderOptions::default() })
    }

    fn text(text: &str) -> Inline {
        Inline::Text(Text::new(text, Span::default()))
    }

    #[test]
    fn everything_is_escaped() {
        assert_eq!(
            fragment(vec![text("<script>alert('1' & \"2\")</script>")]),
            "<p>&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;</p>\n"
        );
    }

    #[test]
    fn unsafe_addresses_leave_their_text() {
        let link = |url: &str| {
            Inline::Link(Box::new(Link { url: url.into(), title: None, content: vec![text("a")] }))
        };
        assert_eq!(fragment(vec![link("java\tscript:alert(1)")]), "<p>a</p>\n");
        assert_eq!(fragment(vec![link("\u{1}javascript:x")]), "<p>a</p>\n");
        assert_eq!(
            fragment(vec![link("/b?c=\"d\"")]),
            "<p><a href=\"/b?c=&quot;d&quot;\">a</a></p>\n"
        );
        let image = Image { url: "data:text/html,x".into(), alt: "b".into(), title: None };
        assert_eq!(fragment(vec![Inline::Image(Box::new(image))]), "<p>b</p>\n");
    }
}
