//! Stretches of text in which `<` opens no tag: Markdown's code and Hugo's shortcodes.
//!
//! Documents in Markdown stand among pages, and the code that they show may be HTML. Its tags are
//! text, as are those signs that delimit a shortcode (`{{< figure src="a.jpg" >}}`).

use std::ops::Range;

use memchr::memmem;

/// Longest shortcode.
const REACH: usize = 2000;

/// Names of fences whose code is full of tags.
const MARKUP: &[&str] =
    &["html", "xml", "svg", "jsx", "tsx", "vue", "php", "erb", "xhtml", "markdown", "md", "razor"];

/// The stretches of `text` that hold a `<` of their own, in order and apart.
pub(super) fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut out = shortcodes(text);
    if memchr::memchr(b'`', text.as_bytes()).is_some() {
        out.extend(fences(text, holds_tags));
        if !is_page(text) {
            out.extend(spans(text, is_tag_or_type));
        }
    }
    apart(out)
}

/// The stretches of a text that is no page, with the code that is indented.
pub(super) fn of_text(text: &str) -> Vec<Range<usize>> {
    let mut out = stretches(text);
    out.extend(super::indented::blocks(text));
    apart(out)
}

/// All code of a text in which nothing is markup: there a character reference is not decoded.
pub(super) fn code(text: &str) -> Vec<Range<usize>> {
    let mut out = of_text(text);
    out.extend(fences(text, |code, _| code.contains('&')));
    out.extend(spans(text, |code| code.contains('&') && code.trim() == code));
    apart(out)
}

/// The ranges in order, without those that begin in one before them.
fn apart(mut out: Vec<Range<usize>>) -> Vec<Range<usize>> {
    out.sort_by_key(|range| range.start);
    let mut end = 0;
    out.retain(|range| {
        let apart = range.start >= end;
        end = end.max(if apart { range.end } else { 0 });
        apart
    });
    out
}

/// Whether the text says that it is HTML: marks of Markdown's code are quotation marks in it, and
/// stand in the names of anchors.
fn is_page(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).as_bytes();
    let begins = |sign: &str| {
        start.get(..sign.len()).is_some_and(|s| s.eq_ignore_ascii_case(sign.as_bytes()))
    };
    ["<!doctype", "<html", "<?xml"].iter().any(|sign| begins(sign))
}

fn shortcodes(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out: Vec<Range<usize>> = Vec::new();
    for at in memmem::find_iter(bytes, b"{{<") {
        let reach = (at + REACH).min(bytes.len());
        if out.last().is_none_or(|last| last.end <= at)
            && let Some(length) = memmem::find(&bytes[at..reach], b">}}")
            && is_shortcode(&bytes[at + 3..at + length])
        {
            out.push(at..at + length + 3);
        }
    }
    out
}

/// Whether that may stand between the signs of a shortcode: no tags but in quotes. Highlighted
/// templates have them, `{{</span> name <span>}}`.
fn is_shortcode(inner: &[u8]) -> bool {
    let mut quoted = false;
    inner.iter().all(|byte| {
        quoted ^= *byte == b'"';
        quoted || *byte != b'<'
    })
}

/// Code spans of one line whose code counts: `<br>`, `Vec<u8>`.
fn spans(text: &str, counts: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for at in memchr::memchr_iter(b'`', text.as_bytes()) {
        let single = !text[at + 1..].starts_with('`') && !text[..at].ends_with('`');
        let on_line = |from: &usize| memchr::memchr(b'\n', &text.as_bytes()[*from..at]).is_none();
        let from = open.take().filter(on_line);
        if !single {
            continue;
        }
        match from {
            Some(from) if counts(&text[from..at]) => out.push(from..at),
            Some(_) => {}
            None => open = Some(at + 1),
        }
    }
    out
}

/// Whether that is a tag, an element or a type; not when it begins or ends with a tag of something
/// around it, as in highlighted code: `` `</span>a<span>` ``, or is the code itself.
fn is_tag_or_type(code: &str) -> bool {
    if code.len() >= REACH || !code.ends_with('>') {
        return false;
    }
    let name = code.starts_with(char::is_alphabetic);
    if name {
        return code.contains('<') && !code.contains(' ');
    }
    let Some(tag) = code.strip_prefix('<') else { return false };
    if !tag.contains('<') {
        return true;
    }
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next();
    let name = name.filter(|name| !name.is_empty() && *name != "span" && *name != "code");
    let end = code[..code.len() - 1].rsplit("</").next();
    name.is_some() && name == end
}

/// The code between fences that counts, given with what stands behind the first fence.
fn fences(text: &str, counts: impl Fn(&str, &str) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    if memmem::find(text.as_bytes(), b"``").is_none() {
        return out;
    }
    let mut open: Option<(usize, &str)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(info) = fence(line) else { continue };
        match open.take() {
            None => open = Some((at, info)),
            Some((from, info)) if counts(&text[from..start], info) => out.push(from..start),
            Some(_) => {}
        }
    }
    out
}

/// What stands behind the marks of a fence, if the line is one; its marks may be torn.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim();
    let info = line.trim_start_matches(['`', ' ']);
    let marks = &line[..line.len() - info.len()];
    let name = |c: char| c.is_ascii_alphanumeric() || "+#_-.=:{}\",".contains(c);
    let torn = marks.matches('`').count() >= 3 && !marks.contains("  ");
    (torn && info.split(' ').count() <= 3 && info.chars().all(|c| name(c) || c == ' '))
        .then_some(info)
}

/// Whether what stands between two fences is code with tags, rather than a page's lines.
fn holds_tags(text: &str, info: &str) -> bool {
    if !text.contains('<') {
        return false;
    }
    let language = info.split([' ', ':', '{']).next().unwrap_or_default().to_ascii_lowercase();
    let broken = ["<br", "<p>", "</p>", "</div>", "</span>"];
    MARKUP.contains(&&*language) || !broken.iter().any(|tag| text.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::stretches;

    #[test]
    fn code_and_shortcodes_are_found() {
        let found = |text: &'static str| -> Vec<&str> {
            stretches(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(found("a\n```rust\nVec<u8>\n```\nb <i>c</i>"), ["Vec<u8>\n"]);
        assert_eq!(found("`` ` html run\n<p>x</p>\n`` `\n"), ["<p>x</p>\n"]);
        assert_eq!(found("{{< a >}} {{<b c=\"d\">}}"), ["{{< a >}}", "{{<b c=\"d\">}}"]);
        assert_eq!(found("a `<br>` b `Vec<u8>` c `d<i>e`</i>"), ["<br>", "Vec<u8>"]);
        assert_eq!(found("`<b>a</b>` `</b>`"), ["<b>a</b>", "</b>"]);
        assert!(found("`<code>a</code>`").is_empty());
        assert!(found("`</b>a<b>` `</b><b class=\"c\">a</b>`").is_empty());
        assert!(found("{{</b> <b class=\"c\">name</b> <b>}}").is_empty());
        assert!(found("```\na<br>b<br>\n```\n").is_empty());
        assert!(found("```\nVec<u8>\n").is_empty());
        assert!(found("<!DOCTYPE html><a name=\"`\"></a><b>`</b>").is_empty());
    }
}
