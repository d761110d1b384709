//! The examples of the rules table are true.

use unmangle::options::RepairMode;
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
