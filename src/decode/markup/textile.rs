//! Texts in Textile: `h2. Heading`, `bq. Quotation`, `"text":https://…`, `|_. Header |`. They become
//! Markdown.

use std::ops::Range;

use super::found::Found;
use crate::decode::layer::{Edits, Layer};
use crate::report::Report;
use crate::rules::RuleId;

/// How long the text of a link may be.
const LONGEST: usize = 300;

pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    if !is_textile(text) {
        return;
    }
    let edits = edits(text);
    text.edit(edits, RuleId::SystemMarkup, report);
}

/// Two blocks that say what they are.
fn is_textile(text: &str) -> bool {
    let blocks = || text.lines().filter(|line| block(line).is_some()).count();
    ["h1. ", "h2. ", "h3. ", "h4. "].iter().any(|mark| text.contains(mark)) && blocks() > 1
}

/// The mark of a block: its length, and what it is in Markdown.
fn block(line: &str) -> Option<(usize, String)> {
    let (mark, rest) = line.split_once(". ")?;
    let marks = match mark {
        "bq" => "> ".to_owned(),
        "p" => String::new(),
        _ => {
            let level = mark.strip_prefix('h')?.parse().ok().filter(|l| (1..=6).contains(l))?;
            "#".repeat(level) + " "
        }
    };
    (!rest.trim().is_empty()).then_some((mark.len() + 2, marks))
}

fn edits(text: &str) -> Edits {
    let mut found = Found::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut from = start;
        let end = start + line.trim_end().len();
        let marks = line.len() - line.trim_start_matches(['*', '#']).len();
        if let Some((length, mark)) = block(line) {
            found.push(start..start + length, mark);
            from += length;
        } else if marks > 0 && line[marks..].starts_with(' ') {
            let mark = if line.as_bytes()[marks - 1] == b'#' { "1." } else { "-" };
            found.push(start..start + marks, "    ".repeat(marks.min(6) - 1) + mark);
            from += marks;
        }
        let header = line.trim_start().starts_with("|_.");
        if header {
            for (at, _) in line.match_indices("|_.") {
                found.push(start + at + 1..start + at + 3, "");
            }
            let columns = line.trim().matches('|').count().saturating_sub(1);
            found.push(end..end, format!("\n|{}", "---|".repeat(columns)));
        } else {
            read(text, from..end.max(from), &mut found);
        }
        start += line.len();
    }
    found.finish(text.len())
}

fn read(text: &str, line: Range<usize>, found: &mut Found) {
    let mut at = line.start;
    while let Some(offset) = text.get(at..line.end).and_then(|rest| rest.find(['"', '*'])) {
        at += offset;
        let rest = &text[at..line.end];
        let free = !text[line.start..at].ends_with(char::is_alphanumeric);
        match link(rest).or_else(|| strong(rest)).filter(|_| free) {
            Some((end, after)) => {
                found.push(at..at + end, after);
                at += end;
            }
            None => at += 1,
        }
    }
}

/// A link: its end, and what it is in Markdown.
fn link(text: &str) -> Option<(usize, String)> {
    let body = text.strip_prefix('"')?;
    let end = body.find('"').filter(|&end| end > 0 && end < LONGEST)?;
    let url = body[end + 1..].strip_prefix(':').filter(|rest| {
        ["http://", "https://", "mailto:", "/"].iter().any(|start| rest.starts_with(start))
    })?;
    let length = url.find(char::is_whitespace).unwrap_or(url.len());
    let url = url[..length].trim_end_matches(['.', ',', ';', ')', '!', '?']);
    Some((end + 3 + url.len(), format!("[{}]({url})", &body[..end])))
}

/// Strong text: its end, and what it is in Markdown.
fn strong(text: &str) -> Option<(usize, String)> {
    let body = text.strip_prefix('*')?;
    let end = body.find('*').filter(|&end| end > 0 && end < LONGEST)?;
    let inner = &body[..end];
    let tight = !inner.starts_with(' ') && !inner.ends_with(' ');
    let closed = !body[end + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '*');
    (tight && closed).then(|| (end + 2, format!("**{inner}**")))
}
