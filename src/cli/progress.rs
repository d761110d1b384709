//! How far a run is: a bar on a terminal, plain lines elsewhere.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Progress as When;
use super::summary::{Summary, bytes};

/// How often a plain line is written.
const EVERY: Duration = Duration::from_secs(10);

/// Shows how far a run is.
pub(crate) enum Progress {
    Hidden,
    Bar(ProgressBar),
    Lines { begun: Instant, last: Instant, total: u64 },
}

impl Progress {
    /// `total` is the number of bytes to read, 0 when it is not known.
    pub(crate) fn new(when: When, quiet: bool, total: impl FnOnce() -> u64) -> Self {
        let terminal = std::io::stderr().is_terminal();
        match when {
            _ if quiet => Self::Hidden,
            When::Off => Self::Hidden,
            When::Auto if !terminal => Self::Hidden,
            When::Auto | When::On if terminal => Self::Bar(bar(total())),
            When::Auto | When::On => {
                Self::Lines { begun: Instant::now(), last: Instant::now(), total: total() }
            }
        }
    }

    pub(crate) fn update(&mut self, position: u64, summary: &Summary) {
        match self {
            Self::Hidden => {}
            Self::Bar(bar) => {
                bar.set_position(position);
                bar.set_message(counts(summary));
            }
            Self::Lines { begun, last, total } => {
                if last.elapsed() < EVERY {
                    return;
                }
                *last = Instant::now();
                let rate = position as f64 / begun.elapsed().as_secs_f64();
                let left = total.saturating_sub(position) as f64 / rate.max(1.0);
                let of = if *total > 0 { format!(" of {}", bytes(*total)) } else { String::new() };
                let _ = writeln!(
                    std::io::stderr(),
                    "unmangle: {}{of}, {left:.0} s left, {}",
                    bytes(position),
                    counts(summary)
                );
            }
        }
    }

    pub(crate) fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }

    /// Writes a line to standard error, above the bar.
    pub(crate) fn say(&self, message: &str) {
        match self {
            Self::Bar(bar) => bar.println(message),
            Self::Hidden | Self::Lines { .. } => {
                let _ = writeln!(std::io::stderr(), "{message}");
            }
        }
    }
}

fn counts(summary: &Summary) -> String {
    let Summary { documents, failed, .. } = summary;
    format!("{documents} done, {failed} failed")
}

fn bar(total: u64) -> ProgressBar {
    // Within 80 columns.
    let template = "{bar:20} {percent:>3} %, {eta} left, {msg}";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let target = ProgressDrawTarget::stderr_with_hz(5);
    ProgressBar::with_draw_target(Some(total), target).with_style(style)
}
