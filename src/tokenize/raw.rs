//! Where raw text ends.
//!
//! WHATWG HTML, the RCDATA, RAWTEXT, script data and PLAINTEXT states.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::RawText;
use super::tag::is_space;
use crate::html::ElementName;

/// Where raw text that starts at `at` ends: at the end tag of `element`, or with the text.
pub(crate) fn end(text: &str, at: usize, kind: RawText, element: Option<ElementName>) -> usize {
    let bytes = text.as_bytes();
    let Some(name) = element.map(ElementName::as_str) else {
        return bytes.len();
    };
    match kind {
        RawText::Rcdata | RawText::Rawtext => find_end_tag(bytes, at, name),
        RawText::ScriptData => find_script_end(bytes, at, name),
        RawText::Plaintext => bytes.len(),
    }
}

/// The raw texts of a document, as a pass over it has found them: none is to be searched twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// Where each begins and ends, and of which element it is, in order.
    found: Vec<(usize, usize, ElementName)>,
    /// How many are passed.
    passed: usize,
}

impl Ends {
    pub(super) fn push(&mut self, at: usize, end: usize, element: ElementName) {
        self.found.push((at, end, element));
    }

    /// Whether a range lies in a script or another raw text that shows no code.
    pub(super) fn hide(&self, range: &Range<usize>) -> bool {
        let next = self.found.partition_point(|raw| raw.0 <= range.start);
        let raw = next.checked_sub(1).and_then(|last| self.found.get(last));
        raw.is_some_and(|raw| range.end <= raw.1 && !super::evidence::is_code(raw.2))
    }

    /// Where the raw text of `element` ends that starts at `at`, if it was found. They are asked for
    /// in order.
    pub(super) fn of(&mut self, at: usize, element: Option<ElementName>) -> Option<usize> {
        let left = self.found[self.passed..].iter();
        self.passed += left.take_while(|raw| raw.0 < at).count();
        let found = self.found.get(self.passed).filter(|raw| raw.0 == at && Some(raw.2) == element);
        found.map(|raw| raw.1)
    }
}

fn find_end_tag(bytes: &[u8], at: usize, name: &str) -> usize {
    let mut from = at;
    while let Some(found) = memchr(b'<', &bytes[from..]) {
        from += found;
        if bytes.get(from + 1) == Some(&b'/') && is_end_tag(&bytes[from..], name) {
            return from;
        }
        from += 1;
    }
    bytes.len()
}

/// How deep script data is in comments and the scripts inside them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    No,
    Escaped,
    DoubleEscaped,
}

/// Script data ends at its end tag unless that stands in `<!-- <script>`.
fn find_script_end(bytes: &[u8], at: usize, name: &str) -> usize {
    let (mut from, mut escape) = (at, Escape::No);
    loop {
        let rest = &bytes[from..];
        let found = match escape {
            Escape::No => memchr(b'<', rest),
            _ => memchr2(b'<', b'-', rest),
        };
        let Some(found) = found else {
            return bytes.len();
        };
        let rest = &rest[found..];
        from += found + 1;
        // Most signs in scripts are those of comparisons and strings.
        match (rest.get(1), escape) {
            (Some(b'/'), Escape::No | Escape::Escaped) if is_end_tag(rest, name) => {
                return from - 1;
            }
            (Some(b'/'), Escape::DoubleEscaped) if is_end_tag(rest, "script") => {
                escape = Escape::Escaped;
            }
            (Some(b'!'), Escape::No) if rest.starts_with(b"<!--") => {
                escape = Escape::Escaped;
                from += 1;
            }
            (Some(b'-'), _) if rest.starts_with(b"-->") => escape = Escape::No,
            (Some(b's' | b'S'), Escape::Escaped) if is_tag(rest, b"<", "script") => {
                escape = Escape::DoubleEscaped;
            }
            _ => {}
        }
    }
}

fn is_end_tag(bytes: &[u8], name: &str) -> bool {
    is_tag(bytes, b"</", name)
}

fn is_tag(bytes: &[u8], open: &[u8], name: &str) -> bool {
    let Some(rest) = bytes.strip_prefix(open) else {
        return false;
    };
    rest.len() > name.len()
        && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && (is_space(rest[name.len()]) || matches!(rest[name.len()], b'/' | b'>'))
}
