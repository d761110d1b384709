//! The journal: how far a run is, so that a later one can go on from there.
//!
//! A text file beside the output. Its first line names the run (a hash of its arguments), every
//! further line is a checkpoint: how many records were done, how long the files were, the counts so
//! far. Lines are added after the bytes that they speak of, so a torn last line only costs work.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::sink::Position;
use super::summary::Summary;

/// Documents between two checkpoints: a count, never a clock, so that compressed members end at the
/// same places in every run.
pub(crate) const INTERVAL: u64 = 256;

/// A state that a run can go on from.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// Records done, failed and left out ones among them.
    pub(crate) records: u64,
    pub(crate) sink: Position,
    /// Bytes in the report file.
    pub(crate) report: u64,
    /// Bytes in the file of source maps.
    #[serde(default)]
    pub(crate) source_map: u64,
    /// Bytes in the errors file.
    pub(crate) errors: u64,
    pub(crate) summary: Summary,
    /// Hashes of the documents since the last checkpoint, when duplicates are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) hashes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    unmangle: String,
    run: String,
    #[serde(default)]
    inputs: String,
}

/// The journal of the run that is going on.
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
}

/// Keeps other runs from writing to the same output; the system undoes it when a run ends, however
/// it does.
fn lock(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(io::Error::other("another run is writing there")),
        // Not every file system has locks.
        Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// What an earlier run left.
pub(crate) struct Earlier {
    pub(crate) checkpoint: Checkpoint,
    /// The hashes of all its checkpoints.
    pub(crate) hashes: Vec<u128>,
}

impl Journal {
    /// Begins a journal for the run of that name. Says whether it takes the place of one of a run
    /// that was never finished.
    ///
    /// # Errors
    /// When another run is writing, or something else has that name.
    pub(crate) fn begin(path: &Path, run: &str, inputs: &str) -> io::Result<(Self, bool)> {
        let mut file =
            OpenOptions::new().read(true).create(true).truncate(false).write(true).open(path)?;
        lock(&file)?;
        let mut first = String::new();
        BufReader::new(&file).read_line(&mut first)?;
        if !first.is_empty() && serde_json::from_str::<Header>(&first).is_err() {
            return Err(io::Error::other("is there already and no journal of a run"));
        }
        file.set_len(0)?;
        io::Seek::rewind(&mut file)?;
        let mut journal = Self { path: path.to_owned(), file };
        journal.line(&Header {
            unmangle: env!("CARGO_PKG_VERSION").to_owned(),
            run: run.to_owned(),
            inputs: inputs.to_owned(),
        })?;
        Ok((journal, !first.is_empty()))
    }

    /// Goes on with the journal of an earlier run; none when there is no journal.
    ///
    /// # Errors
    /// When the journal belongs to another run.
    pub(crate) fn resume(
        path: &Path,
        run: &str,
        inputs: &str,
    ) -> io::Result<Option<(Self, Earlier)>> {
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        lock(&file).map_err(|error| super::sink::named(path, &error))?;
        let mut reader = BufReader::new(&file);
        let mut line = String::new();
        let mut length = reader.read_line(&mut line)? as u64;
        let header: Header = serde_json::from_str(&line)
            .map_err(|_| io::Error::other(format!("{}: not a journal", path.display())))?;
        if header.run != run || header.unmangle != env!("CARGO_PKG_VERSION") {
            let reason =
                "belongs to a run with other arguments; run without --resume to begin anew";
            return Err(io::Error::other(format!("{}: {reason}", path.display())));
        }
        if header.inputs != inputs {
            let reason = "the inputs changed since that run; run without --resume to begin anew";
            return Err(io::Error::other(format!("{}: {reason}", path.display())));
        }
        let mut earlier = Earlier { checkpoint: Checkpoint::default(), hashes: Vec::new() };
        loop {
            line.clear();
            let count = reader.read_line(&mut line)? as u64;
            let Ok(checkpoint) = serde_json::from_str::<Checkpoint>(&line) else { break };
            if !line.ends_with('\n') {
                break;
            }
            let hashes = checkpoint.hashes.iter().filter_map(|h| u128::from_str_radix(h, 16).ok());
            earlier.hashes.extend(hashes);
            earlier.checkpoint = checkpoint;
            length += count;
        }
        let mut file = file;
        file.set_len(length)?;
        io::Seek::seek(&mut file, io::SeekFrom::End(0))?;
        Ok(Some((Self { path: path.to_owned(), file }, earlier)))
    }

    /// Adds a checkpoint.
    pub(crate) fn add(&mut self, checkpoint: &Checkpoint) -> io::Result<()> {
        self.line(checkpoint)
    }

    /// Removes the journal of a run that is done.
    pub(crate) fn remove(self) -> io::Result<()> {
        // Some systems remove no file that is open.
        drop(self.file);
        std::fs::remove_file(&self.path)
    }

    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_string(value)?;
        line.push('\n');
        self.file.write_all(line.as_bytes())
    }
}
