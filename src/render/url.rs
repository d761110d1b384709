//! Which addresses are written at all, and those that Markdown can write as they are.

use crate::html::scheme;
use crate::model::document::{Inline, Link};

/// Whether a link is written as one; else its text stays.
pub(super) fn is_link(link: &Link) -> bool {
    let shown = match link.content.as_slice() {
        [Inline::Text(text)] => text.as_str(),
        _ => "",
    };
    scheme::is_safe_address(&link.url, shown)
}

/// What stands between `<` and `>` if the link's text is its address.
pub(super) fn autolink(link: &Link) -> Option<&str> {
    let [Inline::Text(text)] = link.content.as_slice() else { return None };
    let text = text.as_str();
    if link.title.is_some() {
        return None;
    }
    if text == link.url {
        return is_absolute(text).then_some(text);
    }
    (link.url.strip_prefix("mailto:") == Some(text) && is_email(text)).then_some(text)
}

fn is_absolute(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    (2..=32).contains(&scheme.len())
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && !rest.contains(|c: char| c.is_ascii_control() || matches!(c, ' ' | '<' | '>'))
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    !local.is_empty() && local.bytes().all(is_email_byte) && domain.split('.').all(is_label)
}

/// Whether the byte may stand in the local part of an autolink's address.
pub(super) fn is_email_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b)
}
