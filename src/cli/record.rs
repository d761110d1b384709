//! Records as the command line reads and writes them, for programs that do the rest of a run
//! themselves: the workers of an engine, the Python package.
//!
//! [`Reader`] gives the documents of a file with the ids and places that the command line gives them,
//! [`Recorder`] makes of each the object of the columns in [`schema::RECORD`](super::schema::RECORD).

use std::fmt;
use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};
use unmangle::ingest::{self, ReadOptions, Record, RecordError};
use unmangle::options::Format;
use unmangle::{Error, Options};

use super::feed::{Feed, Lost, Place};
use super::job::{Job, Output};

/// A document of a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Found {
    /// The document; its id is unique in the file, its source is the file.
    pub record: Record,
    /// The member of the file, if it is an archive of files.
    pub member: Option<String>,
}

/// The documents of a file, a folder or a stream; of web archives, what was found (status 2xx).
///
/// What cannot be read, and what is no article, is an error in its place.
pub struct Reader(Feed);

impl Reader {
    /// Reads a file, or everything in a folder.
    #[must_use]
    pub fn open(path: &Path, options: ReadOptions) -> Self {
        Self(Feed::new(&[path.to_owned()], options))
    }

    /// Reads a stream that goes by a name.
    pub fn stream(name: &Path, reader: impl Read + Send + 'static, options: &ReadOptions) -> Self {
        let records = ingest::read(&name.to_string_lossy(), reader, options);
        Self(Feed::of_records(name, records))
    }
}

impl Iterator for Reader {
    type Item = Result<Found, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            return Some(match self.0.next()? {
                Err(Lost::Failed(error) | Lost::LeftOut(error)) => Err(error),
                Ok((record, _)) if !is_found(&record) => continue,
                Ok((mut record, place)) => {
                    record.source = place.source;
                    Ok(Found { record, member: place.member })
                }
            });
        }
    }
}

/// Whether a record is no response, or one that something was found.
pub(crate) fn is_found(record: &Record) -> bool {
    record.status.is_none_or(|status| (200..300).contains(&status))
}

/// Why a document was not cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// By a limit or a wrong option.
    Refused(Error),
    /// By a panic. It is a defect, but it costs this document only.
    Panicked,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Panicked => f.write_str("internal error"),
        }
    }
}

impl std::error::Error for Failure {}

/// Makes records of documents, all with the same options.
#[derive(Clone, Debug)]
pub struct Recorder(Job);

impl Recorder {
    /// A recorder whose texts are in this format.
    #[must_use]
    pub fn new(options: Options, format: Format) -> Self {
        Self(Job::new(options, format, &[]))
    }

    /// The record of a document: an object, the same that the command line writes.
    ///
    /// `record` says what is known of the document; its own payload is not looked at.
    ///
    /// # Errors
    /// As [`Cleaner::clean`](unmangle::Cleaner::clean).
    pub fn record(
        &self,
        payload: &[u8],
        record: Record,
        member: Option<String>,
    ) -> Result<Value, Failure> {
        let place = Place { source: record.source.clone(), member, ..Place::default() };
        Ok(self.0.output_of(payload, record, place)?.to_json())
    }

    /// What a record says of a document of which nothing could be made: the other columns are null.
    #[must_use]
    pub fn nothing(&self, record: Record, member: Option<String>) -> Value {
        let output = Output::placed(record, member, &self.0);
        let mut value = output.to_json();
        const MADE: [&str; 8] =
            ["metadata", "text", "sha256", "encoding", "bytes", "repairs", "removed", "warnings"];
        MADE.into_iter().for_each(|column| value[column] = json!(null));
        value
    }
}
