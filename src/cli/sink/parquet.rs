//! A Parquet file: a row a document, the columns those of the record.
//!
//! Nested columns are written as Parquet has them: each leaf with how often its lists repeat and how
//! much of its path is there (repetition and definition levels, parquet-format "Nested Encoding").

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::Value;

use super::super::job::Output;
use super::super::schema::{RECORD, Type, parquet_schema};
use super::{Position, Put, Sink, named, with_suffix};

/// Documents of one row group.
const GROUP: usize = 1024;

/// Documents in a Parquet file.
pub(super) struct Parquet {
    path: PathBuf,
    temporary: PathBuf,
    writer: Option<SerializedFileWriter<File>>,
    rows: Vec<Value>,
}

impl Parquet {
    pub(super) fn new(path: &Path) -> io::Result<Self> {
        let temporary = with_suffix(path, ".part");
        let schema = parse_message_type(&parquet_schema()).map_err(io::Error::other)?;
        let properties = WriterProperties::builder()
            .set_created_by(super::super::TOOL.to_owned())
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
            for column in RECORD {
                let mut leaves = Leaf::of(column.kind);
                for row in &rows {
                    put(column.kind, column.required, &row[column.name], (0, 0, 0), &mut leaves);
                }
                for leaf in leaves {
                    let Some(mut writer) = group.next_column()? else { break };
                    let (definitions, repetitions) =
                        (Some(&*leaf.definitions), Some(&*leaf.repetitions));
                    match leaf.cells {
                        Cells::Text(cells) => writer.typed::<ByteArrayType>().write_batch(
                            &cells,
                            definitions,
                            repetitions,
                        )?,
                        Cells::Numbers(cells) => writer.typed::<Int64Type>().write_batch(
                            &cells,
                            definitions,
                            repetitions,
                        )?,
                    };
                    writer.close()?;
                }
            }
            group.close()
        };
        write().map(drop).map_err(|error| named(&self.temporary, &io::Error::other(error)))
    }
}

/// A column without columns below it.
struct Leaf {
    cells: Cells,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

enum Cells {
    Text(Vec<ByteArray>),
    Numbers(Vec<i64>),
}

impl Leaf {
    /// The leaves of a column, in the order of the schema.
    fn of(kind: Type) -> Vec<Self> {
        let leaf = |cells| vec![Self { cells, definitions: Vec::new(), repetitions: Vec::new() }];
        match kind {
            Type::Text => leaf(Cells::Text(Vec::new())),
            Type::Number => leaf(Cells::Numbers(Vec::new())),
            Type::List(kind) => Self::of(*kind),
            Type::Struct(columns) => {
                columns.iter().flat_map(|column| Self::of(column.kind)).collect()
            }
        }
    }

    fn levels(&mut self, definition: i16, repetition: i16) {
        self.definitions.push(definition);
        self.repetitions.push(repetition);
    }
}

fn count(kind: Type) -> usize {
    match kind {
        Type::Text | Type::Number => 1,
        Type::List(kind) => count(*kind),
        Type::Struct(columns) => columns.iter().map(|column| count(column.kind)).sum(),
    }
}

/// Puts a value into its leaves. `levels` are how much of the path is there, which list repeats here,
/// and how many lists there are above.
fn put(
    kind: Type,
    required: bool,
    value: &Value,
    (definition, repetition, lists): (i16, i16, i16),
    leaves: &mut [Leaf],
) {
    if !required && value.is_null() {
        leaves.iter_mut().for_each(|leaf| leaf.levels(definition, repetition));
        return;
    }
    let definition = definition + i16::from(!required);
    match kind {
        Type::Text | Type::Number => {
            for leaf in leaves {
                leaf.levels(definition, repetition);
                match &mut leaf.cells {
                    Cells::Text(cells) => cells.push(value.as_str().unwrap_or_default().into()),
                    Cells::Numbers(cells) => cells.push(value.as_i64().unwrap_or_default()),
                }
            }
        }
        Type::Struct(columns) => {
            let mut leaves = leaves;
            for column in columns {
                let (own, others) = leaves.split_at_mut(count(column.kind));
                let value = &value[column.name];
                put(column.kind, column.required, value, (definition, repetition, lists), own);
                leaves = others;
            }
        }
        Type::List(kind) => {
            let elements = value.as_array().map_or(&[][..], Vec::as_slice);
            if elements.is_empty() {
                leaves.iter_mut().for_each(|leaf| leaf.levels(definition, repetition));
            }
            for (at, element) in elements.iter().enumerate() {
                let repetition = if at == 0 { repetition } else { lists + 1 };
                put(*kind, true, element, (definition + 1, repetition, lists + 1), leaves);
            }
        }
    }
}

impl Sink for Parquet {
    fn write(&mut self, document: &Output) -> io::Result<Put> {
        self.rows.push(document.to_json());
        if self.rows.len() >= GROUP {
            self.end_group()?;
        }
        Ok(Put::Written)
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
