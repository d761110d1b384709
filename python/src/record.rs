//! A document as it was found in an archive, as Python sees it.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use unmangle::ingest;

/// A document and what its container says of it.
#[pyclass(frozen, module = "unmangle")]
pub(crate) struct Record(pub(crate) ingest::Record);

#[pymethods]
impl Record {
    #[new]
    #[pyo3(signature = (
        payload, *, id = String::new(), source = String::new(), offset = None, url = None, date = None, title = None,
        authors = Vec::new(), media_type = None, status = None, charset = None,
    ))]
    #[allow(clippy::too_many_arguments)] // Keyword arguments of one Python call.
    fn new(
        payload: Vec<u8>,
        id: String,
        source: String,
        offset: Option<u64>,
        url: Option<String>,
        date: Option<String>,
        title: Option<String>,
        authors: Vec<String>,
        media_type: Option<String>,
        status: Option<u16>,
        charset: Option<String>,
    ) -> Self {
        let mut record = ingest::Record::default();
        record.id = id;
        record.source = source;
        record.offset = offset;
        record.url = url;
        record.date = date;
        record.title = title;
        record.authors = authors;
        record.media_type = media_type;
        record.status = status;
        record.charset = charset;
        record.payload = payload;
        Self(record)
    }

    #[getter]
    fn payload<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.payload)
    }

    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    #[getter]
    fn source(&self) -> &str {
        &self.0.source
    }

    #[getter]
    fn offset(&self) -> Option<u64> {
        self.0.offset
    }

    #[getter]
    fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    #[getter]
    fn date(&self) -> Option<&str> {
        self.0.date.as_deref()
    }

    #[getter]
    fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    #[getter]
    fn authors(&self) -> Vec<String> {
        self.0.authors.clone()
    }

    #[getter]
    fn media_type(&self) -> Option<&str> {
        self.0.media_type.as_deref()
    }

    #[getter]
    fn status(&self) -> Option<u16> {
        self.0.status
    }

    #[getter]
    fn charset(&self) -> Option<&str> {
        self.0.charset.as_deref()
    }

    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let record = &self.0;
        let keywords = PyDict::new(py);
        keywords.set_item("id", &record.id)?;
        keywords.set_item("source", &record.source)?;
        keywords.set_item("offset", record.offset)?;
        keywords.set_item("url", &record.url)?;
        keywords.set_item("date", &record.date)?;
        keywords.set_item("title", &record.title)?;
        keywords.set_item("authors", &record.authors)?;
        keywords.set_item("media_type", &record.media_type)?;
        keywords.set_item("status", record.status)?;
        keywords.set_item("charset", &record.charset)?;
        Ok((PyTuple::new(py, [self.payload(py)])?, keywords))
    }

    fn __repr__(&self) -> String {
        format!("<unmangle.Record {:?}: {} bytes>", self.0.id, self.0.payload.len())
    }
}
