//! A table with commas, semicolons or tabs, and a header that names its columns (RFC 4180).

use std::ops::Range;

use super::literal::{Form, closing};
use super::{Record, Records, names};

/// A first line of names, one of them that of a document.
pub(super) fn sign(start: &str) -> bool {
    let line = start.lines().next().unwrap_or_default();
    line.len() < 1000 && header(line).is_some()
}

/// The separator and the names of the columns.
fn header(line: &str) -> Option<(u8, Vec<&str>)> {
    let separator = *[b'\t', b',', b';'].iter().find(|byte| line.as_bytes().contains(byte))?;
    let names: Vec<&str> =
        line.split(char::from(separator)).map(|name| name.trim().trim_matches('"')).collect();
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let named = names.iter().all(|name| (1..=40).contains(&name.len()) && name.chars().all(word));
    (named && names.iter().any(|name| names::content(name).is_some())).then_some((separator, names))
}

pub(super) fn decode(text: &str) -> Option<Records> {
    let start = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
    let line = text[start..].lines().next()?;
    let (separator, columns) = header(line)?;
    let mut at = start + line.len();
    let (mut records, mut cut) = (Vec::new(), false);
    while text[at..].trim_start() != "" {
        at = text.len() - text[at..].trim_start_matches(['\r', '\n']).len();
        let (cells, end, open) = row(text, at, separator)?;
        cut |= open;
        if cells.len() != columns.len() && !cut {
            return None;
        }
        records.extend(record(text, &columns, &cells));
        at = end;
    }
    (!records.is_empty()).then_some(Records { records, cut, dropped: Vec::new() })
}

fn record(text: &str, columns: &[&str], cells: &[(Range<usize>, Form)]) -> Option<Record> {
    let best = |rank: fn(&str) -> Option<usize>, admits: &dyn Fn(&str) -> bool| {
        let named = columns.iter().zip(cells).filter(|(_, (cell, _))| admits(&text[cell.clone()]));
        named.filter_map(|(name, cell)| Some((rank(name)?, cell))).min_by_key(|(rank, _)| *rank)
    };
    let (_, (content, form)) = best(names::content, &names::is_document)?;
    let title = best(names::title, &|title| !title.trim().is_empty());
    let title = title.map(|(_, (cell, form))| form.read(&text[cell.clone()]).trim().to_owned());
    Some(Record { head: String::new(), title, content: content.clone(), form: *form })
}

type Row = (Vec<(Range<usize>, Form)>, usize, bool);

/// The cells of the row at `at`, where it ends, and whether the text ends inside of it.
fn row(text: &str, mut at: usize, separator: u8) -> Option<Row> {
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    loop {
        let mut end;
        if bytes.get(at) == Some(&b'"') {
            let Some(close) = closing(bytes, at + 1, b'"', Form::Doubled) else {
                cells.push((at + 1..bytes.len(), Form::Doubled));
                return Some((cells, bytes.len(), true));
            };
            cells.push((at + 1..close, Form::Doubled));
            end = close + 1;
        } else {
            let rest = &bytes[at..];
            let length = memchr::memchr3(separator, b'\n', b'\r', rest).unwrap_or(rest.len());
            cells.push((at..at + length, Form::Plain));
            end = at + length;
        }
        match bytes.get(end) {
            Some(byte) if *byte == separator => at = end + 1,
            None | Some(b'\n' | b'\r') => {
                while matches!(bytes.get(end), Some(b'\n' | b'\r')) {
                    end += 1;
                }
                return Some((cells, end, false));
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn cells_are_read_and_what_is_in_them() {
        let text = "id,title,content\n7,\"Late, again\",\"<p>The \"\"ferry\"\" was late.</p>\n\"\n";
        assert_eq!(read(text), "<h1>Late, again</h1>\n\n<p>The \"ferry\" was late.</p>\n");
        let text = "id;payload\n7;\"{\"\"title\"\": \"\"Late\"\", \"\"body\"\": \"\"The ferry \\\"\"was\\\"\" late again.\"\"}\"\n";
        assert_eq!(read(text), "# Late\n\nThe ferry \"was\" late again.");
    }

    #[test]
    fn tables_of_other_things_stay() {
        for text in [
            "day,text\nMonday was long, and so was Tuesday, they said\n",
            "name,age\nAnn,41\n",
            "Content, they said, is what matters.\nNothing else does.",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
