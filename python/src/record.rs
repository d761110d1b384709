//! A document as it was found in an archive, as Python sees it.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use serde_json::Value;
use unmangle::ingest;
use unmangle_cli::record::{Failure, Found, Recorder};

/// A document and what its container says of it.
#[pyclass(frozen, module = "unmangle")]
pub(crate) struct Record {
    /// What is said of it; without its payload.
    facts: ingest::Record,
    /// The member of its source, if that is an archive of files.
    member: Option<String>,
    payload: Vec<u8>,
}

impl Record {
    /// What the command line writes of it.
    pub(crate) fn written(&self, recorder: &Recorder) -> Result<Value, Failure> {
        recorder.record(&self.payload, self.facts.clone(), self.member.clone())
    }
}

impl From<Found> for Record {
    fn from(found: Found) -> Self {
        let Found { record: mut facts, member, .. } = found;
        let payload = std::mem::take(&mut facts.payload);
        Self { facts, member, payload }
    }
}

#[pymethods]
impl Record {
    #[new]
    #[pyo3(signature = (
        payload, *, id = String::new(), source = String::new(), member = None, offset = None, url = None, date = None, title = None,
        authors = Vec::new(), media_type = None, status = None, charset = None,
    ))]
    #[allow(clippy::too_many_arguments)] // Keyword arguments of one Python call.
    fn new(
        payload: Vec<u8>,
        id: String,
        source: String,
        member: Option<String>,
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
        Self { facts: record, member, payload }
    }

    #[getter]
    fn payload<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.payload)
    }

    #[getter]
    fn id(&self) -> &str {
        &self.facts.id
    }

    #[getter]
    fn source(&self) -> &str {
        &self.facts.source
    }

    #[getter]
    fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }

    #[getter]
    fn offset(&self) -> Option<u64> {
        self.facts.offset
    }

    #[getter]
    fn url(&self) -> Option<&str> {
        self.facts.url.as_deref()
    }

    #[getter]
    fn date(&self) -> Option<&str> {
        self.facts.date.as_deref()
    }

    #[getter]
    fn title(&self) -> Option<&str> {
        self.facts.title.as_deref()
    }

    #[getter]
    fn authors(&self) -> Vec<String> {
        self.facts.authors.clone()
    }

    #[getter]
    fn media_type(&self) -> Option<&str> {
        self.facts.media_type.as_deref()
    }

    #[getter]
    fn status(&self) -> Option<u16> {
        self.facts.status
    }

    #[getter]
    fn charset(&self) -> Option<&str> {
        self.facts.charset.as_deref()
    }

    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let record = &self.facts;
        let keywords = PyDict::new(py);
        keywords.set_item("id", &record.id)?;
        keywords.set_item("source", &record.source)?;
        keywords.set_item("member", &self.member)?;
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
        format!("<unmangle.Record {:?}: {} bytes>", self.facts.id, self.payload.len())
    }
}
