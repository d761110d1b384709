//! Tables of text with a header row: CSV and TSV.

use super::json::from_fields;
use super::stream::Stream;
use super::{ReadOptions, Record, RecordError, Records};

/// The documents of a table of text, a row each.
pub(super) fn read(stream: Stream, delimiter: u8, options: ReadOptions) -> Records {
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
        let get = |name: &str| {
            let column = columns.iter().position(|column| column.eq_ignore_ascii_case(name))?;
            row.get(column).map(|field| String::from_utf8_lossy(field).into_owned())
        };
        let record = from_fields(get, number, &options)
            .map_err(|reason| RecordError::new(&source, offset, reason))?;
        Ok(Record { source: source.clone(), offset, ..record })
    }))
}
