//! What the rules say of themselves is true.

use unmangle::Cleaner;
use unmangle::options::{ExtractMode, Options, RepairMode};
use unmangle::rules::RULES;

use crate::support::clean;

#[test]
fn every_example_is_repaired_by_its_rule() {
    let mut failures = Vec::new();
    for rule in RULES {
        let cleaned = clean(rule.before.as_bytes(), RepairMode::On);
        let got = cleaned.to_markdown();
        if got.trim() != rule.after {
            failures.push(format!("{}: {got:?}, not {:?}", rule.id, rule.after));
        } else if !cleaned.report.repairs.iter().any(|repair| repair.rule == rule.id) {
            failures.push(format!("{}: not reported", rule.id));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn near_misses_are_left_alone() {
    let mut failures = Vec::new();
    for rule in RULES {
        assert!(!rule.near_misses.is_empty(), "{}: what looks like it?", rule.id);
        for miss in rule.near_misses {
            let on = clean(miss.text.as_bytes(), RepairMode::On);
            let off = clean(miss.text.as_bytes(), RepairMode::Off);
            if !on.report.repairs.is_empty() {
                failures.push(format!("{}: {:?}", rule.id, on.report.repairs));
            } else if on.to_markdown() != off.to_markdown() {
                failures.push(format!("{}: {:?} changed without a repair", rule.id, miss.text));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What becomes right in another way when the rule is disabled: mojibake, two rules for residue and
/// two for hyphens overlap.
const REPAIRED_BY_OTHERS: &[&str] =
    &["encoding-label-wrong", "cdata-wrapper", "markup-residue", "hyphen-wrapped"];

/// It is the rule that repairs its example.
#[test]
fn examples_stay_damaged_without_their_rules() {
    let mut repaired = Vec::new();
    for rule in RULES {
        let mut options = Options::default();
        options.extract.mode = ExtractMode::Never;
        options.repair.disabled.insert(rule.id);
        let cleaned = Cleaner::new(options).clean(rule.before.as_bytes()).expect("it is small");
        if cleaned.to_markdown().trim() == rule.after {
            repaired.push(rule.id.as_str());
        }
    }
    assert_eq!(repaired, REPAIRED_BY_OTHERS);
}
