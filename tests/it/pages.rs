//! Whole pages, `fixtures/extract/page/CASE.html`, and the text of the article they hold,
//! `CASE.txt`: no menus, no markers of advertisements, no tails.

use unmangle::options::{ExtractMode, Options};
use unmangle::{Cleaned, Cleaner};

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

/// `CASE.markdown` is the page in Markdown: the headline first, whatever belongs to the article behind it.
#[test]
fn whole_pages_give_their_headline_and_all_that_belongs_to_the_article() {
    for path in files(&fixtures().join("extract/page"), "markdown") {
        let cleaned = unmangle::clean(&read(&path.with_extension("html"))).expect("in the limits");
        let expected = String::from_utf8_lossy(&read(&path)).into_owned();
        assert_eq!(cleaned.to_markdown().trim(), expected.trim(), "{}", path.display());
    }
}

fn ferry(mode: ExtractMode, leave_out_title: bool) -> Cleaned {
    let mut options = Options::default();
    options.extract.mode = mode;
    options.extract.leave_out_title = leave_out_title;
    let page = read(&fixtures().join("extract/page/ferry.html"));
    Cleaner::new(options).clean(&page).expect("in the limits")
}

#[test]
fn the_headline_is_left_out_on_demand() {
    let cleaned = ferry(ExtractMode::Auto, true);
    assert!(cleaned.to_markdown().starts_with("Eleven years after"));
    assert!(!cleaned.to_html().contains("<h1>"));
}

#[test]
fn html_begins_with_the_headline() {
    let html = ferry(ExtractMode::Auto, false).to_html();
    assert!(html.contains("<article>\n<h1>The ferry comes back</h1>\n<p>Eleven"), "{html}");
}

#[test]
fn nothing_is_added_where_nothing_is_extracted() {
    let page =
        "<html><head><title>The ferry</title></head><body><p>It runs again.</p></body></html>";
    let fragment = unmangle::clean(page.as_bytes()).expect("in the limits");
    assert_eq!(fragment.to_markdown().trim(), "It runs again.");
    let all = ferry(ExtractMode::Never, false).to_markdown();
    assert_eq!(all.matches("# The ferry comes back").count(), 1, "{all}");
    assert!(!all.starts_with("# The ferry"), "{all}");
}
