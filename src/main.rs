//! The command line.

mod cli;
mod ingest;

fn main() -> std::process::ExitCode {
    cli::run()
}
