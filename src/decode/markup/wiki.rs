//! Articles of MediaWiki as they are stored, and as corpora print them: `== Cause ==`,
//! `'''clock'''`, `[[fire brigade (Northfirth)|fire brigade]]`, ` = = Cause = = `.
//!
//! They become Markdown, which is read by lines as they are. A document with blocks of HTML or with
//! code in it is none: it has been made into a page, or explains how.

mod inline;
mod table;

use std::ops::Range;

use super::found::Found;
use crate::decode::layer::{Edits, Layer};
use crate::report::Report;
use crate::rules::RuleId;

/// How long a heading may be.
const LONGEST: usize = 150;

/// So long are lines of prose.
const PROSE: usize = 80;

pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    if !is_wiki(text) {
        return;
    }
    let edits = edits(text);
    if !edits.is_empty() {
        text.edit(edits, RuleId::SystemMarkup, report);
    }
}

fn is_wiki(text: &str) -> bool {
    let mut headings = 0;
    let mut prose = false;
    if !text.contains(['=', '[']) {
        return false;
    }
    for line in text.lines() {
        headings += usize::from(heading(line).is_some());
        let line = line.trim_end();
        prose |= line.len() > PROSE && line.ends_with(['.', '>', '}', '"', ')']);
    }
    let marks = [("'''", "'''"), ("[[", "]]"), ("<ref", "</ref>"), ("{{", "}}")];
    let pairs = marks.iter().filter(|(open, close)| {
        text.split_once(open).is_some_and(|(_, rest)| rest.contains(close))
    });
    let kinds = pairs.count();
    prose && (headings > 1 || headings == 1 && kinds > 0 || kinds > 2)
}

/// The level of a heading, and where its text stands in the line.
fn heading(line: &str) -> Option<(usize, Range<usize>)> {
    let body = line.trim();
    if !body.starts_with('=') || !body.ends_with('=') || body.len() > LONGEST {
        return None;
    }
    let title = body.trim_start_matches(['=', ' ']);
    let before = &body[..body.len() - title.len()];
    let bare = title.trim_end_matches(['=', ' ']);
    let after = &title[bare.len()..];
    let level = before.matches('=').count();
    let same = level == after.matches('=').count() && (1..=6).contains(&level);
    let from = bare.as_ptr() as usize - line.as_ptr() as usize;
    (same && !bare.is_empty() && !bare.contains('=')).then_some((level, from..from + bare.len()))
}

fn edits(text: &str) -> Edits {
    let mut found = Found::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if found.done > start {
            // A template or a table reaches over the line.
        } else if line.trim_start().starts_with("{|")
            && let Some(end) = table::read(text, start, &mut found)
        {
            found.done = found.done.max(end);
        } else if heading(line).is_some() && is_end(&text[start + line.len()..]) {
            found.push(start..start + line.trim_end().len(), "");
        } else if let Some((level, title)) = heading(line) {
            let marks = "#".repeat(level) + " ";
            let end = start + line.trim_end().len();
            found.push(start..start + title.start, marks);
            inline::read(text, start + title.start..start + title.end, &mut found);
            found.push(start + title.end..end, "");
        } else {
            let marks = line.len() - line.trim_start_matches(['*', '#', ':']).len();
            let content = start + line.len() - line[marks..].trim_start().len();
            if marks > 0 && content < start + line.len() {
                found.push(start..content, item(&line[..marks]));
            }
            inline::read(text, content.min(start + line.len())..start + line.len(), &mut found);
        }
        start += line.len();
    }
    found.finish(text.len())
}

/// Whether nothing that is shown follows: templates, categories, the place of the notes.
fn is_end(rest: &str) -> bool {
    let hidden = |line: &str| {
        line.is_empty()
            || line.starts_with("{{") && line.ends_with("}}")
            || line.starts_with("[[") && line.ends_with("]]") && line.contains(':')
            || line.starts_with("<references")
    };
    !rest.trim().is_empty() && rest.lines().map(str::trim).all(hidden)
}

/// The mark of an item in Markdown.
fn item(marks: &str) -> String {
    let indent = "    ".repeat(marks.len().saturating_sub(1).min(6));
    match marks.chars().next_back() {
        Some('*') => indent + "- ",
        Some('#') => indent + "1. ",
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_as_many_signs_behind_as_before() {
        for (line, level) in [("== Cause ==", 2), (" = = = Crew = = = \n", 3), (" = Boat = ", 1)] {
            assert_eq!(heading(line).map(|(level, _)| level), Some(level));
        }
        for line in ["== Cause", "=====", "== a = b ==", "a = b", "== Cause ="] {
            assert_eq!(heading(line), None);
        }
    }
}
