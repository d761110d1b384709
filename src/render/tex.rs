//! TeX that does nothing but set a formula.
//!
//! Typesetters know commands that link, fetch or set attributes of HTML, and readers of Markdown that
//! know no mathematics see a formula as text: neither may make anything live of it.

use std::borrow::Cow;

/// Commands whose first argument is an address, a class or a style, and whose second is shown.
const WRAPPERS: &[&str] =
    &["href", "class", "cssId", "style", "htmlId", "htmlClass", "htmlStyle", "htmlData", "data"];

/// Commands that fetch, define or run something, taken out with their argument.
const ACTIVE: &[&str] = &[
    "url",
    "includegraphics",
    "require",
    "input",
    "include",
    "write",
    "openin",
    "openout",
    "read",
    "special",
    "catcode",
];

/// TeX without the commands that do more than set a formula.
pub(super) fn inert(tex: &str) -> Cow<'_, str> {
    if !tex.contains('\\') {
        return Cow::Borrowed(tex);
    }
    let mut out = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = tex[at..].find('\\') {
        let start = at + found;
        let name = start + 1..start + 1 + letters(&tex[start + 1..]);
        // A backslash before a sign is one command with it.
        at = name.end.max(start + 1 + tex[start + 1..].chars().next().map_or(0, char::len_utf8));
        let command = &tex[name.clone()];
        if WRAPPERS.contains(&command) || ACTIVE.contains(&command) {
            out.push_str(&tex[done..start]);
            out.push(' ');
            done = name.end + argument(&tex[name.end..]);
            at = done;
        }
    }
    if done == 0 {
        return Cow::Borrowed(tex);
    }
    out.push_str(&tex[done..]);
    Cow::Owned(out)
}

/// The same for Markdown, where no tag, link or end of the formula may be read in it.
pub(super) fn quoted(tex: &str) -> Cow<'_, str> {
    let tex = inert(tex);
    if !tex.contains(['<', '`', '$']) && !tex.contains("](") && !tex.contains("][") {
        return tex;
    }
    let mut out = String::with_capacity(tex.len() + 16);
    let mut last = '\0';
    for c in tex.chars() {
        match c {
            '<' => out.push_str("\\lt "),
            '`' => out.push('\u{2018}'),
            '$' if last != '\\' => out.push_str("\\$"),
            '(' | '[' if last == ']' => out.extend(["{}", c.encode_utf8(&mut [0; 4])]),
            c => out.push(c),
        }
        last = if last == '\\' && c == '\\' { '\0' } else { c };
    }
    Cow::Owned(out)
}

fn letters(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphabetic).count()
}

/// How long the group is that a text begins with, white space before it included; the rest of the
/// text where it is not closed.
fn argument(text: &str) -> usize {
    let space = text.len() - text.trim_start().len();
    if !text[space..].starts_with('{') {
        return 0;
    }
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().skip(space) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_that_link_leave_what_they_show() {
        assert_eq!(inert("a\\href{javascript:alert(1)}{x}^2"), "a {x}^2");
        assert_eq!(inert("\\htmlStyle{color:red}{y}\\\\href"), " {y}\\\\href");
        assert_eq!(inert("\\frac{a}{b}"), "\\frac{a}{b}");
        assert_eq!(inert("\\href{open"), " ");
    }

    #[test]
    fn nothing_in_a_formula_reads_as_markdown_or_html() {
        assert_eq!(quoted("\\text{<img src=x>}"), "\\text{\\lt img src=x>}");
        assert_eq!(quoted("[a](javascript:x)"), "[a]{}(javascript:x)");
        assert_eq!(quoted("\\text{5$}"), "\\text{5\\$}");
    }
}
