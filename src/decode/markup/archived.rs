//! What archives and caches put around a page: the header of Google's cache, the addresses of the
//! Wayback Machine.
//!
//! Google wrote its header before the page and the page into a `div`; in any language the header
//! links to the help on cached pages. The Wayback Machine leads every address to itself and says at
//! the page's end that it did.

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

/// How far into a text the header of a cache reaches.
const HEADER: usize = 6000;
/// The help on cached pages, and where the page begins.
const HELP: [&str; 2] = ["p=cached", "p%3Dcached"];
const PAGE: &str = "<div style=\"position:relative\">";

/// What the Wayback Machine writes into a page.
const MARKS: [&str; 2] = ["BEGIN WAYBACK TOOLBAR INSERT", "FILE ARCHIVED ON "];
const ARCHIVE: &str = "/web/";
/// The digits of a time.
const TIME: usize = 14;

pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    if !report.admits(RuleId::ArchiveFrame, Confidence::Likely) {
        return;
    }
    if let Some(end) = header(text) {
        report.remove(text.source(0..end), Reason::NotContent);
        let mut edits = Edits::default();
        edits.push(0..end, b"", Confidence::Likely);
        text.edit(edits, RuleId::ArchiveFrame, report);
    }
    if MARKS.iter().any(|mark| super::holds(text, mark)) {
        let edits = addresses(text);
        text.edit(edits, RuleId::ArchiveFrame, report);
    }
}

/// Where the page begins behind the header of Google's cache.
fn header(text: &str) -> Option<usize> {
    let head = &text[..text.char_indices().nth(HEADER).map_or(text.len(), |(at, _)| at)];
    let help = head.find("google.com/websearch").or_else(|| head.find("google.com/intl"))?;
    HELP.iter().any(|sign| head[help..].contains(sign)).then_some(())?;
    head.trim_start().starts_with("<div").then_some(())?;
    let page = help + head[help..].find(PAGE)? + PAGE.len();
    Some(page + text[page..].len() - text[page..].trim_start().len())
}

/// Takes the archive's own part off the addresses of attributes.
fn addresses(text: &str) -> Edits {
    let mut edits = Edits::default();
    for at in memchr::memmem::find_iter(text.as_bytes(), ARCHIVE) {
        let rest = &text[at + ARCHIVE.len()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        // `im_`, `js_`, `id_`: how the archive serves what is there.
        let form =
            rest[digits..].bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
        let Some(own) = rest[digits + form..].strip_prefix('/') else { continue };
        if digits != TIME || form > 3 || !own.starts_with("http") {
            continue;
        }
        let start = ["https://web.archive.org", "http://web.archive.org", "//web.archive.org", ""];
        let host =
            start.iter().find(|host| text[..at].ends_with(**host)).map_or(0, |host| host.len());
        let from = at - host;
        if text[..from].ends_with(['"', '\'', '=']) {
            let end = at + ARCHIVE.len() + digits + form + 1;
            edits.push(from..end, b"", Confidence::Likely);
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn only_addresses_of_attributes_lead_back() {
        let text = "<a href=\"https://web.archive.org/web/20240604101112/https://a.example/b\">c</a> <img src=/web/20240604101112im_/http://a.example/d.jpg>";
        let expected = "<a href=\"https://a.example/b\">c</a> <img src=http://a.example/d.jpg>";
        assert_eq!(addresses(text).made(text), expected);
        for text in [
            "see https://web.archive.org/web/20240604101112/https://a.example/b",
            "<a href=\"/web/20240604101112*/https://a.example/b\">",
            "<a href=\"/web/guide/http-basics\">",
        ] {
            assert_eq!(addresses(text).made(text), text);
        }
    }
}
