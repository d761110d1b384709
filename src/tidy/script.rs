//! Code of pages that stands in the text: calls of advertising and counting scripts, CDATA marks,
//! placeholders that no template filled in.

use std::ops::Range;

use super::pieces;
use crate::words::code_signs;

/// Names that occur in such scripts and not in prose.
const NAMES: &[&str] = &[
    "adsbygoogle",
    "googletag",
    "googlesyndication",
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
    "createElement('script')",
    "createElement(\"script\")",
];

/// Names that occur in every other program for pages as well, such as one that an article shows.
const COMMON: &[&str] = &[
    "document.write(",
    "jQuery(document)",
    "$(document).ready",
    "addEventListener(",
    "window.onload",
    "getElementsByTagName(",
];

const MARKS: &[&str] = &[
    "]]>",
    "<![CDATA[",
    "//<![CDATA[",
    "//]]>",
    "/* <![CDATA[ */",
    "/* ]]> */",
    "/* */",
    "// <![CDATA[",
    "// ]]>",
    "//-->",
    "-->",
    "<!--",
    "]]&gt;",
    "<!-- //",
    "// -->",
];

/// Whether a line is code of the page; `beside` is the text before and after it.
pub(super) fn is_script(line: &str, beside: &dyn Fn() -> String) -> bool {
    let line = line.trim();
    let closed = line.ends_with([';', '{', '}', ')']);
    let holds = |names: &[&str]| names.iter().any(|name| line.contains(name));
    MARKS.contains(&line) || closed && (holds(NAMES) || holds(COMMON) && !is_code(&beside()))
}

/// Where the marks of a comment stand whose text, a CDATA section, went.
pub(super) fn comments(text: &str) -> Vec<Range<usize>> {
    let marks = text.match_indices("/* */").map(|(at, mark)| at..at + mark.len());
    let apart = |range: &Range<usize>| {
        pieces::ends_before(text, range.start) && pieces::begins_after(text, range.end)
    };
    marks.filter(apart).collect()
}

/// Whether a line is nothing but the end of code that stands before it.
pub(super) fn is_closing(line: &str) -> bool {
    let line = line.trim();
    line.contains('}') && line.chars().all(|c| matches!(c, '}' | ')' | '(' | ';' | ',' | ' '))
}

/// Whether a line is placeholders that nothing filled in, or a greeting of one or two words with one
/// in it; `beside` is the text before and after it. Among code it is shown on purpose.
pub(super) fn is_unfilled(line: &str, beside: &dyn Fn() -> String) -> bool {
    is_placeholder(line) && !is_code(&without_names(&beside()))
}

/// Whether the text or one of its lines is code; shortcodes, which have values too, are not.
fn is_code(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with('['));
    lines.clone().any(code_signs::is_code)
        || code_signs::is_code(&lines.by_ref().collect::<Vec<_>>().join("\n"))
}

fn is_placeholder(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 120 {
        return false;
    }
    let Some((before, name, rest)) = placeholder(line) else { return false };
    let words = || before.split_whitespace().filter(|w| w.contains(char::is_alphanumeric));
    // A greeting, not a command: `cd %HOMEPATH%`, `style={{}}`.
    let greets = words().count() <= 2
        && !before.contains('=')
        && words().all(|word| !word.starts_with(char::is_lowercase));
    let last = rest.trim_matches([',', '!', ' ', ':']).is_empty();
    (if last { greets } else { words().count() == 0 && is_placeholder(rest) })
        && !is_expression(name)
}

/// Whether what stands between the signs of a placeholder is more than a name, as tutorials show.
fn is_expression(inner: &str) -> bool {
    let inner = inner.trim();
    inner.is_empty() || inner.contains(['=', '(', '[', '\'', '"', '{', '}'])
}

/// The text without the placeholders that hold just a name.
fn without_names(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, name, after)) = placeholder(rest) {
        out.push_str(before);
        if is_expression(name) {
            out.push_str(&rest[before.len()..rest.len() - after.len()]);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What stands before, in and after the first placeholder.
fn placeholder(line: &str) -> Option<(&str, &str, &str)> {
    const PAIRS: &[(&str, &str)] = &[
        ("{{", "}}"),
        ("{%", "%}"),
        ("<%", "%>"),
        ("*|", "|*"),
        ("%%", "%%"),
        ("[[~", "]]"),
        ("[[*", "]]"),
        ("[[$", "]]"),
        ("[[!", "]]"),
        ("[[+", "]]"),
    ];
    let bracketed = PAIRS.iter().find_map(|(open, close)| {
        let (before, rest) = line.split_once(open)?;
        let (name, after) = rest.split_once(close)?;
        // Hugo's shortcodes hold pictures and links.
        (!rest.starts_with(['<', '%'])).then_some((before, name, after))
    });
    bracketed.or_else(|| {
        let (before, rest) = line.split_once('%')?;
        let (name, after) = rest.split_once('%')?;
        let upper = |b: u8| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit();
        (name.len() >= 3 && name.bytes().all(upper)).then_some((before, name, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_placeholders_are_told_from_prose() {
        let prose = || "The lamp is lit.".to_owned();
        let code = || "const hut = find ( 'hut' ) ;".to_owned();
        assert!(is_script("(adsbygoogle = window.adsbygoogle || []).push({});", &code));
        assert!(is_script("]]>", &prose) && is_closing("});"));
        assert!(!is_script("The googletag library is slow.", &prose));
        let listens = "button.addEventListener('click', open);";
        assert!(is_script(listens, &prose) && !is_script(listens, &code));
        assert!(is_unfilled("{{ form }}", &|| "{{ one }} {% if two %}".to_owned()));
        assert!(!is_unfilled("{{ form }}", &|| "{% set form = 'a' %}".to_owned()));
        assert!(!is_placeholder("style={{}}") && !is_placeholder("cd %HOMEPATH%"));
        assert!(is_placeholder("{{ newsletter_form }}") && is_placeholder("Hi %FIRSTNAME%,"));
        assert!(!is_placeholder("Dear {{name}}, your boat is ready"));
        assert!(!is_placeholder("{{< figure src=\"/a.jpg\" >}}"));
        assert!(!is_placeholder("from 10% to 20%"));
    }
}
