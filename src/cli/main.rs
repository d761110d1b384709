//! The command line's program.

fn main() -> std::process::ExitCode {
    unmangle_cli::run(std::env::args_os().collect()).into()
}
