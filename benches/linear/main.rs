//! Time grows with the size of the input and no faster, whatever is in it.
//!
//! ```sh
//! cargo bench --bench linear            # every kind
//! cargo bench --bench linear -- script  # the kinds whose name holds a word
//! ```
//!
//! Each kind of hostile input is cleaned at size N, 2N and 4N; it fails when 4N takes more than
//! five times as long as N.

#![allow(clippy::print_stdout)]

mod kinds;
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
    for count in 0.. {
        if out.len() >= bytes {
            break;
        }
        out += &unit.replace('§', &count.to_string());
    }
    out
}

fn main() {
    let wanted = support::argument().unwrap_or_default();
    let mut failed = 0;
    println!("{:34} {:>9} {:>9} {:>9}  4N/N", "", "N", "2N", "4N");
    for (kind, before, unit) in kinds::KINDS.iter().filter(|(kind, ..)| kind.contains(&*wanted)) {
        let times = [1, 2, 4].map(|factor| time(&input(before, unit, BYTES * factor)));
        let growth = times[2].as_secs_f64() / times[0].as_secs_f64();
        let ok = growth <= 5.0;
        failed += usize::from(!ok);
        let [n, two, four] = times.map(|time| time.as_secs_f64() * 1e3);
        let mark = if ok { "" } else { "  NOT LINEAR" };
        println!("{kind:34} {n:7.1}ms {two:7.1}ms {four:7.1}ms  {growth:4.1}{mark}");
    }
    std::process::exit(i32::from(failed > 0));
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
