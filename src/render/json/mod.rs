//! JSON: the block model, the metadata and the report.
//!
//! The schema is documented at [`Cleaned::to_json`](crate::Cleaned::to_json). The views here give
//! it its shape, so that the model can change without it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::document::{
    Alignment, Attributes, Block, BlockKind, CalloutKind, CellSpan, Document, Inline, ListItem,
    Metadata, PhraseKind, Row,
};
use crate::model::located;
use crate::model::source::Span;
use crate::report::Report;

mod read;

/// The version of the schema; it grows when a key changes its meaning or goes.
const VERSION: u32 = 1;

/// The document as one line of JSON.
pub(crate) fn render(document: &Document, report: &Report) -> String {
    let place = |span: Span| [span.start, span.end];
    let inlines = located::inlines(document).into_iter().map(place).collect();
    let document = document_view(document);
    let view = ReportedView { version: VERSION, document, inlines, report };
    // Strings, numbers and sequences of them: nothing here can fail to be written.
    serde_json::to_string(&view).unwrap_or_default()
}

fn document_view(document: &Document) -> DocumentView<'_> {
    DocumentView {
        metadata: &document.metadata,
        headline: inlines(&document.headline),
        blocks: blocks(&document.attributes, &document.blocks),
        footnotes: document
            .footnotes
            .iter()
            .map(|note| NoteView {
                label: &note.label,
                blocks: blocks(&document.attributes, &note.blocks),
            })
            .collect(),
    }
}

/// The shape of [`Cleaned::to_json`](crate::Cleaned::to_json), without version and report.
impl Serialize for Document {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        document_view(self).serialize(serializer)
    }
}

/// What the page says of blocks, by where they start.
type Said = BTreeMap<u32, Attributes>;

#[derive(Serialize)]
struct ReportedView<'a> {
    version: u32,
    #[serde(flatten)]
    document: DocumentView<'a>,
    /// Where each piece of inline content stands in the input.
    inlines: Vec<[u32; 2]>,
    report: &'a Report,
}

#[derive(Serialize)]
struct DocumentView<'a> {
    metadata: &'a Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headline: Vec<InlineView<'a>>,
    blocks: Vec<BlockView<'a>>,
    footnotes: Vec<NoteView<'a>>,
}

#[derive(Serialize)]
struct NoteView<'a> {
    label: &'a str,
    blocks: Vec<BlockView<'a>>,
}

#[derive(Serialize)]
struct BlockView<'a> {
    #[serde(flatten)]
    kind: KindView<'a>,
    span: Span,
    #[serde(flatten)]
    attributes: Option<&'a Attributes>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum KindView<'a> {
    Heading {
        level: u8,
        content: Vec<InlineView<'a>>,
    },
    Paragraph {
        content: Vec<InlineView<'a>>,
    },
    List {
        ordered: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        start: Option<u64>,
        tight: bool,
        items: Vec<ItemView<'a>>,
    },
    Table {
        caption: Vec<InlineView<'a>>,
        alignments: Vec<Option<&'static str>>,
        header: Option<RowView<'a>>,
        rows: Vec<RowView<'a>>,
        #[serde(skip_serializing_if = "<[CellSpan]>::is_empty")]
        spans: &'a [CellSpan],
    },
    Quote {
        blocks: Vec<BlockView<'a>>,
    },
    Code {
        #[serde(skip_serializing_if = "Option::is_none")]
        language: Option<&'a str>,
        text: &'a str,
    },
    Figure {
        blocks: Vec<BlockView<'a>>,
        caption: Vec<InlineView<'a>>,
    },
    DefinitionList {
        definitions: Vec<DefinitionView<'a>>,
    },
    Details {
        summary: Vec<InlineView<'a>>,
        blocks: Vec<BlockView<'a>>,
    },
    Callout {
        kind: CalloutKind,
        title: Vec<InlineView<'a>>,
        blocks: Vec<BlockView<'a>>,
    },
    Math {
        tex: &'a str,
    },
    ThematicBreak,
}

/// The cells of a row, each a list of blocks.
type RowView<'a> = Vec<Vec<BlockView<'a>>>;

#[derive(Serialize)]
struct ItemView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<bool>,
    blocks: Vec<BlockView<'a>>,
}

#[derive(Serialize)]
struct DefinitionView<'a> {
    terms: Vec<Vec<InlineView<'a>>>,
    definitions: Vec<Vec<BlockView<'a>>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum InlineView<'a> {
    Text {
        text: &'a str,
    },
    Emphasis {
        content: Vec<InlineView<'a>>,
    },
    Strong {
        content: Vec<InlineView<'a>>,
    },
    Strikethrough {
        content: Vec<InlineView<'a>>,
    },
    Superscript {
        content: Vec<InlineView<'a>>,
    },
    Subscript {
        content: Vec<InlineView<'a>>,
    },
    Phrase {
        #[serde(flatten)]
        kind: &'a PhraseKind,
        content: Vec<InlineView<'a>>,
    },
    Code {
        text: &'a str,
    },
    Link {
        url: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<&'a str>,
        content: Vec<InlineView<'a>>,
    },
    Image {
        url: &'a str,
        alt: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<&'a str>,
    },
    FootnoteRef {
        label: &'a str,
    },
    Math {
        tex: &'a str,
    },
    LineBreak,
}

fn blocks<'a>(said: &'a Said, blocks: &'a [Block]) -> Vec<BlockView<'a>> {
    blocks
        .iter()
        .map(|block| {
            let attributes = said.get(&block.span.start);
            BlockView { kind: kind(said, &block.kind), span: block.span, attributes }
        })
        .collect()
}

fn kind<'a>(said: &'a Said, kind: &'a BlockKind) -> KindView<'a> {
    match kind {
        BlockKind::Heading { level, content } => {
            KindView::Heading { level: *level, content: inlines(content) }
        }
        BlockKind::Paragraph(content) => KindView::Paragraph { content: inlines(content) },
        BlockKind::List(list) => KindView::List {
            ordered: list.start.is_some(),
            start: list.start,
            tight: list.tight,
            items: list.items.iter().map(|i| item(said, i)).collect(),
        },
        BlockKind::Table(table) => KindView::Table {
            caption: inlines(&table.caption),
            alignments: table.alignments.iter().copied().map(alignment).collect(),
            header: table.header.as_ref().map(|r| row(said, r)),
            spans: &table.spans,
            rows: table.rows.iter().map(|r| row(said, r)).collect(),
        },
        BlockKind::Quote(content) => KindView::Quote { blocks: blocks(said, content) },
        BlockKind::Code(code) => {
            KindView::Code { language: code.language.as_deref(), text: &code.text }
        }
        BlockKind::Figure(figure) => {
            let blocks = blocks(said, &figure.content);
            KindView::Figure { blocks, caption: inlines(&figure.caption) }
        }
        BlockKind::DefinitionList(definitions) => KindView::DefinitionList {
            definitions: definitions
                .iter()
                .map(|definition| DefinitionView {
                    terms: definition.terms.iter().map(|term| inlines(term)).collect(),
                    definitions: definition
                        .definitions
                        .iter()
                        .map(|content| blocks(said, content))
                        .collect(),
                })
                .collect(),
        },
        BlockKind::Callout(callout) => KindView::Callout {
            kind: callout.kind,
            title: inlines(&callout.title),
            blocks: blocks(said, &callout.content),
        },
        BlockKind::Details(details) => KindView::Details {
            summary: inlines(&details.summary),
            blocks: blocks(said, &details.content),
        },
        BlockKind::Math(tex) => KindView::Math { tex },
        BlockKind::ThematicBreak => KindView::ThematicBreak,
    }
}

fn item<'a>(said: &'a Said, item: &'a ListItem) -> ItemView<'a> {
    ItemView { checked: item.checked, blocks: blocks(said, &item.blocks) }
}

fn row<'a>(said: &'a Said, row: &'a Row) -> RowView<'a> {
    row.iter().map(|cell| blocks(said, &cell.blocks)).collect()
}

fn alignment(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}

fn inlines(content: &[Inline]) -> Vec<InlineView<'_>> {
    content.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> InlineView<'_> {
    match inline {
        Inline::Text(text) => InlineView::Text { text },
        Inline::Emphasis(content) => InlineView::Emphasis { content: inlines(content) },
        Inline::Strong(content) => InlineView::Strong { content: inlines(content) },
        Inline::Strikethrough(content) => InlineView::Strikethrough { content: inlines(content) },
        Inline::Superscript(content) => InlineView::Superscript { content: inlines(content) },
        Inline::Subscript(content) => InlineView::Subscript { content: inlines(content) },
        Inline::Phrase(phrase) => {
            InlineView::Phrase { kind: &phrase.kind, content: inlines(&phrase.content) }
        }
        Inline::Code(text) => InlineView::Code { text },
        Inline::Link(link) => InlineView::Link {
            url: &link.url,
            title: link.title.as_deref(),
            content: inlines(&link.content),
        },
        Inline::Image(image) => {
            InlineView::Image { url: &image.url, alt: &image.alt, title: image.title.as_deref() }
        }
        Inline::FootnoteRef(label) => InlineView::FootnoteRef { label },
        Inline::Math(tex) => InlineView::Math { tex },
        Inline::LineBreak => InlineView::LineBreak,
    }
}
