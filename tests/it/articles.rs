//! Whole articles, `fixtures/articles/SLUG/`: `source.html` as it was found, `expected.md` what a
//! careful editor restores, `restored.md` what we give today.
//!
//! `restored.md` pins our output, so that every change of it is seen; how far it is from the
//! editor's is pinned too, so that it only comes closer.

use unmangle::options::RepairMode;

use crate::support::{clean, files, fixtures, read};

/// Lines of all articles that differ from the editor's.
const DIFFERENT_LINES: usize = 3;

fn folded(text: &str) -> Vec<String> {
    let fold = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(fold).filter(|line| !line.is_empty()).collect()
}

#[test]
fn articles_are_restored() {
    let mut different = 0;
    for source in files(&fixtures().join("articles"), "html") {
        let got = clean(&read(&source), RepairMode::On).to_markdown();
        let beside = |name| String::from_utf8(read(&source.with_file_name(name))).expect("UTF-8");
        assert_eq!(got, beside("restored.md"), "{}", source.display());
        let editor = folded(&beside("expected.md"));
        different += folded(&got).iter().filter(|line| !editor.contains(line)).count();
    }
    assert!(different <= DIFFERENT_LINES, "{different} lines differ from the editor's");
}
