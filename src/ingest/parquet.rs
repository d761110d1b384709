//! Parquet files: a row is a document, columns by name.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

use super::json::{Fields, Place, from_fields};
use super::stream::Stream;
use super::{ReadOptions, Record, RecordError, Records};

/// The documents of a Parquet file. A damaged row group costs its own rows.
pub(super) fn read(stream: Stream, options: ReadOptions) -> Records {
    let source = stream.name.clone();
    let opened = stream
        .into_file()
        .map_err(|error| error.to_string())
        .and_then(|file| SerializedFileReader::new(file).map_err(|error| error.to_string()));
    let reader = match opened {
        Ok(reader) => reader,
        Err(reason) => return RecordError::new(&source, None, reason).once(),
    };
    let groups = 0..reader.num_row_groups();
    let mut number = 0;
    Box::new(groups.flat_map(move |group| {
        rows(&reader, group)
            .into_iter()
            .map(|row| {
                number += 1;
                let place = Place { source: &source, offset: Some(number), number };
                let row = row.map_err(|reason| RecordError::new(&source, Some(number), reason))?;
                record(&row, &place, &options)
            })
            .collect::<Vec<_>>()
    }))
}

/// The rows of a group up to the first that cannot be read, which is an error.
fn rows(reader: &SerializedFileReader<std::fs::File>, group: usize) -> Vec<Result<Row, String>> {
    let mut rows = Vec::new();
    let mut read = || -> parquet::errors::Result<_> {
        let group = reader.get_row_group(group)?;
        for row in group.get_row_iter(None)? {
            rows.push(Ok(row?));
        }
        Ok(())
    };
    if let Err(error) = read() {
        rows.push(Err(format!("row group {group}: {error}")));
    }
    rows
}

fn record(row: &Row, place: &Place<'_>, options: &ReadOptions) -> Result<Record, RecordError> {
    let columns = row.get_column_iter().map(|(name, field)| (name.as_str(), field)).collect();
    from_fields(&Columns(columns), place, options)
}

struct Columns<'a>(Vec<(&'a str, &'a Field)>);

impl Fields for Columns<'_> {
    fn names(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| *name).collect()
    }

    fn value(&self, name: &str) -> Option<String> {
        let (_, field) = self.0.iter().find(|(column, _)| column.eq_ignore_ascii_case(name))?;
        Some(text(field).unwrap_or_default())
    }

    fn whole(&self, name: &str) -> Option<String> {
        let (_, field) = self.0.iter().find(|(column, _)| column.eq_ignore_ascii_case(name))?;
        text(field)
    }
}

fn text(field: &Field) -> Option<String> {
    match field {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        other => Some(other.to_string()),
    }
}
