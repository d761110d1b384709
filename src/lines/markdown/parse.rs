//! Markdown in text to blocks and inline content, by pulldown-cmark.
//!
//! Inline elements among the text stand in it as noncharacters while it is parsed, and so does `<`:
//! tags were read before, what is left is text.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::model::document::{
    Alignment, Block, BlockKind, Cell, Code, Footnote, Image, Inline, Link, List, ListItem, Row,
    Table,
};
use crate::model::flat::{flat, span_of};
use crate::model::fold;
use crate::model::source::Text;

/// Stands for an inline element.
const OBJECT: char = '\u{fdd0}';
/// Stands for `<`.
const LESS: char = '\u{fdd1}';

/// Text to parse and what its placeholders stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub(super) text: Text,
    objects: Vec<Inline>,
}

impl Source {
    /// The source of a run; none if its text holds a placeholder of its own.
    pub(super) fn new(run: Vec<Inline>) -> Option<Self> {
        let mut source = Self::default();
        for inline in run {
            match inline {
                Inline::Text(text) if text.contains([OBJECT, LESS]) => return None,
                Inline::Text(text) => source.text.push_text(&hide_tags(text)),
                other => {
                    let span = span_of(std::slice::from_ref(&other));
                    source.text.push(OBJECT.encode_utf8(&mut [0; 4]), span);
                    source.objects.push(other);
                }
            }
        }
        Some(source)
    }
}

/// Puts a placeholder for each `<` that begins no address.
fn hide_tags(text: Text) -> Text {
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        if ["http://", "https://", "mailto:"].iter().any(|scheme| rest.starts_with(scheme)) {
            continue;
        }
        let start = if text[..at].ends_with('\\') { at - 1 } else { at };
        edits.push((start..at + 1, LESS.to_string()));
    }
    if edits.is_empty() { text } else { text.with_edits(&edits) }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// The blocks of a text in Markdown, and its footnotes.
pub(super) fn blocks(source: Source) -> (Vec<Block>, Vec<Footnote>) {
    let mut builder = Builder::new(source);
    builder.parse();
    let blocks = builder.blocks.pop().unwrap_or_default();
    (blocks, builder.footnotes)
}

/// The inline content of a text in Markdown, or nothing if it turns out to be more.
pub(super) fn inlines(mut source: Source) -> Option<Vec<Inline>> {
    // Behind a placeholder no mark begins a block.
    let span = source.text.span(0..0);
    let mut text = Text::new(LESS.to_string(), span);
    text.push_text(&source.text);
    source.text = text;
    let (mut blocks, _) = blocks(source);
    let Some(Block { kind: BlockKind::Paragraph(mut content), .. }) = blocks.pop() else {
        return None;
    };
    let Some(Inline::Text(text)) = content.first_mut() else { return None };
    *text = text.slice(1..text.len());
    if text.is_empty() {
        content.remove(0);
    }
    blocks.is_empty().then_some(content)
}

struct Builder {
    text: Text,
    objects: Vec<Inline>,
    /// Where the placeholders of elements stand.
    places: Vec<usize>,
    blocks: Vec<Vec<Block>>,
    levels: Vec<Vec<Inline>>,
    /// Whether the lowest level is the content of a tight item, which has no paragraph.
    bare: bool,
    /// Addresses and titles of the links and images that are open.
    targets: Vec<(String, Option<String>)>,
    lists: Vec<List>,
    tables: Vec<Table>,
    row: Row,
    code: Option<(Option<String>, String)>,
    footnotes: Vec<Footnote>,
}

impl Builder {
    fn new(source: Source) -> Self {
        let places = source.text.match_indices(OBJECT).map(|(at, _)| at).collect();
        Self {
            places,
            text: source.text,
            objects: source.objects,
            blocks: vec![Vec::new()],
            levels: Vec::new(),
            bare: false,
            targets: Vec::new(),
            lists: Vec::new(),
            tables: Vec::new(),
            row: Row::new(),
            code: None,
            footnotes: Vec::new(),
        }
    }

    fn parse(&mut self) {
        let text = self.text.clone();
        for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag, range),
                Event::Text(value) if self.code.is_some() => self.code_text(&value, range),
                Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) => self.text(range),
                Event::Code(value) => {
                    let value = self.plain(&value, range.start);
                    self.inline(Inline::Code(value));
                }
                Event::InlineMath(value) | Event::DisplayMath(value) => {
                    self.inline(Inline::Math(value.into_string()));
                }
                Event::FootnoteReference(label) => {
                    self.inline(Inline::FootnoteRef(label.into_string()));
                }
                Event::SoftBreak => self.inline(Inline::Text(self.text.slice(range))),
                Event::HardBreak => self.inline(Inline::LineBreak),
                Event::Rule => {
                    self.end_bare();
                    self.push(BlockKind::ThematicBreak, range);
                }
                Event::TaskListMarker(checked) => {
                    if let Some(item) = self.lists.last_mut().and_then(|list| list.items.last_mut())
                    {
                        item.checked = Some(checked);
                    }
                }
            }
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } => {
                let title = (!title.is_empty()).then(|| title.into_string());
                self.targets.push((dest_url.replace(LESS, "<"), title));
                self.level();
                self.levels.push(Vec::new());
            }
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {
                self.level();
                self.levels.push(Vec::new());
            }
            tag => {
                self.end_bare();
                self.start_block(tag);
            }
        }
    }

    fn start_block(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => {
                if let Some(list) = self.lists.last_mut() {
                    list.tight = false;
                }
                self.levels.push(Vec::new());
            }
            Tag::Heading { .. } | Tag::TableCell => self.levels.push(Vec::new()),
            Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => self.blocks.push(Vec::new()),
            Tag::CodeBlock(kind) => self.code = Some((info(kind), String::new())),
            Tag::List(start) => self.lists.push(List { start, tight: true, items: Vec::new() }),
            Tag::Item => {
                self.blocks.push(Vec::new());
                if let Some(list) = self.lists.last_mut() {
                    list.items.push(ListItem::default());
                }
            }
            Tag::Table(alignments) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                self.tables.push(Table { alignments, ..Table::default() });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.wrap(Inline::Emphasis),
            TagEnd::Strong => self.wrap(Inline::Strong),
            TagEnd::Strikethrough => self.wrap(Inline::Strikethrough),
            TagEnd::Superscript => self.wrap(Inline::Superscript),
            TagEnd::Subscript => self.wrap(Inline::Subscript),
            TagEnd::Link | TagEnd::Image => self.end_link(tag == TagEnd::Image),
            _ => self.end_block(tag, range),
        }
    }

    fn end_block(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => {
                let content = fold::paragraph(self.levels.pop().unwrap_or_default());
                if !fold::is_blank(&content) {
                    self.push(BlockKind::Paragraph(content), range);
                }
            }
            TagEnd::Heading(level) => {
                let content = fold::paragraph(self.levels.pop().unwrap_or_default());
                self.push(BlockKind::Heading { level: level as u8, content }, range);
            }
            TagEnd::BlockQuote(_) => {
                self.end_bare();
                let blocks = self.blocks.pop().unwrap_or_default();
                self.push(BlockKind::Quote(blocks), range);
            }
            TagEnd::Item => {
                self.end_bare();
                let blocks = self.blocks.pop().unwrap_or_default();
                if let Some(item) = self.lists.last_mut().and_then(|list| list.items.last_mut()) {
                    item.blocks = blocks;
                }
            }
            TagEnd::List(_) => {
                if let Some(list) = self.lists.pop() {
                    self.push(BlockKind::List(Box::new(list)), range);
                }
            }
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
                    self.push(BlockKind::Code(Box::new(Code { language, text })), range);
                }
            }
            _ => self.end_table(tag, range),
        }
    }

    fn end_table(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::TableCell => {
                let content = fold::paragraph(self.levels.pop().unwrap_or_default());
                let span = self.text.span(range);
                let block = Block { kind: BlockKind::Paragraph(content), span };
                let empty =
                    matches!(&block.kind, BlockKind::Paragraph(content) if content.is_empty());
                self.row.push(Cell { blocks: if empty { Vec::new() } else { vec![block] } });
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = self.tables.last_mut() {
                    table.header = Some(row);
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.tables.pop() {
                    self.push(BlockKind::Table(Box::new(table)), range);
                }
            }
            TagEnd::FootnoteDefinition => {
                self.end_bare();
                let blocks = self.blocks.pop().unwrap_or_default();
                let label = self.text[range]
                    .trim_start()
                    .strip_prefix("[^")
                    .and_then(|rest| rest.split(']').next())
                    .unwrap_or_default()
                    .to_owned();
                self.footnotes.push(Footnote { label, blocks });
            }
            _ => {}
        }
    }

    fn end_link(&mut self, image: bool) {
        let content = self.levels.pop().unwrap_or_default();
        let (url, title) = self.targets.pop().unwrap_or_default();
        self.inline(if image {
            Inline::Image(Box::new(Image { url, alt: flat(&content).into_owned(), title }))
        } else {
            Inline::Link(Box::new(Link { url, title, content }))
        });
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        let span = self.text.span(range);
        if let Some(blocks) = self.blocks.last_mut() {
            blocks.push(Block { kind, span });
        }
    }

    /// The level that content goes to; text of a tight item opens one.
    fn level(&mut self) -> &mut Vec<Inline> {
        if self.levels.is_empty() {
            self.levels.push(Vec::new());
            self.bare = true;
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn end_bare(&mut self) {
        if !std::mem::take(&mut self.bare) {
            return;
        }
        let content = fold::paragraph(self.levels.pop().unwrap_or_default());
        let span = span_of(&content);
        if !fold::is_blank(&content)
            && let Some(blocks) = self.blocks.last_mut()
        {
            blocks.push(Block { kind: BlockKind::Paragraph(content), span });
        }
    }

    fn inline(&mut self, inline: Inline) {
        self.level().push(inline);
    }

    fn wrap(&mut self, mark: fn(Vec<Inline>) -> Inline) {
        let content = self.levels.pop().unwrap_or_default();
        self.inline(mark(content));
    }

    /// Adds the text of a range, elements in the places that stand for them.
    fn text(&mut self, range: Range<usize>) {
        let mut start = range.start;
        while let Some(length) = self.text[start..range.end].find(OBJECT) {
            let at = start + length;
            self.slice(start..at);
            if let Some(object) = self.object(at) {
                self.inline(object);
            }
            start = at + OBJECT.len_utf8();
        }
        self.slice(start..range.end);
    }

    fn slice(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let text = self.text.slice(range);
        let hidden: Vec<_> =
            text.match_indices(LESS).map(|(at, found)| (at..at + found.len(), "<")).collect();
        self.inline(Inline::Text(if hidden.is_empty() { text } else { text.with_edits(&hidden) }));
    }

    fn object(&self, at: usize) -> Option<Inline> {
        let index = self.places.binary_search(&at).ok()?;
        self.objects.get(index).cloned()
    }

    fn code_text(&mut self, value: &str, range: Range<usize>) {
        let value = self.plain(value, range.start);
        if let Some((_, text)) = &mut self.code {
            text.push_str(&value);
        }
    }

    /// Code as plain text: elements in it are what a reader would see of them.
    fn plain(&self, value: &str, from: usize) -> String {
        let mut index = self.places.partition_point(|&place| place < from);
        let mut out = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                OBJECT => {
                    out.push_str(
                        &self
                            .objects
                            .get(index)
                            .map(|o| flat(std::slice::from_ref(o)))
                            .unwrap_or_default(),
                    );
                    index += 1;
                }
                LESS => out.push('<'),
                c => out.push(c),
            }
        }
        out
    }
}

fn info(kind: CodeBlockKind) -> Option<String> {
    match kind {
        CodeBlockKind::Fenced(info) => {
            let language = info.split_whitespace().next()?;
            Some(language.to_owned())
        }
        CodeBlockKind::Indented => None,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
