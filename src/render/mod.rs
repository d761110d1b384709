//! Stage 7: document to Markdown, text, JSON and HTML.

pub(crate) mod markdown;
mod url;
