//! Whole articles, `fixtures/articles/SLUG/{source.html,expected.md}`.

use unmangle::options::RepairMode;

use crate::support::{clean, files, fixtures, read};

#[test]
fn articles_are_restored() {
    for source in files(&fixtures().join("articles"), "html") {
        let got = clean(&read(&source), RepairMode::On).to_markdown();
        let expected = read(&source.with_file_name("expected.md"));
        assert_eq!(got.trim(), String::from_utf8_lossy(&expected).trim(), "{}", source.display());
    }
}
