//! A notation for blocks, of the model and of what pulldown-cmark reads.
//!
//! It leaves out what Markdown cannot say or what says nothing: the emphasis of white space and
//! punctuation, the order of nested emphasis, white space at edges.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::model::document::{Block, BlockKind, Cell, Inline};

/// Running text as characters, each with its styles, links and images among them.
#[derive(Default)]
pub(super) struct Flat {
    out: String,
    styles: [usize; 5],
}

impl Flat {
    pub(super) const NAMES: [char; 5] = ['e', 's', 'd', '^', '_'];

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
                Inline::Phrase(phrase) => self.inlines(&phrase.content),
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

pub(super) fn inline_notation(content: &[Inline]) -> String {
    let mut flat = Flat::default();
    flat.inlines(content);
    flat.finish()
}

pub(super) fn block_notation(blocks: &[Block], tight: bool) -> String {
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
            BlockKind::Code(code) => {
                let language = code.language.as_deref().unwrap_or_default();
                format!("(code {language:?} {:?})", code.text)
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
            Some(style) if tag.starts_with("</") => {
                flat.styles[style] = flat.styles[style].saturating_sub(1);
            }
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

/// Markdown as pulldown-cmark reads it.
pub(super) fn read(markdown: &str) -> String {
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
