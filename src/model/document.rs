//! The block model: what a document is after it was built and before it is written.
//!
//! Types only. Builders, menders and renderers meet here and nowhere else. Blocks nest at most
//! [`MAX_NESTING`] deep (the builder flattens what is deeper), so code over the model may recurse.

pub use super::attributes::Attributes;
pub use super::walk::{Heading, Visitor, Walk};

use std::collections::BTreeMap;

use crate::model::source::{Span, Text};

/// How deep blocks and inlines nest at most, each counted for itself.
pub const MAX_NESTING: usize = 64;

/// A document: metadata, blocks and the notes they refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What is known about the document.
    pub metadata: Metadata,
    /// The headline of a page whose text does not begin with it; Markdown and HTML do all the same.
    pub headline: Vec<Inline>,
    /// The text, in order.
    pub blocks: Vec<Block>,
    /// The notes, in the order of their first reference.
    pub footnotes: Vec<Footnote>,
    /// What the page says of blocks beyond their kind, by where their spans start.
    pub attributes: BTreeMap<u32, Attributes>,
}

/// What is known about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Metadata {
    /// The title, without the name of the site.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published: a date, or a date and time with its offset, as in RFC 3339.
    pub published: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// The section of the site.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// What it is about, in a sentence or two.
    pub description: Option<String>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// The address that the page gives as its own.
    pub url: Option<String>,
    /// The name of the site or publisher.
    pub site: Option<String>,
    /// The address of the picture that stands for it.
    pub image: Option<String>,
    /// Where each of them was found.
    pub origins: Vec<(Property, Origin)>,
}

/// A property of [`Metadata`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Property {
    Title,
    Authors,
    Published,
    Modified,
    Section,
    Tags,
    Description,
    Language,
    Url,
    Site,
    Image,
}

/// Where a property was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Origin {
    /// Structured data in a script.
    JsonLd,
    /// A `meta` tag of the Open Graph protocol.
    OpenGraph,
    /// Another `meta` tag.
    Meta,
    /// An element with `itemprop`.
    Microdata,
    /// A microformat: hCard, hEntry.
    Card,
    /// A link's relation: `rel=author`, `rel=canonical`.
    Rel,
    /// A `time` element.
    Time,
    /// Text in the page that reads like a byline.
    Byline,
    /// A heading in the page.
    Heading,
    /// The `title` element.
    TitleTag,
    /// The `lang` attribute.
    Html,
}

/// A block and the part of the source it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it comes from.
    pub span: Span,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(Box<List>),
    /// A table.
    Table(Box<Table>),
    /// A block quote.
    Quote(Vec<Block>),
    /// Preformatted text or program code.
    Code(Box<Code>),
    /// A figure.
    Figure(Box<Figure>),
    /// Terms and what they mean.
    DefinitionList(Vec<Definition>),
    /// A disclosure widget.
    Details(Box<Details>),
    /// A note, a tip or a warning that stands apart from the text.
    Callout(Box<Callout>),
    /// Displayed mathematics in TeX.
    Math(String),
    /// A thematic break.
    ThematicBreak,
}

/// A note, a tip or a warning that stands apart from the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// What it is.
    pub kind: CalloutKind,
    /// Its title, where that says more than the kind.
    pub title: Vec<Inline>,
    /// The content.
    pub content: Vec<Block>,
}

/// Preformatted text or program code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// The language, as an info string names it.
    pub language: Option<String>,
    /// The text, without a final line break.
    pub text: String,
}

/// A figure: its content (images, a table, code) and its caption.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// What is shown.
    pub content: Vec<Block>,
    /// The caption.
    pub caption: Vec<Inline>,
}

/// A disclosure widget: a summary and what it opens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// The summary.
    pub summary: Vec<Inline>,
    /// The content.
    pub content: Vec<Block>,
}

/// The kinds of callouts, as GitHub has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CalloutKind {
    /// What is useful to know.
    Note,
    /// Advice.
    Tip,
    /// What is needed.
    Important,
    /// What may go wrong.
    Warning,
    /// What does harm.
    Caution,
}

impl CalloutKind {
    /// Its name, in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// The number of the first item of an ordered list; none for a bullet list.
    pub start: Option<u64>,
    /// Whether items stand close together, without paragraphs of their own.
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListItem {
    /// The state of a task list item's checkbox.
    pub checked: Option<bool>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// A term and its definitions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// What they mean.
    pub definitions: Vec<Vec<Block>>,
}

/// A table, with spanned cells expanded: every row has as many cells as the table has columns.
/// Rows of a table that would be mostly padding are shorter; the cells they lack are empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The caption.
    pub caption: Vec<Inline>,
    /// Alignment by column; its length is the number of columns.
    pub alignments: Vec<Alignment>,
    /// The header row, if there is one.
    pub header: Option<Row>,
    /// The body.
    pub rows: Vec<Row>,
    /// The cells that cover others, or name their row.
    pub spans: Vec<CellSpan>,
}

/// What a cell is beyond its place: how many columns and rows it covers, whose other cells are empty,
/// and whether it names its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CellSpan {
    /// Its row, the header counted.
    pub row: u32,
    /// Its column.
    pub column: u32,
    /// How many rows it covers, its own counted.
    pub rows: u32,
    /// How many columns it covers, its own counted.
    pub columns: u32,
    /// Whether it is a header cell outside of the header.
    pub header: bool,
}

/// A row of a table.
pub type Row = Vec<Cell>;

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The content; one paragraph in most cells.
    pub blocks: Vec<Block>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// Not said.
    #[default]
    None,
    /// To the left.
    Left,
    /// Centred.
    Center,
    /// To the right.
    Right,
}

/// A note that the text refers to by its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Footnote {
    /// The label, unique in the document.
    pub label: String,
    /// The note.
    pub blocks: Vec<Block>,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Inline {
    /// Text. White space in it is folded; a no-break space is kept.
    Text(Text),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck-out text.
    Strikethrough(Vec<Inline>),
    /// Superscript.
    Superscript(Vec<Inline>),
    /// Subscript.
    Subscript(Vec<Inline>),
    /// Program code.
    Code(String),
    /// Text that HTML says more of.
    Phrase(Box<Phrase>),
    /// A link.
    Link(Box<Link>),
    /// An image.
    Image(Box<Image>),
    /// A reference to a footnote, by its label.
    FootnoteRef(String),
    /// Mathematics in TeX.
    Math(String),
    /// A line break that is meant.
    LineBreak,
}

/// Text that HTML says more of than that it is text.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// What it says.
    pub kind: PhraseKind,
    /// The text.
    pub content: Vec<Inline>,
}

/// What HTML says of a text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "phrase", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PhraseKind {
    /// It is marked.
    Mark,
    /// It was inserted.
    Insertion,
    /// It is underlined.
    Underline,
    /// It is an abbreviation.
    Abbreviation {
        /// What it stands for.
        title: String,
    },
    /// It is what is typed.
    Keyboard,
    /// It is the name of a work.
    Citation,
    /// It is a time.
    Time {
        /// The time as machines read it.
        datetime: String,
    },
    /// It has a reading beside it, which its text gives in parentheses.
    Ruby,
}

/// A link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// Where it goes.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// Its text.
    pub content: Vec<Inline>,
}

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Where it is.
    pub url: String,
    /// What stands for it.
    pub alt: String,
    /// Its title.
    pub title: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of short lines is made of these, so that what they take is what it takes.
    #[test]
    fn blocks_and_inlines_are_small() {
        use std::mem::size_of;
        assert!(size_of::<Text>() <= 40, "text: {}", size_of::<Text>());
        assert!(size_of::<Inline>() <= 40, "inline: {}", size_of::<Inline>());
        assert!(size_of::<BlockKind>() <= 32, "kind: {}", size_of::<BlockKind>());
        assert!(size_of::<Block>() <= 40, "block: {}", size_of::<Block>());
    }
}
