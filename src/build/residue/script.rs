//! Code of pages that stands in the text: calls of advertising and counting scripts, CDATA marks,
//! placeholders that no template filled in.

/// Names that occur in such scripts and not in prose.
const NAMES: &[&str] = &[
    "adsbygoogle",
    "googletag",
    "googlesyndication",
    "document.write(",
    "gtag(",
    "fbq(",
    "_gaq",
    "dataLayer.push",
    "_paq.push",
    "window._taboola",
    "OneSignal",
    "__tcfapi",
    "ga('create'",
    "ga('send'",
    "GoogleAnalyticsObject",
    "_sf_async_config",
    "twttr.widgets",
    "jQuery(document)",
    "$(document).ready",
    "addEventListener(",
    "window.onload",
    "createElement('script')",
    "createElement(\"script\")",
    "getElementsByTagName(",
];

const MARKS: &[&str] = &[
    "]]>",
    "<![CDATA[",
    "//<![CDATA[",
    "//]]>",
    "/* <![CDATA[ */",
    "/* ]]> */",
    "// <![CDATA[",
    "// ]]>",
    "//-->",
    "-->",
    "<!--",
    "]]&gt;",
    "<!-- //",
    "// -->",
];

/// Whether a line is code of the page.
pub(super) fn is_script(line: &str) -> bool {
    let line = line.trim();
    let closed = line.ends_with([';', '{', '}', ')']);
    MARKS.contains(&line) || closed && NAMES.iter().any(|name| line.contains(name))
}

/// Whether a line is nothing but the end of code that stands before it.
pub(super) fn is_closing(line: &str) -> bool {
    let line = line.trim();
    line.contains('}') && line.chars().all(|c| matches!(c, '}' | ')' | '(' | ';' | ',' | ' '))
}

/// Whether a line is a placeholder, or a greeting of one or two words with one in it.
pub(super) fn is_placeholder(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 120 {
        return false;
    }
    let Some((before, rest)) = placeholder(line) else { return false };
    let words =
        |text: &str| text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
    words(before) <= if rest.trim_matches([',', '!', ' ', ':']).is_empty() { 2 } else { 0 }
        && (rest.trim_matches([',', '!', ' ', ':']).is_empty() || is_placeholder(rest))
}

/// What stands before and after the first placeholder.
fn placeholder(line: &str) -> Option<(&str, &str)> {
    const PAIRS: &[(&str, &str)] =
        &[("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("*|", "|*"), ("%%", "%%")];
    let bracketed = PAIRS.iter().find_map(|(open, close)| {
        let (before, rest) = line.split_once(open)?;
        let (_, after) = rest.split_once(close)?;
        // Hugo's shortcodes hold pictures and links.
        (!rest.starts_with(['<', '%'])).then_some((before, after))
    });
    bracketed.or_else(|| {
        let (before, rest) = line.split_once('%')?;
        let (name, after) = rest.split_once('%')?;
        let upper = |b: u8| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit();
        (name.len() >= 3 && name.bytes().all(upper)).then_some((before, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_placeholders_are_told_from_prose() {
        assert!(is_script("(adsbygoogle = window.adsbygoogle || []).push({});"));
        assert!(is_script("]]>") && is_closing("});"));
        assert!(!is_script("The googletag library is slow."));
        assert!(is_placeholder("{{ newsletter_form }}") && is_placeholder("Hi %FIRSTNAME%,"));
        assert!(!is_placeholder("Dear {{name}}, your boat is ready"));
        assert!(!is_placeholder("{{< figure src=\"/a.jpg\" >}}"));
        assert!(!is_placeholder("from 10% to 20%"));
    }
}
