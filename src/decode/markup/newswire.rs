//! Stories of the Reuters-21578 collection, in its SGML: `<REUTERS …><TOPICS>…<TEXT><TITLE>…<BODY>`.
//!
//! The elements before the text describe the story, as its README says: subjects, places, companies
//! and codes of the wire. In the text a line that is set in begins a paragraph; `DATELINE` opens the
//! first.

use std::ops::Range;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

const OPEN: &str = "<REUTERS ";
const CLOSE: &str = "</REUTERS>";

/// The tags of a text in their order, and those of HTML.
const TAGS: [(&str, &str); 5] = [
    ("<TITLE>", "<h1>"),
    ("</TITLE>", "</h1>"),
    ("<DATELINE>", "<p>"),
    ("</DATELINE>", ""),
    ("<BODY>", ""),
];

/// The control characters of the wire before and behind a text.
const FIRST: &str = "&#2;";
const LAST: &str = "&#3;";

/// The indent of a paragraph.
const INDENT: &str = "    ";

pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    if !super::holds(text, OPEN) || !super::holds(text, "<TEXT") {
        return;
    }
    let edits = edits(text);
    text.edit(edits, RuleId::SystemMarkup, report);
}

fn edits(text: &str) -> Edits {
    let mut edits = Edits::default();
    let mut starts = memchr::memmem::find_iter(text.as_bytes(), OPEN).peekable();
    while let Some(at) = starts.next() {
        let next = starts.peek().copied().unwrap_or(text.len());
        if let Some(story) = Story::read(text, at, next) {
            story.edits(text, &mut edits);
        }
    }
    edits
}

/// A story, from its start tag to its end tag.
struct Story {
    whole: Range<usize>,
    /// What is to be read.
    text: Range<usize>,
}

impl Story {
    /// The story that begins at `at`; the next begins at `next`.
    fn read(text: &str, at: usize, next: usize) -> Option<Self> {
        let find = |from: usize, what: &str| Some(from + text[from..next].find(what)?);
        let start = find(find(at, "<TEXT")?, ">")? + 1;
        let end = find(start, "</TEXT>")?;
        let close = find(end, CLOSE)? + CLOSE.len();
        Some(Self { whole: at..close, text: start..end })
    }

    fn edits(&self, text: &str, edits: &mut Edits) {
        let mut push = |range: Range<usize>, after: &str| {
            edits.push(range, after.as_bytes(), Confidence::Likely);
        };
        let start = self.text.start;
        let first = if text[start..].starts_with(FIRST) { FIRST.len() } else { 0 };
        push(self.whole.start..start + first, "");
        let mut at = self.text.start;
        for (tag, after) in TAGS {
            if let Some(found) = text[at..self.text.end].find(tag) {
                push(at + found..at + found + tag.len(), after);
                at += found + tag.len();
            }
        }
        let mut done = at;
        while let Some(feed) = text[at..self.text.end].find('\n') {
            at += feed + 1;
            if text[at..self.text.end].starts_with(INDENT) {
                done = at + INDENT.len();
                push(at..done, "<p>");
            }
        }
        let end = at + text[at..self.text.end].find(LAST).unwrap_or(self.text.end - at);
        push(done + without_signature(&text[done..end]).len()..end, "");
        push(end..self.whole.end, "");
    }
}

/// The text without the line `Reuter` that the wire signs with.
fn without_signature(text: &str) -> &str {
    let (before, last) = text.trim_end().rsplit_once('\n').unwrap_or_default();
    if last.trim().eq_ignore_ascii_case("reuter") { before } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_ends_before_the_next() {
        let text = "<REUTERS a><TEXT>x <REUTERS b><TEXT TYPE=\"BRIEF\">y</TEXT></REUTERS>";
        assert!(Story::read(text, 0, 18).is_none());
        let story = Story::read(text, 19, text.len());
        assert_eq!(story.map(|story| &text[story.text]), Some("y"));
    }
}
