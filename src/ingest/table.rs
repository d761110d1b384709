//! Tables of text with a header row: CSV and TSV.

use super::json::{Fields, Place, from_fields};
use super::stream::Stream;
use super::{ReadOptions, RecordError, Records};

/// What stands between columns, where it is not what the kind says.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The documents of a table of text, a row each.
pub(super) fn read(mut stream: Stream, delimiter: u8, options: ReadOptions) -> Records {
    let delimiter = match stream.head() {
        Ok(head) => delimiter_of(&head).unwrap_or(delimiter),
        Err(error) => return RecordError::of(&stream.name, None, &error).once(),
    };
    let source = stream.name;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(stream.reader);
    let columns: Vec<String> = match reader.byte_headers() {
        Ok(header) => {
            let name =
                |field: &[u8]| String::from_utf8_lossy(field).trim_matches('\u{feff}').to_owned();
            header.iter().map(name).collect()
        }
        Err(error) => return RecordError::of(&source, Some(0), &error).once(),
    };
    let mut number = 0;
    Box::new(reader.into_byte_records().map(move |row| {
        number += 1;
        let row = row.map_err(|error| {
            let offset = error.position().map(csv::Position::byte);
            RecordError::of(&source, offset, &error)
        })?;
        let offset = row.position().map(csv::Position::byte);
        if row.len() != columns.len() {
            let reason = format!("row has {} fields, the header {}", row.len(), columns.len());
            return Err(RecordError::new(&source, offset, reason));
        }
        let place = Place { source: &source, offset, number };
        from_fields(&Row { columns: &columns, row: &row }, &place, &options)
    }))
}

/// The delimiter that the header row has most of, outside of quotes.
fn delimiter_of(head: &[u8]) -> Option<u8> {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                if let Some(at) = DELIMITERS.iter().position(|delimiter| delimiter == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    // The first of equals: the comma.
    let (at, count) = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    (*count > 0).then(|| DELIMITERS[at])
}

struct Row<'a> {
    columns: &'a [String],
    row: &'a csv::ByteRecord,
}

impl Fields for Row<'_> {
    fn names(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }

    fn value(&self, name: &str) -> Option<String> {
        let column = self.columns.iter().position(|column| column.eq_ignore_ascii_case(name))?;
        self.row.get(column).map(|field| String::from_utf8_lossy(field).into_owned())
    }

    fn whole(&self, name: &str) -> Option<String> {
        self.value(name)
    }
}
