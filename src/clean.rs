//! The pipeline, stage after stage.

use crate::html::handler::Handlers;
use crate::model::document::Document;
use crate::model::source::Span;
use crate::options::{Format, Options, RepairMode};
use crate::report::{Report, Warning};
use crate::rescue::{self, caught};
use crate::source_map::SourceMap;
use crate::{Builder, Error, build, decode, extract, mend, model, parse, render, tidy, tokenize};

/// Cleans one document with the default options.
///
/// # Errors
/// Only a limit is an error; mangled content never is.
pub fn clean(input: &[u8]) -> Result<Cleaned, Error> {
    Cleaner::default().clean(input)
}

/// Cleans documents with one set of options.
///
/// One cleaner does for any number of documents and threads.
#[derive(Clone, Debug, Default)]
pub struct Cleaner {
    options: Options,
    handlers: Handlers,
}

/// What belongs to one document: what its transport or its container says of it.
///
/// ```
/// use unmangle::{Cleaner, Context};
///
/// let mut context = Context::default();
/// context.base_url = Some("https://example.org/news/".to_owned());
/// let cleaned = Cleaner::default().clean_with(&context, b"<p><a href=map>the map</a>")?;
/// assert_eq!(cleaned.to_markdown(), "[the map](https://example.org/news/map)\n");
/// # Ok::<(), unmangle::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Context {
    /// The address it came from; relative links are resolved against it. Default: that of the
    /// options.
    pub base_url: Option<String>,
    /// The encoding label that its transport gave. One that no one knows is the transport's mistake
    /// and counts as none. Default: that of the options.
    pub charset: Option<String>,
    /// Whether its container gave only the beginning of it, which the report then says
    /// ([`Warning::CutOff`]). Default: no.
    pub cut_off: bool,
}

impl Cleaner {
    /// A cleaner with these options.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, handlers: Handlers::default() }
    }

    /// A cleaner made an option at a time.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Its options.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Cleans one document, with what is known of it.
    ///
    /// # Errors
    /// [`Error::InputTooLarge`] and, for the label of the options, [`Error::UnknownEncoding`].
    pub fn clean_with(&self, context: &Context, input: &[u8]) -> Result<Cleaned, Error> {
        let cleaned = self.clean_in(context, input)?;
        Ok(if context.cut_off { cleaned.warned(Warning::CutOff) } else { cleaned })
    }

    fn clean_in(&self, context: &Context, input: &[u8]) -> Result<Cleaned, Error> {
        let mut options = self.options.clone();
        if context.base_url.is_some() {
            options.build.base_url.clone_from(&context.base_url);
        }
        if let Some(label) = &context.charset {
            let mut labelled = options.clone();
            labelled.decode.label = Some(label.clone());
            match self.with_options(labelled).clean(input) {
                Err(Error::UnknownEncoding { .. }) => {}
                cleaned => return cleaned,
            }
        }
        self.with_options(options).clean(input)
    }

    fn with_options(&self, options: Options) -> Self {
        Self { options, handlers: self.handlers.clone() }
    }

    pub(crate) fn handled_by(self, handlers: Handlers) -> Self {
        Self { handlers, ..self }
    }

    /// Cleans one document.
    ///
    /// A defect of ours that shows in a panic costs the repairs ([`Warning::RepairFailed`]), or at
    /// worst the markup ([`Warning::CleaningFailed`]), never the document, unless the program is
    /// built with `panic = "abort"`.
    ///
    /// # Errors
    /// [`Error::InputTooLarge`] and [`Error::UnknownEncoding`]; mangled content is never an error.
    pub fn clean(&self, input: &[u8]) -> Result<Cleaned, Error> {
        let options = &self.options;
        let limit = options.limits.input_bytes.min(u32::MAX as usize);
        if input.len() > limit {
            return Err(Error::InputTooLarge { bytes: input.len(), limit });
        }
        if let Some(done) = caught(|| self.run(input, options)) {
            return done;
        }
        let mut unrepaired = options.clone();
        unrepaired.repair.mode = RepairMode::Off;
        let again = options.repair.is_on().then(|| caught(|| self.run(input, &unrepaired)));
        if let Some(done) = again.flatten() {
            return done.map(|cleaned| cleaned.warned(Warning::RepairFailed));
        }
        let (document, report) = (rescue::crude(input), Report::new(&unrepaired.repair));
        let cleaned = Cleaned { document, report, options: options.clone() };
        Ok(cleaned.warned(Warning::CleaningFailed))
    }

    fn run(&self, input: &[u8], options: &Options) -> Result<Cleaned, Error> {
        #[cfg(test)]
        rescue::trap::spring();
        let mut report = Report::new(&options.repair);
        let decoded = decode::decode(input, &options.decode, &mut report)?;
        report.end_decoding();
        let tokens = tokenize::tokenize(&decoded.text, &options.repair, &mut report);
        let arena = parse::Arena::new();
        let mut tree = parse::parse(&decoded.text, tokens, &options.limits, &mut report, &arena);
        let selection = extract::extract(&mut tree, &options.extract, &mut report);
        let mut document =
            build::build(&tree, &selection, &options.build, &self.handlers, &mut report);
        tidy::phrases::drop(&mut document.blocks, &options.extract.phrases, &mut report);
        let mut document = mend::mend(document, &options.repair, &mut report);
        if let Some(origin) = &decoded.origin {
            model::relocate::relocate(&mut document, origin);
        }
        report.finish(input, &decoded.text, decoded.origin.as_ref());
        Ok(Cleaned { document, report, options: self.options.clone() })
    }
}

/// A cleaned document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Cleaned {
    /// The block model.
    pub document: Document,
    /// What was done.
    pub report: Report,
    options: Options,
}

impl Cleaned {
    /// The document in a format.
    ///
    /// Should that fail by a defect of ours, its text without structure.
    #[must_use]
    pub fn render(&self, format: Format) -> String {
        let render = |document: &Document, format| {
            caught(|| {
                #[cfg(test)]
                rescue::trap::spring();
                render::render(document, &self.report, format, &self.options.render)
            })
        };
        render(&self.document, format).unwrap_or_else(|| {
            let html = || Some(rescue::stripped(&render(&self.document, Format::Html)?));
            let text = render(&self.document, Format::Text).or_else(html).unwrap_or_default();
            let mut plain = rescue::paragraphs(&text, Span::default());
            plain.metadata = self.document.metadata.clone();
            render(&plain, format).unwrap_or(text)
        })
    }

    fn warned(mut self, warning: Warning) -> Self {
        self.report.warn(warning);
        self
    }

    /// The document as Markdown: CommonMark with the tables, strikethrough, task lists and footnotes of GFM.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        self.render(Format::Markdown)
    }

    /// The document as plain text, for reading and for language models: no markup at all; the
    /// columns of tables are aligned, or named in each row where the table is wide.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.render(Format::Text)
    }

    /// The document as semantic HTML that is safe to show: all text is escaped, no script, style
    /// sheet or event attribute is written, and no address that does more than lead somewhere.
    ///
    /// ```
    /// let cleaned = unmangle::clean(b"<p onclick=x()>1 < 2 <a href='javascript:x()'>see</a></p>")?;
    /// assert!(cleaned.to_html().contains("<p>1 &lt; 2 see</p>"));
    /// # Ok::<(), unmangle::Error>(())
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        self.render(Format::Html)
    }

    /// Where `output`, which this document was written as in `format`, comes from: its ranges and those
    /// of the input. JSON has spans of its own.
    #[must_use]
    pub fn source_map(&self, format: Format, output: &str) -> SourceMap {
        caught(|| SourceMap::of(&self.document, format, output)).unwrap_or_default()
    }

    /// The document as one line of JSON.
    ///
    /// An object of
    /// - `version`: 1; it grows when a key changes its meaning or goes, not when one is added;
    /// - `metadata`: what is known of the document; `null` for what is not;
    /// - `blocks`: the text, a list of blocks;
    /// - `footnotes`: objects of a `label` and its `blocks`, in the order of their first reference;
    /// - `inlines`: where each piece of inline content of the blocks and then of the notes stands, start
    ///   and end in bytes of the input, in the order of reading, a mark before what it holds;
    /// - `report`: `repairs`, `removed`, `warnings`, `profile`, `encoding`, `input` and `layers`.
    ///
    /// A block has a `type`, a `span` (`start` and `end`, bytes of the input) and, by type,
    /// - `heading`: `level`, `content`; `paragraph`: `content`; `quote`: `blocks`;
    /// - `list`: `ordered`, `start` if it is, `tight`, `items` of `blocks` and, in task lists, `checked`;
    /// - `table`: `caption`, `alignments` (`"left"`, `"center"`, `"right"` or `null` for each column),
    ///   `header` (a row or `null`), `rows`; a row is a list of cells, a cell a list of blocks;
    /// - `code`: `language` if known, `text`; `math`: `tex`; `thematic-break`: nothing;
    /// - `figure`: `blocks`, `caption`; `details`: `summary`, `blocks`;
    /// - `definition-list`: `definitions` of `terms` and `definitions`.
    ///
    /// `content`, `caption`, `summary` and terms are lists of inlines. An inline has a `type` and
    /// - `text`, `code`: `text`; `math`: `tex`; `footnote-ref`: `label`; `line-break`: nothing;
    /// - `emphasis`, `strong`, `strikethrough`, `superscript`, `subscript`: `content`;
    /// - `link`: `url`, `title` if it has one, `content`; `image`: `url`, `alt`, `title` if it has one.
    ///
    /// ```
    /// let json = unmangle::clean(b"<p>Hello, <b>world")?.to_json();
    /// assert!(json.contains(r#"{"type":"strong","content":[{"type":"text","text":"world"}]}"#));
    /// # Ok::<(), unmangle::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        self.render(Format::Json)
    }
}
