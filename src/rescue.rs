//! What becomes of a document that our own code fails on: less is done to it, and it is never lost.
//!
//! A panic is a defect of ours, and it should cost nobody a document. It unwinds to here, with what
//! the stages hold; nothing is shared between documents, so nothing is left half done. Programs
//! that are built with `panic = "abort"` end all the same.

use std::panic::{AssertUnwindSafe, catch_unwind};

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::model::document::{Block, BlockKind, Document, Inline};
use crate::model::source::{Span, Text};

/// What `work` gives, and none if it panics.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The text of a document with its markup taken off crudely: a paragraph for each stretch between
/// tags that are not of a line. Spans name the document as a whole.
pub(crate) fn crude(input: &[u8]) -> Document {
    let encoding = Encoding::for_bom(input).map(|(encoding, _)| encoding);
    let text = match (encoding, std::str::from_utf8(input)) {
        (None, Ok(text)) => text.into(),
        (encoding, _) => encoding.unwrap_or(WINDOWS_1252).decode(input).0,
    };
    paragraphs(&stripped(&text), Span::new(0, input.len()))
}

/// The lines of a text, each a paragraph.
pub(crate) fn paragraphs(text: &str, span: Span) -> Document {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let block = |line: &str| {
        let content = vec![Inline::Text(Text::new(line, span))];
        Block { kind: BlockKind::Paragraph(content), span }
    };
    Document { blocks: lines.map(block).collect(), ..Document::default() }
}

/// Elements of a line: their tags part no text.
const OF_A_LINE: &[&str] = &[
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The text between the tags, its references to the commonest characters resolved.
pub(crate) fn stripped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Of what is not closed there is no need to look for the end again.
    let mut unclosed = Vec::new();
    while let Some(at) = rest.find('<') {
        out.push_str(&flat(&rest[..at]));
        let tag = &rest[at..];
        let end = hidden(tag, &mut unclosed).or_else(|| markup(tag, &mut unclosed));
        match end {
            Some(end) => {
                out.push_str(if is_of_a_line(&tag[..end]) { "" } else { "\n" });
                rest = &tag[end..];
            }
            None => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(&flat(rest));
    references(&out)
}

/// White space is one space each: only tags part lines.
fn flat(text: &str) -> String {
    text.replace(['\n', '\r', '\t', '\u{C}'], " ")
}

/// The end of a comment, a script or a style sheet that begins here.
fn hidden(tag: &str, unclosed: &mut Vec<&str>) -> Option<usize> {
    let ends = [("<!--", "-->"), ("<script", "</script"), ("<style", "</style")];
    let begins =
        |start: &str| tag.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start));
    let (_, end) = ends.into_iter().find(|(start, _)| begins(start))?;
    if unclosed.contains(&end) {
        return None;
    }
    let lower = memchr::memchr_iter(end.as_bytes()[0], tag.as_bytes()).find(|at| {
        tag.as_bytes()[*at..]
            .get(..end.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(end.as_bytes()))
    });
    if lower.is_none() {
        unclosed.push(end);
    }
    let at = lower? + end.len();
    if end == "-->" {
        return Some(at);
    }
    tag[at..].find('>').map(|close| at + close + 1)
}

/// The end of a tag that begins here.
fn markup(tag: &str, unclosed: &mut Vec<&str>) -> Option<usize> {
    let named = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?');
    let opens = tag.as_bytes().get(1).is_some_and(|byte| named(*byte));
    if !opens || unclosed.contains(&">") {
        return None;
    }
    let end = tag.find('>');
    if end.is_none() {
        unclosed.push(">");
    }
    end.map(|end| end + 1)
}

fn is_of_a_line(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    OF_A_LINE.iter().any(|element| element.eq_ignore_ascii_case(&name[..end]))
}

fn references(text: &str) -> String {
    let spaced = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">");
    spaced.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// Makes the next runs of the pipeline panic, in tests.
#[cfg(test)]
pub(crate) mod trap {
    use std::cell::Cell;

    thread_local! {
        static LEFT: Cell<usize> = const { Cell::new(0) };
    }

    /// So many runs of this thread will panic.
    pub(crate) fn set(runs: usize) {
        LEFT.set(runs);
    }

    /// Panics if a run is to.
    #[allow(clippy::panic)]
    pub(crate) fn spring() {
        if let Some(left) = LEFT.get().checked_sub(1) {
            LEFT.set(left);
            panic!("a trap");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Format, Options, RepairMode};
    use crate::report::Warning;
    use crate::{Cleaned, Cleaner};

    const PAGE: &str = "<h1>Fog</h1><p>The ferry< / p><p>stayed&amp;amp;nbsp;in.";

    fn clean(runs: usize, mode: RepairMode) -> Cleaned {
        let mut options = Options::default();
        options.repair.mode = mode;
        trap::set(runs);
        let cleaned = Cleaner::new(options).clean(PAGE.as_bytes());
        trap::set(0);
        cleaned.unwrap()
    }

    #[test]
    fn a_panic_costs_the_repairs_and_no_more() {
        let (failed, off) = (clean(1, RepairMode::On), clean(0, RepairMode::Off));
        assert_ne!(off.to_markdown(), clean(0, RepairMode::On).to_markdown());
        assert_eq!(failed.to_markdown(), off.to_markdown());
        assert_eq!(failed.report.warnings, [Warning::RepairFailed]);
        assert!(failed.report.repairs.is_empty());
    }

    #[test]
    fn a_second_panic_leaves_the_text() {
        for failed in [clean(2, RepairMode::On), clean(1, RepairMode::Off)] {
            assert_eq!(failed.report.warnings, [Warning::CleaningFailed]);
            let text = failed.to_text();
            let found = ["Fog", "The ferry", "stayed"].map(|words| text.contains(words));
            assert_eq!(found, [true; 3], "{text}");
        }
    }

    #[test]
    fn a_panic_of_a_renderer_leaves_the_text() {
        let cleaned = clean(0, RepairMode::On);
        for format in [Format::Markdown, Format::Text, Format::Html, Format::Json] {
            for runs in [1, 2] {
                trap::set(runs);
                let text = cleaned.render(format);
                trap::set(0);
                assert!(text.contains("The ferry"), "{format:?}, {runs}: {text}");
            }
        }
    }

    #[test]
    fn markup_is_taken_off() {
        let page = "<!-- a --><p>1 <b>&lt;</b> 2\n<SCRIPT>x</p></Script >three<br/>four < five <p";
        let text = stripped(page);
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        assert_eq!(lines, ["1 < 2", "three", "four < five <p"]);
        assert_eq!(stripped("<script>not closed"), "\nnot closed");
    }
}
