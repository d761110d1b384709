//! Rows of SQL: `INSERT INTO posts (id, title, body) VALUES (7, 'Late', '<p>It\'s late.</p>');`.

use std::ops::Range;

use super::literal::{Form, closing};
use super::{Record, Records, names};

/// Columns, at most.
const COLUMNS: usize = 256;

/// `INSERT INTO` at the beginning, or what dumps write above it.
pub(super) fn sign(start: &str) -> bool {
    let begins =
        |words: &str| start.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words));
    [
        "INSERT INTO ",
        "REPLACE INTO ",
        "-- ",
        "/*!",
        "SET ",
        "LOCK TABLES ",
        "DROP TABLE ",
        "CREATE TABLE ",
    ]
    .iter()
    .any(|words| begins(words))
}

pub(super) fn decode(text: &str) -> Option<Records> {
    let mut found = Records::default();
    let mut scan = Scan { text, at: text.len() - text.trim_start_matches('\u{feff}').len() };
    while !scan.rest().trim_start().is_empty() {
        scan.space();
        if scan.rest().starts_with("--") || scan.rest().starts_with('#') {
            scan.at += scan.rest().find('\n').unwrap_or(scan.rest().len());
        } else if scan.rest().starts_with("/*") {
            scan.at += scan.rest().find("*/")? + 2;
        } else if scan.rest().starts_with(';') {
            scan.at += 1;
        } else if scan.word("INSERT") || scan.word("REPLACE") {
            scan.insert(&mut found)?;
        } else if ["SET", "LOCK", "UNLOCK", "DROP", "CREATE", "USE", "BEGIN", "COMMIT", "ALTER"]
            .iter()
            .any(|word| scan.word(word))
        {
            scan.statement();
        } else {
            return None;
        }
    }
    (!found.records.is_empty()).then_some(found)
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes a key word, in any case.
    fn word(&mut self, word: &str) -> bool {
        self.space();
        let rest = self.rest();
        let found = rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn sign(&mut self, sign: char) -> bool {
        self.space();
        let found = self.rest().starts_with(sign);
        self.at += usize::from(found);
        found
    }

    /// Passes over a statement; quotes may hold its end.
    fn statement(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            self.at += 1;
            match byte {
                b';' => return,
                b'\'' | b'"' | b'`' => {
                    let end = closing(bytes, self.at, byte, Form::Sql);
                    self.at = end.map_or(bytes.len(), |end| end + 1);
                }
                _ => {}
            }
        }
    }

    /// The rest of `INSERT INTO name (columns) VALUES (…), (…);`.
    fn insert(&mut self, found: &mut Records) -> Option<()> {
        self.word("IGNORE");
        self.word("INTO").then_some(())?;
        self.space();
        let name = self.rest().find(|c: char| c.is_whitespace() || c == '(')?;
        self.at += name;
        let mut columns = Vec::new();
        if self.sign('(') {
            let end = self.rest().find(')')?;
            columns = self.rest()[..end]
                .split(',')
                .map(|it| it.trim().trim_matches(['`', '"', '[', ']']))
                .collect();
            self.at += end + 1;
        }
        self.word("VALUES").then_some(())?;
        loop {
            self.sign('(').then_some(())?;
            let (values, open) = self.tuple()?;
            found.cut |= open;
            found.records.extend(record(self.text, &columns, &values));
            if open || !self.sign(',') {
                break;
            }
            if self.rest().trim().is_empty() {
                found.cut = true;
                break;
            }
        }
        if !self.sign(';') {
            // `ON CONFLICT DO NOTHING;`
            self.statement();
        }
        Some(())
    }

    /// The values up to the closing bracket, strings by their range; whether the text ends before it.
    fn tuple(&mut self) -> Option<(Vec<Option<Range<usize>>>, bool)> {
        let bytes = self.text.as_bytes();
        let mut values = Vec::new();
        while values.len() < COLUMNS {
            self.space();
            let rest = self.rest();
            let prefix = rest.len() - rest.trim_start_matches(['N', 'E', '_']).len();
            if prefix < 2 && rest[prefix..].starts_with('\'') {
                let from = self.at + prefix + 1;
                let Some(end) = closing(bytes, from, b'\'', Form::Sql) else {
                    values.push(Some(from..bytes.len()));
                    self.at = bytes.len();
                    return Some((values, true));
                };
                values.push(Some(from..end));
                self.at = end + 1;
            } else {
                let length = rest.find([',', ')', '\'', ';']).unwrap_or(rest.len());
                let call = rest[..length].contains('(') && rest[length..].starts_with(')');
                self.at += length + usize::from(call);
                values.push(None);
            }
            if self.sign(')') {
                return Some((values, false));
            }
            if self.rest().is_empty() {
                return Some((values, true));
            }
            self.sign(',').then_some(())?;
        }
        None
    }
}

/// The row as a record: by the names of its columns, else the longest string is the content, and a
/// short one before it the title.
fn record(text: &str, columns: &[&str], values: &[Option<Range<usize>>]) -> Option<Record> {
    let strings = || values.iter().enumerate().filter_map(|(index, it)| Some((index, it.clone()?)));
    let named = |rank: fn(&str) -> Option<usize>| {
        strings()
            .filter(|(_, range)| !text[range.clone()].trim().is_empty())
            .filter_map(|(index, range)| Some((rank(columns.get(index)?)?, range)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, range)| range)
    };
    let is_document = |range: &Range<usize>| names::is_document(&text[range.clone()]);
    let content = match columns {
        [] => strings().map(|(_, range)| range).max_by_key(Range::len),
        _ => named(names::content),
    };
    let content = content.filter(is_document)?;
    let is_title = |range: &Range<usize>| {
        let title = &text[range.clone()];
        (12..200).contains(&title.len()) && title.contains(' ') && !title.contains(['<', '\n'])
    };
    let title = match columns {
        [] => strings()
            .map(|(_, range)| range)
            .take_while(|range| range.start < content.start)
            .find(is_title),
        _ => named(names::title),
    };
    let title = title.map(|range| Form::Sql.read(&text[range]).trim().to_owned());
    Some(Record { head: String::new(), title, content, form: Form::Sql })
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn rows_are_read() {
        let rows = r"INSERT INTO `wp_posts` (`ID`, `post_title`, `post_content`) VALUES
(7, 'It\'s late', '<p>The ferry''s late.</p>\r\n<p>Again.</p>', NOW()),
(8, 'Early', '<p>The ferry was early.</p>', NULL);";
        let read_back = "<h1>It's late</h1>\n\n<p>The ferry's late.</p>\n<p>Again.</p>\n\n<h1>Early</h1>\n\n<p>The ferry was early.</p>";
        assert_eq!(read(rows), read_back);
        let row = "INSERT INTO posts VALUES (7, 'late', 'The ferry is late', '2024-01-01', 'The ferry was late, and nobody mi";
        assert_eq!(read(row), "# The ferry is late\n\nThe ferry was late, and nobody mi");
    }

    #[test]
    fn texts_about_rows_stay() {
        for text in [
            "-- a dash begins a quotation here, and nothing else.",
            "Insert into the slot a coin, and values (1) change.",
            "INSERT INTO t (a, b) VALUES (1, 'x');\n\nThis adds a row to the table of values.",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
