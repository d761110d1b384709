//! The fixtures of rules, `fixtures/<stage>/<rule>/{damaged,intact,known_failures}/CASE.html`.
//!
//! Beside a damaged case or a known failure stands `CASE.md`, what an editor restores. Intact cases
//! look damaged and must not change. `fixtures/<stage>/<topic>/CASE.html` and `CASE.md` without
//! such a folder are conversions with repair off.

use std::path::{Path, PathBuf};

use unmangle::options::RepairMode;

use crate::support::{clean, files, fixtures, read};

fn cases(kind: &str) -> Vec<PathBuf> {
    let mut cases = files(&fixtures(), "html");
    cases.retain(|path| folder(path) == kind);
    cases
}

fn folder(path: &Path) -> &str {
    path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default()
}

fn expected(path: &Path) -> String {
    String::from_utf8(read(&path.with_extension("md"))).expect("fixtures are UTF-8")
}

fn report(failures: &[String]) {
    assert!(failures.is_empty(), "{} cases:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn damaged_cases_are_restored() {
    let mut failures = Vec::new();
    for path in cases("damaged") {
        let cleaned = clean(&read(&path), RepairMode::On);
        let (got, expected) = (cleaned.to_markdown(), expected(&path));
        let rule = path.ancestors().nth(2).and_then(Path::file_name).unwrap_or_default();
        let fired = cleaned.report.repairs.iter().any(|r| *r.rule.as_str() == *rule);
        if got.trim() != expected.trim() {
            failures.push(format!("{}:\n{got}\n--- expected\n{expected}", path.display()));
        } else if !fired {
            failures.push(format!("{}: restored by other rules", path.display()));
        }
    }
    report(&failures);
}

#[test]
fn intact_cases_are_left_alone() {
    let mut failures = Vec::new();
    for path in cases("intact") {
        let input = read(&path);
        let on = clean(&input, RepairMode::On);
        if !on.report.repairs.is_empty() {
            failures.push(format!("{}: {:?}", path.display(), on.report.repairs));
        } else if on.to_markdown() != clean(&input, RepairMode::Off).to_markdown() {
            failures.push(format!("{}: changed without a repair", path.display()));
        }
    }
    report(&failures);
}

#[test]
fn known_failures_still_fail() {
    let mut failures = Vec::new();
    for path in cases("known_failures") {
        if clean(&read(&path), RepairMode::On).to_markdown().trim() == expected(&path).trim() {
            failures.push(format!("{}: restored, move it to damaged/", path.display()));
        }
    }
    report(&failures);
}

#[test]
fn conversions_are_as_expected() {
    let mut failures = Vec::new();
    for path in files(&fixtures(), "html") {
        let special = ["damaged", "intact", "known_failures"].contains(&folder(&path));
        if special || path.ends_with("source.html") || !path.with_extension("md").exists() {
            continue;
        }
        let (got, expected) = (clean(&read(&path), RepairMode::Off).to_markdown(), expected(&path));
        if got.trim() != expected.trim() {
            failures.push(format!("{}:\n{got}\n--- expected\n{expected}", path.display()));
        }
    }
    report(&failures);
}
