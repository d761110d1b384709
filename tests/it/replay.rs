//! The report, replayed, makes the repaired input of the input.

use std::path::PathBuf;

use proptest::prelude::*;
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

/// Pieces of damaged documents, markup and prose, layers and none.
const PIECES: &[&str] = &[
    "< p >",
    "</ p >",
    "<p>",
    "</p>",
    "& lt ;/ li >",
    "<ul>",
    "</ ul >",
    "< li >",
    "li >",
    "td >",
    "</ td >",
    "</ tr >",
    "<table>",
    "< s trong >",
    "</ strong >",
    "< em >",
    "&amp;amp;amp;",
    "&amp;nbsp;",
    "& eacute ;",
    "&mdash ",
    "â€™",
    "Ã©",
    "Vec<T>",
    "<ann@example.org>",
    "*name</ em>",
    "`code",
    "The c at sat on t he mat ,and slept .",
    "It rained.They left.",
    "\n",
    "[1] ",
    "&lt;",
    "<!-- x -->",
    "< ! -- y -- >",
    "ADVERTISEMENT",
    "<h2 id=a-long-lost-title>",
    "</ h2 >",
    "\u{a0}",
    "<script>var a = '< p >';</script>",
    "\\n",
    "<pre>",
    "</pre>",
    "é",
    "<a href=“/x”>",
    "</ a >",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_documents_replay(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let input = pieces.concat();
        let report = clean(input.as_bytes()).report;
        let patched = Patch::of(&report).apply(input.as_bytes());
        prop_assert!(patched.as_ref().is_ok_and(|patched| patched.skipped == 0), "{:?}", patched);
        for repair in &report.repairs {
            if let Some((0, at)) = layer(&repair.kind) {
                prop_assert_eq!(input.get(at), Some(&*repair.before));
            }
        }
        for every in [2, 3] {
            let patched = without(&report, |index| index % every == 0).apply(input.as_bytes());
            prop_assert!(patched.is_ok(), "{:?}", patched);
        }
        let none = without(&report, |_| true).apply(input.as_bytes());
        prop_assert_eq!(none.map(|patched| patched.text), Ok(input));
    }
}
