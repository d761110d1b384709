//! Rows as PostgreSQL dumps them: `COPY posts (id, title, body) FROM stdin;`, tabs between values,
//! line breaks as `\n`, and `\.` at the end.

use std::ops::Range;

use super::literal::Form;
use super::{Record, Records, names};

/// `COPY`, or what dumps write above it.
pub(super) fn sign(start: &str) -> bool {
    start.starts_with("COPY ") || start.starts_with("--") || start.starts_with("SET ")
}

pub(super) fn decode(text: &str) -> Option<Records> {
    let mut found = Records::default();
    let mut columns: Option<Vec<&str>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        match &columns {
            None if line.starts_with("COPY ") => columns = Some(header(line)?),
            None if is_other(line) => {}
            None => return None,
            Some(_) if line == "\\." => columns = None,
            Some(columns) => found.records.extend(record(text, start..start + line.len(), columns)),
        }
    }
    found.cut = columns.is_some();
    (!found.records.is_empty()).then_some(found)
}

fn header(line: &str) -> Option<Vec<&str>> {
    let names = line.split_once('(')?.1.split_once(')')?;
    names.1.trim().to_ascii_lowercase().starts_with("from stdin").then_some(())?;
    Some(names.0.split(',').map(|name| name.trim().trim_matches('"')).collect())
}

/// Comments, and statements that hold no rows.
fn is_other(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with("--") || line.ends_with([';', ',', '(', ')'])
}

fn record(text: &str, line: Range<usize>, columns: &[&str]) -> Option<Record> {
    let mut cells = Vec::new();
    let mut at = line.start;
    for cell in text[line].split('\t') {
        cells.push(at..at + cell.len());
        at += cell.len() + 1;
    }
    let best = |rank: fn(&str) -> Option<usize>, admits: fn(&str) -> bool| {
        let named = columns.iter().zip(&cells).filter(|(_, cell)| admits(&text[(*cell).clone()]));
        named.filter_map(|(name, cell)| Some((rank(name)?, cell))).min_by_key(|(rank, _)| *rank)
    };
    let (_, content) = best(names::content, names::is_document)?;
    let title = best(names::title, |title| !matches!(title, "" | "\\N"));
    let title = title.map(|(_, cell)| Form::Escaped.read(&text[cell.clone()]).trim().to_owned());
    Some(Record { head: String::new(), title, content: content.clone(), form: Form::Escaped })
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn rows_are_read() {
        let text = "--\n-- Data\n--\n\nCOPY public.posts (id, title, body, at) FROM stdin;\n7\tLate\tThe ferry was late.\\nNobody minded.\t\\N\n\\.\n";
        assert_eq!(read(text), "# Late\n\nThe ferry was late.\nNobody minded.");
        for text in ["-- COPY is a word\nand no more", "COPY that, said the pilot of the ferry."] {
            assert_eq!(read(text), text);
        }
    }
}
