//! The README says what the code does.
//!
//! `UPDATE_README=1 cargo test --test it readme` writes the table of rules anew.

use std::fmt::Write;
use std::path::Path;

use unmangle::options::RepairMode;
use unmangle::rules::RULES;

use crate::support::{clean, read};

const OPEN: &str = "<!-- rules -->\n";
const CLOSE: &str = "<!-- /rules -->";

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    String::from_utf8(read(&path)).expect("the README is UTF-8")
}

/// The fenced block of that language that follows `title`.
fn block(readme: &str, title: &str, language: &str) -> String {
    let rest = readme.split_once(title).expect("the README has the title").1;
    let (_, rest) = rest.split_once(&format!("```{language}\n")).expect("a block follows it");
    rest.split_once("```").expect("the block is closed").0.to_owned()
}

fn table() -> String {
    let mut table = "| rule | what it repairs | before |\n|---|---|---|\n".to_owned();
    for rule in RULES {
        let before = rule.before.replace('\n', "⏎").replace('\t', "⇥").replace('|', "\\|");
        let fence = if before.contains('`') { "``" } else { "`" };
        let _ = writeln!(table, "| `{}` | {} | {fence}{before}{fence} |", rule.id, rule.summary);
    }
    table
}

#[test]
fn the_table_of_rules_is_that_of_the_code() {
    let readme = readme();
    let (head, rest) = readme.split_once(OPEN).expect("the README marks where the table is");
    let (shown, tail) = rest.split_once(CLOSE).expect("the README marks where the table ends");
    if std::env::var_os("UPDATE_README").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        std::fs::write(path, format!("{head}{OPEN}{}{CLOSE}{tail}", table())).expect("README.md");
        return;
    }
    assert_eq!(shown, table(), "run with UPDATE_README=1");
}

#[test]
fn the_example_at_the_top_is_true() {
    let readme = readme();
    let before = block(&readme, "Before:", "html");
    let after = block(&readme, "After:", "markdown");
    // The README cannot show a no-break space.
    let got = clean(before.as_bytes(), RepairMode::On).to_markdown().replace('\u{a0}', " ");
    assert_eq!(got.trim(), after.trim());
}
