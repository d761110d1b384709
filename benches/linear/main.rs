//! Time grows with the size of the input and no faster, whatever is in it.
//!
//! ```sh
//! cargo bench --bench linear            # every kind
//! cargo bench --bench linear -- script  # the kinds whose name holds a word
//! ```
//!
//! Each kind of hostile input is cleaned at size N, 2N and 4N; it fails when 4N takes more than
//! five times as long as N, gives more than five times the output, or when the memory at its peak is
//! beyond [`peak::BUDGET`].

#![allow(clippy::print_stdout)]

mod kinds;
mod peak;
#[path = "../support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::Duration;

/// The sizes start here.
const BYTES: usize = 100_000;

/// Shorter runs are repeated.
const ENOUGH: Duration = Duration::from_millis(40);

fn input(before: &str, unit: &str, bytes: usize) -> String {
    let mut out = before.to_owned();
    let phases: Vec<&str> = unit.split('¶').collect();
    for (phase, unit) in phases.iter().enumerate() {
        let end = bytes * (phase + 1) / phases.len();
        for count in 0.. {
            if out.len() >= end {
                break;
            }
            out += &unit.replace('§', &count.to_string());
        }
    }
    out
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, kind] = &arguments[..]
        && flag == peak::FLAG
        && let Some((_, before, unit)) = kinds::KINDS.iter().find(|(name, ..)| name == kind)
    {
        return peak::measure(|bytes| input(before, unit, bytes));
    }
    let wanted = support::argument().unwrap_or_default();
    let mut failed = 0;
    println!("{:34} {:>9} {:>9} {:>9}  4N/N  output    peak", "", "N", "2N", "4N");
    for (kind, before, unit) in kinds::KINDS.iter().filter(|(kind, ..)| kind.contains(&*wanted)) {
        let inputs = [1, 2, 4].map(|factor| input(before, unit, BYTES * factor));
        let times = inputs.each_ref().map(|input| time(input));
        let [output, _, more] = inputs.each_ref().map(|input| output(input) as f64);
        let grown = more / output.max(1.0);
        let growth = times[2].as_secs_f64() / times[0].as_secs_f64();
        let peak = peak::of(kind).unwrap_or(f64::INFINITY);
        // Next to no output may grow as it likes.
        let linear = growth <= 5.0 && (grown <= 5.0 || more < BYTES as f64);
        let small = peak <= peak::BUDGET;
        failed += usize::from(!linear || !small);
        let [n, two, four] = times.map(|time| time.as_secs_f64() * 1e3);
        let mark = if linear { "" } else { "  NOT LINEAR" };
        let large = if small { "" } else { "  TOO LARGE" };
        println!(
            "{kind:34} {n:7.1}ms {two:7.1}ms {four:7.1}ms  {growth:4.1}  {grown:6.1}  {peak:6.0}{mark}{large}"
        );
    }
    std::process::exit(i32::from(failed > 0));
}

/// How many bytes of Markdown an input gives.
fn output(input: &str) -> usize {
    unmangle::clean(input.as_bytes()).map_or(0, |cleaned| cleaned.to_markdown().len())
}

/// The best of three, each long enough for the clock to tell.
fn time(input: &str) -> Duration {
    let run = || {
        let cleaned = unmangle::clean(input.as_bytes());
        drop(black_box(cleaned.map(|cleaned| cleaned.to_markdown())));
    };
    let mut repeats = 1;
    loop {
        let once = || support::cpu_time(|| (0..repeats).for_each(|_| run()));
        let time = once();
        if time > ENOUGH {
            return [time, once(), once()].into_iter().min().unwrap_or(time) / repeats;
        }
        repeats *= 4;
    }
}
