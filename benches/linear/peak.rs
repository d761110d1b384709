//! The memory that a kind takes at its peak.
//!
//! The allocator tells the most that was ever in use, so each kind is cleaned by a process of its own.

use std::alloc::System;
use std::process::Command;

use cap::Cap;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// The flag of the process that measures.
pub const FLAG: &str = "--peak-of";

/// How large the input is that is measured: what does not grow with it is no part of the figure.
const BYTES: usize = 256 << 10;

/// So many bytes of memory a byte of input are the most that any kind may take.
pub const BUDGET: f64 = 150.0;

/// Cleans a kind, writes it as Markdown and prints the peak.
pub fn measure(input: impl Fn(usize) -> String) {
    let input = input(BYTES);
    // Tables that are made once and kept.
    drop(unmangle::clean(b"<p>caf\xc3\x83\xc2\xa9 & lt ; a").map(|cleaned| cleaned.to_markdown()));
    let before = ALLOCATOR.allocated();
    let cleaned = unmangle::clean(input.as_bytes());
    drop(cleaned.map(|cleaned| cleaned.to_markdown()));
    println!("{}", ALLOCATOR.max_allocated() - before);
}

/// The peak of a kind in bytes a byte of input; none where it can't be told.
pub fn of(kind: &str) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new(program).args([FLAG, kind]).output().ok()?;
    let peak: usize = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(peak as f64 / BYTES as f64)
}
