//! The report, replayed, makes the repaired input of the input.

use std::path::PathBuf;

use unmangle::options::{ExtractMode, Options};
use unmangle::report::{Kind, Report};
use unmangle::{Cleaned, Cleaner, Patch};

use crate::support::{files, fixtures, read};

fn inputs() -> Vec<PathBuf> {
    let stages = ["articles", "build", "decode", "extract", "mend", "tokenize"];
    stages.iter().flat_map(|stage| files(&fixtures().join(stage), "html")).collect()
}

fn clean(input: &[u8]) -> Cleaned {
    let mut options = Options::default();
    options.extract.mode = ExtractMode::Never;
    Cleaner::new(options).clean(input).expect("fixtures are within the limits")
}

fn layer(kind: &Kind) -> Option<(usize, std::ops::Range<usize>)> {
    match kind {
        Kind::Text { layer, at } | Kind::Bytes { layer, at, .. } => {
            Some((usize::from(*layer), at.range()))
        }
        _ => None,
    }
}

/// The report as a reviewer gets it, less the repairs that `left_out` names.
fn without(report: &Report, left_out: impl Fn(usize) -> bool) -> Patch {
    let mut value = serde_json::to_value(report).expect("JSON");
    let repairs = value["repairs"].as_array_mut().expect("repairs");
    let mut index = 0;
    repairs.retain(|_| {
        index += 1;
        !left_out(index - 1)
    });
    value.to_string().parse().expect("a report")
}

#[test]
fn reports_replay() {
    for path in inputs() {
        let input = read(&path);
        let cleaned = clean(&input);
        let patch = Patch::of(&cleaned.report);
        let patched = patch.apply(&input).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert_eq!(patched.skipped, 0, "{}", path.display());
        assert_eq!(without(&cleaned.report, |_| false), patch, "{}", path.display());
        let none = without(&cleaned.report, |_| true).apply(&input).expect("the same input");
        assert!(none.bytes == input, "{}", path.display());
    }
}

#[test]
fn what_is_repaired_first_stands_in_the_input() {
    let mut count = 0;
    for path in inputs() {
        let input = read(&path);
        let report = clean(&input).report;
        let text = std::str::from_utf8(&input);
        let (Ok(text), "UTF-8") = (text, report.encoding) else { continue };
        if text.starts_with('\u{feff}') {
            continue;
        }
        for repair in &report.repairs {
            if let Some((0, at)) = layer(&repair.kind) {
                assert_eq!(text.get(at.clone()), Some(&*repair.before), "{}", path.display());
                assert_eq!(at, repair.span.range(), "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn a_part_of_a_report_replays() {
    for path in inputs() {
        let input = read(&path);
        let report = clean(&input).report;
        for (every, first) in [(2, 0), (2, 1), (3, 1)] {
            let patch = without(&report, |index| index % every == first);
            let patched = patch.apply(&input);
            assert!(patched.is_ok(), "{}: {patched:?}", path.display());
        }
    }
}

#[test]
fn the_repaired_input_reads_as_the_input_does() {
    let mut count = 0;
    for path in inputs() {
        let input = read(&path);
        let cleaned = clean(&input);
        let repairs = &cleaned.report.repairs;
        // Blocks that were repaired are not in the repaired source, and tell on what is.
        if repairs.is_empty() || repairs.iter().any(|repair| repair.kind == Kind::Structure) {
            continue;
        }
        count += 1;
        let patched = Patch::of(&cleaned.report).apply(&input).expect("its own input");
        let (now, before) = (clean(&patched.bytes).to_markdown(), cleaned.to_markdown());
        let source = String::from_utf8_lossy(&patched.bytes);
        assert_eq!(now, before, "{}:\n{source}", path.display());
    }
    assert!(count > 100, "{count}");
}
