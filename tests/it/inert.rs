//! What is written does nothing: hostile pages, written as Markdown and as HTML, and read again.
//!
//! `fixtures/inert/CASE.html` are pages that try to get a script, an address of the reader's own
//! machine or a tag of theirs through.

use pulldown_cmark::{Event, Options, Parser, Tag};
use unmangle::options::{LinkStyle, RepairMode};

use crate::support::{clean, files, fixtures, read};

/// The tags that Markdown has no syntax for; none has an attribute.
const TAGS: &[&str] = &["br", "sup", "sub", "em", "strong", "del", "mark", "ins", "u"];

/// What a reader of Markdown would be made to follow or to show.
fn live(markdown: &str, options: Options) -> Vec<String> {
    let mut live = Vec::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let safe = ["https://e.org/", "a.png", "v.webm", "#"];
                if !safe.iter().any(|start| dest_url.starts_with(start)) {
                    live.push(format!("address {dest_url}"));
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let name = html.trim().trim_start_matches("</").trim_start_matches('<');
                if !TAGS.contains(&name.trim_end_matches('>')) {
                    live.push(format!("tag {html}"));
                }
            }
            _ => {}
        }
    }
    live
}

#[test]
fn hostile_pages_make_inert_markdown() {
    let gfm = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let readings = [Options::empty(), gfm, gfm | Options::ENABLE_MATH];
    let cases = files(&fixtures().join("inert"), "html");
    assert!(cases.len() >= 3);
    for path in cases {
        for mode in [RepairMode::On, RepairMode::Off] {
            let cleaned = clean(&read(&path), mode);
            for links in [LinkStyle::Inline, LinkStyle::Reference] {
                let mut options = unmangle::options::RenderOptions::default();
                options.links = links;
                let markdown = cleaned.document.to_markdown(&options);
                for reading in readings {
                    let live = live(&markdown, reading);
                    assert!(live.is_empty(), "{} {mode:?}: {live:?}\n{markdown}", path.display());
                }
            }
        }
    }
}

#[test]
fn hostile_pages_make_inert_html() {
    for path in files(&fixtures().join("inert"), "html") {
        for mode in [RepairMode::On, RepairMode::Off] {
            let html = clean(&read(&path), mode).document.to_html(&Default::default());
            for sign in ["<script", "<img src=x", "\"javascript:", "\"data:", "\"file:", "\\href"] {
                assert!(!html.contains(sign), "{} {mode:?} has {sign}:\n{html}", path.display());
            }
        }
    }
}
