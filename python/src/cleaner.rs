//! Options and what is cleaned with them, as Python sees it.

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyDict, PyString, PyTuple};
use unmangle::Options;
use unmangle_cli::record::Recorder;

use crate::batch::{self, Columns};
use crate::cleaned::Cleaned;
use crate::document::Document;
use crate::error::exception;
use crate::options;
use crate::record::Record;

/// Cleans documents with one set of options; can be pickled and used by many threads at once.
#[pyclass(frozen, eq, module = "unmangle")]
#[derive(PartialEq)]
pub(crate) struct Cleaner {
    options: Comparable,
}

/// Options that are the same when their keyword arguments are.
struct Comparable(Options);

impl PartialEq for Comparable {
    fn eq(&self, other: &Self) -> bool {
        // All of them are plain values, and what is printed of them tells every one.
        format!("{:?}", self.0) == format!("{:?}", other.0)
    }
}

#[pymethods]
impl Cleaner {
    #[new]
    #[pyo3(signature = (**options))]
    fn new(options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        Ok(Self { options: Comparable(options::from_keywords(options)?) })
    }

    /// The options, as keyword arguments of the class.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        options::to_keywords(py, &self.options.0)
    }

    /// Cleans one document.
    #[pyo3(signature = (input, *, url = None, charset = None))]
    fn clean(
        &self,
        py: Python<'_>,
        input: &Bound<'_, PyAny>,
        url: Option<&str>,
        charset: Option<&str>,
    ) -> PyResult<Cleaned> {
        let input = Input::new(input)?;
        if charset.is_some() && matches!(input, Input::Text(_)) {
            return Err(PyTypeError::new_err("a str is decoded already: no charset applies"));
        }
        let document = Document { bytes: input.bytes(), url, charset: input.charset().or(charset) };
        let cleaned =
            py.detach(|| document.clean(&self.options.0)).map_err(|error| exception(&error))?;
        Ok(Cleaned::new(cleaned))
    }

    /// Cleans a record of an archive; gives what the command line writes as a line of JSON Lines.
    #[pyo3(signature = (record, *, to = "markdown"))]
    fn clean_record(&self, py: Python<'_>, record: &Record, to: &str) -> PyResult<Py<PyAny>> {
        let format = options::format(to)?;
        let recorder = Recorder::new(self.options.0.clone(), format);
        let line = py.detach(|| record.written(&recorder).map(|line| line.to_string()));
        let line = line.map_err(|error| exception(&error))?;
        Ok(py.import("json")?.getattr("loads")?.call1((line,))?.unbind())
    }

    /// Cleans a column of an Arrow record batch or table.
    #[pyo3(signature = (
        batch, column = "html", *, to = "markdown", url = "url", charset = "charset", keep = Vec::new(), threads = 1,
    ))]
    #[allow(clippy::too_many_arguments)] // Keyword arguments of one Python call.
    fn clean_batch<'py>(
        &self,
        py: Python<'py>,
        batch: &Bound<'py, PyAny>,
        column: &str,
        to: &str,
        url: &str,
        charset: &str,
        keep: Vec<String>,
        threads: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let columns = Columns { document: column, url, charset, keep: &keep };
        let task = batch::Task {
            recorder: Recorder::new(self.options.0.clone(), options::format(to)?),
            threads,
        };
        batch::clean(py, batch, &columns, &task)
    }

    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        Ok((PyTuple::empty(py), self.options(py)?))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let default = options::to_keywords(py, &Options::default())?;
        let mut changed = Vec::new();
        for (key, value) in self.options(py)? {
            if !default.get_item(&key)?.is_some_and(|usual| usual.eq(&value).unwrap_or(false)) {
                changed.push(format!("{key}={}", value.repr()?));
            }
        }
        Ok(format!("unmangle.Cleaner({})", changed.join(", ")))
    }
}

/// A document as it is handed over.
enum Input {
    Bytes(PyBackedBytes),
    Copied(Vec<u8>),
    Text(String),
}

impl Input {
    fn new(input: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(text) = input.cast::<PyString>() {
            // Lone surrogates, which are no text, become U+FFFD.
            return Ok(Self::Text(text.to_string_lossy().into_owned()));
        }
        if let Ok(bytes) = input.extract() {
            return Ok(Self::Bytes(bytes));
        }
        match PyBuffer::<u8>::get(input) {
            Ok(buffer) => Ok(Self::Copied(buffer.to_vec(input.py())?)),
            Err(_) => Err(PyTypeError::new_err(format!(
                "a document is bytes or str, not {}",
                input.get_type().name()?
            ))),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Copied(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
        }
    }

    /// The label of what has been decoded already.
    fn charset(&self) -> Option<&'static str> {
        matches!(self, Self::Text(_)).then_some("utf-8")
    }
}
