//! What must not be written over: the inputs, and what others wrote.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::args::{Args, Existing};
use super::shown::shown;

/// Tells one file from all others, whatever name it goes by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Identity {
    #[cfg(unix)]
    Node(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

/// The identity of the file or folder at `path`, when there is one.
pub(crate) fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).ok().map(|data| Identity::Node(data.dev(), data.ino()))
    }
    #[cfg(not(unix))]
    {
        fs::canonicalize(path).ok().map(Identity::Path)
    }
}

/// Whether something is there that is neither a file nor a folder: a device, a pipe.
pub(crate) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// The output files and folders that the arguments name.
pub(crate) fn outputs(args: &Args) -> Vec<(&'static str, &Path)> {
    let write = &args.write;
    [
        ("--output", &write.output),
        ("--report", &write.report),
        ("--source-map", &write.source_map),
        ("--errors", &write.errors),
        ("--summary", &write.summary),
    ]
    .into_iter()
    .filter_map(|(option, path)| Some((option, path.as_deref()?)))
    .collect()
}

/// Says what is wrong where an output is another one or an input. `named` are the inputs as given.
pub(crate) fn check(args: &Args, named: &[PathBuf]) -> Result<(), String> {
    let outputs = outputs(args);
    for (at, (option, path)) in outputs.iter().enumerate() {
        if let Some((other, _)) = outputs[..at].iter().find(|(_, other)| is_same(other, path)) {
            return Err(format!(
                "{option} and {other} are the same, {}",
                shown(&path.to_string_lossy())
            ));
        }
        if is_special(path) || *path == Path::new("-") {
            continue;
        }
        if let Some(input) = named.iter().find(|input| is_same(input, path)) {
            let what = if input.is_dir() { "folder" } else { "file" };
            let input = shown(&input.to_string_lossy());
            return Err(format!("{option} is an input, {input}: name another {what}"));
        }
    }
    Ok(())
}

fn is_same(a: &Path, b: &Path) -> bool {
    if is_special(a) && a != Path::new("-") {
        return false;
    }
    a == b || identity(a).is_some_and(|identity_of_a| identity(b) == Some(identity_of_a)) || {
        // Of files that are not there yet the folders are.
        let place = |path: &Path| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = identity(folder.unwrap_or(Path::new(".")))?;
            Some((folder, path.file_name()?.to_owned()))
        };
        place(a).is_some_and(|place_of_a| place(b) == Some(place_of_a))
    }
}

/// The inputs of a run, to be asked whether a file is one of them.
pub(crate) struct Inputs {
    paths: Vec<PathBuf>,
    identities: Option<HashSet<Identity>>,
}

impl Inputs {
    pub(crate) fn new(paths: Vec<PathBuf>) -> Self {
        Self { paths, identities: None }
    }

    /// Whether that file is an input. The inputs are looked up when the first one is asked for.
    pub(crate) fn contain(&mut self, path: &Path) -> bool {
        let paths = &self.paths;
        let identities = self
            .identities
            .get_or_insert_with(|| paths.iter().filter_map(|path| identity(path)).collect());
        identity(path).is_some_and(|identity| identities.contains(&identity))
    }
}

/// What is done about an output file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Write,
    /// The file stays.
    Keep,
}

/// What is done about an output that may be there already; `is_ours` tells whether unmangle wrote
/// it.
///
/// # Errors
/// When it must not be touched.
pub(crate) fn verdict(
    path: &Path,
    existing: Option<Existing>,
    is_ours: impl FnOnce() -> bool,
) -> io::Result<Verdict> {
    if fs::symlink_metadata(path).is_err() || is_special(path) {
        return Ok(Verdict::Write);
    }
    let refuse = |reason: &str| {
        let error = format!("{}: {reason}", path.display());
        Err(io::Error::new(io::ErrorKind::AlreadyExists, error))
    };
    match existing {
        Some(Existing::Overwrite) => Ok(Verdict::Write),
        Some(Existing::Skip) => Ok(Verdict::Keep),
        Some(Existing::Fail) => refuse("is there already"),
        None if is_ours() => Ok(Verdict::Write),
        None => refuse(
            "is there already and not as unmangle wrote it (--existing overwrite replaces it)",
        ),
    }
}

/// Whether the content of a file of lines says that unmangle wrote it: records, reports, errors,
/// summaries, web archives. An empty file is no one's work.
pub(crate) fn is_ours_by_content(path: &Path) -> bool {
    first_line(path).is_ok_and(|line| {
        let Ok(serde_json::Value::Object(object)) = serde_json::from_str(&line) else {
            return line.is_empty() || line.starts_with("WARC/") && is_our_archive(path);
        };
        let has = |keys: &[&str]| keys.iter().all(|key| object.contains_key(*key));
        has(&["schema", "metadata", "text", "repairs"])
            || has(&["id", "source", "report"])
            || has(&["id", "source", "pieces"])
            || has(&["source", "offset", "reason"])
            || has(&["documents", "failed", "bytes_read", "repairs"])
    })
}

fn first_line(path: &Path) -> io::Result<String> {
    let mut line = Vec::new();
    open(path)?.take(16 << 20).read_until(b'\n', &mut line)?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

fn is_our_archive(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = open(path).and_then(|file| file.take(2048).read_to_end(&mut head));
    read.is_ok() && String::from_utf8_lossy(&head).contains("software: unmangle ")
}

/// A file, its compression undone.
fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::new(File::open(path)?);
    Ok(match file.fill_buf()? {
        [0x1f, 0x8b, ..] => Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file))),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(file)?))
        }
        _ => Box::new(file),
    })
}
