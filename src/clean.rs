//! The pipeline, stage after stage.

use crate::document::Document;
use crate::options::Options;
use crate::report::Report;
use crate::{Error, build, decode, extract, mend, parse, render, tokenize};

/// Cleans one document with the default options.
///
/// # Errors
/// Only a limit is an error; mangled content never is.
pub fn clean(input: &[u8]) -> Result<Cleaned, Error> {
    Cleaner::default().clean(input)
}

/// Cleans documents with one set of options.
#[derive(Clone, Debug, Default)]
pub struct Cleaner {
    options: Options,
}

impl Cleaner {
    /// A cleaner with these options.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// Cleans one document.
    ///
    /// # Errors
    /// [`Error::InputTooLarge`] and [`Error::UnknownEncoding`]; mangled content is never an error.
    pub fn clean(&self, input: &[u8]) -> Result<Cleaned, Error> {
        let options = &self.options;
        let limit = options.limits.input_bytes.min(u32::MAX as usize);
        if input.len() > limit {
            return Err(Error::InputTooLarge { bytes: input.len(), limit });
        }
        let mut report = Report::new(&options.repair);
        let decoded = decode::decode(input, &options.decode, &mut report)?;
        let tokens = tokenize::tokenize(&decoded.text, &options.repair, &mut report);
        let tree = parse::parse(&decoded.text, tokens, &options.limits, &mut report);
        let selection = extract::extract(&tree, &options.extract, &mut report);
        let document = build::build(&tree, &selection, &options.build, &mut report);
        let document = mend::mend(document, &options.repair, &mut report);
        report.finish(input, decoded.origin.as_ref());
        Ok(Cleaned { document, report, options: options.clone() })
    }
}

/// A cleaned document.
#[derive(Clone, Debug)]
pub struct Cleaned {
    /// The block model.
    pub document: Document,
    /// What was done.
    pub report: Report,
    options: Options,
}

impl Cleaned {
    /// The document as Markdown: CommonMark with the tables, strikethrough, task lists and footnotes of GFM.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        render::markdown::render(&self.document, &self.options.render)
    }
}
