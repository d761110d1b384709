//! Options, one call each.

use crate::Cleaner;
use crate::options::{Assume, ExtractMode, Favor, Options, RenderOptions, RepairMode};
use crate::report::Confidence;
use crate::rules::RuleId;

/// Makes a [`Cleaner`], an option at a time.
///
/// ```
/// use unmangle::Cleaner;
/// use unmangle::options::ExtractMode;
/// use unmangle::rules::RuleId;
///
/// let cleaner = Cleaner::builder()
///     .extract(ExtractMode::Never)
///     .disable([RuleId::WordSplit, "ad-marker".parse()?])
///     .base_url("https://example.org/")
///     .build();
/// assert_eq!(cleaner.clean(b"<a href=a>x</a>")?.to_markdown().trim(), "[x](https://example.org/a)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Builder {
    options: Options,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Whether the article is looked for in the page. Default: `auto`.
    pub fn extract(mut self, mode: ExtractMode) -> Self {
        self.options.extract.mode = mode;
        self
    }

    /// Which mistake extraction should rather make. Default: `balance`.
    pub fn favor(mut self, favor: Favor) -> Self {
        self.options.extract.favor = favor;
        self
    }

    /// Whether damage is repaired. Default: on.
    pub fn repair(mut self, mode: RepairMode) -> Self {
        self.options.repair.mode = mode;
        self
    }

    /// Rules that are not applied, besides those named before. Default: none.
    pub fn disable(mut self, rules: impl IntoIterator<Item = RuleId>) -> Self {
        self.options.repair.disabled.extend(rules);
        self
    }

    /// Repairs less sure than this are not made. Default: `possible`.
    pub fn min_confidence(mut self, confidence: Confidence) -> Self {
        self.options.repair.min_confidence = confidence;
        self
    }

    /// What is known of the documents before they are read. Default: `auto`, nothing.
    pub fn assume(mut self, assume: Assume) -> Self {
        self.options.repair.assume = assume;
        self
    }

    /// The encoding that the transport gives all documents. Default: none.
    pub fn encoding(mut self, label: impl Into<String>) -> Self {
        self.options.decode.label = Some(label.into());
        self
    }

    /// The address that relative links of all documents are resolved against. Default: none.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.options.build.base_url = Some(url.into());
        self
    }

    /// How documents are written. Default: `RenderOptions::default()`.
    pub fn render(mut self, options: RenderOptions) -> Self {
        self.options.render = options;
        self
    }

    /// Inputs of more bytes are refused. Default: 64 MiB.
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.options.limits.input_bytes = bytes;
        self
    }

    /// The options as they are now.
    #[must_use]
    pub fn options(self) -> Options {
        self.options
    }

    /// The cleaner.
    #[must_use]
    pub fn build(self) -> Cleaner {
        Cleaner::new(self.options)
    }
}
