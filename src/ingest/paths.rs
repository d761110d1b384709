//! Files and folders: what a person names, as a list of files.

use std::io;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// Its place below the folder that was named, or its name.
    pub relative: PathBuf,
}

/// The files below these names: folders are walked, patterns (`*.html`, `**/*.warc.gz`) expanded
/// where no file goes by that very name. In folders only names that hold documents count.
///
/// A folder's files come sorted by path; what cannot be read comes as an error with its path.
pub fn expand(named: &[PathBuf]) -> impl Iterator<Item = Result<Found, (PathBuf, io::Error)>> + '_ {
    named.iter().flat_map(|path| {
        if path.is_dir() {
            folder(path)
        } else if is_pattern(path) && !path.exists() {
            pattern(path)
        } else {
            vec![Ok(file(path))]
        }
    })
}

fn file(path: &Path) -> Found {
    let name = if path == Path::new("-") { None } else { path.file_name() };
    let relative = name.map_or_else(|| PathBuf::from("stdin"), PathBuf::from);
    Found { path: path.to_owned(), relative }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn pattern(path: &Path) -> Vec<Result<Found, (PathBuf, io::Error)>> {
    let none = || io::Error::new(io::ErrorKind::NotFound, "no file matches");
    let found: Vec<_> = match glob::glob(&path.to_string_lossy()) {
        Err(error) => return vec![Err((path.to_owned(), io::Error::other(error)))],
        Ok(paths) => paths
            .filter(|found| found.as_ref().map_or(true, |path| path.is_file()))
            .map(|found| match found {
                Ok(path) => Ok(file(&path)),
                Err(error) => Err((error.path().to_owned(), error.into())),
            })
            .collect(),
    };
    if found.is_empty() { vec![Err((path.to_owned(), none()))] } else { found }
}

fn folder(root: &Path) -> Vec<Result<Found, (PathBuf, io::Error)>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                found.push((folder, Some(error)));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            // A linked folder could hold itself.
            let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if path.is_dir() {
                folders.extend((!linked).then_some(path));
            } else if holds_documents(&path) {
                found.push((path, None));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let place = |(path, error): (PathBuf, Option<io::Error>)| match error {
        Some(error) => Err((path, error)),
        None => Ok(Found { relative: path.strip_prefix(root).unwrap_or(&path).to_owned(), path }),
    };
    found.into_iter().map(place).collect()
}

/// Whether a file's name says that it holds documents, compressed or not.
fn holds_documents(path: &Path) -> bool {
    const DOCUMENTS: &[&str] = &["html", "htm", "xhtml", "txt"];
    const CONTAINERS: &[&str] =
        &["warc", "wet", "wacz", "jsonl", "ndjson", "eml", "mht", "mhtml", "mbox"];
    let name = without_compression(path);
    let extension = name.extension().and_then(|e| e.to_str()).unwrap_or_default();
    DOCUMENTS.iter().chain(CONTAINERS).any(|known| extension.eq_ignore_ascii_case(known))
}

/// The path without the suffix of a compression.
#[must_use]
pub fn without_compression(path: &Path) -> PathBuf {
    let compressed = path.extension().and_then(|e| e.to_str()).is_some_and(|extension| {
        ["gz", "zst", "bz2", "xz", "br"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    if compressed { path.with_extension("") } else { path.to_owned() }
}
