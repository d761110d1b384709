//! One run: the arguments to a feed, a job, a sink, and everything that is recorded on the way.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use serde_json::json;
use unmangle::Options;
use unmangle::ingest::{ReadOptions, RecordError};
use unmangle::options::{ExtractMode, Phrases, RenderOptions};
use unmangle::report::Confidence;

use super::args::{Args, CleanArgs, Progress as When, ReadArgs, StyleArgs};
use super::books::{Books, Opened};
use super::config::Site;
use super::engine::{self, Wanted};
use super::feed::{Feed, Lost};
use super::guard;
use super::job::Job;
use super::progress::Progress;
use super::record::is_found;
use super::shown::shown;
use super::sink::{self, named};
use super::summary::Summary;

/// How a run ended.
pub(crate) enum Ended {
    Done { failed: u64 },
    Interrupted,
    WrongUsage(String),
}

/// Converts everything that the arguments name.
pub(crate) fn run(args: &Args, sites: &[Site], stop: &AtomicBool) -> io::Result<Ended> {
    let begun = Instant::now();
    let inputs = inputs(&args.inputs, &args.read)?;
    let many = inputs.len() > 1 || inputs.first().is_some_and(|path| path.is_dir());
    let kind = match usage(args, &inputs).and_then(|()| sink::kind(args, many)) {
        Ok(kind) => kind,
        Err(message) => return Ok(Ended::WrongUsage(message)),
    };
    let mut feed = Feed::new(&inputs, read_options(&args.read));
    let outputs: Vec<&Path> = guard::outputs(args).into_iter().map(|(_, path)| path).collect();
    feed.leave_out(&outputs);
    let job = match job(args, sites) {
        Ok(job) => job,
        Err(message) => return Ok(Ended::WrongUsage(message)),
    };
    let (mut books, earlier) = match Books::open(args, &inputs, &feed, kind)? {
        Opened::Run(books, earlier) => (*books, earlier),
        Opened::NothingToDo(message) => {
            if !args.run.quiet {
                let _ = writeln!(io::stderr(), "unmangle: {message}");
            }
            return Ok(Ended::Done { failed: 0 });
        }
    };
    let position = AtomicU64::new(0);
    let shows_output = books.is_stdout && io::stdout().is_terminal();
    let quiet = args.run.quiet || books.is_stdout && args.run.progress == When::Auto;
    let unseen = args.run.quiet || shows_output && args.run.progress == When::Auto;
    let mut progress = Progress::new(args.run.progress, unseen, || feed.total_bytes());
    let wanted = wanted(feed, &args.read, earlier, &position);
    let jobs = engine::jobs(args.run.jobs);
    let run = |record, place| job.run(record, place);
    let result = engine::run(wanted, &run, jobs, stop, |outcome| {
        if let Some(message) = books.enter(outcome)? {
            progress.say(&format!("unmangle: {}", shown(&message)));
        }
        progress.update(position.load(Ordering::Relaxed), &books.summary);
        Ok(())
    });
    progress.finish();
    result?;
    let interrupted = stop.load(Ordering::Relaxed);
    let summary = books.close(interrupted)?;
    report(args, &summary, begun.elapsed().as_secs_f64(), quiet, interrupted)?;
    Ok(if interrupted { Ended::Interrupted } else { Ended::Done { failed: summary.failed } })
}

/// Says what does not go together, before anything is written.
fn usage(args: &Args, inputs: &[PathBuf]) -> Result<(), String> {
    let is_stdout = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new("-"));
    if args.run.resume && args.write.output.as_deref().is_none_or(|path| path == Path::new("-")) {
        return Err("--resume goes on with an output: name it with -o".to_owned());
    }
    let write = &args.write;
    let logs = [&write.report, &write.source_map, &write.errors, &write.summary];
    if std::iter::once(&write.output).chain(logs).filter(|path| is_stdout(path)).count() > 1 {
        const ONE: &str =
            "standard output holds only one of output, report, source map, errors, summary";
        return Err(ONE.to_owned());
    }
    if write.output.is_none()
        && [&write.errors, &write.summary, &write.source_map].into_iter().any(is_stdout)
    {
        return Err("standard output holds the documents: name an output with -o".to_owned());
    }
    guard::check(args, inputs)
}

/// The inputs that are named on the command line, in files, or by a pipe.
pub(crate) fn inputs(named: &[PathBuf], read: &ReadArgs) -> io::Result<Vec<PathBuf>> {
    let mut inputs = named.to_vec();
    if let Some(list) = &read.files_from {
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

/// How the inputs are read.
pub(crate) fn read_options(read: &ReadArgs) -> ReadOptions {
    let mut options = ReadOptions::default();
    options.kind = read.from;
    options.field.clone_from(&read.field);
    options.id_field.clone_from(&read.id_field);
    options.keep.clone_from(&read.keep);
    options.limits.document_bytes = read.max_document;
    options.limits.ratio = read.max_ratio;
    options.limits.nesting = read.max_nesting;
    options
}

fn job(args: &Args, sites: &[Site]) -> Result<Job, String> {
    let options = read_as(options(&args.clean, &args.style, args.read.max_document)?, &args.read);
    let mut job = Job::new(options, args.write.format(), sites).fixing(args.write.fix_only);
    job.filters.clone_from(&args.read.filter);
    job.with_report = args.write.report.is_some();
    job.with_source_map = args.write.source_map.is_some();
    Ok(job)
}

/// The options of a command that shows what is done, with those that it has of its own.
///
/// # Errors
/// As [`options`].
pub(crate) fn shown_with(
    all: &Args,
    least: Option<Confidence>,
    extract: Option<ExtractMode>,
    read: &ReadArgs,
) -> Result<Options, String> {
    let mut clean = all.clean.clone();
    clean.min_confidence = least.unwrap_or(clean.min_confidence);
    clean.extract = extract.unwrap_or(clean.extract);
    Ok(read_as(options(&clean, &all.style, read.max_document)?, read))
}

/// Options with what the arguments say of all documents.
pub(crate) fn read_as(mut options: Options, read: &ReadArgs) -> Options {
    options.decode.label.clone_from(&read.encoding);
    options.build.base_url.clone_from(&read.base_url);
    options
}

/// The options that every document is cleaned with.
///
/// # Errors
/// When a file of phrases or words cannot be read.
pub(crate) fn options(
    clean: &CleanArgs,
    style: &StyleArgs,
    max_document: u64,
) -> Result<Options, String> {
    let mut options = Options::default();
    options.build.repeat_spanned_cells = clean.repeat_spanned_cells;
    options.limits.input_bytes = usize::try_from(max_document).unwrap_or(usize::MAX);
    options.repair.mode = clean.repair;
    options.repair.assume = clean.assume;
    options.repair.min_confidence = clean.min_confidence;
    options.repair.disabled.extend(clean.disable.iter().copied());
    options.extract.mode = clean.extract;
    options.extract.favor = clean.favor;
    options.extract.leave_out_title = clean.no_title;
    options.extract.select.clone_from(&clean.select);
    options.extract.drop.clone_from(&clean.drop);
    options.extract.phrases = lines(clean.phrases.as_deref())?;
    options.repair.words = lines(clean.words.as_deref())?;
    options.render = style.preset.map_or_else(RenderOptions::default, RenderOptions::preset);
    let render = &mut options.render;
    render.dialect = style.dialect;
    render.links = style.links.unwrap_or(render.links);
    render.images = style.images.unwrap_or(render.images);
    render.tables = style.tables.unwrap_or(render.tables);
    render.marks = style.marks.unwrap_or(render.marks);
    render.line_break = style.line_break;
    render.fence = style.fence;
    render.heading_offset = style.heading_offset;
    render.no_autolinks = style.no_autolinks;
    render.heading = style.heading;
    render.bullet = style.bullet;
    render.emphasis = style.emphasis;
    render.strong = style.strong;
    render.width = style.width;
    render.front_matter |= style.front_matter;
    render.fragment = style.fragment;
    Ok(options)
}

/// The lines of a file; those that begin with # are remarks.
fn lines(path: Option<&Path>) -> Result<Phrases, String> {
    let Some(path) = path else { return Ok(Phrases::default()) };
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.trim_start_matches('\u{feff}').lines().filter(|line| !line.starts_with('#')).collect())
}

/// The records that are wanted: behind those that an earlier run did, within the limits, admitted by
/// the filters.
pub(crate) fn wanted<'a>(
    mut feed: Feed,
    read: &'a ReadArgs,
    earlier: u64,
    position: &'a AtomicU64,
) -> impl Iterator<Item = Wanted> + Send + 'a {
    let by_status = read.filter.iter().any(super::filter::Filter::is_on_status);
    let (mut number, mut documents, mut bytes) = (0_u64, 0_u64, 0_u64);
    let mut ended = false;
    std::iter::from_fn(move || {
        loop {
            if ended {
                return None;
            }
            if read.limit.is_some_and(|limit| documents >= read.skip.saturating_add(limit)) {
                return None;
            }
            let record = feed.next()?;
            position.store(feed.position(), Ordering::Relaxed);
            number += 1;
            let wanted = match record {
                Err(error) => Some(Err(error)),
                Ok((record, place)) => {
                    let found = by_status || is_found(&record);
                    let admitted = found
                        && read
                            .sample
                            .is_none_or(|share| is_sampled(&record.source, &record.id, share))
                        && read.filter.iter().all(|filter| filter.admits(&record));
                    documents += u64::from(admitted);
                    bytes += record.payload.len() as u64;
                    if let Some(limit) = read.max_total.filter(|limit| bytes > *limit) {
                        ended = true;
                        let reason =
                            format!("the documents are over the limit of {limit} bytes together");
                        let error = RecordError::new(&record.source, record.offset, reason);
                        return Some(Some(Err(Lost::Failed(error))));
                    }
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
        if path == Path::new("-") {
            writeln!(io::stdout(), "{value}")?;
        } else {
            std::fs::write(path, format!("{value}\n")).map_err(|error| named(path, &error))?;
        }
    }
    let mut text = String::new();
    if !args.run.verbose {
        text += &summary.failures();
    }
    let left_out = summary.left_out(args.run.verbose);
    if !args.run.quiet && !left_out.is_empty() {
        text += &format!("{left_out}\n");
    }
    if !quiet && summary.documents + summary.failed > 1 {
        text += &format!("{}\n", summary.to_text(seconds));
    }
    let _ = io::stderr().write_all(text.as_bytes());
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
