//! Everything that a run writes: documents, journal, report, errors, and what it counts.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, Stdout, Write};
use std::path::{Path, PathBuf};

use serde_json::json;
use unmangle::ingest::RecordError;

use super::args::{Args, Progress as When, SinkKind};
use super::feed::Feed;
use super::guard::{self, Inputs, Verdict, is_ours_by_content, verdict};
use super::job::{Outcome, Output};
use super::journal::{Checkpoint, Earlier, INTERVAL, Journal};
use super::ledger;
use super::sink::{self, Put, Sink};
use super::summary::Summary;

/// What came of opening the books.
pub(crate) enum Opened {
    /// A run, and how many records an earlier one did of it.
    Run(Box<Books>, u64),
    /// Why there is nothing to do.
    NothingToDo(&'static str),
}

/// Everything that a run writes.
pub(crate) struct Books {
    sink: Box<dyn Sink>,
    pub(crate) is_stdout: bool,
    /// Where the documents go, if that is a file or a folder.
    output: Option<(PathBuf, SinkKind)>,
    name: String,
    inputs: String,
    verbose: bool,
    quiet: bool,
    journal: Option<Journal>,
    report: Option<Log>,
    source_map: Option<Log>,
    errors: Option<Log>,
    seen: Option<HashSet<u128>>,
    new_hashes: Vec<String>,
    records: u64,
    since_checkpoint: u64,
    pub(crate) summary: Summary,
}

impl Books {
    /// Opens everything.
    ///
    /// # Errors
    /// When an output must not be written to, before anything is.
    pub(crate) fn open(
        args: &Args,
        inputs: &[PathBuf],
        feed: &Feed,
        kind: SinkKind,
    ) -> io::Result<Opened> {
        let path = args.write.output.as_deref().filter(|path| *path != Path::new("-"));
        let journal_path = path.and_then(|path| sink::journal(path, kind));
        let name = run_name(args, inputs);
        let fingerprint = feed.fingerprint();
        if args.run.resume && kind == SinkKind::Parquet {
            return Err(io::Error::other("a Parquet file cannot be gone on with"));
        }
        let resumed = match &journal_path {
            Some(path) if args.run.resume => Journal::resume(path, &name, &fingerprint)?,
            _ => None,
        };
        if let Some(path) = path.filter(|_| resumed.is_none())
            && let Some(reason) = is_done(args, path, kind, &name, &fingerprint)?
        {
            return Ok(Opened::NothingToDo(reason));
        }
        let (journal, earlier) = resumed.unzip();
        if journal.is_none() {
            let write = &args.write;
            for path in [&write.report, &write.source_map, &write.errors, &write.summary] {
                check_log(path.as_deref(), args)?;
            }
        }
        let Earlier { checkpoint, hashes } = earlier
            .unwrap_or_else(|| Earlier { checkpoint: Checkpoint::default(), hashes: Vec::new() });
        let from = journal.is_some().then_some(&checkpoint);
        let journal = match (journal, journal_path) {
            (Some(journal), _) => Some(journal),
            (None, Some(path)) => {
                path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
                let begun = Journal::begin(&path, &name, &fingerprint);
                let (journal, was_there) = begun.map_err(|error| sink::named(&path, &error))?;
                if was_there && !args.run.quiet {
                    let _ = writeln!(
                        io::stderr(),
                        "unmangle: an earlier run was not finished; this one begins anew (--resume \
                         goes on)"
                    );
                }
                Some(journal)
            }
            (None, None) => None,
        };
        let files = Inputs::new(feed.files().map(Path::to_owned).collect());
        let sink = match sink::open(args, kind, from.map(|checkpoint| &checkpoint.sink), files) {
            Ok(sink) => sink,
            Err(error) => {
                // Nothing was begun that a later run could go on with.
                if let Some(journal) = journal.filter(|_| from.is_none()) {
                    let _ = journal.remove();
                }
                return Err(error);
            }
        };
        let log = |path: &Option<PathBuf>, length: u64| {
            path.as_deref().map(|path| Log::open(path, from.map(|_| length))).transpose()
        };
        let books = Self {
            report: log(&args.write.report, checkpoint.report)?,
            source_map: log(&args.write.source_map, checkpoint.source_map)?,
            errors: log(&args.write.errors, checkpoint.errors)?,
            seen: args.read.dedup.then(|| hashes.into_iter().collect()),
            is_stdout: path.is_none(),
            output: path.filter(|_| journal.is_some()).map(|path| (path.to_owned(), kind)),
            name,
            inputs: fingerprint,
            verbose: args.run.verbose,
            quiet: args.run.quiet,
            sink,
            journal,
            new_hashes: Vec::new(),
            records: checkpoint.records,
            since_checkpoint: 0,
            summary: checkpoint.summary,
        };
        let done = books.records;
        Ok(Opened::Run(Box::new(books), done))
    }

    /// Records what became of the next record; gives what there is to be said about it.
    pub(crate) fn enter(&mut self, outcome: Outcome) -> io::Result<Option<String>> {
        self.records += 1;
        let message = match outcome {
            Outcome::Skipped => {
                self.summary.skipped += 1;
                None
            }
            Outcome::Failed(error) => self.fail(&error)?,
            Outcome::LeftOut(error) => {
                self.summary.leave_out(&error.reason);
                self.sink.miss("left out", &error)?;
                (self.verbose && !self.quiet).then(|| format!("left out: {error}"))
            }
            Outcome::Cleaned(output) if self.is_duplicate(&output) => {
                self.summary.duplicates += 1;
                None
            }
            Outcome::Cleaned(output) => self.put(&output)?,
        };
        self.since_checkpoint += 1;
        if self.since_checkpoint >= INTERVAL {
            self.checkpoint()?;
        }
        Ok(message)
    }

    fn put(&mut self, output: &Output) -> io::Result<Option<String>> {
        let error = |reason| RecordError::new(&output.source, output.offset, reason);
        match self.sink.write(output)? {
            Put::Written => {
                self.summary.add(output);
                if let (Some(log), Some(line)) = (&mut self.report, &output.report) {
                    log.line(line)?;
                }
                if let (Some(log), Some(line)) = (&mut self.source_map, &output.source_map) {
                    log.line(line)?;
                }
                Ok(None)
            }
            Put::Kept => {
                const REASON: &str = "its output is there already";
                self.summary.leave_out(REASON);
                let named = self.verbose && !self.quiet;
                Ok(named.then(|| format!("left out: {}", error(REASON.to_owned()))))
            }
            Put::Refused(reason) => self.fail(&error(reason)),
        }
    }

    fn is_duplicate(&mut self, output: &Output) -> bool {
        let Some(seen) = &mut self.seen else { return false };
        let is_new = seen.insert(output.hash);
        if is_new && self.journal.is_some() {
            self.new_hashes.push(format!("{:x}", output.hash));
        }
        !is_new
    }

    fn fail(&mut self, error: &RecordError) -> io::Result<Option<String>> {
        let is_first = self.summary.fail(error);
        self.sink.miss("failed", error)?;
        let RecordError { source, offset, reason, .. } = error;
        let line = json!({"source": source, "offset": offset, "reason": reason});
        self.errors.as_mut().map_or(Ok(()), |log| log.line(&line.to_string()))?;
        Ok((is_first || self.verbose).then(|| error.to_string()))
    }

    fn checkpoint(&mut self) -> io::Result<()> {
        self.since_checkpoint = 0;
        let is_parquet = matches!(self.output, Some((_, SinkKind::Parquet)));
        let Some(journal) = self.journal.as_mut().filter(|_| !is_parquet) else { return Ok(()) };
        let length = |log: &mut Option<Log>| log.as_mut().map_or(Ok(0), Log::checkpoint);
        journal.add(&Checkpoint {
            records: self.records,
            sink: self.sink.checkpoint()?,
            report: length(&mut self.report)?,
            source_map: length(&mut self.source_map)?,
            errors: length(&mut self.errors)?,
            summary: self.summary.clone(),
            hashes: std::mem::take(&mut self.new_hashes),
        })
    }

    /// Ends the run. An interrupted one keeps its journal and its unfinished files.
    pub(crate) fn close(mut self, interrupted: bool) -> io::Result<Summary> {
        let logs = [&mut self.report, &mut self.source_map, &mut self.errors];
        for log in logs.into_iter().flatten() {
            log.checkpoint()?;
        }
        if !interrupted || self.journal.is_none() {
            self.sink.finish()?;
            if let Some((path, kind)) = &self.output {
                let is_folder = *kind == SinkKind::Folder;
                ledger::enter(path, is_folder, &self.name, &self.inputs)
                    .map_err(|error| sink::named(path, &error))?;
            }
            self.journal.take().map_or(Ok(()), Journal::remove)?;
        }
        Ok(self.summary)
    }
}

/// Says why there is nothing to do, where that is so: the run was finished, or its output is there and
/// is to stay.
///
/// # Errors
/// When the output must not be written to.
fn is_done(
    args: &Args,
    path: &Path,
    kind: SinkKind,
    name: &str,
    inputs: &str,
) -> io::Result<Option<&'static str>> {
    let is_folder = kind == SinkKind::Folder;
    if args.run.resume
        && let Some(last) = ledger::last(path, is_folder).filter(|last| last.run == name)
    {
        if last.inputs != inputs {
            let reason = "the inputs changed since that run; run without --resume to begin anew";
            return Err(sink::named(path, &io::Error::other(reason)));
        }
        return Ok(Some("that run is finished: nothing to do"));
    }
    if is_folder {
        return Ok(None);
    }
    let is_sharded = args.write.shard_documents.is_some() || args.write.shard_bytes.is_some();
    let is_ours = || ledger::knows(path) || is_ours_by_content(path);
    match verdict(path, args.write.existing.filter(|_| !is_sharded), is_ours)? {
        Verdict::Keep => Ok(Some("the output is there already: nothing to do")),
        Verdict::Write => Ok(None),
    }
}

/// Refuses to write a report over what is none.
fn check_log(path: Option<&Path>, args: &Args) -> io::Result<()> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok(()) };
    match verdict(path, args.write.existing, || is_ours_by_content(path))? {
        Verdict::Write => Ok(()),
        Verdict::Keep => Err(sink::named(path, &io::Error::other("is there already"))),
    }
}

/// Names a run by what decides its output.
fn run_name(args: &Args, inputs: &[PathBuf]) -> String {
    let mut args = args.clone();
    args.run.resume = false;
    args.run.jobs = None;
    args.run.progress = When::Auto;
    args.run.quiet = false;
    args.run.verbose = false;
    let text = format!("{args:?} {inputs:?}");
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()))
}

/// Lines that grow with the run: a file, or standard output.
struct Log {
    path: PathBuf,
    to: Target,
}

enum Target {
    Stdout(Stdout),
    File(BufWriter<File>),
}

impl Log {
    fn open(path: &Path, from: Option<u64>) -> io::Result<Self> {
        if path == Path::new("-") {
            return Ok(Self { path: path.to_owned(), to: Target::Stdout(io::stdout()) });
        }
        let open = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            let length = from.filter(|_| !guard::is_special(path));
            let Some(length) = length else { return File::create(path) };
            let mut file =
                OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
            file.set_len(length)?;
            file.seek(io::SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|error| sink::named(path, &error))?;
        Ok(Self { path: path.to_owned(), to: Target::File(BufWriter::new(file)) })
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        let to: &mut dyn Write = match &mut self.to {
            Target::Stdout(stdout) => stdout,
            Target::File(file) => file,
        };
        let written = to.write_all(line.as_bytes()).and_then(|()| to.write_all(b"\n"));
        written.map_err(|error| sink::named(&self.path, &error))
    }

    fn checkpoint(&mut self) -> io::Result<u64> {
        let length = match &mut self.to {
            Target::Stdout(stdout) => stdout.flush().map(|()| 0),
            Target::File(file) if guard::is_special(&self.path) => file.flush().map(|()| 0),
            Target::File(file) => file.flush().and_then(|()| file.stream_position()),
        };
        length.map_err(|error| sink::named(&self.path, &error))
    }
}
