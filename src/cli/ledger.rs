//! The ledger of a folder: which runs ended there and which files they wrote.
//!
//! `.unmangle-runs`, a line a run. It tells an output of ours from a file of someone else's, and a
//! run that is finished from one that never began.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

const NAME: &str = ".unmangle-runs";

/// A run that ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The output's name, `.` for the folder itself.
    output: String,
    /// What decides the output: the arguments.
    pub(crate) run: String,
    /// What the inputs were: names, sizes, times.
    pub(crate) inputs: String,
    /// Bytes of the output, if it is a file.
    size: u64,
    /// When it was changed, in nanoseconds since 1970.
    changed: u64,
}

/// The ledger and the name that an output has in it.
fn place(output: &Path, is_folder: bool) -> (PathBuf, String) {
    if is_folder {
        return (output.join(NAME), ".".to_owned());
    }
    let name = output.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (output.with_file_name(NAME), name)
}

fn state(output: &Path) -> (u64, u64) {
    std::fs::metadata(output).map_or((0, 0), |data| {
        let changed = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let nanoseconds = changed.map_or(0, |time| time.as_nanos());
        (data.len(), u64::try_from(nanoseconds).unwrap_or(u64::MAX))
    })
}

/// The last run that wrote this output.
pub(crate) fn last(output: &Path, is_folder: bool) -> Option<Entry> {
    let (path, name) = place(output, is_folder);
    let lines = BufReader::new(File::open(path).ok()?).lines();
    lines
        .map_while(Result::ok)
        .filter_map(|line| serde_json::from_str::<Entry>(&line).ok())
        .filter(|entry| entry.output == name)
        .last()
}

/// Whether a file is as a run of ours left it.
pub(crate) fn knows(output: &Path) -> bool {
    last(output, false).is_some_and(|entry| (entry.size, entry.changed) == state(output))
}

/// Enters a run that ended.
pub(crate) fn enter(output: &Path, is_folder: bool, run: &str, inputs: &str) -> io::Result<()> {
    let (path, output_name) = place(output, is_folder);
    let (size, changed) = if is_folder { (0, 0) } else { state(output) };
    let (run, inputs) = (run.to_owned(), inputs.to_owned());
    let mut line =
        serde_json::to_string(&Entry { output: output_name, run, inputs, size, changed })?;
    line.push('\n');
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(line.as_bytes())
}
