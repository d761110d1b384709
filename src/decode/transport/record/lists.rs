//! A column of lists, as scripts print their records one after the other:
//! `content: ['One paragraph.', 'Another.']`, `content: []`.
//!
//! Each line is the name of one field and a list of strings; no other text has only such lines.

use super::literal::{Form, closing};
use super::{Record, Records};

/// The lists of so many lines are a column.
const LINES: usize = 2;

pub(super) fn sign(start: &str) -> bool {
    field(start.lines().next().unwrap_or_default()).is_some()
}

pub(super) fn decode(text: &str) -> Option<Records> {
    let mut found = Records::default();
    let (mut at, mut lines, mut name) = (0, 0, None);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let (field, list) = field(line)?;
        if *name.get_or_insert(field) != field {
            return None;
        }
        lines += 1;
        strings(text, start + list, start + line.trim_end().len(), &mut found.records)?;
    }
    let said = |record: &Record| text[record.content.clone()].trim().contains(' ');
    (lines >= LINES && found.records.iter().any(said)).then_some(found)
}

/// The name of a field, and where the list begins that is its value.
fn field(line: &str) -> Option<(&str, usize)> {
    let (name, value) = line.split_once(": ")?;
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let quoted = name.trim_matches(['"', '\'']);
    let value = value.trim();
    let is_list = value.starts_with('[') && value.ends_with(']');
    let named = !quoted.is_empty() && quoted.len() <= 40 && quoted.chars().all(word);
    (named && is_list).then_some((name, name.len() + 2))
}

/// Reads the strings of the list between `from` and `end`.
fn strings(text: &str, from: usize, end: usize, records: &mut Vec<Record>) -> Option<()> {
    let bytes = &text.as_bytes()[..end.checked_sub(1)?];
    let mut at = from + text[from..].find('[')? + 1;
    loop {
        let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
        at += bytes.get(at..)?.iter().take_while(|byte| blank(byte)).count();
        let quote = match bytes.get(at) {
            None => return Some(()),
            Some(quote @ (b'"' | b'\'')) => *quote,
            Some(_) => return None,
        };
        let close = closing(bytes, at + 1, quote, Form::Escaped)?;
        let content = at + 1..close;
        records.push(Record { head: String::new(), title: None, content, form: Form::Escaped });
        at = close + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn columns_of_lists_are_paragraphs() {
        let text = "content: []\ncontent: ['The ferry is late.', \"It\\'s fog.\"]\ncontent: ['Nobody\\xa0minded.']\n";
        assert_eq!(read(text), "The ferry is late.\n\nIt's fog.\n\nNobody\u{a0}minded.");
        for text in [
            "tags: ['a', 'b']\n",
            "content: ['The ferry is late.']\nauthor: ['Ann Lee']\n",
            "content: ['The ferry is late.']\nThe list is empty: []\n",
            "content: [one of them]\ncontent: ['The ferry is late.']\n",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
