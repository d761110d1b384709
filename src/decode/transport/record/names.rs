//! What exports call their fields.

/// Fields that hold a document, the likeliest first.
const CONTENT: [&str; 22] = [
    "html",
    "contenthtml",
    "content",
    "bodyhtml",
    "htmlbody",
    "htmlcontent",
    "body",
    "postcontent",
    "articlebody",
    "articlehtml",
    "rawhtml",
    "fulltext",
    "articletext",
    "text",
    "article",
    "story",
    "payload",
    "bodytext",
    "maintext",
    "introtext",
    "message",
    "data",
];
/// Fields that hold its title.
const TITLE: [&str; 9] = [
    "title",
    "headline",
    "posttitle",
    "articletitle",
    "contenttitle",
    "pagetitle",
    "heading",
    "name",
    "subject",
];
/// Names that only say in which form a field has its value: `"content": {"rendered": "…"}`.
const FORMS: [&str; 5] = ["rendered", "value", "html", "text", "cdata"];

/// How likely a field of this name holds the document, or its title; 0 is likeliest.
pub(super) fn content(name: &str) -> Option<usize> {
    rank(name, &CONTENT)
}

pub(super) fn title(name: &str) -> Option<usize> {
    rank(name, &TITLE)
}

/// Whether the name says no more than the one above it.
pub(super) fn is_form(name: &str) -> bool {
    rank(name, &FORMS).is_some()
}

fn rank(name: &str, names: &[&str]) -> Option<usize> {
    if name.len() > 40 {
        return None;
    }
    let letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    names.iter().position(|known| *known == letters)
}

/// Whether a field can be a document: a few words at least.
pub(super) fn is_document(value: &str) -> bool {
    let value = value.trim();
    let wide = value.chars().take(64).filter(|c| ('\u{3040}'..'\u{e000}').contains(c)).count();
    value.len() >= 24 && (value.contains([' ', '<']) || wide > 12)
}
