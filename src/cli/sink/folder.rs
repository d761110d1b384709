//! A folder tree: a file for each document, at the place that its input had.

use std::io;
use std::path::{Path, PathBuf};

use super::super::job::Output;
use super::part::{named, with_suffix};
use super::{Position, Sink};
use unmangle::options::Format;

/// Documents in a folder.
pub(super) struct Folder {
    root: PathBuf,
    extension: &'static str,
    documents: u64,
}

impl Folder {
    pub(super) fn new(root: &Path, format: Format) -> io::Result<Self> {
        std::fs::create_dir_all(root).map_err(|error| named(root, &error))?;
        Ok(Self { root: root.to_owned(), extension: format.extension(), documents: 0 })
    }
}

impl Sink for Folder {
    fn write(&mut self, document: &Output) -> io::Result<()> {
        let path = with_suffix(&self.root.join(&document.path), &format!(".{}", self.extension));
        let temporary = with_suffix(&path, ".part");
        let write = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(&temporary, &document.text)?;
            std::fs::rename(&temporary, &path)
        };
        self.documents += 1;
        write().map_err(|error| named(&path, &error))
    }

    fn checkpoint(&mut self) -> io::Result<Position> {
        Ok(Position { documents: self.documents, ..Position::default() })
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}
