//! The command line of unmangle: arguments to a run.
//!
//! For programs that do the rest of a run themselves, as engines do, [`record`] reads and writes
//! records as the command line does, and [`schema`] says what is in them.

mod apply;
mod args;
mod books;
mod check;
mod compare;
mod config;
mod engine;
mod feed;
mod filter;
mod guard;
mod job;
mod journal;
mod ledger;
mod manifest;
mod names;
mod page;
mod progress;
pub mod record;
mod rules;
mod run;
pub mod schema;
mod serve;
mod shown;
mod sink;
mod summary;
mod width;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{CommandFactory, FromArgMatches};

use args::{Args, Command};

/// What records and manifests say that they were made by.
const TOOL: &str = concat!("unmangle ", env!("CARGO_PKG_VERSION"));

const FAILED: u8 = 1;
const WRONG_USAGE: u8 = 2;
/// What shells report of a command that SIGINT ended.
const INTERRUPTED: u8 = 130;

/// Runs the command line with these arguments, the program's name first; gives its exit status: 0
/// all fine, 1 some documents failed, 2 wrong usage, 130 interrupted.
///
/// It reads standard input and writes to standard output and error as the arguments say.
pub fn run(arguments: Vec<OsString>) -> u8 {
    let (command, sites) = match config::apply(Args::command(), &arguments) {
        Ok(applied) => applied,
        Err(message) => return wrong_usage(&message),
    };
    let matches = command.try_get_matches_from(&arguments);
    let args = match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return error.exit_code() as u8;
        }
    };
    match &args.command {
        Some(Command::Check(check)) => {
            std::panic::set_hook(Box::new(tell_defect));
            return check::check(check, &args, &sites, &interrupt()).unwrap_or_else(|error| {
                match outcome(Err(error)) {
                    FAILED => WRONG_USAGE,
                    code => code,
                }
            });
        }
        Some(Command::Apply(args)) => return outcome(apply::apply(args)),
        Some(Command::Diff(args)) => return outcome_of_diff(compare::diff(args, &sites)),
        Some(Command::Report(report)) => {
            std::panic::set_hook(Box::new(tell_defect));
            return outcome(page::write(report, &args, &sites, &interrupt()));
        }
        Some(command) => return outcome(print(command, &sites).map(|()| 0)),
        None => std::panic::set_hook(Box::new(tell_defect)),
    }
    if args.inputs.is_empty() && args.read.files_from.is_none() && io::stdin().is_terminal() {
        return wrong_usage("no input: name files or folders, or pipe a document in (see --help)");
    }
    let ended = run::run(&args, &sites, &interrupt()).map(|ended| match ended {
        run::Ended::WrongUsage(message) => wrong_usage(&message),
        run::Ended::Interrupted => INTERRUPTED,
        run::Ended::Done { failed } => u8::from(failed > 0),
    });
    outcome(ended)
}

fn outcome(result: io::Result<u8>) -> u8 {
    match result {
        Ok(code) => code,
        // Whoever reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            let _ = writeln!(io::stderr(), "unmangle: {}", shown::shown(&error.to_string()));
            FAILED
        }
    }
}

/// As of `diff`: 1 tells that there is a difference, so trouble is 2.
fn outcome_of_diff(result: io::Result<u8>) -> u8 {
    let failed = result.is_err();
    let code = outcome(result);
    if failed && code == FAILED { WRONG_USAGE } else { code }
}

fn wrong_usage(message: &str) -> u8 {
    let _ = writeln!(io::stderr(), "unmangle: {message}");
    WRONG_USAGE
}

/// Tells of a panic in one line: the document is kept, so the user need not see a backtrace.
fn tell_defect(defect: &std::panic::PanicHookInfo<'_>) {
    let place = defect.location().map(ToString::to_string).unwrap_or_default();
    let payload = defect.payload();
    let message = payload.downcast_ref::<&str>().copied();
    let message = message.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let message = message.unwrap_or("internal error");
    let _ = writeln!(io::stderr(), "unmangle: please report a defect: {place}: {message}");
}

/// A flag that the first SIGINT or SIGTERM sets; the second ends the process.
fn interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
    stop
}

fn print(command: &Command, sites: &[config::Site]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match command {
        // They are run, and end with a status of their own.
        Command::Check(_) | Command::Report(_) => {}
        Command::Rules(args) => rules::print(args, out)?,
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "unmangle", &mut script);
            out.write_all(&script)?;
        }
        Command::Schema => writeln!(out, "{:#}", schema::json_schema())?,
        Command::Serve(args) => {
            drop(out);
            return serve::serve(args, sites, io::stdin().lock(), io::stdout().lock());
        }
        // They have exit statuses of their own.
        Command::Apply(_) | Command::Diff(_) => {}
        Command::Man => clap_mangen::Man::new(Args::command()).render(&mut out)?,
    }
    Ok(())
}
