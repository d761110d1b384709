//! `unmangle check`: every repair and removal, shown at its place in the input.

mod finding;
mod full;
mod lines;
mod sarif;
mod source;
mod statistics;

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use unmangle::Cleaned;
use unmangle::ingest::Record;

use super::args::{Args, CheckArgs, Findings};
use super::config::Site;
use super::feed::{Feed, Place};
use super::job::{Job, Outcome, host_of};
use super::shown::shown;
use super::summary::Summary;
use super::width::columns;
use super::{FAILED, INTERRUPTED, WRONG_USAGE, engine, run};
pub(crate) use finding::Class;
pub(crate) use finding::{Finding, Kind, Selection, findings};
use full::Full;
pub(crate) use source::Source;
use statistics::Statistics;

/// What was found in one document.
#[derive(Debug)]
struct Checked {
    /// What people find it by: its file, and its name in there.
    name: String,
    /// The host it came from, if that is known.
    site: Option<String>,
    /// Words of the text that was made of it.
    words: u64,
    source: Source,
    findings: Vec<Finding>,
}

/// Shows what is found in everything that the arguments name; gives the exit status.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn check(
    args: &CheckArgs,
    all: &Args,
    sites: &[Site],
    stop: &AtomicBool,
) -> io::Result<u8> {
    let wrong = |message: &str| {
        let _ = writeln!(io::stderr(), "unmangle: {message}");
        Ok(WRONG_USAGE)
    };
    if args.inputs.is_empty() && args.read.files_from.is_none() && io::stdin().is_terminal() {
        return wrong("no input: name files or folders, or pipe a document in (see check --help)");
    }
    let format = match statistics::format(args) {
        Ok(format) => format,
        Err(message) => return wrong(&message),
    };
    let options = match run::shown_with(all, args.min_confidence, args.extract, &args.read) {
        Ok(options) => options,
        Err(message) => return wrong(&message),
    };
    let inputs = run::inputs(&args.inputs, &args.read)?;
    if let Some(output) = args.output.as_deref().filter(|path| inputs.iter().any(|i| i == path)) {
        return wrong(&format!("the output is an input: {}", shown(&output.to_string_lossy())));
    }
    let mut job = Job::new(options, all.write.to, sites);
    job.filters.clone_from(&args.read.filter);
    let feed = Feed::new(&inputs, run::read_options(&args.read));
    let position = AtomicU64::new(0);
    let wanted = run::wanted(feed, &args.read, 0, &position);
    let selection = Selection { select: args.selected.clone(), ignore: args.ignore.clone() };
    let look = |record, place: Place| {
        job.make(record, |record, cleaned, _| checked(&record, &place, &cleaned, &selection))
    };
    let mut told = Told::new(args, format)?;
    let mut failures = Summary::default();
    engine::run(wanted, &look, engine::jobs(args.jobs), stop, |outcome| {
        match outcome {
            Outcome::Cleaned(checked) => told.tell(&checked)?,
            Outcome::Failed(error) => {
                if failures.fail(&error) {
                    let _ = writeln!(io::stderr(), "unmangle: {}", shown(&error.to_string()));
                }
            }
            Outcome::Skipped | Outcome::LeftOut(_) => {}
        }
        Ok(())
    })?;
    let found = told.end(args.quiet)?;
    let _ = io::stderr().write_all(failures.failures().as_bytes());
    Ok(match (stop.load(Ordering::Relaxed), failures.failed > 0, found) {
        (true, ..) => INTERRUPTED,
        (_, true, _) => WRONG_USAGE,
        (_, _, true) => FAILED,
        (_, _, false) => 0,
    })
}

fn checked(record: &Record, place: &Place, cleaned: &Cleaned, selection: &Selection) -> Checked {
    let (source, findings) = findings(&record.payload, &cleaned.report, selection);
    let url = record.url.as_deref().or(cleaned.document.metadata.url.as_deref());
    let site = url.map(|url| host_of(url).to_ascii_lowercase()).filter(|host| !host.is_empty());
    let words = cleaned.document.plain_text().split_whitespace().count() as u64;
    Checked { name: name(record, place), site, words, source, findings }
}

/// A file by its path, a document in a file behind a `!`, as containers in containers are named.
pub(crate) fn name(record: &Record, place: &Place) -> String {
    match (&place.member, record.offset) {
        (None, None) => place.source.clone(),
        (Some(member), None) => format!("{}!{member}", place.source),
        (_, Some(_)) => format!("{}!{}", place.source, record.id),
    }
}

/// How findings are written.
enum Written {
    Full(Box<Full>),
    Short,
    Json,
    Github,
    Sarif { end: String },
    Counted(Box<Statistics>, statistics::Format),
}

/// What was told so far.
struct Told {
    out: Box<dyn Write>,
    written: Written,
    documents: u64,
    damaged: u64,
    found: u64,
}

impl Told {
    fn new(args: &CheckArgs, format: Option<statistics::Format>) -> io::Result<Self> {
        let path = args.output.as_deref().filter(|path| *path != Path::new("-"));
        let mut out: Box<dyn Write> = match path {
            // Parquet is written as a file of its own.
            Some(_) if matches!(format, Some(statistics::Format::Parquet(_))) => {
                Box::new(io::sink())
            }
            Some(path) => {
                let named = |error| io::Error::other(format!("{}: {error}", path.display()));
                Box::new(BufWriter::new(File::create(path).map_err(named)?))
            }
            None => Box::new(BufWriter::new(io::stdout())),
        };
        let styled = path.is_none()
            && io::stdout().is_terminal()
            && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let written = match (format, args.output_format) {
            (Some(format), _) => Written::Counted(Box::default(), format),
            (None, Findings::Full) => Written::Full(Box::new(Full::new(styled, columns()))),
            (None, Findings::Short) => Written::Short,
            (None, Findings::Json) => Written::Json,
            (None, Findings::Github) => Written::Github,
            (None, Findings::Sarif) => {
                let (head, end) = sarif::around();
                out.write_all(head.as_bytes())?;
                Written::Sarif { end }
            }
        };
        Ok(Self { out, written, documents: 0, damaged: 0, found: 0 })
    }

    fn tell(&mut self, checked: &Checked) -> io::Result<()> {
        self.documents += 1;
        self.damaged += u64::from(!checked.findings.is_empty());
        if let Written::Counted(statistics, _) = &mut self.written {
            self.found += checked.findings.len() as u64;
            statistics.add(checked);
            return Ok(());
        }
        let (name, source) = (&checked.name, &checked.source);
        for finding in &checked.findings {
            let text = match &self.written {
                Written::Full(full) => full.print(name, source, finding) + "\n",
                Written::Short => lines::short(name, source, finding),
                Written::Json => finding.to_json(name, source).to_string(),
                Written::Github => lines::github(name, source, finding),
                Written::Sarif { .. } => {
                    let comma = if self.found == 0 { "" } else { "," };
                    format!("{comma}{}", sarif::result(name, source, finding))
                }
                Written::Counted(..) => String::new(),
            };
            writeln!(self.out, "{text}")?;
            self.found += 1;
        }
        // Whoever reads along sees each document when it is done.
        self.out.flush()
    }

    /// Ends the output, and says whether anything was found.
    fn end(mut self, quiet: bool) -> io::Result<bool> {
        match &self.written {
            Written::Sarif { end } => writeln!(self.out, "{end}")?,
            Written::Counted(statistics, format) => statistics.write(format, &mut self.out)?,
            _ => {}
        }
        self.out.flush()?;
        if matches!(self.written, Written::Full(_) | Written::Short) && !quiet {
            let Self { documents, damaged, found, .. } = self;
            let plural = |count| if count == 1 { "" } else { "s" };
            let _ = writeln!(
                io::stderr(),
                "unmangle: {found} finding{} in {damaged} of {documents} document{}",
                plural(found),
                plural(documents)
            );
        }
        Ok(self.found > 0)
    }
}
