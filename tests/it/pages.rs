//! Whole pages, `fixtures/extract/page/CASE.html`, and the text of the article they hold,
//! `CASE.txt`: no menus, no markers of advertisements, no tails.

use crate::support::{files, fixtures, read};

#[test]
fn whole_pages_give_their_article() {
    for path in files(&fixtures().join("extract/page"), "txt") {
        let cleaned = unmangle::clean(&read(&path.with_extension("html"))).expect("in the limits");
        let expected = String::from_utf8_lossy(&read(&path)).into_owned();
        assert_eq!(cleaned.to_text().trim(), expected.trim(), "{}", path.display());
        assert!(!cleaned.report.removed.is_empty(), "what is left out is reported");
    }
}
