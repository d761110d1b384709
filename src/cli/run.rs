//! One run: the arguments to a feed, a job, a sink, and everything that is recorded on the way.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use serde_json::json;
use unmangle::Options;
use unmangle::ingest::{ReadLimits, ReadOptions, RecordError};
use unmangle::options::RenderOptions;

use super::args::{Args, Progress as When};
use super::engine::{self, Wanted};
use super::feed::Feed;
use super::job::{Job, Outcome, Output};
use super::journal::{Checkpoint, Earlier, INTERVAL, Journal};
use super::progress::Progress;
use super::sink::{self, Sink};
use super::summary::Summary;

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) failed: u64,
    pub(crate) interrupted: bool,
}

/// Converts everything that the arguments name.
pub(crate) fn run(args: &Args, stop: &AtomicBool) -> io::Result<Ended> {
    let begun = Instant::now();
    let inputs = inputs(args)?;
    let feed = Feed::new(&inputs, read_options(args));
    let many = inputs.len() > 1 || inputs.first().is_some_and(|path| path.is_dir());
    let (mut books, earlier) = Books::open(args, &inputs, many)?;
    let position = AtomicU64::new(0);
    let quiet = args.run.quiet || books.is_stdout && args.run.progress == When::Auto;
    let mut progress = Progress::new(args.run.progress, quiet, || feed.total_bytes());
    let wanted = wanted(feed, args, earlier, &position);
    let job = job(args);
    let jobs =
        args.run.jobs.filter(|jobs| *jobs > 0).unwrap_or_else(|| {
            std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
        });
    let result = engine::run(wanted, &job, jobs, stop, |outcome| {
        if let Outcome::Failed(error) = &outcome {
            progress.say(&format!("unmangle: {error}"));
        }
        books.enter(outcome)?;
        progress.update(position.load(Ordering::Relaxed), &books.summary);
        Ok(())
    });
    progress.finish();
    result?;
    let interrupted = stop.load(Ordering::Relaxed);
    let summary = books.close(interrupted)?;
    report(args, &summary, begun.elapsed().as_secs_f64(), quiet, interrupted)?;
    Ok(Ended { failed: summary.failed, interrupted })
}

/// The inputs that are named on the command line, in files, or by a pipe.
fn inputs(args: &Args) -> io::Result<Vec<PathBuf>> {
    let mut inputs = args.inputs.clone();
    if let Some(list) = &args.read.files_from {
        let reader: Box<dyn BufRead> = if list == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            let named = |error| io::Error::other(format!("{}: {error}", list.display()));
            Box::new(io::BufReader::new(File::open(list).map_err(named)?))
        };
        for line in reader.lines() {
            let line = line?;
            if !line.is_empty() {
                inputs.push(PathBuf::from(line));
            }
        }
    } else if inputs.is_empty() {
        inputs.push(PathBuf::from("-"));
    }
    Ok(inputs)
}

fn read_options(args: &Args) -> ReadOptions {
    let read = &args.read;
    let limits = ReadLimits {
        document_bytes: read.max_document,
        ratio: read.max_ratio,
        nesting: read.max_nesting,
    };
    ReadOptions {
        kind: read.from,
        field: read.field.clone(),
        id_field: read.id_field.clone(),
        limits,
    }
}

fn job(args: &Args) -> Job {
    let (clean, style) = (&args.clean, &args.style);
    let mut options = Options::default();
    options.decode.label.clone_from(&args.read.encoding);
    options.build.base_url.clone_from(&args.read.base_url);
    options.build.repeat_spanned_cells = clean.repeat_spanned_cells;
    options.limits.input_bytes = usize::try_from(args.read.max_document).unwrap_or(usize::MAX);
    options.repair.mode = clean.repair;
    options.repair.min_confidence = clean.min_confidence;
    for &rule in &clean.disable {
        options.repair.disabled.insert(rule);
    }
    options.extract.mode = clean.extract;
    options.extract.favor = clean.favor;
    options.render = RenderOptions {
        heading: style.heading,
        bullet: style.bullet,
        emphasis: style.emphasis,
        strong: style.strong,
        links: style.links,
        width: style.width,
        front_matter: style.front_matter,
        fragment: style.fragment,
    };
    Job {
        options,
        format: args.write.to,
        filters: args.read.filter.clone(),
        with_report: args.write.report.is_some(),
    }
}

/// The records that are wanted: behind those that an earlier run did, within the limits, admitted by
/// the filters.
fn wanted<'a>(
    mut feed: Feed,
    args: &'a Args,
    earlier: u64,
    position: &'a AtomicU64,
) -> impl Iterator<Item = Wanted> + Send + 'a {
    let read = &args.read;
    let by_status = read.filter.iter().any(super::filter::Filter::is_on_status);
    let (mut number, mut documents) = (0_u64, 0_u64);
    std::iter::from_fn(move || {
        loop {
            if read.limit.is_some_and(|limit| documents >= read.skip.saturating_add(limit)) {
                return None;
            }
            let record = feed.next()?;
            position.store(feed.position(), Ordering::Relaxed);
            number += 1;
            let wanted = match record {
                Err(error) => Some(Err(error)),
                Ok((record, place)) => {
                    let found = by_status || record.status.is_none_or(|s| (200..300).contains(&s));
                    let admitted = found
                        && read
                            .sample
                            .is_none_or(|share| is_sampled(&record.source, &record.id, share))
                        && read.filter.iter().all(|filter| filter.admits(&record));
                    documents += u64::from(admitted);
                    match admitted && documents > read.skip {
                        true => Some(Ok((record, place))),
                        false => None,
                    }
                }
            };
            if number > earlier {
                return Some(wanted);
            }
        }
    })
}

/// Whether a document is in the sample: by its name, so that it is the same every time.
fn is_sampled(source: &str, id: &str, share: f64) -> bool {
    let hash = xxhash_rust::xxh3::xxh3_64(format!("{source}\n{id}").as_bytes());
    (hash as f64 / u64::MAX as f64) < share
}

/// Everything that a run writes.
struct Books {
    sink: Box<dyn Sink>,
    is_stdout: bool,
    journal: Option<Journal>,
    report: Option<Log>,
    errors: Option<Log>,
    seen: Option<HashSet<u128>>,
    new_hashes: Vec<String>,
    records: u64,
    since_checkpoint: u64,
    summary: Summary,
}

impl Books {
    /// Opens everything; gives the number of records that an earlier run did.
    fn open(args: &Args, inputs: &[PathBuf], many: bool) -> io::Result<(Self, u64)> {
        let kind = sink::kind(args, many);
        let path = args.write.output.as_deref().filter(|path| *path != Path::new("-"));
        let journal_path = path.and_then(|path| sink::journal(path, kind));
        let name = run_name(args, inputs);
        let resumed = match &journal_path {
            Some(path) if args.run.resume => Journal::resume(path, &name)?,
            _ => None,
        };
        let (journal, earlier) = resumed.unzip();
        let Earlier { checkpoint, hashes } = earlier
            .unwrap_or_else(|| Earlier { checkpoint: Checkpoint::default(), hashes: Vec::new() });
        let from = journal.is_some().then_some(&checkpoint);
        let sink = sink::open(args, kind, from.map(|checkpoint| &checkpoint.sink))?;
        let journal = match (journal, journal_path) {
            (Some(journal), _) => Some(journal),
            (None, Some(path)) => {
                path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
                Some(Journal::begin(&path, &name).map_err(|error| sink::named(&path, &error))?)
            }
            (None, None) => None,
        };
        let log = |path: &Option<PathBuf>, length: u64| {
            path.as_deref().map(|path| Log::open(path, from.map(|_| length))).transpose()
        };
        let books = Self {
            report: log(&args.write.report, checkpoint.report)?,
            errors: log(&args.write.errors, checkpoint.errors)?,
            seen: args.read.dedup.then(|| hashes.into_iter().collect()),
            is_stdout: path.is_none(),
            sink,
            journal,
            new_hashes: Vec::new(),
            records: checkpoint.records,
            since_checkpoint: 0,
            summary: checkpoint.summary,
        };
        let done = books.records;
        Ok((books, done))
    }

    /// Records what became of the next record.
    fn enter(&mut self, outcome: Outcome) -> io::Result<()> {
        self.records += 1;
        match outcome {
            Outcome::Skipped => self.summary.skipped += 1,
            Outcome::Failed(error) => self.fail(&error)?,
            Outcome::Cleaned(output) if self.is_duplicate(&output) => self.summary.duplicates += 1,
            Outcome::Cleaned(output) => {
                self.sink.write(&output)?;
                self.summary.add(&output);
                if let (Some(log), Some(line)) = (&mut self.report, &output.report) {
                    log.line(line)?;
                }
            }
        }
        self.since_checkpoint += 1;
        if self.since_checkpoint >= INTERVAL { self.checkpoint() } else { Ok(()) }
    }

    fn is_duplicate(&mut self, output: &Output) -> bool {
        let Some(seen) = &mut self.seen else { return false };
        let is_new = seen.insert(output.hash);
        if is_new && self.journal.is_some() {
            self.new_hashes.push(format!("{:x}", output.hash));
        }
        !is_new
    }

    fn fail(&mut self, error: &RecordError) -> io::Result<()> {
        self.summary.failed += 1;
        let RecordError { source, offset, reason } = error;
        let line = json!({"source": source, "offset": offset, "reason": reason});
        self.errors.as_mut().map_or(Ok(()), |log| log.line(&line.to_string()))
    }

    fn checkpoint(&mut self) -> io::Result<()> {
        self.since_checkpoint = 0;
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let length = |log: &mut Option<Log>| log.as_mut().map_or(Ok(0), Log::checkpoint);
        journal.add(&Checkpoint {
            records: self.records,
            sink: self.sink.checkpoint()?,
            report: length(&mut self.report)?,
            errors: length(&mut self.errors)?,
            summary: self.summary.clone(),
            hashes: std::mem::take(&mut self.new_hashes),
        })
    }

    /// Ends the run. An interrupted one keeps its journal and its unfinished files.
    fn close(mut self, interrupted: bool) -> io::Result<Summary> {
        for log in self.report.iter_mut().chain(&mut self.errors) {
            log.checkpoint()?;
        }
        if !interrupted || self.journal.is_none() {
            self.sink.finish()?;
            self.journal.take().map_or(Ok(()), Journal::remove)?;
        }
        Ok(self.summary)
    }
}

/// Names a run by what decides its output.
fn run_name(args: &Args, inputs: &[PathBuf]) -> String {
    let mut args = args.clone();
    args.run.resume = false;
    args.run.jobs = None;
    args.run.progress = When::Auto;
    args.run.quiet = false;
    let text = format!("{args:?} {inputs:?}");
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()))
}

/// A file of lines that grows with the run.
struct Log {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Log {
    fn open(path: &Path, from: Option<u64>) -> io::Result<Self> {
        let open = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            let Some(length) = from else { return File::create(path) };
            let mut file =
                OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
            file.set_len(length)?;
            file.seek(io::SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|error| sink::named(path, &error))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        let written =
            self.file.write_all(line.as_bytes()).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(|error| sink::named(&self.path, &error))
    }

    fn checkpoint(&mut self) -> io::Result<u64> {
        let length = self.file.flush().and_then(|()| self.file.stream_position());
        length.map_err(|error| sink::named(&self.path, &error))
    }
}

/// Says what the run did.
fn report(
    args: &Args,
    summary: &Summary,
    seconds: f64,
    quiet: bool,
    interrupted: bool,
) -> io::Result<()> {
    if let Some(path) = &args.write.summary {
        let mut value = serde_json::to_value(summary)?;
        value["seconds"] = json!(seconds);
        std::fs::write(path, format!("{value}\n")).map_err(|error| sink::named(path, &error))?;
    }
    if !quiet && summary.documents + summary.failed > 1 {
        let _ = writeln!(io::stderr(), "{}", summary.to_text(seconds));
    }
    if interrupted {
        let hint = if args.write.output.is_some() {
            "; the same command with --resume goes on from here"
        } else {
            ""
        };
        let _ = writeln!(io::stderr(), "unmangle: interrupted{hint}");
    }
    Ok(())
}
