//! Attributes that kramdown and Pandoc read and others show: `[a](b){:target="_blank"}`,
//! `[text]{.underline}`, `## Title {#id}`, `{: .pullquote}` on a line of its own.

use std::ops::Range;

type Edit = (Range<usize>, String);

/// How far attributes may reach.
const LONGEST: usize = 400;

/// What attributes become, and the brackets that are there for them alone.
pub(super) fn attributes(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !text.contains('{') && !text.contains(":::") {
        return edits;
    }
    let divs = text.lines().filter(|line| is_div(line)).count();
    let (mut start, mut fenced) = (0, false);
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        if body.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && (is_alone(body) || divs > 1 && is_div(body)) {
            // With the break before it, lest the paragraph after it join the one before.
            let from = text[..start].trim_end_matches([' ', '\n', '>']).len();
            let to = start + line.trim_end().len();
            edits.push((from..to, String::new()));
        } else if !fenced {
            in_line(line, start, &mut edits);
        }
        start += line.len();
    }
    edits.sort_by_key(|(range, _)| range.start);
    edits
}

/// Whether a line begins or ends a division: `::: {.note}`, `:::`.
fn is_div(line: &str) -> bool {
    let line = line.trim();
    let rest = line.trim_start_matches(':');
    line.len() - rest.len() >= 3
        && (rest.is_empty()
            || rest.split_whitespace().count() == 1
            || after(rest.trim()) == Some(rest.trim().len()))
}

/// Whether a line is the attributes of the block beside it.
fn is_alone(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ']);
    line.starts_with("{:") && after(line) == Some(line.len())
}

fn in_line(line: &str, start: usize, edits: &mut Vec<Edit>) {
    let heading = line.trim_start().starts_with('#');
    let mut open: Vec<usize> = Vec::new();
    let (mut code, mut closed, mut done) = (false, None, 0);
    for (at, c) in line.char_indices() {
        let escaped = line[..at].ends_with('\\');
        match c {
            '`' => code = !code,
            _ if code || at < done || escaped => {}
            '[' => open.push(at),
            ']' => closed = open.pop().map(|open| (open, at)),
            '{' => {
                let Some(length) = after(&line[at..]) else { continue };
                done = at + length;
                let before = line[..at].trim_end();
                if line[..at].ends_with([')', ']', '*', '`']) {
                    edits.push((start + at..start + done, String::new()));
                } else if heading && line[done..].trim().is_empty() {
                    edits.push((start + before.len()..start + done, String::new()));
                }
                if let Some((open, close)) = closed.filter(|(_, close)| close + 1 == at) {
                    edits.push((start + open..start + open + 1, String::new()));
                    edits.push((start + close..start + at, String::new()));
                }
            }
            _ => {}
        }
    }
}

/// The end of the attributes that a text begins with.
fn after(text: &str) -> Option<usize> {
    let body = text.strip_prefix('{')?;
    let kramdown = body.starts_with(':');
    let inner = body.strip_prefix(':').unwrap_or(body);
    let mut rest = inner;
    let mut count = 0;
    loop {
        rest = rest.trim_start_matches(' ');
        if let Some(end) = rest.strip_prefix('}') {
            return (count > 0).then_some(text.len() - end.len());
        }
        let name = rest.len() - rest.trim_start_matches(is_name).len();
        let bare = &rest[..name];
        rest = &rest[name..];
        let sign = bare.starts_with(['#', '.']);
        if let Some(value) = rest.strip_prefix('=').filter(|_| name > 0 && !sign) {
            rest = match value.chars().next().filter(|c| matches!(c, '"' | '\'' | '“' | '”')) {
                Some(quote) => {
                    let value = &value[quote.len_utf8()..];
                    let same = |c: char| c == quote || !quote.is_ascii() && matches!(c, '“' | '”');
                    let end = value.find(same).filter(|&end| end < LONGEST)?;
                    value[end..].trim_start_matches(same)
                }
                None => value.trim_start_matches(|c| is_name(c) || matches!(c, '%' | '/')),
            };
        } else if name < 2 && !kramdown || name == 0 || !(sign || kramdown && count == 0) {
            return None;
        }
        count += 1;
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let mut out = text.to_owned();
        for (range, after) in attributes(text).into_iter().rev() {
            out.replace_range(range, &after);
        }
        out
    }

    #[test]
    fn attributes_go_and_what_they_are_on_stays() {
        for (before, after) in [
            ("## Title {#the-title .H3}", "## Title"),
            ("a [b](c){:target=\"_blank\" rel=\"noopener\"}, d", "a [b](c), d"),
            ("![](a.png){width=\"2.4in\" height=\"1in\"}", "![](a.png)"),
            ("[good]{.underline} and [**so**]{.mark}", "good and **so**"),
            ("> a quote\n{: .pullquote}\n\nmore", "> a quote\n\nmore"),
            ("::: {.note}\nmind\n:::", "\nmind"),
            ("*a*{:.b}", "*a*"),
        ] {
            assert_eq!(without(before), after);
        }
    }

    #[test]
    fn braces_that_say_something_stay() {
        for text in [
            "the set {a, b} and f(x){return 1}",
            "write `[a](b){:target=\"_blank\"}` to open a window",
            "```\n{: .pullquote}\n```",
            "see [1]{2} and {#}",
            "a {.class} in a sentence",
            "## On {curly} braces",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
