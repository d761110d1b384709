//! A Parquet file: a row a document, the columns those of the JSON object.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::super::job::Output;
use super::{Position, Sink, named, with_suffix};

const SCHEMA: &str = "message document {
    required binary id (UTF8);
    required binary source (UTF8);
    optional int64 offset;
    optional binary url (UTF8);
    optional binary date (UTF8);
    optional binary title (UTF8);
    required binary metadata (JSON);
    required binary text (UTF8);
    required binary repairs (JSON);
    required binary warnings (JSON);
}";

/// Documents of one row group.
const GROUP: usize = 1024;

/// Documents in a Parquet file.
pub(super) struct Parquet {
    path: PathBuf,
    temporary: PathBuf,
    writer: Option<SerializedFileWriter<File>>,
    rows: Vec<serde_json::Value>,
}

impl Parquet {
    pub(super) fn new(path: &Path) -> io::Result<Self> {
        let temporary = with_suffix(path, ".part");
        let schema = parse_message_type(SCHEMA).map_err(io::Error::other)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        let file = File::create(&temporary).map_err(|error| named(&temporary, &error))?;
        let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))
            .map_err(io::Error::other)?;
        Ok(Self { path: path.to_owned(), temporary, writer: Some(writer), rows: Vec::new() })
    }

    fn end_group(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let Some(writer) = self.writer.as_mut().filter(|_| !rows.is_empty()) else { return Ok(()) };
        let mut write = || -> parquet::errors::Result<_> {
            let mut group = writer.next_row_group()?;
            for column in ["id", "source"] {
                strings(&mut group, &rows, column, true)?;
            }
            numbers(&mut group, &rows, "offset")?;
            for column in ["url", "date", "title"] {
                strings(&mut group, &rows, column, false)?;
            }
            for column in ["metadata", "text", "repairs", "warnings"] {
                strings(&mut group, &rows, column, true)?;
            }
            group.close()
        };
        write().map(drop).map_err(|error| named(&self.temporary, &io::Error::other(error)))
    }
}

fn strings(
    group: &mut SerializedRowGroupWriter<'_, File>,
    rows: &[serde_json::Value],
    column: &str,
    required: bool,
) -> parquet::errors::Result<()> {
    let text = |row: &serde_json::Value| match &row[column] {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(ByteArray::from(text.as_str())),
        other => Some(ByteArray::from(other.to_string().as_str())),
    };
    let cells: Vec<_> = rows.iter().map(text).collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<ByteArray> = if required {
        cells.into_iter().map(Option::unwrap_or_default).collect()
    } else {
        cells.into_iter().flatten().collect()
    };
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    let levels = (!required).then_some(levels.as_slice());
    writer.typed::<ByteArrayType>().write_batch(&values, levels, None)?;
    writer.close()
}

fn numbers(
    group: &mut SerializedRowGroupWriter<'_, File>,
    rows: &[serde_json::Value],
    column: &str,
) -> parquet::errors::Result<()> {
    let cells: Vec<Option<i64>> = rows.iter().map(|row| row[column].as_i64()).collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<i64> = cells.into_iter().flatten().collect();
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
    writer.close()
}

impl Sink for Parquet {
    fn write(&mut self, document: &Output) -> io::Result<()> {
        self.rows.push(document.to_json());
        if self.rows.len() >= GROUP { self.end_group() } else { Ok(()) }
    }

    fn checkpoint(&mut self) -> io::Result<Position> {
        Ok(Position::default())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.end_group()?;
        if let Some(writer) = self.writer.take() {
            writer.close().map_err(io::Error::other)?;
            std::fs::rename(&self.temporary, &self.path)
                .map_err(|error| named(&self.path, &error))?;
        }
        Ok(())
    }
}
