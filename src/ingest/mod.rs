//! Sources of the command line: files and folders.

use std::io;
use std::path::{Path, PathBuf};

/// A file to convert.
pub(crate) struct Input {
    /// Where it is; `-` is standard input.
    pub(crate) path: PathBuf,
    /// Its place below the folder that was named, without `.gz`.
    pub(crate) relative: PathBuf,
}

/// Every file that `named` stands for, folders walked, in the order of their names.
pub(crate) fn inputs(
    named: &[PathBuf],
) -> impl Iterator<Item = Result<Input, (PathBuf, io::Error)>> + '_ {
    named.iter().flat_map(|path| if path.is_dir() { folder(path) } else { vec![file(path)] })
}

fn file(path: &Path) -> Result<Input, (PathBuf, io::Error)> {
    let name = path.file_name().map_or_else(|| PathBuf::from("stdin"), PathBuf::from);
    Ok(Input { path: path.to_owned(), relative: without_gz(name) })
}

fn without_gz(path: PathBuf) -> PathBuf {
    if path.extension().is_some_and(|e| e == "gz") { path.with_extension("") } else { path }
}

fn folder(root: &Path) -> Vec<Result<Input, (PathBuf, io::Error)>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                found.push(Err((folder, error)));
                continue;
            }
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if is_article(&path) {
                let relative = path.strip_prefix(root).unwrap_or(&path).to_owned();
                found.push(Ok(Input { relative: without_gz(relative), path }));
            }
        }
    }
    let place = |input: &Result<Input, (PathBuf, io::Error)>| match input {
        Ok(input) => input.path.clone(),
        Err((path, _)) => path.clone(),
    };
    found.sort_by_cached_key(place);
    found
}

fn is_article(path: &Path) -> bool {
    let name = without_gz(path.to_owned());
    let extension = name.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["html", "htm", "xhtml", "txt"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
