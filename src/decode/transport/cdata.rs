//! CDATA sections around HTML: `<![CDATA[ … ]]>`.
//!
//! In HTML such a section is a comment that ends at the first `>`, so its text would be lost. In
//! scripts it is meant (`/* <![CDATA[ */`), and in SVG and MathML it is markup.

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

const OPEN: [&str; 2] = ["<![CDATA[", "&lt;![CDATA["];
const CLOSE: [&str; 2] = ["]]>", "]]&gt;"];

pub(super) fn unwrap(text: &mut Layer<'_, str>, report: &mut Report) {
    if !report.admits(RuleId::CdataWrapper, Confidence::Certain) {
        return;
    }
    let edits = sections(text);
    text.edit(edits, RuleId::CdataWrapper, report);
}

fn sections(text: &Layer<'_, str>) -> Edits {
    let mut foreign = None;
    let mut edits = Edits::default();
    let (mut done, mut closed) = (0, true);
    for mark in memchr::memmem::find_iter(text.as_bytes(), b"![CDATA[") {
        let after = mark + "![CDATA[".len();
        let Some(start) = opening(text, after).filter(|&start| start >= done) else { continue };
        let commented = text[..start].trim_end().ends_with(['*', '/', '\'']);
        if commented
            || is_named(text, start, after)
            || text.regions().contains(start)
            || *foreign.get_or_insert_with(|| first_foreign(text)) < start
        {
            continue;
        }
        edits.push(start..after, b"", Confidence::Certain);
        done = after;
        // Once there is no end, there is none further on.
        let end = if closed { close(text, after) } else { None };
        closed = end.is_some();
        if let Some((end, length)) = end {
            edits.push(end..end + length, b"", Confidence::Certain);
            done = end + length;
        }
    }
    edits
}

/// Whether prose names the section: an escaped mark among words, with no tag in it. A wrapper has
/// nothing but tags before it, or holds some.
fn is_named(text: &str, start: usize, after: usize) -> bool {
    let before = text[..start].trim_end();
    let amid = !before.is_empty() && !before.ends_with('>') && !before.ends_with("&gt;");
    // The mark of another section has the signs of a tag, so each byte is looked at once.
    let inside = &text.as_bytes()[after..];
    let first = inside.iter().zip(inside.iter().skip(1)).find_map(|(byte, next)| match byte {
        b'<' | b'&' => Some(false),
        b']' if *next == b']' => Some(true),
        _ => None,
    });
    amid && text.as_bytes()[start] == b'&' && first == Some(true)
}

/// Where the mark that ends at `end` begins.
fn opening(text: &str, end: usize) -> Option<usize> {
    let mark = OPEN.iter().find(|mark| text[..end].ends_with(**mark))?;
    Some(end - mark.len())
}

/// Where the section that begins at `from` ends, and the length of the mark.
fn close(text: &str, from: usize) -> Option<(usize, usize)> {
    memchr::memmem::find_iter(&text.as_bytes()[from..], b"]]").find_map(|offset| {
        let at = from + offset;
        let mark = CLOSE.iter().find(|close| text[at..].starts_with(**close))?;
        Some((at, mark.len()))
    })
}

/// Where the first SVG or MathML element begins; sections after it may be its own.
fn first_foreign(text: &str) -> usize {
    let find = |name: &str| memchr::memmem::find(text.as_bytes(), name.as_bytes());
    [find("<svg"), find("<math")].into_iter().flatten().min().unwrap_or(text.len())
}
