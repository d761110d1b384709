//! Options, one call each.

use std::sync::Arc;

use crate::Cleaner;
use crate::html::handler::{Element, Handled, Handlers};
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
    handlers: Handlers,
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

    /// What is made of the elements of these names, instead of what a handler added before makes.
    /// The last word on what is shown and on notes is not a handler's: elements that are hidden, that
    /// extraction left out, or that are marks of footnotes do not come to it. Default: no handlers.
    ///
    /// ```
    /// use unmangle::document::Inline;
    /// use unmangle::html::ElementName;
    /// use unmangle::{Cleaner, Handled};
    ///
    /// let cleaner = Cleaner::builder()
    ///     .handler(&["x-quote"], |_| Handled::As(ElementName::Blockquote))
    ///     .handler(&["x-temperature"], |element| match element.attribute("value") {
    ///         Some(value) => Handled::Inline(Inline::Code(format!("{value} °C"))),
    ///         None => Handled::AsUsual,
    ///     })
    ///     .build();
    /// let page = b"<p>It is <x-temperature value=21></x-temperature>.</p><x-quote>Warm</x-quote>";
    /// assert_eq!(cleaner.clean(page)?.to_markdown(), "It is `21 \u{b0}C`.\n\n> Warm\n");
    /// # Ok::<(), unmangle::Error>(())
    /// ```
    pub fn handler(
        mut self,
        elements: &[&str],
        handler: impl Fn(&Element<'_>) -> Handled + Send + Sync + 'static,
    ) -> Self {
        self.handlers.add(elements, Arc::new(handler));
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
        Cleaner::new(self.options).handled_by(self.handlers)
    }
}
