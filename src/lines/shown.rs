//! Tags that a text shows: `<b>` as a reader sees it.
//!
//! A sound document that shows tags writes about markup, so the marks of other languages in it
//! are shown as well: Markdown's stars, the brackets of forums.

use crate::html::ElementName;

/// How many shown tags make a document one about markup: a single one may be debris.
const ENOUGH: usize = 2;

/// Tags longer than this are not looked for: a sign that opens none costs no more.
const LONGEST: usize = 200;

/// What the texts of a document show of markup.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    tags: usize,
}

impl Shown {
    pub(super) fn count(&mut self, text: &str) {
        for at in memchr::memchr_iter(b'<', text.as_bytes()) {
            self.tags += usize::from(is_start_tag(&text[at + 1..]));
        }
    }

    /// Whether the document writes about markup.
    pub(super) const fn is_discussion(self) -> bool {
        self.tags >= ENOUGH
    }
}

/// Whether the text after a `<` goes on as the start tag of an element of HTML.
fn is_start_tag(rest: &str) -> bool {
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = rest.split_at(length);
    let ends = rest.bytes().take(LONGEST).position(|byte| byte == b'>' || byte == b'<');
    let closed = ends.is_some_and(|end| rest.as_bytes()[end] == b'>');
    closed && rest.starts_with([' ', '>', '/']) && ElementName::parse(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_discussion(text: &str) -> bool {
        let mut shown = Shown::default();
        shown.count(text);
        shown.is_discussion()
    }

    #[test]
    fn start_tags_of_html_are_shown_markup() {
        assert!(is_discussion("write <b>warm</b> or <a href=\"map\">the map</a>"));
        assert!(!is_discussion("write <b>warm</b>"));
        assert!(!is_discussion("Into<U> and Vec<T>, a <b and c> d, <b <i"));
        assert!(!is_discussion(&format!("<b{}> <i{}>", " x".repeat(101), " x".repeat(101))));
        assert!(is_discussion(&format!("<b{}> <i>", " x".repeat(99))));
    }
}
