//! What is told of rules, and of the damage in a document.

use super::{run, text};

#[test]
fn rules_are_listed_and_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let table = text(&run(folder.path(), &["rules"]).stdout);
    assert!(table.contains("\n  word-split  "), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    let page = text(&run(folder.path(), &["explain", "word-split"]).stdout);
    assert!(page.contains("not measured") && page.contains("--disable word-split"), "{page}");
    let json = run(folder.path(), &["rules", "mojibake", "--output-format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json[0]["id"], "mojibake");
    assert!(json[0]["near_misses"][0]["because"].is_string() && json[0]["precision"].is_null());
}

#[test]
fn a_rule_that_is_none_is_wrong_usage_with_a_hint() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for arguments in [&["rules", "word-splt"][..], &["--disable", "word-splt", "x"]] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("did you mean `word-split`?"));
    }
}
