//! Arrow in, Arrow out: a column of documents to the columns of the output, row by row in order.

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_pyarrow::{FromPyArrow, IntoPyArrow, Table, ToPyArrow};
use arrow_schema::{Schema, SchemaRef};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use serde_json::{Value, json};
use unmangle::ingest;
use unmangle_cli::record::Recorder;

use crate::column::{Column, number, strings};
use crate::schema::{self, ERROR};

/// The input's columns, by name.
pub(crate) struct Columns<'a> {
    pub(crate) document: &'a str,
    pub(crate) url: &'a str,
    pub(crate) charset: &'a str,
    /// Those that are handed on as they are.
    pub(crate) keep: &'a [String],
}

/// What is done with each document.
pub(crate) struct Task {
    pub(crate) recorder: Recorder,
    /// How many documents are worked on at once.
    pub(crate) threads: usize,
}

/// Cleans what has the Arrow C data interface: a record batch gives a record batch, anything else
/// (a table, a stream of batches) a table.
pub(crate) fn clean<'py>(
    py: Python<'py>,
    input: &Bound<'py, PyAny>,
    columns: &Columns<'_>,
    task: &Task,
) -> PyResult<Bound<'py, PyAny>> {
    if input.hasattr("__arrow_c_array__")? {
        let batch = RecordBatch::from_pyarrow_bound(input)?;
        return py.detach(|| clean_one(&batch, columns, task))?.to_pyarrow(py);
    }
    let reader = RecordBatchStreamReader::from_pyarrow_bound(input)?;
    let schema = output(&reader.schema(), columns)?;
    let mut cleaned = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
        cleaned.push(py.detach(|| clean_one(&batch, columns, task))?);
    }
    let table = Table::try_new(cleaned, schema);
    table.map_err(|error| PyValueError::new_err(error.to_string()))?.into_pyarrow(py)
}

/// The output's columns, then those of the input that are kept.
fn output(input: &Schema, columns: &Columns<'_>) -> PyResult<SchemaRef> {
    let mut fields: Vec<_> = schema::output().iter().cloned().collect();
    for name in columns.keep {
        if fields.iter().any(|field| field.name() == name) {
            let reason = format!("cannot keep column {name:?}: the output has one of that name");
            return Err(PyValueError::new_err(reason));
        }
        let field = input.field_with_name(name);
        let field =
            field.map_err(|_| PyKeyError::new_err(format!("no column {name:?} to keep")))?;
        fields.push(Arc::new(field.clone()));
    }
    Ok(Arc::new(Schema::new(fields)))
}

fn clean_one(batch: &RecordBatch, columns: &Columns<'_>, task: &Task) -> PyResult<RecordBatch> {
    let schema = output(&batch.schema(), columns)?;
    let cleaner = Rows::new(batch, columns, task)?;
    let rows = cleaner.clean();
    // The offsets of Arrow's strings have 32 bits.
    if rows.iter().map(length).sum::<usize>() > i32::MAX as usize {
        return Err(PyValueError::new_err(
            "more than 2 GiB of text in one batch; give smaller ones",
        ));
    }
    let failed = |error: arrow_schema::ArrowError| PyValueError::new_err(error.to_string());
    let mut arrays = schema::batch(&rows).map_err(failed)?.columns().to_vec();
    arrays.extend(columns.keep.iter().filter_map(|name| batch.column_by_name(name).cloned()));
    RecordBatch::try_new(schema, arrays).map_err(failed)
}

/// Bytes of a row's text.
fn length(row: &Value) -> usize {
    row["text"].as_str().map_or(0, str::len)
}

/// The rows of a batch.
struct Rows<'a> {
    batch: &'a RecordBatch,
    document: Column<'a>,
    url: Option<Column<'a>>,
    charset: Option<Column<'a>>,
    id: Option<Column<'a>>,
    source: Option<Column<'a>>,
    member: Option<Column<'a>>,
    date: Option<Column<'a>>,
    title: Option<Column<'a>>,
    task: &'a Task,
}

impl<'a> Rows<'a> {
    fn new(batch: &'a RecordBatch, columns: &Columns<'_>, task: &'a Task) -> PyResult<Self> {
        let named = |name: &str| Column::optional(batch, name);
        Ok(Self {
            batch,
            document: Column::required(batch, columns.document)?,
            url: named(columns.url),
            charset: named(columns.charset),
            id: named("id"),
            source: named("source"),
            member: named("member"),
            date: named("date"),
            title: named("title"),
            task,
        })
    }

    /// Every row, cleaned; as many at once as the task asks for.
    fn clean(&self) -> Vec<Value> {
        let count = self.batch.num_rows();
        let threads = self.task.threads.min(count);
        if threads <= 1 {
            return (0..count).map(|row| self.row(row)).collect();
        }
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(count));
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let row = next.fetch_add(1, Ordering::Relaxed);
                        if row >= count {
                            return;
                        }
                        let cleaned = self.row(row);
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((row, cleaned));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_unstable_by_key(|(row, _)| *row);
        done.into_iter().map(|(_, row)| row).collect()
    }

    fn row(&self, row: usize) -> Value {
        let text = |column: &Option<Column<'a>>| {
            column.as_ref().and_then(|column| column.text(row)).map(str::to_owned)
        };
        let mut facts = ingest::Record::default();
        facts.url = text(&self.url);
        facts.id = self.id(row).map(Cow::into_owned).or(facts.url.clone()).unwrap_or_default();
        facts.source = text(&self.source).unwrap_or_default();
        facts.offset = number(self.batch, "offset", row).and_then(|offset| offset.try_into().ok());
        facts.date = text(&self.date);
        facts.title = text(&self.title);
        facts.authors = strings(self.batch, "authors", row);
        let is_text = self.document.is_text;
        facts.charset = if is_text { Some("utf-8".to_owned()) } else { text(&self.charset) };
        let member = text(&self.member);
        let recorder = &self.task.recorder;
        let Some(bytes) = self.document.bytes(row) else { return recorder.nothing(facts, member) };
        recorder.record(bytes, facts.clone(), member.clone()).unwrap_or_else(|failure| {
            let mut nothing = recorder.nothing(facts, member);
            nothing[ERROR] = json!(failure.to_string());
            nothing
        })
    }

    fn id(&self, row: usize) -> Option<Cow<'a, str>> {
        match &self.id {
            Some(id) => id.text(row).map(Cow::Borrowed),
            None => number(self.batch, "id", row).map(|id| Cow::Owned(id.to_string())),
        }
    }
}
