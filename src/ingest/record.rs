//! A document as it was found, and what could not be read.

use std::fmt;
use std::io;

use super::stream::{Stream, is_cut};
use super::{ReadLimits, Records};

/// A document and what its container says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// Names the document in its container: a record id, a key, a path, a number.
    pub id: String,
    /// The input it was found in, containers within containers joined by `!`.
    pub source: String,
    /// Where in that input, in bytes; for compressed web archives, where its member starts.
    pub offset: Option<u64>,
    /// Where it came from (`WARC-Target-URI`, a feed's `link`, `Content-Location`).
    pub url: Option<String>,
    /// When, as its container writes it.
    pub date: Option<String>,
    /// The title its container gives.
    pub title: Option<String>,
    /// The authors its container gives.
    pub authors: Vec<String>,
    /// The media type, without parameters, in lower case.
    pub media_type: Option<String>,
    /// The status of the HTTP response.
    pub status: Option<u16>,
    /// The encoding label that the transport gave.
    pub charset: Option<String>,
    /// What else its container says, by key, as [`ReadOptions::keep`](super::ReadOptions) asks: text
    /// as it is, other values as JSON.
    pub fields: Vec<(String, String)>,
    /// Whether its compressed data ends too early, so that its end is missing.
    pub cut_off: bool,
    /// The document.
    pub payload: Vec<u8>,
}

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordError {
    /// The input it is in.
    pub source: String,
    /// Where in that input, in bytes.
    pub offset: Option<u64>,
    /// Why.
    pub reason: String,
    /// What kind of reason that is.
    pub kind: ErrorKind,
    /// What can be done about it.
    pub remedy: Option<String>,
}

/// Why a record could not be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// It is damaged, over a limit, or cannot be got at.
    #[default]
    Unreadable,
    /// No key or column of it holds a document.
    NoField,
    /// It is something else than text: a picture, a PDF or Word document, a program.
    Foreign,
    /// There is nothing in it.
    Empty,
}

impl ErrorKind {
    /// Whether there is no article to be lost: what is no text, and what is empty.
    #[must_use]
    pub const fn is_no_article(self) -> bool {
        matches!(self, Self::Foreign | Self::Empty)
    }
}

impl RecordError {
    /// An error of a record of `source`.
    #[must_use]
    pub fn new(source: &str, offset: Option<u64>, reason: String) -> Self {
        let kind = ErrorKind::default();
        Self { source: source.to_owned(), offset, reason, kind, remedy: None }
    }

    pub(super) fn of(source: &str, offset: Option<u64>, error: &dyn fmt::Display) -> Self {
        Self::new(source, offset, error.to_string())
    }

    /// An iterator of nothing but this error.
    pub(super) fn once(self) -> Records {
        Box::new(std::iter::once(Err(self)))
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(offset) = self.offset {
            write!(f, " at byte {offset}")?;
        }
        write!(f, ": {}", self.reason)?;
        self.remedy.as_ref().map_or(Ok(()), |remedy| write!(f, " ({remedy})"))
    }
}

impl std::error::Error for RecordError {}

/// The one document that a stream is.
pub(super) fn document(stream: Stream, limits: &ReadLimits) -> Records {
    let name = stream.name.clone();
    let id = name.rsplit(['/', '!']).next().unwrap_or(&name).to_owned();
    let mut payload = Vec::new();
    let read = fill(stream.reader, limits.document_bytes, &mut payload);
    let cut_off = read.as_ref().is_err_and(|error| is_cut(error, &payload));
    let record = if cut_off { Ok(()) } else { read }.map(|()| Record {
        id,
        source: name.clone(),
        cut_off,
        payload,
        ..Record::default()
    });
    Box::new(std::iter::once(record.map_err(|error| RecordError::of(&name, None, &error))))
}

/// All of a reader, which must not hold more than `limit` bytes.
pub(super) fn bounded(reader: impl io::Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut payload = Vec::new();
    fill(reader, limit, &mut payload)?;
    Ok(payload)
}

/// Reads to the end; what came before an error stays in `payload`.
fn fill(reader: impl io::Read, limit: u64, payload: &mut Vec<u8>) -> io::Result<()> {
    io::Read::read_to_end(&mut io::Read::take(reader, limit + 1), payload)?;
    if payload.len() as u64 > limit {
        return Err(io::Error::other(format!("document is over the limit of {limit} bytes")));
    }
    Ok(())
}
