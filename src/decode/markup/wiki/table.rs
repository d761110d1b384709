//! Tables of MediaWiki: `{|`, a row behind each `|-`, cells behind `!` and `|`.

use std::ops::Range;

use super::inline;
use crate::decode::markup::found::Found;

/// Lines of a table, at most.
const LINES: usize = 2000;

/// Writes the table that begins at `start`, if all of its lines are rows and cells; tells where it
/// ends.
pub(super) fn read(text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut rows: Vec<Vec<Range<usize>>> = vec![Vec::new()];
    let mut at = start;
    let mut closed = None;
    for (index, line) in text[start..].split_inclusive('\n').take(LINES).enumerate() {
        let from = at;
        at += line.len();
        let body = line.trim();
        let row = rows.last_mut()?;
        match body {
            _ if index == 0 || body.is_empty() || body.starts_with("|+") => {}
            _ if body.starts_with("|}") => {
                closed = Some(at);
                break;
            }
            _ if body.starts_with("|-") => {
                if !row.is_empty() {
                    rows.push(Vec::new());
                }
            }
            _ if body.starts_with('!') => cells(text, from, line, "!!", row),
            _ if body.starts_with('|') => cells(text, from, line, "||", row),
            _ => return None,
        }
    }
    let end = closed?;
    rows.retain(|row| !row.is_empty());
    let columns = rows.first()?.len();
    let mut done = start;
    for (index, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let between = match (index, column) {
                (0, 0) => "\n| ".to_owned(),
                (1, 0) => format!(" |\n|{}\n| ", "---|".repeat(columns)),
                (_, 0) => " |\n| ".to_owned(),
                _ => " | ".to_owned(),
            };
            found.push(done..cell.start, between);
            inline::read(text, cell.clone(), found);
            done = cell.end;
        }
    }
    found.push(done..end, if rows.len() > 1 { " |\n" } else { " |" });
    Some(end)
}

/// The cells of a line, without their attributes.
fn cells(text: &str, from: usize, line: &str, between: &str, row: &mut Vec<Range<usize>>) {
    let margin = line.len() - line.trim_start().len();
    let mut at = from + margin + 1;
    let end = from + line.trim_end().len();
    for cell in text[at.min(end)..end].split(between) {
        let bare = cell.split_once('|').filter(|(attributes, _)| {
            attributes.contains('=') && !attributes.contains("[[") && !attributes.contains("{{")
        });
        let content = bare.map_or(cell, |(_, content)| content);
        let start = at + cell.len() - content.len();
        let lead = content.len() - content.trim_start().len();
        row.push(start + lead..start + lead + content.trim().len());
        at += cell.len() + between.len();
    }
}
