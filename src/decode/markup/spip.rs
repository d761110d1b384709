//! Articles of SPIP as they are stored: `{{{heading}}}`, `{{strong}}`, `{emphasis}`,
//! `[text->address]`, `[[note]]`, `-* item`. They become Markdown.

use std::ops::Range;

use super::found::{self, Found};
use crate::decode::layer::{Edits, Layer};
use crate::report::Report;
use crate::rules::RuleId;

/// How long a part of a line may be.
const LONGEST: usize = 2000;

pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    if !is_spip(text) {
        return;
    }
    let edits = edits(text);
    text.edit(edits, RuleId::SystemMarkup, report);
}

/// A heading on a line of its own, and one more mark of SPIP's own.
fn is_spip(text: &str) -> bool {
    text.contains("{{{")
        && text.lines().any(|line| heading(line).is_some())
        && (text.contains("->") || text.contains("\n-*") || text.contains(" {{"))
}

/// Where the text of a heading stands in its line.
fn heading(line: &str) -> Option<Range<usize>> {
    let inner = line.trim().strip_prefix("{{{")?.strip_suffix("}}}")?;
    let start = inner.as_ptr() as usize - line.as_ptr() as usize;
    (!inner.is_empty() && !inner.contains(['{', '}'])).then_some(start..start + inner.len())
}

fn edits(text: &str) -> Edits {
    let mut found = Found::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if let Some(title) = heading(line) {
            found.push(start..start + title.start, "## ");
            found.push(start + title.end..end, "");
        } else {
            let marks = line
                .strip_prefix('-')
                .map_or(0, |rest| rest.len() - rest.trim_start_matches(['*', '#']).len());
            let from = if marks > 0 {
                let mark = if line.as_bytes()[marks] == b'#' { "1. " } else { "- " };
                let body = line[marks + 1..].trim_start();
                let from = start + line.len() - body.len();
                found.push(start..from, "    ".repeat(marks.min(6) - 1) + mark);
                from
            } else {
                start
            };
            read(text, from..end.max(from), &mut found);
        }
        start += line.len();
    }
    found.finish(text.len())
}

fn read(text: &str, line: Range<usize>, found: &mut Found) {
    let mut at = line.start;
    while let Some(offset) = text.get(at..line.end).and_then(|rest| rest.find(['{', '['])) {
        at += offset;
        let rest = &text[at..line.end];
        match part(rest, found) {
            Some((end, after)) => {
                found.push(at..at + end, after);
                at += end;
            }
            None => at += rest.len() - rest.trim_start_matches(['{', '[']).len(),
        }
    }
}

/// The part that a text begins with: its end, and what it is in Markdown.
fn part(text: &str, found: &mut Found) -> Option<(usize, String)> {
    let inner = |open: &str, close: &str| {
        let body = text.strip_prefix(open)?;
        let end =
            memchr::memmem::find(&body.as_bytes()[..body.len().min(LONGEST)], close.as_bytes())?;
        let inner = &body[..end];
        let plain = !inner.trim().is_empty() && !inner.contains(['{', '}']);
        plain.then(|| (open.len() + end + close.len(), inner.to_owned()))
    };
    if text.starts_with("{{") {
        return inner("{{", "}}").map(|(end, inner)| (end, format!("**{}**", inner.trim())));
    }
    if text.starts_with('{') {
        return inner("{", "}").map(|(end, inner)| (end, format!("*{}*", inner.trim())));
    }
    if text.starts_with("[[") {
        let body = text.strip_prefix("[[")?;
        let end = body.find("]]").filter(|&end| end < LONGEST)?;
        let note = &body[..end];
        let note = found::translated(note, |found| read(note, 0..note.len(), found));
        let number = found.number("", Some(note))?;
        return Some((end + 4, format!("[^{number}]")));
    }
    let (end, inner) = inner("[", "]")?;
    let (shown, url) = inner.split_once("->")?;
    let shown = if shown.is_empty() { url } else { shown };
    let web = url.contains("://") || url.starts_with("mailto:") || url.starts_with('/');
    Some((end, if web { format!("[{shown}]({url})") } else { shown.to_owned() }))
}
