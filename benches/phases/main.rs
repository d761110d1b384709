//! How many instructions a byte each stage takes, counted by valgrind's callgrind.
//!
//! ```sh
//! cargo bench --bench phases                       # generated pages and the fixtures
//! cargo bench --bench phases -- FOLDER 10 [MODE]   # every tenth page below a folder
//! ```
//!
//! Instructions do not depend on what else a machine does, so a change of a few per cent shows. They
//! are no time: a miss of the cache counts like a hit. The modes are `repair` (no extraction),
//! `off` (no repair either), `extract` and `rcdom`, which is html5ever with markup5ever_rcdom.
//!
//! The program runs itself under valgrind, which writes a dump after each document.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic)]

mod dump;
#[path = "../support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use html5ever::tendril::TendrilSink;
use unmangle::Cleaner;
use unmangle::options::{ExtractMode, Options, RepairMode};

use dump::{Counts, PHASES};

const MODES: [&str; 4] = ["repair", "off", "extract", "rcdom"];

/// A set of documents that is counted.
struct Sample {
    name: &'static str,
    folder: Option<PathBuf>,
    /// Every document of so many is taken.
    step: usize,
}

impl Sample {
    fn documents(&self) -> Vec<Vec<u8>> {
        let all = match &self.folder {
            Some(folder) => support::pages(&folder.to_string_lossy()),
            None => support::generated_pages(),
        };
        all.into_iter().step_by(self.step).collect()
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["--child", mode, folder, step] = arguments[..] {
        return run_documents(mode, &sample(folder, step));
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        return println!("instructions are not counted: valgrind is missing");
    }
    match arguments[..] {
        [] => drop(measure_all()),
        [folder] => drop(measure(&sample(folder, "1"), &MODES)),
        [folder, step] => drop(measure(&sample(folder, step), &MODES)),
        [folder, step, mode] => drop(measure(&sample(folder, step), &[mode])),
        _ => panic!("arguments: [FOLDER [STEP [MODE]]]"),
    };
}

fn sample(folder: &str, step: &str) -> Sample {
    let folder = (folder != "-").then(|| PathBuf::from(folder));
    Sample { name: "documents", folder, step: step.parse().expect("a step is a number") }
}

/// The samples that come with the repository.
fn measure_all() -> Vec<(String, f64)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let samples = [
        Sample { name: "generated pages", folder: None, step: 8 },
        Sample { name: "damaged articles", folder: Some(fixtures), step: 4 },
    ];
    samples.iter().flat_map(|sample| measure(sample, &MODES)).collect()
}

/// Prints the table of a sample and returns its means.
fn measure(sample: &Sample, modes: &[&str]) -> Vec<(String, f64)> {
    let documents = sample.documents();
    let bytes: usize = documents.iter().map(Vec::len).sum();
    println!("{}: {} documents, {:.2} MB", sample.name, documents.len(), bytes as f64 / 1e6);
    println!("{:8} {:>8} {:>8} {:>8}  instructions a byte by phase", "", "mean", "median", "worst");
    let mut means = Vec::new();
    for mode in modes {
        let counts = count(mode, sample);
        assert_eq!(counts.len(), documents.len() + 1, "a dump for each document");
        let mean = |of: &dyn Fn(&Counts) -> u64| {
            counts[1..].iter().map(of).sum::<u64>() as f64 / bytes as f64
        };
        let mut each: Vec<(f64, usize)> = counts[1..]
            .iter()
            .zip(&documents)
            .enumerate()
            .map(|(at, (count, page))| (count.total as f64 / page.len() as f64, at))
            .collect();
        each.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (median, (worst, at)) = (each[each.len() / 2].0, each[each.len() - 1]);
        let total = mean(&|count| count.total);
        print!("{mode:8} {total:8.2} {median:8.2} {worst:8.2} ");
        for (index, (phase, _)) in PHASES.iter().enumerate() {
            let part = mean(&|count| count.phases[index]);
            if part > 0.0 {
                print!(" {phase} {part:.2}");
            }
        }
        println!("; worst: number {at}; one byte, first of all: {}", counts[0].total);
        means.push((format!("{} {mode}", sample.name), total));
    }
    means
}

/// The counts of a byte alone, which builds what is built once, and of each document.
fn count(mode: &str, sample: &Sample) -> Vec<Counts> {
    let folder = tempfile::tempdir().expect("a folder for the dumps");
    let out = folder.path().join("out");
    let documents = match &sample.folder {
        Some(folder) => folder.clone().into_os_string(),
        None => "-".into(),
    };
    let done = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", "--compress-pos=no"])
        .args(["--toggle-collect=phases::document", "--dump-after=phases::document"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(std::env::current_exe().expect("this program has a path"))
        .args(["--child", mode])
        .arg(documents)
        .arg(sample.step.to_string())
        .status()
        .expect("valgrind runs");
    assert!(done.success(), "valgrind runs to the end");
    dump::read_all(folder.path())
}

fn run_documents(mode: &str, sample: &Sample) {
    let mut options = Options::default();
    if mode != "extract" {
        options.extract.mode = ExtractMode::Never;
    }
    if mode == "off" {
        options.repair.mode = RepairMode::Off;
    }
    let cleaner = Cleaner::new(options);
    for document in std::iter::once(b"x".to_vec()).chain(sample.documents()) {
        std::hint::black_box(self::document(&cleaner, mode == "rcdom", &document));
    }
}

/// What is counted. Its name is known to callgrind.
#[inline(never)]
fn document(cleaner: &Cleaner, rcdom: bool, document: &[u8]) -> usize {
    if rcdom {
        return parse_with_rcdom(document);
    }
    cleaner.clean(document).map_or(0, |cleaned| cleaned.to_markdown().len())
}

fn parse_with_rcdom(page: &[u8]) -> usize {
    let mut options = html5ever::ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    let parser = html5ever::parse_document(markup5ever_rcdom::RcDom::default(), options);
    parser.from_utf8().one(page).document.children.borrow().len()
}
