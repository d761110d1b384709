//! A cleaned document, as Python sees it.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;
use unmangle::options::Format;

use crate::options;

/// A cleaned document.
#[pyclass(frozen, module = "unmangle")]
pub(crate) struct Cleaned {
    cleaned: unmangle::Cleaned,
    markdown: PyOnceLock<Py<PyString>>,
    text: PyOnceLock<Py<PyString>>,
    html: PyOnceLock<Py<PyString>>,
    document: PyOnceLock<Py<PyAny>>,
}

impl Cleaned {
    pub(crate) fn new(cleaned: unmangle::Cleaned) -> Self {
        Self {
            cleaned,
            markdown: PyOnceLock::new(),
            text: PyOnceLock::new(),
            html: PyOnceLock::new(),
            document: PyOnceLock::new(),
        }
    }

    /// The document in a format, written when it is first asked for.
    fn render(
        &self,
        py: Python<'_>,
        cell: &PyOnceLock<Py<PyString>>,
        format: Format,
    ) -> Py<PyString> {
        cell.get_or_init(py, || {
            let text = py.detach(|| self.cleaned.render(format));
            PyString::new(py, &text).unbind()
        })
        .clone_ref(py)
    }
}

#[pymethods]
impl Cleaned {
    /// The document as Markdown: CommonMark with the tables, strikethrough, task lists and
    /// footnotes of GFM.
    #[getter]
    fn markdown(&self, py: Python<'_>) -> Py<PyString> {
        self.render(py, &self.markdown, Format::Markdown)
    }

    /// The document as plain text, without any markup.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.render(py, &self.text, Format::Text)
    }

    /// The document as semantic HTML that is safe to show.
    #[getter]
    fn html(&self, py: Python<'_>) -> Py<PyString> {
        self.render(py, &self.html, Format::Html)
    }

    /// The document in the format that goes by a name.
    #[pyo3(name = "render")]
    fn render_named(&self, py: Python<'_>, to: &str) -> PyResult<String> {
        let format = options::format(to)?;
        Ok(py.detach(|| self.cleaned.render(format)))
    }

    /// The document as one line of JSON.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.cleaned.to_json())
    }

    /// The block model, the metadata and the report, as `to_json` writes them.
    #[getter]
    fn document(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let document = self.document.get_or_try_init(py, || {
            let loads = py.import("json")?.getattr("loads")?;
            loads.call1((self.to_json(py),)).map(Bound::unbind)
        })?;
        Ok(document.clone_ref(py))
    }

    /// What is known of the document.
    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.document(py)?.into_bound(py).get_item("metadata")
    }

    /// Every repair, in the order of the input.
    #[getter]
    fn repairs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.report(py, "repairs")
    }

    /// Visible text that is not in the output, and why.
    #[getter]
    fn removed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.report(py, "removed")
    }

    /// What else a reader should know.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.report(py, "warnings")
    }

    /// The name of the encoding the input was read in.
    #[getter]
    fn encoding(&self) -> &'static str {
        self.cleaned.report.encoding
    }

    fn __str__(&self, py: Python<'_>) -> Py<PyString> {
        self.markdown(py)
    }

    fn __repr__(&self) -> String {
        let blocks = self.cleaned.document.blocks.len();
        let repairs = self.cleaned.report.repairs.len();
        format!("<unmangle.Cleaned: {blocks} blocks, {repairs} repairs>")
    }
}

impl Cleaned {
    fn report<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyAny>> {
        self.document(py)?.into_bound(py).get_item("report")?.get_item(key)
    }
}
