//! Addresses: which are safe to write, and which Markdown can write as they are.

use crate::document::{Inline, Link};

/// Schemes that a reader may follow; anything else could run or fetch something unasked.
const SAFE: &[&str] = &[
    "http", "https", "mailto", "tel", "ftp", "ftps", "sms", "geo", "xmpp", "irc", "ircs", "magnet",
];

/// Whether the address runs a script instead of leading somewhere.
pub(super) fn is_script(url: &str) -> bool {
    scheme(url).is_some_and(|scheme| matches!(&*scheme, "javascript" | "vbscript" | "livescript"))
}

/// Whether a page may link to the address.
pub(super) fn is_safe_link(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| SAFE.contains(&&*scheme))
}

/// Whether a page may show the image at the address.
pub(super) fn is_safe_image(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| matches!(&*scheme, "http" | "https") || is_image_data(url))
}

fn is_image_data(url: &str) -> bool {
    const PREFIX: &str = "data:image/";
    let url = url.trim_start();
    url.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
        && !url[PREFIX.len()..].to_ascii_lowercase().starts_with("svg")
}

/// The scheme in lower case, read as browsers read it: white space and controls are no obstacle.
fn scheme(url: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in url.chars().filter(|c| *c > ' ' && *c != '\u{7f}') {
        match c {
            ':' => return Some(scheme).filter(|scheme| !scheme.is_empty()),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '-' | '.' if scheme.len() < 32 => {
                scheme.push(c.to_ascii_lowercase());
            }
            _ => return None,
        }
    }
    None
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_seen_through_disguises() {
        assert!(is_script("javascript:alert(1)"));
        assert!(is_script(" JaVa\tScript\n:alert(1)"));
        assert!(!is_script("/javascript:alert(1)"));
        assert!(!is_script("https://example.com/?q=javascript:1"));
    }

    #[test]
    fn only_known_schemes_are_safe_to_show() {
        assert!(is_safe_link("../a:b"));
        assert!(is_safe_link("#x"));
        assert!(!is_safe_link("data:text/html,x"));
        assert!(is_safe_image("data:image/png;base64,AA=="));
        assert!(!is_safe_image("data:image/svg+xml,x"));
    }
}
