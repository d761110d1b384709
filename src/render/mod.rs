//! Stage 7: document to Markdown, text, JSON and HTML.

mod html;
mod json;
pub(crate) mod markdown;
mod text;
mod url;

use crate::model::document::Document;
use crate::options::{Format, RenderOptions};
use crate::report::Report;

/// The document in a format.
pub(crate) fn render(
    document: &Document,
    report: &Report,
    format: Format,
    options: &RenderOptions,
) -> String {
    match format {
        Format::Markdown => markdown::render(document, options),
        Format::Text => text::render(document),
        Format::Json => json::render(document, report),
        Format::Html => html::render(document, options),
    }
}
