//! The command line: arguments to a run.

mod args;

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use unmangle::options::{ExtractMode, Options, RepairMode};
use unmangle::{Cleaned, Cleaner};

use crate::ingest::{self, Input};
use args::{Args, Extract, Format, Switch};

pub(crate) fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        complain("no input: name files or folders, or - for standard input");
        return ExitCode::from(2);
    }
    match Run::new(&args).and_then(|mut run| run.all(&args.inputs)) {
        Ok(failed) => ExitCode::from(u8::from(failed > 0)),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "unmangle: {message}");
}

fn options(args: &Args) -> Options {
    let mut options = Options::default();
    options.repair.mode = match args.repair {
        Switch::On => RepairMode::On,
        Switch::Off => RepairMode::Off,
    };
    options.extract.mode = match args.extract {
        Extract::Auto => ExtractMode::Auto,
        Extract::Always => ExtractMode::Always,
        Extract::Never => ExtractMode::Never,
    };
    options
}

fn render(cleaned: &Cleaned, format: Format) -> String {
    match format {
        Format::Markdown | Format::Text | Format::Json | Format::Html => cleaned.to_markdown(),
    }
}

/// One run over all inputs.
struct Run {
    cleaner: Cleaner,
    format: Format,
    output: Option<PathBuf>,
    report: Option<BufWriter<File>>,
}

impl Run {
    fn new(args: &Args) -> io::Result<Self> {
        let report = args.report.as_deref().map(create).transpose()?;
        let cleaner = Cleaner::new(options(args));
        Ok(Self { cleaner, format: args.to, output: args.output.clone(), report })
    }

    /// Converts every input and says how many failed.
    fn all(&mut self, inputs: &[PathBuf]) -> io::Result<usize> {
        let stdin = [PathBuf::from("-")];
        let inputs = if inputs.is_empty() { &stdin } else { inputs };
        let into_folder = inputs.len() > 1 || inputs[0].is_dir();
        let mut failed = 0;
        for input in ingest::inputs(inputs) {
            let (name, outcome) = match input {
                Ok(input) => (input.path.clone(), self.one(&input, into_folder)),
                Err((path, error)) => (path, Err(error)),
            };
            match outcome {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
                Err(error) => {
                    complain(&format!("{}: {error}", name.display()));
                    failed += 1;
                }
                Ok(()) => {}
            }
        }
        self.report.as_mut().map_or(Ok(()), BufWriter::flush)?;
        Ok(failed)
    }

    fn one(&mut self, input: &Input, into_folder: bool) -> io::Result<()> {
        let bytes = input.read()?;
        let cleaned = self.cleaner.clean(&bytes).map_err(io::Error::other)?;
        let text = render(&cleaned, self.format);
        match &self.output {
            None => io::stdout().write_all(text.as_bytes())?,
            Some(folder) if into_folder => {
                let path = folder.join(&input.relative).with_extension(self.format.extension());
                path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
                std::fs::write(path, text)?;
            }
            Some(path) => std::fs::write(path, text)?,
        }
        if let Some(report) = &mut self.report {
            let line = serde_json::json!({
                "source": input.path.to_string_lossy(),
                "report": cleaned.report,
            });
            writeln!(report, "{line}")?;
        }
        Ok(())
    }
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    let file = File::create(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    Ok(BufWriter::new(file))
}

impl Input {
    fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if self.path == Path::new("-") {
            io::stdin().lock().read_to_end(&mut bytes)?;
        } else {
            File::open(&self.path)?.read_to_end(&mut bytes)?;
        }
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut plain = Vec::new();
            flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain)?;
            return Ok(plain);
        }
        Ok(bytes)
    }
}
