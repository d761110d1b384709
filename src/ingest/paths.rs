//! Files and folders: what a person names, as a list of files.

use std::io;
use std::path::{Path, PathBuf};

use super::foreign;
use super::record::RecordError;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// Its place below the folder that was named, or its name.
    pub relative: PathBuf,
    /// Whether it was found in a folder or by a pattern: nobody named it itself.
    pub in_folder: bool,
}

/// The files below these names: folders are walked, patterns (`*.html`, `**/*.warc.gz`) expanded
/// where no file goes by that very name. What a file in a folder holds is told when it is opened.
///
/// A folder's files come sorted by path. What cannot be read, hidden files and folders, which are not
/// looked into, and folders without files come as errors.
pub fn expand(named: &[PathBuf]) -> impl Iterator<Item = Result<Found, RecordError>> + '_ {
    named.iter().flat_map(|path| {
        if path.is_dir() {
            folder(path)
        } else if is_pattern(path) && !path.exists() {
            pattern(path)
        } else {
            vec![Ok(Found::named(path))]
        }
    })
}

impl Found {
    /// A file that was named itself.
    #[must_use]
    pub fn named(path: &Path) -> Self {
        let name = if path == Path::new("-") { None } else { path.file_name() };
        let relative = name.map_or_else(|| PathBuf::from("stdin"), PathBuf::from);
        Self { path: path.to_owned(), relative, in_folder: false }
    }
}

fn failure(path: &Path, error: &io::Error) -> RecordError {
    RecordError::of(&path.to_string_lossy(), None, error)
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn pattern(path: &Path) -> Vec<Result<Found, RecordError>> {
    let none = || io::Error::new(io::ErrorKind::NotFound, "no file matches");
    let found: Vec<_> = match glob::glob(&path.to_string_lossy()) {
        Err(error) => return vec![Err(failure(path, &io::Error::other(error)))],
        Ok(paths) => paths
            .filter(|found| found.as_ref().map_or(true, |path| path.is_file()))
            .map(|found| match found {
                Ok(path) => Ok(Found { in_folder: true, ..Found::named(&path) }),
                Err(error) => Err(failure(error.path(), error.error())),
            })
            .collect(),
    };
    if found.is_empty() { vec![Err(failure(path, &none()))] } else { found }
}

fn folder(root: &Path) -> Vec<Result<Found, RecordError>> {
    let mut found: Vec<(PathBuf, Option<RecordError>)> = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                let error = failure(&folder, &error);
                found.push((folder, Some(error)));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = path.to_string_lossy();
            // A linked folder could hold itself.
            let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                let hidden = foreign::HIDDEN.refuse(&name, None);
                found.push((path, Some(hidden)));
            } else if !path.is_dir() {
                found.push((path, None));
            } else if linked {
                let reason = "a link to a folder".to_owned();
                let kind = super::ErrorKind::Foreign;
                let error = RecordError { kind, ..RecordError::new(&name, None, reason) };
                found.push((path, Some(error)));
            } else {
                folders.push(path);
            }
        }
    }
    if found.is_empty() {
        let name = root.to_string_lossy();
        return vec![Err(foreign::empty(&name, "a folder without files"))];
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let place = |(path, error): (PathBuf, Option<RecordError>)| match error {
        Some(error) => Err(error),
        None => {
            let relative = path.strip_prefix(root).unwrap_or(&path).to_owned();
            Ok(Found { relative, path, in_folder: true })
        }
    };
    found.into_iter().map(place).collect()
}

/// The path without the suffix of a compression.
#[must_use]
pub fn without_compression(path: &Path) -> PathBuf {
    let compressed = path.extension().and_then(|e| e.to_str()).is_some_and(|extension| {
        ["gz", "zst", "bz2", "xz", "br"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    if compressed { path.with_extension("") } else { path.to_owned() }
}
