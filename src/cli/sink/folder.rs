//! A folder tree: a file for each document, at the place that its input had, and a manifest.

use std::io;
use std::path::{Path, PathBuf};

use unmangle::ingest::RecordError;

use super::super::args::{Args, Existing};
use super::super::guard::{Inputs, Verdict, verdict};
use super::super::job::Output;
use super::super::manifest::Manifest;
use super::part::{named, with_suffix};
use super::{Position, Put, Sink};

/// Documents in a folder.
pub(super) struct Folder {
    root: PathBuf,
    extension: &'static str,
    existing: Option<Existing>,
    inputs: Inputs,
    manifest: Manifest,
    documents: u64,
}

impl Folder {
    pub(super) fn open(
        root: &Path,
        args: &Args,
        from: Option<&Position>,
        inputs: Inputs,
    ) -> io::Result<Self> {
        std::fs::create_dir_all(root).map_err(|error| named(root, &error))?;
        Ok(Self {
            root: root.to_owned(),
            extension: args.write.format().extension(),
            existing: args.write.existing,
            inputs,
            manifest: Manifest::open(root)?,
            documents: from.map_or(0, |position| position.documents),
        })
    }

    /// Whether the file may be written: never over an input, over others as was asked.
    fn may_write(&mut self, output: &str, path: &Path) -> io::Result<Verdict> {
        let verdict = verdict(path, self.existing, || self.manifest.knows(output, path))?;
        if verdict == Verdict::Write && path.exists() && self.inputs.contain(path) {
            return Err(named(path, &io::Error::other("is an input")));
        }
        Ok(verdict)
    }

    fn put(&mut self, document: &Output) -> io::Result<Put> {
        let output = with_suffix(&document.path, &format!(".{}", self.extension));
        let path = self.root.join(&output);
        let output = output.to_string_lossy().replace('\\', "/");
        if self.may_write(&output, &path)? == Verdict::Keep {
            return Ok(Put::Kept);
        }
        let temporary = with_suffix(&path, ".part");
        let write = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(&temporary, document.bytes())
        };
        write().map_err(|error| named(&path, &error))?;
        self.manifest.enter(&output, document)?;
        std::fs::rename(&temporary, &path).map_err(|error| named(&path, &error))?;
        Ok(Put::Written)
    }
}

/// Whether an error of one file is one of all: the disk is full, or cannot be written to.
fn concerns_all(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::ReadOnlyFilesystem
    )
}

impl Sink for Folder {
    fn write(&mut self, document: &Output) -> io::Result<Put> {
        match self.put(document) {
            Ok(put) => {
                self.documents += u64::from(put == Put::Written);
                Ok(put)
            }
            Err(error) if concerns_all(&error) => Err(error),
            Err(error) => Ok(Put::Refused(error.to_string())),
        }
    }

    fn miss(&mut self, status: &str, error: &RecordError) -> io::Result<()> {
        self.manifest.miss(status, error)
    }

    fn checkpoint(&mut self) -> io::Result<Position> {
        Ok(Position { documents: self.documents, ..Position::default() })
    }

    fn finish(&mut self) -> io::Result<()> {
        self.manifest.finish()
    }
}
