//! Text as it is written in HTML.

use std::borrow::Cow;

/// The text with what would be markup written as character references.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'&', b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;"))
}
