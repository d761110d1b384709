//! What mailing systems write around a newsletter and fill in when they send it: the link to the page
//! in the browser, `*|ARCHIVE|*`, and the address and links at the end, `*|LIST:COMPANY|*`.
//!
//! A greeting with a name that nothing filled in (`Dear *|FNAME|*`) belongs to the letter.

use crate::model::document::Inline;
use crate::model::flat::flat;

/// What begins the names that stand for the sender, the list or a condition, not for a reader.
const OF_THE_SYSTEM: &[&str] = &[
    "IF",
    "END:",
    "ELSE:",
    "LIST:",
    "HTML:",
    "CURRENT_YEAR",
    "UNSUB",
    "UPDATE_PROFILE",
    "ARCHIVE",
    "FORWARD",
    "ABOUT_LIST",
    "REWARDS",
    "MC_PREVIEW_TEXT",
    "MC:",
];

/// Whether a paragraph is the system's: links to what it fills in and nothing else, or several of its
/// tags, one of them not about the reader.
pub(super) fn is_furniture(content: &[Inline]) -> bool {
    let mut seen = Seen::default();
    seen.look(content, false);
    seen.links > 0 && seen.loose == 0 || seen.all > 1 && seen.system > 0
}

#[derive(Default)]
struct Seen {
    /// Tags in the text and in addresses.
    all: usize,
    /// Those that are not about the reader.
    system: usize,
    /// Links to a tag.
    links: usize,
    /// Words outside such links.
    loose: usize,
}

impl Seen {
    fn look(&mut self, content: &[Inline], linked: bool) {
        for inline in content {
            match inline {
                Inline::Text(text) => {
                    self.tags(text);
                    self.loose += usize::from(!linked && text.contains(char::is_alphanumeric));
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) => self.look(inner, linked),
                Inline::Link(link) => {
                    let tag = tag(&link.url);
                    self.links += usize::from(tag.is_some());
                    self.tags(tag.as_deref().unwrap_or_default());
                    self.look(&link.content, linked || tag.is_some());
                }
                Inline::LineBreak => {}
                other => {
                    let shows = !flat(std::slice::from_ref(other)).trim().is_empty();
                    self.loose += usize::from(shows && !linked);
                }
            }
        }
    }

    fn tags(&mut self, text: &str) {
        for (at, _) in text.match_indices("*|") {
            let Some(name) = name(&text[at..]) else { continue };
            self.all += 1;
            let of_system = OF_THE_SYSTEM.iter().any(|start| name.starts_with(start));
            self.system += usize::from(of_system);
        }
    }
}

/// The address as it was written, if it is one tag, whatever it was resolved against.
fn tag(url: &str) -> Option<String> {
    let url = url.replace("%7C", "|");
    let tag = &url[url.rfind("*|")?..];
    (name(tag)?.len() + 4 == tag.len()).then(|| tag.to_owned())
}

/// The name of the tag that a text begins with.
fn name(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("*|")?;
    let inside = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"_:=-. ".contains(b);
    let length = rest.bytes().take(64).take_while(inside).count();
    (length > 0 && rest[length..].starts_with("|*")).then_some(&rest[..length])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Link;
    use crate::model::source::{Span, Text};

    fn text(text: &str) -> Inline {
        Inline::Text(Text::new(text, Span::default()))
    }

    #[test]
    fn furniture_is_told_from_the_letter() {
        let link = |url: &str, label| {
            Inline::Link(Box::new(Link {
                url: url.to_owned(),
                title: None,
                content: vec![text(label)],
            }))
        };
        assert!(is_furniture(&[link("*|ARCHIVE|*", "View in the browser")]));
        assert!(is_furniture(&[text("© *|CURRENT_YEAR|* *|LIST:COMPANY|*, all rights")]));
        assert!(!is_furniture(&[text("Dear *|FNAME|* *|LNAME|*, the oven is lit.")]));
        assert!(!is_furniture(&[text("Write "), link("*|EMAIL|*", "to us"), text(" soon.")]));
        assert!(!is_furniture(&[link("https://example.org", "View in the browser")]));
        assert!(!is_furniture(&[text("|*a*| and *|b|*")]));
    }
}
