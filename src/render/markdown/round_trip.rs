//! Whatever the blocks are, what is written is read as them again, by another's parser.
//!
//! Both sides are brought to one notation that leaves out what Markdown cannot say or what says
//! nothing: the emphasis of white space and punctuation, the order of nested emphasis, white space
//! at edges.

use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::document::{
    Alignment, Block, BlockKind, Cell, Document, Footnote, Image, Inline, Link, List, ListItem,
    Table,
};
use crate::options::RenderOptions;
use crate::source::{Span, Text};

/// Running text as characters, each with its styles, links and images among them.
#[derive(Default)]
struct Flat {
    out: String,
    styles: [usize; 5],
}

impl Flat {
    const NAMES: [char; 5] = ['e', 's', 'd', '^', '_'];

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                if !self.out.ends_with([' ', '\n']) {
                    self.out.push(' ');
                }
            } else if c.is_alphanumeric() {
                self.styled(&c.to_string());
            } else {
                self.out.push(c);
            }
        }
    }

    fn styled(&mut self, text: &str) {
        let styles = Self::NAMES.iter().zip(self.styles).filter(|(_, depth)| *depth > 0);
        self.out.extend(styles.map(|(name, _)| format!("`{name}")));
        self.out.push_str(text);
    }

    /// Neighbouring code spans are one.
    fn code(&mut self, code: &str) {
        for c in code.chars() {
            self.styled(&format!("<{c:?}>"));
        }
    }

    fn line_break(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Emphasis(content) => self.nested(0, content),
                Inline::Strong(content) => self.nested(1, content),
                Inline::Strikethrough(content) => self.nested(2, content),
                Inline::Superscript(content) => self.nested(3, content),
                Inline::Subscript(content) => self.nested(4, content),
                Inline::Code(code) => self.code(code),
                Inline::Link(link) => {
                    let mut inner = Flat { styles: self.styles, ..Flat::default() };
                    inner.inlines(&link.content);
                    self.link(&inner.out, &link.url, link.title.as_deref().unwrap_or_default());
                }
                Inline::Image(image) => {
                    self.image(&image.alt, &image.url, image.title.as_deref().unwrap_or_default())
                }
                Inline::FootnoteRef(label) => self.styled(&format!("<note {label}>")),
                Inline::Math(tex) => self.styled(&format!("<math {tex}>")),
                Inline::LineBreak => self.line_break(),
            }
        }
    }

    fn nested(&mut self, style: usize, content: &[Inline]) {
        self.styles[style] += 1;
        self.inlines(content);
        self.styles[style] -= 1;
    }

    fn link(&mut self, content: &str, url: &str, title: &str) {
        let text = content.trim_start_matches([' ', '\n']);
        let lead = &content[..content.len() - text.len()];
        let kept = text.trim_end_matches([' ', '\n']);
        self.blank(lead);
        self.out.push_str(&format!("<a {url:?} {title:?} {kept}>"));
        self.blank(&text[kept.len()..]);
    }

    fn blank(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\n' { self.line_break() } else { self.text(" ") }
        }
    }

    fn image(&mut self, alt: &str, url: &str, title: &str) {
        self.styled(&format!("<img {url:?} {title:?} {alt:?}>"));
    }

    fn finish(self) -> String {
        self.out.trim_matches([' ', '\n']).replace("\n ", "\n")
    }
}

fn inline_notation(content: &[Inline]) -> String {
    let mut flat = Flat::default();
    flat.inlines(content);
    flat.finish()
}

fn block_notation(blocks: &[Block], tight: bool) -> String {
    let mut out = String::new();
    for block in blocks {
        out.push_str(&match &block.kind {
            BlockKind::Paragraph(content) => match inline_notation(content) {
                text if text.is_empty() => continue,
                text if tight => format!("(t {text})"),
                text => format!("(p {text})"),
            },
            BlockKind::Heading { level, content } => {
                format!("(h{level} {})", inline_notation(content))
            }
            BlockKind::Quote(blocks) => format!("(quote {})", block_notation(blocks, false)),
            BlockKind::Code { language, text } => {
                format!("(code {:?} {text:?})", language.as_deref().unwrap_or_default())
            }
            BlockKind::ThematicBreak => "(hr)".to_owned(),
            BlockKind::List(list) => {
                let items = list.items.iter().map(|item| {
                    let checked =
                        item.checked.map_or(String::new(), |checked| format!("[{checked}] "));
                    format!("(li {checked}{})", block_notation(&item.blocks, list.tight))
                });
                format!("(list {:?} {})", list.start, items.collect::<String>())
            }
            BlockKind::Table(table) => {
                let row = |row: &Vec<Cell>| {
                    let cells = row.iter().map(|cell| match cell.blocks.as_slice() {
                        [Block { kind: BlockKind::Paragraph(content), .. }] => {
                            format!("({})", inline_notation(content))
                        }
                        _ => "()".to_owned(),
                    });
                    format!("(tr {})", cells.collect::<String>())
                };
                let rows = table.header.iter().chain(&table.rows).map(row);
                format!("(table {:?} {})", table.alignments, rows.collect::<String>())
            }
            other => panic!("not generated: {other:?}"),
        });
    }
    out
}

/// Reads Markdown into the same notation.
struct Reader<'a> {
    events: std::iter::Peekable<Parser<'a>>,
    notes: String,
}

impl Reader<'_> {
    fn blocks(&mut self) -> String {
        let mut out = String::new();
        while let Some(event) = self.events.next_if(|event| !matches!(event, Event::End(_))) {
            match event {
                Event::Start(tag) if !is_inline(&tag) => out.push_str(&self.block(tag)),
                Event::Rule => out.push_str("(hr)"),
                other => {
                    let text = self.inlines(Some(other));
                    if !text.is_empty() {
                        out.push_str(&format!("(t {text})"));
                    }
                }
            }
        }
        out
    }

    fn end(&mut self) {
        assert!(matches!(self.events.next(), Some(Event::End(_))));
    }

    fn block(&mut self, tag: Tag) -> String {
        let out = match tag {
            Tag::Paragraph => format!("(p {})", self.inlines(None)),
            Tag::Heading { level, .. } => format!("(h{} {})", level as u8, self.inlines(None)),
            Tag::BlockQuote(_) => format!("(quote {})", self.blocks()),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => "indented".to_owned(),
                };
                let mut text = String::new();
                while let Some(Event::Text(more)) =
                    self.events.next_if(|e| matches!(e, Event::Text(_)))
                {
                    text.push_str(&more);
                }
                format!("(code {info:?} {:?})", text.strip_suffix('\n').unwrap_or(&text))
            }
            Tag::List(start) => format!("(list {start:?} {})", self.blocks()),
            Tag::Item => {
                let checked = self.events.next_if(|e| matches!(e, Event::TaskListMarker(_)));
                let checked = match checked {
                    Some(Event::TaskListMarker(checked)) => format!("[{checked}] "),
                    _ => String::new(),
                };
                format!("(li {checked}{})", self.blocks())
            }
            Tag::Table(alignments) => format!("(table {:?} {})", alignments, self.blocks()),
            Tag::TableHead | Tag::TableRow => format!("(tr {})", self.blocks()),
            Tag::TableCell => format!("({})", self.inlines(None)),
            Tag::FootnoteDefinition(label) => {
                let note = format!("(note {label} {})", self.blocks());
                self.notes.push_str(&note);
                String::new()
            }
            Tag::HtmlBlock => format!("(html {})", self.inlines(None)),
            other => panic!("unexpected {other:?}"),
        };
        self.end();
        out
    }

    fn inlines(&mut self, first: Option<Event>) -> String {
        let mut flat = Flat::default();
        if let Some(event) = first {
            self.inline(&mut flat, event);
        }
        self.inline_run(&mut flat);
        flat.finish()
    }

    fn inline_run(&mut self, flat: &mut Flat) {
        let is_block = |event: &Event| match event {
            Event::Start(tag) => !is_inline(tag),
            event => matches!(event, Event::End(_) | Event::Rule),
        };
        while let Some(event) = self.events.next_if(|event| !is_block(event)) {
            self.inline(flat, event);
        }
    }

    fn inline(&mut self, flat: &mut Flat, event: Event) {
        match event {
            Event::Text(text) => flat.text(&text),
            Event::SoftBreak => flat.text(" "),
            Event::HardBreak => flat.line_break(),
            Event::Code(code) => flat.code(&code),
            Event::FootnoteReference(label) => flat.styled(&format!("<note {label}>")),
            Event::InlineHtml(tag) | Event::Html(tag) => self.tag(flat, &tag),
            Event::TaskListMarker(checked) => flat.text(if checked { "[x]" } else { "[ ]" }),
            Event::Start(Tag::Emphasis) => self.nested(flat, 0),
            Event::Start(Tag::Strong) => self.nested(flat, 1),
            Event::Start(Tag::Strikethrough) => self.nested(flat, 2),
            Event::Start(Tag::Link { dest_url, title, .. }) => {
                let mut inner = Flat { styles: flat.styles, ..Flat::default() };
                self.inline_run(&mut inner);
                self.end();
                flat.link(&inner.out, &dest_url, &title);
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let mut inner = Flat::default();
                self.inline_run(&mut inner);
                self.end();
                flat.image(&inner.out, &dest_url, &title);
            }
            other => panic!("unexpected {other:?}"),
        }
    }

    fn nested(&mut self, flat: &mut Flat, style: usize) {
        flat.styles[style] += 1;
        self.inline_run(flat);
        assert!(matches!(
            self.events.next(),
            Some(Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough))
        ));
        flat.styles[style] -= 1;
    }

    fn tag(&mut self, flat: &mut Flat, tag: &str) {
        let name = tag.trim_matches(['<', '>', '/']);
        let style = ["em", "strong", "del", "sup", "sub"].iter().position(|known| *known == name);
        match style {
            Some(style) if tag.starts_with("</") => flat.styles[style] -= 1,
            Some(style) => flat.styles[style] += 1,
            None if name == "br" => flat.line_break(),
            None => flat.text(tag),
        }
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn read(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(markdown, options);
    let mut reader = Reader { events: parser.peekable(), notes: String::new() };
    let mut out = reader.blocks();
    out.push_str(&reader.notes);
    out
}

fn notation(document: &Document) -> String {
    let mut out = block_notation(&document.blocks, false);
    for note in &document.footnotes {
        out.push_str(&format!("(note {} {})", note.label, block_notation(&note.blocks, false)));
    }
    out
}

const PIECES: &[&str] = &[
    "a",
    "b",
    "word",
    "é",
    "漢",
    "1",
    "2.",
    "10)",
    " ",
    " ",
    " ",
    "\u{a0}",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "~~~",
    "`",
    "``",
    "```",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "&",
    "&amp;",
    "&#65;",
    "\\",
    "!",
    "#",
    "##",
    "-",
    "---",
    "+",
    "=",
    "===",
    "|",
    ":",
    "\"",
    "'",
    "“",
    "”",
    "。",
    "€",
    "🎉",
    "^",
    "[^1]",
    "[a](b)",
    "[x]",
    "[ ]",
    "http://a.b",
    "<http://a.b>",
    "<a@b.c>",
    "]: x",
    "]:",
];

fn pieces(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), count).prop_map(|pieces| pieces.concat())
}

/// Text as the builder folds it.
fn text() -> impl Strategy<Value = Inline> {
    pieces(1..6).prop_map(|text| {
        let mut folded = String::new();
        for c in text.chars() {
            if c != ' ' || !folded.ends_with(' ') {
                folded.push(c);
            }
        }
        Inline::Text(Text::new(folded, Span::default()))
    })
}

fn url() -> impl Strategy<Value = String> {
    pieces(1..4).prop_filter("a script", |url| !crate::render::url::is_script(url))
}

fn title() -> impl Strategy<Value = Option<String>> {
    prop::option::of(pieces(1..4).prop_map(|title| title.trim().to_owned()))
        .prop_map(|title| title.filter(|title| !title.is_empty()))
}

fn inline() -> impl Strategy<Value = Inline> {
    let alt = prop::sample::select(vec!["", "alt", "a [b] c", "a] b", "*x*"]);
    // A link that begins a paragraph and whose code holds `]:` reads as a definition: no way around.
    let code =
        pieces(1..4).prop_filter("blank", |code| !code.trim().is_empty() && !code.contains("]:"));
    let leaf = prop_oneof![
        6 => text(),
        1 => code.prop_map(Inline::Code),
        1 => (url(), alt, title()).prop_map(|(url, alt, title)| {
            Inline::Image(Image { url, alt: alt.to_owned(), title })
        }),
        1 => Just(Inline::FootnoteRef("1".to_owned())),
        1 => Just(Inline::LineBreak),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let content = prop::collection::vec(inner, 1..4);
        prop_oneof![
            content.clone().prop_map(Inline::Emphasis),
            content.clone().prop_map(Inline::Strong),
            content.clone().prop_map(Inline::Strikethrough),
            content.clone().prop_map(Inline::Superscript),
            (url(), title(), content).prop_map(|(url, title, content)| {
                let mut content: Vec<_> = content.into_iter().filter(is_link_content).collect();
                if inline_notation(&content).trim().is_empty() {
                    content.clear();
                }
                Inline::Link(Link { url, title, content })
            }),
        ]
    })
}

/// Links hold no links and no notes.
fn is_link_content(inline: &Inline) -> bool {
    match inline {
        Inline::Link(_) | Inline::FootnoteRef(_) => false,
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content)
        | Inline::Superscript(content) => content.iter().all(is_link_content),
        _ => true,
    }
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(), 1..5)
        .prop_filter("blank", |content| !inline_notation(content).trim().is_empty())
        // pulldown-cmark takes `[^1][text]` for a reference link, the second bracket escaped or not.
        .prop_filter("a bracket after a note", |content| {
            let mut notation = inline_notation(content).replace([' ', '\n'], "");
            Flat::NAMES
                .iter()
                .for_each(|name| notation = notation.replace(&format!("`{name}"), ""));
            !notation.contains("<note1><a") && !notation.contains("<note1>[")
        })
}

fn block(kind: BlockKind) -> Block {
    Block { kind, span: Span::default() }
}

fn table() -> impl Strategy<Value = BlockKind> {
    let cell = prop_oneof![
        1 => Just(Cell::default()),
        3 => inlines().prop_map(|content| Cell { blocks: vec![block(BlockKind::Paragraph(content))] }),
    ];
    let alignment = prop::sample::select(vec![
        Alignment::None,
        Alignment::Left,
        Alignment::Center,
        Alignment::Right,
    ]);
    (1..4_usize, 0..3_usize).prop_flat_map(move |(columns, rows)| {
        let row = prop::collection::vec(cell.clone(), columns);
        let alignments = prop::collection::vec(alignment.clone(), columns);
        (alignments, row.clone(), prop::collection::vec(row, rows)).prop_map(
            |(alignments, header, rows)| {
                BlockKind::Table(Table {
                    caption: Vec::new(),
                    alignments,
                    header: Some(header),
                    rows,
                })
            },
        )
    })
}

fn code() -> impl Strategy<Value = BlockKind> {
    let language = prop::option::of(prop::sample::select(vec!["rust", "c++", "a`b"]));
    let lines = prop::collection::vec(pieces(0..4), 0..4);
    (language, lines).prop_map(|(language, lines)| BlockKind::Code {
        language: language.map(str::to_owned),
        text: lines.join("\n"),
    })
}

fn a_block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        5 => inlines().prop_map(BlockKind::Paragraph),
        1 => (1..7_u8, inlines()).prop_map(|(level, content)| BlockKind::Heading { level, content }),
        1 => code(),
        1 => table(),
        1 => Just(BlockKind::ThematicBreak),
    ];
    let start = || prop::option::of(0..1000_u64);
    leaf.prop_recursive(3, 10, 3, move |inner| {
        let blocks = prop::collection::vec(inner.prop_map(block), 1..3);
        // A single item of one block cannot be loose, and several blocks are not always tight.
        let loose = prop::collection::vec(blocks.clone(), 2..4);
        let item = (prop::option::of(any::<bool>()), inlines(), prop::option::of(inlines()));
        let tight = prop::collection::vec(item, 1..4);
        prop_oneof![
            blocks.prop_map(BlockKind::Quote),
            (start(), loose).prop_map(|(start, items)| {
                let items =
                    items.into_iter().map(|blocks| ListItem { checked: None, blocks }).collect();
                BlockKind::List(List { start, tight: false, items })
            }),
            (start(), tight).prop_map(|(start, items)| {
                let items = items.into_iter().map(|(checked, content, nested)| {
                    let nested = nested.map(|content| {
                        let blocks = vec![block(BlockKind::Paragraph(content))];
                        let items = vec![ListItem { checked: None, blocks }];
                        block(BlockKind::List(List { start: None, tight: true, items }))
                    });
                    let paragraph = block(BlockKind::Paragraph(content));
                    ListItem { checked, blocks: std::iter::once(paragraph).chain(nested).collect() }
                });
                BlockKind::List(List { start, tight: true, items: items.collect() })
            }),
        ]
    })
    .prop_map(block)
}

fn document() -> impl Strategy<Value = Document> {
    let note = prop::collection::vec(a_block(), 1..3);
    (prop::collection::vec(a_block(), 1..4), note).prop_map(|(blocks, note)| Document {
        blocks,
        footnotes: vec![Footnote { label: "1".to_owned(), blocks: note }],
        ..Document::default()
    })
}

fn check(document: &Document) -> Result<(), TestCaseError> {
    let markdown = super::render(document, &RenderOptions::default());
    prop_assert_eq!(read(&markdown), notation(document), "written as\n{}", markdown);
    Ok(())
}

fn note() -> Footnote {
    let content = vec![Inline::Text(Text::new("note", Span::default()))];
    Footnote { label: "1".to_owned(), blocks: vec![block(BlockKind::Paragraph(content))] }
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").map_or(256, |cases| cases.parse().unwrap());
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn text_comes_back(content in prop::collection::vec(text(), 1..3)) {
        let blocks = vec![block(BlockKind::Paragraph(content))];
        check(&Document { blocks, footnotes: vec![note()], ..Document::default() })?;
    }

    #[test]
    fn running_text_comes_back(content in inlines()) {
        let blocks = vec![block(BlockKind::Paragraph(content))];
        check(&Document { blocks, footnotes: vec![note()], ..Document::default() })?;
    }

    #[test]
    fn documents_come_back(document in document()) {
        check(&document)?;
    }
}
