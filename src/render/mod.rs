//! Stage 7: document to Markdown, text, JSON and HTML.

mod adapt;
mod html;
mod json;
pub(crate) mod markdown;
mod tex;
mod text;
mod url;

use crate::model::document::Document;
use crate::options::{Format, RenderOptions};
use crate::report::Report;

/// The document in a format.
#[inline(never)]
pub(crate) fn render(
    document: &Document,
    report: &Report,
    format: Format,
    options: &RenderOptions,
) -> String {
    let adapted = adapt::adapt(document, format, options);
    let document = &*adapted;
    match format {
        Format::Markdown => markdown::render(document, options),
        Format::Text => text::render(document, options),
        Format::Json => json::render(document, report),
        Format::Html => html::render(document, options),
    }
}

impl Document {
    /// The document as Markdown.
    ///
    /// ```
    /// use unmangle::options::{Bullet, RenderOptions};
    ///
    /// let mut options = RenderOptions::default();
    /// options.bullet = Bullet::Plus;
    /// let document = unmangle::clean(b"<ul><li>One</ul>")?.document;
    /// assert_eq!(document.to_markdown(&options), "+ One\n");
    /// # Ok::<(), unmangle::Error>(())
    /// ```
    #[must_use]
    pub fn to_markdown(&self, options: &RenderOptions) -> String {
        markdown::render(&adapt::adapt(self, Format::Markdown, options), options)
    }

    /// The document as semantic HTML that is safe to show.
    #[must_use]
    pub fn to_html(&self, options: &RenderOptions) -> String {
        html::render(&adapt::adapt(self, Format::Html, options), options)
    }
}
