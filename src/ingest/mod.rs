//! Readers of what holds documents: files, web archives, mail, feeds, tables, archives of files.
//!
//! [`open`] and [`read`] give an iterator of [`Record`]s, whatever the container: the kind is told by
//! content, compression is undone, containers within containers are read. What cannot be read is a
//! [`RecordError`] with its place, and the iterator goes on with the next record.
//!
//! ```no_run
//! use unmangle::ingest::{ReadOptions, open};
//!
//! let cleaner = unmangle::Cleaner::default();
//! for record in open("crawl.warc.gz".as_ref(), &ReadOptions::default()) {
//!     match record {
//!         Ok(record) => println!("{}", cleaner.clean(&record.payload).unwrap().to_markdown()),
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! ```

mod archive;
mod compress;
mod date;
mod feed;
mod foreign;
mod json;
mod mail;
#[cfg(feature = "parquet")]
mod parquet;
mod paths;
mod record;
mod sniff;
mod stream;
mod table;
mod warc;

use std::fs::File;
use std::io::Read;
use std::path::Path;

pub use date::to_rfc3339;
pub use paths::{Found, expand, without_compression};
pub use record::{ErrorKind, Record, RecordError};
pub use sniff::Kind;
use stream::Stream;

/// An iterator of documents.
pub type Records = Box<dyn Iterator<Item = Result<Record, RecordError>> + Send>;

/// How containers are read.
///
/// ```
/// let mut options = unmangle::ingest::ReadOptions::default();
/// options.field = Some("article.body".to_owned());
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// What the input is. Default: told by its content, then by its name.
    pub kind: Option<Kind>,
    /// The JSON key or table column that holds the document; `article.body` is the key `body` in the
    /// object `article`. Default: the first there is of `html`, `content`, `content_html`,
    /// `post_content`, `body`, `raw_html`, `text` and the like.
    pub field: Option<String>,
    /// The JSON key or table column that names the document. Default: the first there is of `id`,
    /// `guid`, `url`, `uri`, `link`, `permalink`; else the record's number.
    pub id_field: Option<String>,
    /// The JSON keys and table columns that records keep in [`Record::fields`]; `all` is all of them
    /// but the document. Default: none.
    pub keep: Vec<String>,
    /// The input was found in a folder and not named by anyone: text that is no article (style
    /// sheets, programs, settings) is refused as pictures are. Default: off.
    pub in_folder: bool,
    /// What is refused.
    pub limits: ReadLimits,
}

/// What is refused while reading.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadLimits {
    /// Documents of more bytes are skipped with an error. Default: 64 MiB.
    pub document_bytes: u64,
    /// Compressed data that grows by more than this factor is refused (beyond its first 16 MiB);
    /// deflate can make no more than 1032 of 1. Default: 400.
    pub ratio: u64,
    /// Containers within containers, at most. Default: 8.
    pub nesting: usize,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self { document_bytes: 64 << 20, ratio: 400, nesting: 8 }
    }
}

/// The documents in a file.
#[must_use]
pub fn open(path: &Path, options: &ReadOptions) -> Records {
    let name = path.to_string_lossy().into_owned();
    match File::open(path) {
        Ok(file) => records(Stream::file(name, file), options),
        Err(error) => RecordError::of(&name, None, &error).once(),
    }
}

/// The documents in a stream of bytes that goes by `name`.
#[must_use]
pub fn read(name: &str, input: impl Read + Send + 'static, options: &ReadOptions) -> Records {
    records(Stream::new(name.to_owned(), Box::new(input)), options)
}

/// The documents of a stream, by its kind.
fn records(mut stream: Stream, options: &ReadOptions) -> Records {
    let limits = options.limits.clone();
    if stream.depth > limits.nesting {
        let reason = format!("containers nested over the limit of {}", limits.nesting);
        return RecordError::new(&stream.name, None, reason).once();
    }
    let head = match stream.head() {
        Ok(head) => head,
        Err(error) => return RecordError::of(&stream.name, None, &error).once(),
    };
    if head.is_empty() {
        return foreign::empty(&stream.name, "nothing in it").once();
    }
    if let Some(codec) = compress::Codec::detect(&head, &stream.name) {
        if codec.peek(&head).starts_with(b"WARC/") {
            return warc::read(stream, Some(codec), limits);
        }
        return records(stream.decompressed(codec, &limits), options);
    }
    let told = options.kind.filter(|_| !stream.member);
    let kind = told.unwrap_or_else(|| Kind::detect(&head, &stream.name));
    let is_told = told.is_some() || matches!(kind, Kind::Warc | Kind::Parquet | Kind::Tar);
    if let Some(foreign) = foreign::binary(&head).filter(|_| !is_told) {
        return foreign.refuse(&stream.name, None).once();
    }
    if kind == Kind::Document
        && (options.in_folder || stream.member)
        && let Some(foreign) = foreign::other_text(&head, &stream.name)
    {
        return foreign.refuse(&stream.name, None).once();
    }
    match kind {
        Kind::Document => record::document(stream, &limits),
        Kind::Warc => warc::read(stream, None, limits),
        Kind::Jsonl => json::lines(stream, options.clone()),
        Kind::Json => json::array(stream, options.clone()),
        Kind::Csv => table::read(stream, b',', options.clone()),
        Kind::Tsv => table::read(stream, b'\t', options.clone()),
        Kind::Mail => mail::message(stream, &limits),
        Kind::Mbox => mail::mbox(stream, limits),
        Kind::Feed => feed::read(stream, limits),
        Kind::Zip => archive::zip(stream, options.clone()),
        Kind::Tar => archive::tar(stream, options.clone()),
        #[cfg(feature = "parquet")]
        Kind::Parquet => parquet::read(stream, options.clone()),
        #[cfg(not(feature = "parquet"))]
        Kind::Parquet => {
            let error = RecordError::new(&stream.name, None, "built without parquet".into());
            let remedy = Some("build it with --features parquet".to_owned());
            RecordError { remedy, ..error }.once()
        }
    }
}
