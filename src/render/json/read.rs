//! JSON back into a document.
//!
//! What is read has the shape of what is written; keys that are not known are passed over, so that
//! the version and the report may stand beside the document.

use serde::Deserialize;

use crate::model::document::{
    Alignment, Attributes, Block, BlockKind, Callout, CalloutKind, Cell, CellSpan, Code,
    Definition, Details, Document, Figure, Footnote, Image, Inline, Link, List, ListItem,
    MAX_NESTING, Metadata, Phrase, PhraseKind, Row, Table,
};
use crate::model::source::{Span, Text};

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = DocumentData::deserialize(deserializer)?;
        let mut reader = Reader::default();
        let document = Self {
            metadata: read.metadata,
            headline: reader.inlines(read.headline, Span::default()),
            blocks: reader.blocks(read.blocks),
            footnotes: (read.footnotes.into_iter())
                .map(|note| Footnote { label: note.label, blocks: reader.blocks(note.blocks) })
                .collect(),
            attributes: std::mem::take(&mut reader.attributes),
        };
        let deep = || serde::de::Error::custom(format_args!("nested deeper than {MAX_NESTING}"));
        if reader.is_too_deep { Err(deep()) } else { Ok(document) }
    }
}

#[derive(Deserialize)]
struct DocumentData {
    #[serde(default)]
    metadata: Metadata,
    #[serde(default)]
    headline: Vec<InlineData>,
    blocks: Vec<BlockData>,
    #[serde(default)]
    footnotes: Vec<NoteData>,
}

#[derive(Deserialize)]
struct NoteData {
    label: String,
    blocks: Vec<BlockData>,
}

#[derive(Deserialize)]
struct BlockData {
    #[serde(flatten)]
    kind: KindData,
    #[serde(default)]
    span: Span,
    #[serde(flatten)]
    attributes: Attributes,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum KindData {
    Heading {
        level: u8,
        content: Vec<InlineData>,
    },
    Paragraph {
        content: Vec<InlineData>,
    },
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<ItemData>,
    },
    Table {
        caption: Vec<InlineData>,
        alignments: Vec<Option<AlignmentData>>,
        header: Option<RowData>,
        rows: Vec<RowData>,
        #[serde(default)]
        spans: Vec<CellSpan>,
    },
    Quote {
        blocks: Vec<BlockData>,
    },
    Code {
        language: Option<String>,
        text: String,
    },
    Figure {
        blocks: Vec<BlockData>,
        caption: Vec<InlineData>,
    },
    DefinitionList {
        definitions: Vec<DefinitionData>,
    },
    Details {
        summary: Vec<InlineData>,
        blocks: Vec<BlockData>,
    },
    Callout {
        kind: CalloutKind,
        title: Vec<InlineData>,
        blocks: Vec<BlockData>,
    },
    Math {
        tex: String,
    },
    ThematicBreak,
}

type RowData = Vec<Vec<BlockData>>;

#[derive(Deserialize)]
struct ItemData {
    checked: Option<bool>,
    blocks: Vec<BlockData>,
}

#[derive(Deserialize)]
struct DefinitionData {
    terms: Vec<Vec<InlineData>>,
    definitions: Vec<Vec<BlockData>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AlignmentData {
    Left,
    Center,
    Right,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum InlineData {
    Text { text: String },
    Emphasis { content: Vec<InlineData> },
    Strong { content: Vec<InlineData> },
    Strikethrough { content: Vec<InlineData> },
    Superscript { content: Vec<InlineData> },
    Subscript { content: Vec<InlineData> },
    Phrase(PhraseData),
    Code { text: String },
    Link { url: String, title: Option<String>, content: Vec<InlineData> },
    Image { url: String, alt: String, title: Option<String> },
    FootnoteRef { label: String },
    Math { tex: String },
    LineBreak,
}

#[derive(Deserialize)]
struct PhraseData {
    #[serde(flatten)]
    kind: PhraseKind,
    content: Vec<InlineData>,
}

/// Reads what stands in blocks; their attributes gather here.
#[derive(Default)]
struct Reader {
    attributes: std::collections::BTreeMap<u32, Attributes>,
    depth: usize,
    is_too_deep: bool,
}

impl Reader {
    /// Goes down a level; what is nested too deep is left out, and told.
    fn within<T: Default>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth > 2 * MAX_NESTING {
            self.is_too_deep = true;
            return T::default();
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn blocks(&mut self, blocks: Vec<BlockData>) -> Vec<Block> {
        self.within(|reader| blocks.into_iter().map(|block| reader.block(block)).collect())
    }

    fn block(&mut self, BlockData { kind, span, attributes }: BlockData) -> Block {
        if attributes != Attributes::default() {
            self.attributes.insert(span.start, attributes);
        }
        Block { kind: self.kind(kind, span), span }
    }

    fn kind(&mut self, kind: KindData, span: Span) -> BlockKind {
        match kind {
            KindData::Heading { level, content } => BlockKind::Heading {
                level: level.clamp(1, 6),
                content: self.inlines(content, span),
            },
            KindData::Paragraph { content } => BlockKind::Paragraph(self.inlines(content, span)),
            KindData::List { start, tight, items } => {
                let items = items.into_iter().map(|item| ListItem {
                    checked: item.checked,
                    blocks: self.blocks(item.blocks),
                });
                let items = items.collect();
                BlockKind::List(Box::new(List { start, tight, items }))
            }
            KindData::Table { caption, alignments, header, rows, spans } => {
                let caption = self.inlines(caption, span);
                let alignments = alignments.into_iter().map(alignment).collect();
                let header = header.map(|header| self.row(header));
                let rows = rows.into_iter().map(|row| self.row(row)).collect();
                BlockKind::Table(Box::new(Table { caption, alignments, header, rows, spans }))
            }
            KindData::Quote { blocks } => BlockKind::Quote(self.blocks(blocks)),
            KindData::Code { language, text } => BlockKind::Code(Box::new(Code { language, text })),
            KindData::Figure { blocks, caption } => {
                let content = self.blocks(blocks);
                let caption = self.inlines(caption, span);
                BlockKind::Figure(Box::new(Figure { content, caption }))
            }
            KindData::DefinitionList { definitions } => {
                let definitions = definitions.into_iter().map(|definition| Definition {
                    terms: (definition.terms.into_iter())
                        .map(|term| self.inlines(term, span))
                        .collect(),
                    definitions: (definition.definitions.into_iter())
                        .map(|blocks| self.blocks(blocks))
                        .collect(),
                });
                BlockKind::DefinitionList(definitions.collect())
            }
            KindData::Details { summary, blocks } => {
                let summary = self.inlines(summary, span);
                let content = self.blocks(blocks);
                BlockKind::Details(Box::new(Details { summary, content }))
            }
            KindData::Callout { kind, title, blocks } => {
                let title = self.inlines(title, span);
                let content = self.blocks(blocks);
                BlockKind::Callout(Box::new(Callout { kind, title, content }))
            }
            KindData::Math { tex } => BlockKind::Math(tex),
            KindData::ThematicBreak => BlockKind::ThematicBreak,
        }
    }

    fn row(&mut self, row: RowData) -> Row {
        row.into_iter().map(|blocks| Cell { blocks: self.blocks(blocks) }).collect()
    }

    fn inlines(&mut self, content: Vec<InlineData>, span: Span) -> Vec<Inline> {
        self.within(|reader| content.into_iter().map(|i| reader.inline(i, span)).collect())
    }

    fn inline(&mut self, inline: InlineData, span: Span) -> Inline {
        match inline {
            InlineData::Text { text } => Inline::Text(Text::new(text, span)),
            InlineData::Emphasis { content } => Inline::Emphasis(self.inlines(content, span)),
            InlineData::Strong { content } => Inline::Strong(self.inlines(content, span)),
            InlineData::Strikethrough { content } => {
                Inline::Strikethrough(self.inlines(content, span))
            }
            InlineData::Superscript { content } => Inline::Superscript(self.inlines(content, span)),
            InlineData::Subscript { content } => Inline::Subscript(self.inlines(content, span)),
            InlineData::Phrase(PhraseData { kind, content }) => {
                let content = self.inlines(content, span);
                Inline::Phrase(Box::new(Phrase { kind, content }))
            }
            InlineData::Code { text } => Inline::Code(text),
            InlineData::Link { url, title, content } => {
                let content = self.inlines(content, span);
                Inline::Link(Box::new(Link { url, title, content }))
            }
            InlineData::Image { url, alt, title } => {
                Inline::Image(Box::new(Image { url, alt, title }))
            }
            InlineData::FootnoteRef { label } => Inline::FootnoteRef(label),
            InlineData::Math { tex } => Inline::Math(tex),
            InlineData::LineBreak => Inline::LineBreak,
        }
    }
}

fn alignment(alignment: Option<AlignmentData>) -> Alignment {
    match alignment {
        None => Alignment::None,
        Some(AlignmentData::Left) => Alignment::Left,
        Some(AlignmentData::Center) => Alignment::Center,
        Some(AlignmentData::Right) => Alignment::Right,
    }
}
