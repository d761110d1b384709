//! What each sample may take: means of instructions a byte, as they were last agreed on.

use std::fmt::Write;

const BUDGET: &str = include_str!("budget.txt");
/// A mean may be over its budget by so much.
const SLACK: f64 = 0.05;

/// Fails if a mean is over its budget; prints the new budget if one is well below.
pub fn check(means: &[(String, f64)]) {
    let budget = |name: &str| {
        let line = BUDGET.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().parse::<f64>().ok()
    };
    let (mut over, mut new) = (Vec::new(), String::new());
    for (name, mean) in means.iter().filter(|(name, _)| !name.ends_with("rcdom")) {
        let budget = budget(name).unwrap_or_default();
        if *mean > budget * (1.0 + SLACK) {
            over.push(format!("{name}: {mean:.2}, budget {budget:.2}"));
        }
        let _ = writeln!(new, "{name} {mean:.2}");
    }
    println!("budget as measured:\n{new}");
    assert!(over.is_empty(), "over budget: {}", over.join("; "));
}
