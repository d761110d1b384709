//! The records of a run: every input, every record in it, with the place its output goes to.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use unmangle::ingest::{self, ErrorKind, Found, ReadOptions, Record, RecordError, Records};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::guard::{Identity, identity};
use super::manifest;
use super::names::Places;

/// A record with its place, or what there is instead.
pub(crate) type Placed = Result<(Record, Place), Lost>;

/// Where a record is and where its output goes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Its place in an output folder, without extension.
    pub(crate) path: PathBuf,
    /// The file it is in.
    pub(crate) source: String,
    /// The member of that file, if it is an archive of files; members of members behind a `!`.
    pub(crate) member: Option<String>,
}

/// What could not be read.
#[derive(Clone, Debug)]
pub(crate) enum Lost {
    /// A document may be lost.
    Failed(RecordError),
    /// There was no article, and nobody said that there was one.
    LeftOut(RecordError),
}

/// Every record of every input, in order.
pub(crate) struct Feed {
    inputs: VecDeque<Result<Found, RecordError>>,
    options: ReadOptions,
    current: Option<Current>,
    places: Places,
    /// The ids given so far, by their hashes.
    ids: HashSet<u64>,
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
        let inputs = ingest::expand(named).collect();
        let (places, ids) = (Places::default(), HashSet::new());
        Self { inputs, options, current: None, places, ids, done: 0 }
    }

    /// The records of one stream, which goes by `path`.
    pub(crate) fn of_records(path: &Path, records: Records) -> Self {
        let found = Found::named(path);
        let mut feed = Self::new(&[], ReadOptions::default());
        feed.current = Some(Current { records, found, count: 0, bytes: 0, position: 0 });
        feed
    }

    /// Takes the run's own outputs, and manifests of others, out of what was found in folders.
    pub(crate) fn leave_out(&mut self, outputs: &[&Path]) {
        let own: Vec<Identity> = outputs.iter().filter_map(|path| identity(path)).collect();
        let is_own = |path: &Path| identity(path).is_some_and(|identity| own.contains(&identity));
        // Files of a folder come one after the other: each folder is looked up once.
        let mut last: (PathBuf, bool) = Default::default();
        self.inputs.retain(|input| {
            let Ok(found) = input else { return true };
            if !found.in_folder {
                return true;
            }
            let folder = found.path.parent().unwrap_or(Path::new(""));
            if last.0 != folder {
                // Folders below the one that was named: an output may well be above it.
                let below = found.relative.components().count().saturating_sub(1);
                last = (folder.to_owned(), folder.ancestors().take(below).any(is_own));
            }
            !last.1 && !is_own(&found.path) && !manifest::is_one(&found.path)
        });
    }

    /// The files to be read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.inputs.iter().flatten().map(|found| &*found.path)
    }

    /// Tells these inputs from all others: their names, sizes and times.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Xxh3::new();
        for path in self.files() {
            hash.update(path.as_os_str().as_encoded_bytes());
            let data = std::fs::metadata(path).ok().filter(|data| data.is_file());
            let changed = data.as_ref().and_then(|data| data.modified().ok());
            let changed = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            hash.update(&changed.map_or(0, |time| time.as_nanos()).to_le_bytes());
            hash.update(&data.map_or(0, |data| data.len()).to_le_bytes());
        }
        format!("{:032x}", hash.digest128())
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
        let mut options = self.options.clone();
        options.in_folder = found.in_folder;
        let records = if found.path == Path::new("-") {
            ingest::read("-", io::stdin(), &options)
        } else {
            ingest::open(&found.path, &options)
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
                    Err(error) => return Some(Err(lost(error, false))),
                }
                continue;
            };
            let Some(record) = current.records.next() else {
                self.done += current.bytes;
                self.current = None;
                continue;
            };
            current.count += 1;
            return Some(match record {
                Err(error) => {
                    let found = &current.found;
                    let plain = ingest::without_compression(&found.path);
                    let is_whole = (error.offset.is_none() || error.kind == ErrorKind::NoField)
                        && [&*found.path, &plain].contains(&Path::new(&error.source));
                    Err(lost(error, is_whole && !found.in_folder))
                }
                Ok(mut record) => {
                    current.position = record.offset.unwrap_or(current.position);
                    let mut place = place(&current.found, &record, current.count);
                    record.id = unique(&mut self.ids, &current.found, &record, &place);
                    place.path = self.places.place(&place.path);
                    Ok((record, place))
                }
            });
        }
    }
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

fn source(found: &Found) -> String {
    found.path.to_string_lossy().into_owned()
}

/// What of an error becomes a failure: of what nobody named only what may have been an article.
fn lost(error: RecordError, is_named: bool) -> Lost {
    match error.kind {
        ErrorKind::Empty => Lost::LeftOut(error),
        ErrorKind::Foreign if !is_named => Lost::LeftOut(error),
        // Folders hold settings and lists that are JSON too.
        ErrorKind::NoField if !is_named && error.source.ends_with(".json") => Lost::LeftOut(error),
        _ => Lost::Failed(error),
    }
}

/// The id of a record, made unique: pages of folders go by their paths, others as their containers
/// name them.
fn unique(ids: &mut HashSet<u64>, found: &Found, record: &Record, place: &Place) -> String {
    let slashed = || found.relative.to_string_lossy().replace('\\', "/");
    let id = match (&place.member, record.offset) {
        (None, None) if found.path != Path::new("-") => slashed(),
        (Some(member), None) => format!("{}!{member}", slashed()),
        _ => record.id.clone(),
    };
    let mut candidate = id.clone();
    let mut number = 1;
    while !ids.insert(xxh3_64(candidate.as_bytes())) {
        number += 1;
        candidate = format!("{id}#{number}");
    }
    candidate
}

/// A file keeps its place; a container becomes a folder of its members and records.
fn place(found: &Found, record: &Record, count: u64) -> Place {
    let source = source(found);
    // The source of a compressed file goes without the suffix of the compression.
    let inside = record.source.strip_prefix(&source).or_else(|| {
        let plain = ingest::without_compression(&found.path);
        record.source.strip_prefix(&*plain.to_string_lossy())
    });
    let inside = inside.and_then(|inside| inside.strip_prefix('!')).unwrap_or_default();
    let mut path = stem(&found.relative);
    for member in inside.split('!').filter(|member| !member.is_empty()) {
        path.push(stem(Path::new(member)).to_string_lossy().trim_start_matches('/'));
    }
    // Records have an offset in what holds them, whole files do not.
    if record.offset.is_some() {
        path.push(format!("{count:08}"));
    }
    let member = (!inside.is_empty()).then(|| inside.to_owned());
    Place { path, source, member }
}

/// A path without its extension and that of its compression.
fn stem(path: &Path) -> PathBuf {
    let plain = ingest::without_compression(path);
    match plain.extension() {
        Some(_) => plain.with_extension(""),
        None => plain,
    }
}
