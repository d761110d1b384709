//! Links: addresses that are safe to follow.

use crate::document::Link;
use crate::parse::tree::Element;

/// The link that an element makes; `Err` for an address that must not be followed.
pub(super) fn link(element: &Element) -> Option<Result<Link, ()>> {
    let url = address(element.attribute("href")?);
    if is_unsafe(&url) {
        return Some(Err(()));
    }
    Some(Ok(Link { url, title: title(element), content: Vec::new() }))
}

/// The title, white space folded.
pub(super) fn title(element: &Element) -> Option<String> {
    let title = element.attribute("title")?.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// An address as a browser reads it: white space around it and line breaks inside are dropped.
pub(super) fn address(value: &str) -> String {
    value.trim().chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect()
}

/// Whether the scheme runs or embeds what a reader can't see.
pub(super) fn is_unsafe(url: &str) -> bool {
    ["javascript", "vbscript", "data", "livescript", "mocha"].contains(&&*scheme(url))
}

/// The scheme in lower case, control characters and white space before it and in it left out.
pub(super) fn scheme(url: &str) -> String {
    let Some(end) = url.find([':', '/', '?', '#']).filter(|&at| url[at..].starts_with(':')) else {
        return String::new();
    };
    let visible = url[..end].chars().filter(|c| !c.is_control() && !c.is_whitespace());
    visible.map(|c| c.to_ascii_lowercase()).collect()
}
