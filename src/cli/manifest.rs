//! The manifest of an output folder: `manifest.jsonl`, a line a document.
//!
//! It says where each file comes from and what it was when it was written. A line is handed to the
//! system before its file gets its name, so that every file of ours is known even when a run is
//! killed; the runs before stay in it.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use unmangle::ingest::RecordError;
use xxhash_rust::xxh3::xxh3_64;

use super::job::Output;
use super::sink::{named, with_suffix};

const NAME: &str = "manifest.jsonl";

/// The manifest that a run writes.
pub(crate) struct Manifest {
    path: PathBuf,
    temporary: PathBuf,
    file: BufWriter<File>,
    /// What files were when they were written, by the hashes of their names.
    known: HashMap<u64, [u8; 16]>,
}

/// The sum of a text, in the form that manifests have.
pub(crate) fn sha256(text: &[u8]) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a file is a manifest of a run.
pub(crate) fn is_one(path: &Path) -> bool {
    let first = || {
        let mut line = String::new();
        BufReader::new(File::open(path)?).read_line(&mut line)?;
        Ok::<_, io::Error>(serde_json::from_str::<Value>(&line)?)
    };
    path.file_name().is_some_and(|name| name == NAME)
        && first().is_ok_and(|line| line.get("output").is_some() && line.get("status").is_some())
}

fn short(sum: &str) -> [u8; 16] {
    let mut short = [0; 16];
    for (to, from) in short.iter_mut().zip(sum.bytes()) {
        *to = from;
    }
    short
}

fn key(output: &str) -> u64 {
    xxh3_64(output.as_bytes())
}

impl Manifest {
    /// Opens the manifest of a folder. What earlier runs entered stays, that of unfinished ones too:
    /// a file that is written again gets another line, and the last one counts.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join(NAME);
        let temporary = with_suffix(&path, ".part");
        let mut known = HashMap::new();
        let mut open = || -> io::Result<File> {
            if !temporary.exists() && path.exists() {
                std::fs::copy(&path, &temporary)?;
            }
            let mut file = OpenOptions::new()
                .read(true)
                .create(true)
                .truncate(false)
                .write(true)
                .open(&temporary)?;
            file.set_len(read(&file, &mut known)?)?;
            file.seek(io::SeekFrom::End(0))?;
            Ok(file)
        };
        let had_one = temporary.exists();
        let file = open().inspect_err(|_| {
            // A file of someone else's was copied: its name was taken.
            if !had_one {
                let _ = std::fs::remove_file(&temporary);
            }
        });
        let file = BufWriter::new(file.map_err(|error| named(&path, &error))?);
        Ok(Self { path, temporary, file, known })
    }

    /// Whether the file that goes by that name in the folder is as a run of ours wrote it.
    pub(crate) fn knows(&self, output: &str, path: &Path) -> bool {
        let sum = || std::fs::read(path).map(|bytes| short(&sha256(&bytes))).ok();
        self.known.get(&key(output)).is_some_and(|known| sum() == Some(*known))
    }

    /// Enters a document that is about to be written.
    pub(crate) fn enter(&mut self, output: &str, document: &Output) -> io::Result<()> {
        self.known.insert(key(output), short(&document.sha256));
        self.line(&json!({
            "output": output,
            "status": "written",
            "source": document.source,
            "member": document.member,
            "offset": document.offset,
            "id": document.id,
            "url": document.url,
            "date": document.date,
            "sha256": document.sha256,
            "tool": super::TOOL,
            "options": document.options,
        }))
    }

    /// Enters a document that was not written.
    pub(crate) fn miss(&mut self, status: &str, error: &RecordError) -> io::Result<()> {
        self.line(&json!({
            "output": null,
            "status": status,
            "source": error.source,
            "offset": error.offset,
            "reason": error.reason,
        }))
    }

    fn line(&mut self, line: &Value) -> io::Result<()> {
        let written = writeln!(self.file, "{line}").and_then(|()| self.file.flush());
        written.map_err(|error| named(&self.temporary, &error))
    }

    /// Gives the manifest its name. Of several lines about the same file the last one stays.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        let finish = || -> io::Result<()> {
            let mut last = HashMap::new();
            let mut count = 0;
            for line in BufReader::new(File::open(&self.temporary)?).lines() {
                last.insert(subject(&line?), count);
                count += 1;
            }
            if last.len() < count {
                // The unfinished one stays until this one has its name: a run that is killed here
                // goes on from it.
                let compact = with_suffix(&self.path, ".new");
                let mut out = BufWriter::new(File::create(&compact)?);
                let lines = BufReader::new(File::open(&self.temporary)?).lines();
                for (number, line) in lines.enumerate() {
                    let line = line?;
                    if last.get(&subject(&line)) == Some(&number) {
                        writeln!(out, "{line}")?;
                    }
                }
                out.flush()?;
                std::fs::rename(&compact, &self.path)?;
                return std::fs::remove_file(&self.temporary);
            }
            std::fs::rename(&self.temporary, &self.path)
        };
        finish().map_err(|error| named(&self.path, &error))
    }
}

/// What a line is about: its file, or all of it.
fn subject(line: &str) -> u64 {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    value["output"].as_str().map_or_else(|| xxh3_64(line.as_bytes()), key)
}

/// Reads what is known of earlier runs; gives the length of the lines that are whole.
fn read(file: &File, known: &mut HashMap<u64, [u8; 16]>) -> io::Result<u64> {
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    let mut length = 0;
    loop {
        line.clear();
        let count = reader.read_until(b'\n', &mut line)? as u64;
        match serde_json::from_slice::<Value>(&line) {
            // The run was killed while it wrote the line.
            _ if !line.ends_with(b"\n") => return Ok(length),
            Ok(value) if value.get("status").is_some() => {
                let text = |name: &str| value[name].as_str();
                if let (Some(output), Some(sum)) = (text("output"), text("sha256")) {
                    known.insert(key(output), short(sum));
                }
                length += count;
            }
            _ => return Err(io::Error::other("is there already and no manifest of unmangle's")),
        }
    }
}
