//! The command line: arguments to a run.

use std::io::Write;
use std::process::ExitCode;

pub(crate) fn run() -> ExitCode {
    let mut failed = false;
    for path in std::env::args_os().skip(1) {
        let cleaned = std::fs::read(&path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| unmangle::clean(&bytes).map_err(|error| error.to_string()));
        match cleaned {
            Ok(cleaned) => {
                let _ = std::io::stdout().write_all(cleaned.to_markdown().as_bytes());
            }
            Err(error) => {
                let _ = writeln!(std::io::stderr(), "unmangle: {}: {error}", path.display());
                failed = true;
            }
        }
    }
    ExitCode::from(u8::from(failed))
}
