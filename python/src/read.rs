//! Archives, read record by record or batch by batch.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{BinaryArray, ListArray, RecordBatch};
use arrow_buffer::OffsetBuffer;
use arrow_pyarrow::ToPyArrow;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use clap::ValueEnum;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use unmangle::ingest::{self, Kind, ReadOptions};
use unmangle_cli::record::{Found, Reader};

use crate::error::ReadError;
use crate::record::Record;
use crate::schema::{numbers, text};

/// A batch ends behind the document that takes it over this many bytes.
const BATCH_BYTES: usize = 64 << 20;

/// The records of an archive, those that cannot be read as errors between them.
#[pyclass(frozen, module = "unmangle")]
pub(crate) struct Records(Mutex<Reader>);

impl Records {
    /// The next record that the command line would read; `None` at the end.
    fn next(&self) -> Option<Result<Found, ingest::RecordError>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next()
    }
}

#[pymethods]
impl Records {
    fn __iter__(this: Py<Self>) -> Py<Self> {
        this
    }

    /// The next record, or the exception of one that cannot be read.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        match py.detach(|| self.next()) {
            None => Ok(None),
            Some(Ok(record)) => Ok(Some(Py::new(py, Record::from(record))?.into_any())),
            Some(Err(error)) => Ok(Some(read_error(py, &error))),
        }
    }
}

/// The exception of a record that cannot be read.
fn read_error(py: Python<'_>, error: &ingest::RecordError) -> Py<PyAny> {
    ReadError::new_err(error.to_string()).into_value(py).into_any()
}

/// The records of an archive in Arrow record batches, and what could not be read.
#[pyclass(frozen, module = "unmangle")]
pub(crate) struct Batches {
    records: Records,
    rows: usize,
}

/// A batch, and the exceptions of the records in its place that could not be read.
type ReadBatch<'py> = (Bound<'py, PyAny>, Vec<Py<PyAny>>);

#[pymethods]
impl Batches {
    fn __iter__(this: Py<Self>) -> Py<Self> {
        this
    }

    /// The next batch, with the exceptions of the records that could not be read between them.
    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<ReadBatch<'py>>> {
        let (batch, errors) = py.detach(|| self.next());
        let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
        if batch.num_rows() == 0 && errors.is_empty() {
            return Ok(None);
        }
        let errors = errors.iter().map(|error| read_error(py, error)).collect();
        Ok(Some((batch.to_pyarrow(py)?, errors)))
    }
}

impl Batches {
    fn next(&self) -> (Result<RecordBatch, ArrowError>, Vec<ingest::RecordError>) {
        let (mut records, mut errors, mut bytes) = (Vec::new(), Vec::new(), 0);
        while records.len() < self.rows && bytes < BATCH_BYTES {
            match self.records.next() {
                None => break,
                Some(Err(error)) => errors.push(error),
                Some(Ok(record)) => {
                    bytes += record.record.payload.len();
                    records.push(record);
                }
            }
        }
        (batch(&records), errors)
    }
}

/// Records as a record batch; the documents are the column `html`.
fn batch(found: &[Found]) -> Result<RecordBatch, ArrowError> {
    let strings = |name: &str| Field::new(name, DataType::Utf8, true);
    let author = Arc::new(Field::new("element", DataType::Utf8, false));
    let schema = Schema::new(vec![
        strings("id"),
        strings("source"),
        strings("member"),
        Field::new("offset", DataType::Int64, true),
        strings("url"),
        strings("date"),
        strings("title"),
        Field::new("authors", DataType::List(author.clone()), true),
        strings("charset"),
        Field::new("html", DataType::Binary, true),
    ]);
    let records = || found.iter().map(|found| &found.record);
    let authors = text(records().flat_map(|record| &record.authors).map(Some));
    let counts = OffsetBuffer::from_lengths(records().map(|record| record.authors.len()));
    RecordBatch::try_new(
        Arc::new(schema),
        vec![
            text(records().map(|record| Some(&record.id))),
            text(records().map(|record| Some(&record.source))),
            text(found.iter().map(|found| found.member.as_ref())),
            numbers(records().map(|record| record.offset?.try_into().ok())),
            text(records().map(|record| record.url.as_ref())),
            text(records().map(|record| record.date.as_ref())),
            text(records().map(|record| record.title.as_ref())),
            Arc::new(ListArray::try_new(author, counts, authors, None)?),
            text(records().map(|record| record.charset.as_ref())),
            Arc::new(BinaryArray::from_iter_values(records().map(|record| &record.payload))),
        ],
    )
}

/// The records of a file, or of an object with `read` that goes by `name`.
#[pyfunction]
#[pyo3(signature = (path, file = None, kind = None, field = None, id_field = None))]
pub(crate) fn records(
    path: std::path::PathBuf,
    file: Option<Py<PyAny>>,
    kind: Option<&str>,
    field: Option<String>,
    id_field: Option<String>,
) -> PyResult<Records> {
    let kind = kind.map(|name| {
        Kind::from_str(name, false)
            .map_err(|_| PyValueError::new_err(format!("no kind of input is named {name:?}")))
    });
    let mut options = ReadOptions::default();
    options.kind = kind.transpose()?;
    options.field = field;
    options.id_field = id_field;
    let records = match file {
        Some(file) => Reader::stream(&path, PyReader(file), &options),
        None => Reader::open(&path, options),
    };
    Ok(Records(Mutex::new(records)))
}

/// The records of a file in record batches of at most so many rows.
#[pyfunction]
#[pyo3(signature = (path, file = None, kind = None, field = None, id_field = None, rows = 256))]
pub(crate) fn batches(
    path: std::path::PathBuf,
    file: Option<Py<PyAny>>,
    kind: Option<&str>,
    field: Option<String>,
    id_field: Option<String>,
    rows: usize,
) -> PyResult<Batches> {
    Ok(Batches { records: records(path, file, kind, field, id_field)?, rows: rows.max(1) })
}

/// A binary file of Python.
struct PyReader(Py<PyAny>);

impl Read for PyReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let bytes: PyBackedBytes =
                self.0.bind(py).call_method1("read", (buffer.len(),))?.extract()?;
            let count = bytes.len().min(buffer.len());
            buffer[..count].copy_from_slice(&bytes[..count]);
            Ok(count)
        })
        .map_err(|error: PyErr| io::Error::other(error.to_string()))
    }
}
