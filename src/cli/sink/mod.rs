//! Sinks: where cleaned documents are put down.
//!
//! A sink is written by one thread, in the order of the input. Files are written under temporary
//! names (`.part`) and renamed when they are whole. At a checkpoint everything is handed to the
//! system and a compressed member ends, so that a run that was killed can go on from there and give
//! the same bytes as one that was not.

mod folder;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
mod part;
mod stream;

use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use serde::{Deserialize, Serialize};
use unmangle::ingest::RecordError;

use super::args::{Args, SinkKind};
use super::guard::{Inputs, is_special};
use super::job::Output;
use super::shown::shown;
pub(crate) use part::{Part, named, with_suffix};

/// How far a sink is, for a later run to go on from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Position {
    /// The number of the file being written.
    pub(crate) shard: u64,
    /// Bytes in that file.
    pub(crate) bytes: u64,
    /// Documents in that file.
    pub(crate) documents: u64,
    /// Bytes in that file, before compression.
    pub(crate) plain_bytes: u64,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    Written,
    /// A file is there already, and stays.
    Kept,
    /// It cannot be written, the others can.
    Refused(String),
}

/// A place for cleaned documents.
pub(crate) trait Sink {
    /// Puts a document down.
    ///
    /// # Errors
    /// Those that concern all documents.
    fn write(&mut self, document: &Output) -> io::Result<Put>;

    /// Takes note of a document that there will be no output of.
    fn miss(&mut self, _status: &str, _error: &RecordError) -> io::Result<()> {
        Ok(())
    }

    /// Hands everything to the system and says how far the sink is.
    fn checkpoint(&mut self) -> io::Result<Position>;

    /// Ends the last file and gives it its name.
    fn finish(&mut self) -> io::Result<()>;
}

/// The kind of sink that the arguments ask for.
///
/// # Errors
/// When several inputs would go into a file that holds one document.
pub(crate) fn kind(args: &Args, many: bool) -> Result<SinkKind, String> {
    let kind = likely_kind(args, many);
    let is_document = |path: &Path| {
        let names = ["md", "markdown", "txt", "text", "html", "htm", "json"];
        !path.is_dir() && names.contains(&suffix(path))
    };
    match args.write.output.as_deref().filter(|path| is_document(path)) {
        Some(path) if kind == SinkKind::Folder && args.write.sink.is_none() => Err(format!(
            "several inputs do not go into {}: name a folder (with a / at its end), a file of many \
             (.jsonl), or ask for --sink stream",
            shown(&path.to_string_lossy())
        )),
        _ => Ok(kind),
    }
}

fn likely_kind(args: &Args, many: bool) -> SinkKind {
    let Some(path) = args.write.output.as_deref().filter(|path| *path != Path::new("-")) else {
        return args.write.sink.unwrap_or(SinkKind::Stream);
    };
    args.write.sink.unwrap_or_else(|| match suffix(path) {
        "jsonl" | "ndjson" => SinkKind::Jsonl,
        "warc" => SinkKind::Warc,
        "parquet" => SinkKind::Parquet,
        _ if is_special(path) => SinkKind::Stream,
        _ if many || path.is_dir() || path.to_string_lossy().ends_with(['/', MAIN_SEPARATOR]) => {
            SinkKind::Folder
        }
        _ => SinkKind::Stream,
    })
}

fn suffix(path: &Path) -> &str {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    name.rsplit_once('.').map_or("", |(_, suffix)| suffix)
}

/// Opens the sink; `from` is where an earlier run stopped.
pub(crate) fn open(
    args: &Args,
    kind: SinkKind,
    from: Option<&Position>,
    inputs: Inputs,
) -> io::Result<Box<dyn Sink>> {
    if args.write.output.is_none() && args.write.report.as_deref() == Some(Path::new("-")) {
        return Ok(Box::new(Nowhere));
    }
    let path = args.write.output.as_deref().filter(|path| *path != Path::new("-"));
    let format = args.write.format();
    let sink: Box<dyn Sink> = match (kind, path) {
        (SinkKind::Stream, None) => Box::new(stream::Stream::stdout(format)),
        (SinkKind::Stream, Some(path)) => Box::new(stream::Stream::file(path, format, from)?),
        (SinkKind::Folder, Some(path)) => Box::new(folder::Folder::open(path, args, from, inputs)?),
        (SinkKind::Jsonl, None) => Box::new(stream::Stream::json_lines()),
        (SinkKind::Jsonl, Some(path)) => {
            Box::new(lines::Lines::new(path, lines::Shape::Jsonl, &args.write, from)?)
        }
        (SinkKind::Warc, Some(path)) => {
            Box::new(lines::Lines::new(path, lines::Shape::Warc, &args.write, from)?)
        }
        #[cfg(feature = "parquet")]
        (SinkKind::Parquet, Some(path)) => Box::new(parquet::Parquet::new(path)?),
        #[cfg(not(feature = "parquet"))]
        (SinkKind::Parquet, Some(_)) => return Err(io::Error::other("built without parquet")),
        (SinkKind::Folder | SinkKind::Warc | SinkKind::Parquet, None) => {
            return Err(io::Error::other("this sink needs --output"));
        }
    };
    Ok(sink)
}

/// Documents that nobody asked for: only their report was.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, _: &Output) -> io::Result<Put> {
        Ok(Put::Written)
    }

    fn checkpoint(&mut self) -> io::Result<Position> {
        Ok(Position::default())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The journal's place: in the output folder, or beside the output file.
pub(crate) fn journal(output: &Path, kind: SinkKind) -> Option<PathBuf> {
    match kind {
        _ if is_special(output) => None,
        SinkKind::Folder => Some(output.join(".unmangle-journal")),
        _ => Some(with_suffix(output, ".journal")),
    }
}
