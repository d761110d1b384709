//! The schemes of addresses, and what following one may do.

use std::borrow::Cow;

/// Schemes that run code.
const SCRIPTS: &[&str] = &["javascript", "vbscript", "livescript", "mocha"];

/// Schemes that lead into the reader's own machine, hide what they show, or wrap another address.
const UNSAFE: &[&str] = &[
    "about",
    "blob",
    "data",
    "feed",
    "file",
    "filesystem",
    "intent",
    "its",
    "jar",
    "mhtml",
    "mk",
    "moz-extension",
    "chrome",
    "chrome-extension",
    "pcast",
    "resource",
    "res",
    "search-ms",
    "shell",
    "smb",
    "view-source",
    "wyciwyg",
];

/// Schemes that a reader may follow; anything else could start or fetch something unasked.
const SAFE: &[&str] = &[
    "http", "https", "mailto", "tel", "ftp", "ftps", "sms", "geo", "xmpp", "irc", "ircs", "magnet",
    "callto", "cid", "doi", "gemini", "gopher", "ldap", "matrix", "mid", "news", "nntp", "sip",
    "sips", "urn", "webcal",
];

/// The scheme in lower case, empty if there is none. White space and control characters in it are
/// left out: browsers skip them.
pub(crate) fn scheme(url: &str) -> Cow<'_, str> {
    let end = url.bytes().position(|byte| matches!(byte, b':' | b'/' | b'?' | b'#'));
    let Some(end) = end.filter(|&at| url.as_bytes()[at] == b':') else {
        return Cow::Borrowed("");
    };
    let scheme = &url[..end];
    if scheme.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(scheme);
    }
    let mut visible = String::new();
    for c in scheme.chars().filter(|c| !c.is_control() && !c.is_whitespace()) {
        if !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.') {
            return Cow::Borrowed("");
        }
        visible.push(c.to_ascii_lowercase());
    }
    Cow::Owned(visible)
}

/// Whether the address runs code, hides what it shows or leads into the reader's own machine.
pub(crate) fn is_unsafe(url: &str) -> bool {
    let scheme = scheme(url);
    SCRIPTS.contains(&&*scheme) || UNSAFE.contains(&&*scheme) || scheme.starts_with("ms-")
}

/// Whether the address is one of the web, in full.
pub(crate) fn is_web(url: &str) -> bool {
    matches!(&*scheme(url), "http" | "https")
}

/// Whether a page may link to the address, whatever the link says.
pub(crate) fn is_safe_link(url: &str) -> bool {
    let scheme = scheme(url);
    scheme.is_empty() || SAFE.contains(&&*scheme)
}

/// Whether a page may link to the address where `shown` is all that the link says: readers who see
/// an address of a scheme that is not known to be unsafe know what they follow.
pub(crate) fn is_safe_address(url: &str, shown: &str) -> bool {
    is_safe_link(url) || (url == shown && !is_unsafe(url))
}

/// Whether a page may show the image at the address.
pub(crate) fn is_safe_image(url: &str) -> bool {
    matches!(&*scheme(url), "" | "http" | "https") || is_image_data(url)
}

fn is_image_data(url: &str) -> bool {
    const PREFIX: &str = "data:image/";
    let url = url.trim_start();
    let kind = |from: usize, word: &str| {
        let found = url.as_bytes().get(from..from + word.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
    };
    kind(0, PREFIX) && !kind(PREFIX.len(), "svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_that_run_code_are_seen_through_disguises() {
        for url in ["javascript:x", "JavaScript:x", " java\tscript\n:x", "\u{1}javascript:x"] {
            assert!(is_unsafe(url) && !is_safe_address(url, url), "{url:?}");
        }
        for url in ["/javascript:x", "https://a/javascript:", "#javascript:", "mailto:a@b"] {
            assert!(!is_unsafe(url) && is_safe_link(url), "{url:?}");
        }
    }

    #[test]
    fn what_wraps_or_leaves_the_web_is_unsafe_even_when_it_is_shown() {
        for url in [
            "feed:javascript:x",
            "view-source:https://a",
            "blob:https://a",
            "file:///etc/passwd",
            "intent://a#Intent;end",
            "ms-msdt:/id",
            "MS-Word:ofe|u|x",
            "data:text/html,x",
        ] {
            assert!(is_unsafe(url) && !is_safe_address(url, url), "{url:?}");
        }
        assert!(is_safe_address("a+b:c", "a+b:c") && !is_safe_address("a+b:c", "here"));
    }

    #[test]
    fn only_known_schemes_are_safe_to_show() {
        assert!(is_safe_link("../a:b"));
        assert!(is_safe_link("#x"));
        assert!(!is_safe_link("data:text/html,x"));
        assert!(is_safe_image("data:image/png;base64,AA=="));
        assert!(!is_safe_image("data:image/svg+xml,x"));
        assert!(!is_safe_image("data:image/SVG+xml,x"));
    }

    #[test]
    fn what_is_no_scheme_is_part_of_a_path() {
        for url in ["a b/c:d", "Ann\u{2019}s: x", ":x", "a"] {
            assert_eq!(scheme(url), "", "{url}");
        }
    }
}
