//! The records of a run: every input, every record in it, with the place its output goes to.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::path::{Component, Path, PathBuf};

use unmangle::ingest::{self, Found, ReadOptions, Record, RecordError, Records};

/// A record and the place of its output in a folder, without extension.
pub(crate) type Placed = Result<(Record, PathBuf), RecordError>;

/// Every record of every input, in order.
pub(crate) struct Feed {
    inputs: VecDeque<Result<Found, RecordError>>,
    options: ReadOptions,
    current: Option<Current>,
    places: Places,
    /// Bytes of the inputs that are done.
    done: u64,
}

struct Current {
    records: Records,
    found: Found,
    /// Records given so far.
    count: u64,
    bytes: u64,
    position: u64,
}

impl Feed {
    pub(crate) fn new(named: &[PathBuf], options: ReadOptions) -> Self {
        let inputs = ingest::expand(named)
            .map(|found| found.map_err(|(path, error)| failure(&path, &error)))
            .collect();
        Self { inputs, options, current: None, places: Places::default(), done: 0 }
    }

    /// Bytes of all inputs, for those that are files.
    pub(crate) fn total_bytes(&self) -> u64 {
        self.inputs.iter().flatten().map(|found| size(&found.path)).sum()
    }

    /// Bytes of the inputs read so far, about.
    pub(crate) fn position(&self) -> u64 {
        self.done + self.current.as_ref().map_or(0, |c| c.position.min(c.bytes))
    }

    fn open(&self, found: Found) -> Current {
        let records = if found.path == Path::new("-") {
            ingest::read("-", io::stdin(), &self.options)
        } else {
            ingest::open(&found.path, &self.options)
        };
        Current { records, count: 0, bytes: size(&found.path), position: 0, found }
    }
}

impl Iterator for Feed {
    type Item = Placed;

    fn next(&mut self) -> Option<Placed> {
        loop {
            let Some(current) = &mut self.current else {
                match self.inputs.pop_front()? {
                    Ok(found) => self.current = Some(self.open(found)),
                    Err(error) => return Some(Err(error)),
                }
                continue;
            };
            let Some(record) = current.records.next() else {
                self.done += current.bytes;
                self.current = None;
                continue;
            };
            current.count += 1;
            return Some(record.map(|record| {
                current.position = record.offset.unwrap_or(current.position);
                let place = self.places.place(&current.found, &record, current.count);
                (record, place)
            }));
        }
    }
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

fn failure(path: &Path, error: &io::Error) -> RecordError {
    RecordError {
        source: path.to_string_lossy().into_owned(),
        offset: None,
        reason: error.to_string(),
    }
}

/// Places in an output folder, each given once.
#[derive(Default)]
struct Places {
    /// How often a place was asked for, by its hash: archives hold millions.
    taken: HashMap<u64, u32>,
}

impl Places {
    /// A file keeps its place; a container becomes a folder of its members and records.
    fn place(&mut self, found: &Found, record: &Record, count: u64) -> PathBuf {
        let place = place(found, record, count);
        let key = xxhash_rust::xxh3::xxh3_64(place.as_os_str().as_encoded_bytes());
        let times = self.taken.entry(key).or_insert(0);
        *times += 1;
        match *times {
            1 => place,
            n => super::sink::with_suffix(&place, &format!("-{n}")),
        }
    }
}

fn place(found: &Found, record: &Record, count: u64) -> PathBuf {
    let base = stem(&found.relative);
    let name = found.path.to_string_lossy();
    let inside = record.source.strip_prefix(&*name).unwrap_or_default();
    let members: Vec<&str> = inside.split('!').filter(|part| !part.is_empty()).collect();
    let mut place = base;
    for member in &members {
        place.push(stem(&inside_only(Path::new(member))));
    }
    // Records have an offset in what holds them, whole files do not.
    if record.offset.is_some() {
        place.push(format!("{count:08}"));
    }
    place
}

/// A path without its extension and that of its compression.
fn stem(path: &Path) -> PathBuf {
    let plain = ingest::without_compression(path);
    match plain.extension() {
        Some(_) => plain.with_extension(""),
        None => plain,
    }
}

/// The path without what would lead out of a folder.
fn inside_only(path: &Path) -> PathBuf {
    path.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}
