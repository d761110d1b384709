//! Options, by stage, and limits.

use std::collections::BTreeSet;
use std::sync::Arc;

pub use crate::html::selector::{Selector, SelectorError};
use crate::report::Confidence;
use crate::rules::{RuleId, RuleSet};

/// How documents are cleaned.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Bytes to text.
    pub decode: DecodeOptions,
    /// Which repairs are made.
    pub repair: RepairOptions,
    /// Which part of the page is kept.
    pub extract: ExtractOptions,
    /// How the block model is built.
    pub build: BuildOptions,
    /// How the document is written.
    pub render: RenderOptions,
    /// What is refused or cut short.
    pub limits: Limits,
}

/// Bytes to text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// The encoding label that the transport gave, as the `charset` of an HTTP `Content-Type`. It
    /// outranks what the document says of itself, a byte order mark outranks both (WHATWG HTML,
    /// "determining the character encoding"). Default: none.
    pub label: Option<String>,
}

/// Which repairs are made.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RepairOptions {
    /// Off, the input is read as a browser would read it. Default: on.
    pub mode: RepairMode,
    /// Rules that are not applied. Default: none.
    pub disabled: RuleSet,
    /// Repairs less sure than this are not made. Default: `possible`, all of them.
    pub min_confidence: Confidence,
    /// What is known of the documents before they are read. Default: `auto`, nothing.
    pub assume: Assume,
    /// Names and terms that are words, whatever the lists say: parts of them that stand apart in a
    /// damaged document are joined as those of other words. Default: none.
    pub words: Phrases,
}

/// Whether anything is repaired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum RepairMode {
    /// Damage is repaired.
    #[default]
    On,
    /// Nothing is.
    Off,
}

/// What is known of documents before they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Assume {
    /// Nothing: each document shows by itself whether it is damaged, and a single doubtful place in
    /// one that is not is left.
    #[default]
    Auto,
    /// They are sound: only what has no other sensible reading is repaired.
    Sound,
    /// They are damaged: a single doubtful place is repaired too.
    Damaged,
}

impl RepairOptions {
    /// Whether a repair by `rule` at this confidence is made.
    #[must_use]
    pub fn admits(&self, rule: RuleId, confidence: Confidence) -> bool {
        let least = match self.assume {
            Assume::Sound => Confidence::Certain,
            Assume::Auto | Assume::Damaged => self.min_confidence,
        };
        self.is_on() && confidence >= least && !self.disabled.contains(rule)
    }

    /// Whether anything is repaired at all.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.mode == RepairMode::On
    }
}

/// Which part of the page is kept.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ExtractOptions {
    /// When to look for the main content. Default: `auto`.
    pub mode: ExtractMode,
    /// Which mistake weighs more where the content's edge is unsure. Default: `balance`.
    pub favor: Favor,
    /// Whether the headline of a page is left out, for those who write the title elsewhere. Default:
    /// off, Markdown and HTML begin with it.
    pub leave_out_title: bool,
    /// What is kept: the elements that one of these selects, where there are some. Default: none, the
    /// content is looked for as `mode` says.
    pub select: Vec<Selector>,
    /// What is left out, whatever is kept. Default: none.
    pub drop: Vec<Selector>,
    /// Texts that are no part of any article: paragraphs and headings that say nothing else are left
    /// out. White space and case do not count. Default: none.
    pub phrases: Phrases,
}

/// Texts that are compared without white space and case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases(Arc<BTreeSet<String>>);

impl Phrases {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts, as they are compared: in lower case, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub(crate) fn contains(&self, text: &str) -> bool {
        !self.is_empty() && self.0.contains(&normal(text))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Phrases {
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        let texts = texts.into_iter().map(|text| normal(text.as_ref()));
        Self(Arc::new(texts.filter(|text| !text.is_empty()).collect()))
    }
}

fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Which mistake weighs more: boilerplate that stays or content that goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Favor {
    /// Both weigh the same.
    #[default]
    Balance,
    /// Rather lose content than keep boilerplate.
    Precision,
    /// Rather keep boilerplate than lose content.
    Recall,
}

/// When to look for the main content of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum ExtractMode {
    /// In whole pages, not in fragments and text that was extracted before.
    #[default]
    Auto,
    /// In everything.
    Always,
    /// In nothing: all visible text is kept.
    Never,
}

/// How the block model is built.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct BuildOptions {
    /// The address the document came from; relative links are resolved against it. Default: none,
    /// links stay as they are.
    pub base_url: Option<String>,
    /// Whether the text of a table cell that covers several columns or rows stands in each of them,
    /// so that every row can be read by itself. Default: off, it stands in the first one.
    pub repeat_spanned_cells: bool,
}

/// How the document is written.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RenderOptions {
    /// How Markdown headings are marked. Default: `atx`.
    pub heading: HeadingStyle,
    /// The bullet of Markdown lists. Default: `-`.
    pub bullet: Bullet,
    /// The character of Markdown emphasis; the other one is used where this one has no effect, as
    /// underscores have none inside words. Default: `*`.
    pub emphasis: EmphasisMark,
    /// The character of strong Markdown emphasis. Default: `*`.
    pub strong: EmphasisMark,
    /// What Markdown is written for. Default: `gfm`.
    pub dialect: Dialect,
    /// Where Markdown gives the addresses of links and images, and whether links are written at all;
    /// text gives addresses only where this is `reference`. Default: `inline`.
    pub links: LinkStyle,
    /// Whether images are written. Default: `keep`.
    pub images: ImageStyle,
    /// How tables are written. Default: `gfm`, rows of cells between pipes.
    pub tables: TableStyle,
    /// How Markdown breaks a line. Default: `backslash`.
    pub line_break: BreakStyle,
    /// The character of Markdown code fences; the other one is used where this one has no effect.
    /// Default: `` ` ``.
    pub fence: FenceMark,
    /// How Markdown writes text that is marked, inserted or underlined. Default: `none`.
    pub marks: MarkStyle,
    /// How many levels headings are moved down, up where it is negative. Default: 0.
    pub heading_offset: i8,
    /// Whether Markdown writes an address that is its own text between `<` and `>`. Default: off, it
    /// does not do without.
    pub no_autolinks: bool,
    /// How many characters a line of a paragraph of Markdown or text has at most, where it can be
    /// broken. Default: none, a paragraph is one line.
    pub width: Option<usize>,
    /// Markdown begins with what is known of the document, as YAML. Default: off.
    pub front_matter: bool,
    /// HTML is what stands for the text, to be put into another page, and not a page of its own
    /// with its encoding, language and title. Default: off.
    pub fragment: bool,
}

/// What a document is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Format {
    /// CommonMark with GFM's tables, strikethrough and task lists, and footnotes.
    #[default]
    Markdown,
    /// Plain text without any markup.
    Text,
    /// The block model, the metadata and the report.
    Json,
    /// Semantic HTML that is safe to show.
    Html,
}

impl Format {
    /// The extension of a file in this format.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Text => "text/plain",
            Self::Json => "application/json",
            Self::Html => "text/html",
        }
    }
}

/// How Markdown headings are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum HeadingStyle {
    /// `# Heading`
    #[default]
    Atx,
    /// Underlined, where the level allows it.
    Setext,
}

/// Where Markdown gives the addresses of links and images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum LinkStyle {
    /// Beside the text: `[text](address)`.
    #[default]
    Inline,
    /// At the end of the document: `[text][1]`.
    Reference,
    /// Nowhere: links are their text, images are not affected.
    Text,
    /// Nowhere, and links with nothing but an address as their text are left out.
    None,
}

/// What Markdown is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Dialect {
    /// CommonMark alone: tables as HTML, notes as raised numbers and paragraphs at the end, struck-out
    /// text as HTML.
    #[cfg_attr(feature = "clap", value(name = "commonmark"))]
    CommonMark,
    /// CommonMark with GitHub's tables, strikethrough, task lists, alerts and footnotes.
    #[default]
    Gfm,
    /// Obsidian: the same with `==marked==` text and titled callouts; links of a wiki, tags and comments
    /// in text are escaped.
    Obsidian,
}

/// Whether images are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum ImageStyle {
    /// As images.
    #[default]
    Keep,
    /// As what stands for them.
    Alt,
    /// Not at all.
    None,
}

/// How tables are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum TableStyle {
    /// As GFM has them, with an empty header where there is none.
    #[default]
    Gfm,
    /// As HTML, with cells that cover others.
    Html,
    /// As GFM has them, the first row as the header where there is none.
    InferHeader,
    /// As lists: an item for each row, each cell after the name of its column.
    List,
}

/// How Markdown breaks a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum BreakStyle {
    /// A backslash at the end of the line.
    #[default]
    Backslash,
    /// Two spaces at the end of the line.
    Spaces,
}

/// The character of Markdown code fences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum FenceMark {
    /// `` ` ``
    #[default]
    Backtick,
    /// `~`
    Tilde,
}

/// How Markdown writes text that is marked, inserted or underlined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum MarkStyle {
    /// As the text that it is, unless the dialect has a sign for it.
    #[default]
    None,
    /// As HTML: `<mark>`, `<ins>`, `<u>`.
    Html,
}

/// Options for a purpose, to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Preset {
    /// Few tokens for language models: no images, links as their text.
    Llm,
    /// All that can be kept: tables as HTML, marks as HTML, metadata in front.
    Archive,
}

impl RenderOptions {
    /// The options for a purpose.
    #[must_use]
    pub fn preset(preset: Preset) -> Self {
        match preset {
            Preset::Llm => {
                Self { images: ImageStyle::None, links: LinkStyle::Text, ..Self::default() }
            }
            Preset::Archive => Self {
                tables: TableStyle::Html,
                marks: MarkStyle::Html,
                front_matter: true,
                ..Self::default()
            },
        }
    }
}

/// The bullet of Markdown lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[repr(u8)]
pub enum Bullet {
    /// `-`
    #[default]
    Dash = b'-',
    /// `*`
    Asterisk = b'*',
    /// `+`
    Plus = b'+',
}

impl Bullet {
    pub(crate) const fn as_byte(self) -> u8 {
        self as u8
    }
}

/// The character of Markdown emphasis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[repr(u8)]
pub enum EmphasisMark {
    /// `*`
    #[default]
    Asterisk = b'*',
    /// `_`
    Underscore = b'_',
}

impl EmphasisMark {
    pub(crate) const fn as_byte(self) -> u8 {
        self as u8
    }
}

/// What is refused or cut short. Limits are counts, never clocks.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Inputs of more bytes are refused. Default: 64 MiB.
    pub input_bytes: usize,
    /// Elements nested deeper than this are flattened, their text kept; html5ever's tree builder
    /// takes time quadratic in the depth. Default: 512, as browsers have it.
    pub depth: usize,
    /// Formatting elements (`b`, `em`, `a`, …) open at once; further ones are dropped, their text
    /// kept. Default: 64.
    pub formatting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { input_bytes: 64 << 20, depth: 512, formatting: 64 }
    }
}
