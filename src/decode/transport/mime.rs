//! A message as mail sends it: parts between boundaries, with headers of their own (RFC 2046).
//!
//! Who saves a message without its first headers, or copies its source, gets all of its parts. The
//! one that readers are shown is kept: HTML before plain text, and nothing attached.

use std::ops::Range;

use encoding_rs::Encoding;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// A boundary is no longer than this (RFC 2046, 5.1.1).
const BOUNDARY: usize = 70;
/// So much may stand around the parts.
const PREAMBLE: usize = 200;

/// Leaves the part that is shown; the encoding that its headers declare, if they do.
pub(super) fn unwrap(
    bytes: &mut Layer<'_, [u8]>,
    report: &mut Report,
) -> Option<&'static Encoding> {
    if !report.admits(RuleId::MimePart, Confidence::Likely)
        || memchr::memmem::find(bytes, b"\n--").is_none() && !bytes.starts_with(b"--")
    {
        return None;
    }
    let Part { body, charset, .. } = shown(bytes)?;
    let mut edits = Edits::default();
    edits.push(0..body.start, b"", Confidence::Likely);
    edits.push(body.end..bytes.len(), b"", Confidence::Likely);
    bytes.edit(edits, RuleId::MimePart, report);
    charset
}

/// One part of a message.
struct Part {
    kind: Kind,
    body: Range<usize>,
    charset: Option<&'static Encoding>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Other,
    Plain,
    Html,
}

/// The part that readers are shown: the first of the best kind.
fn shown(bytes: &[u8]) -> Option<Part> {
    let mut lines = Lines { bytes, at: 0 };
    let mut boundary: Vec<&[u8]> = Vec::new();
    let mut best: Option<Part> = None;
    let mut open: Option<Part> = None;
    let mut end = 0;
    while let Some(line) = lines.next() {
        let Some(name) = bytes[line.clone()].strip_prefix(b"--").filter(|name| is_name(name))
        else {
            continue;
        };
        let headers = headers(bytes, lines.at);
        let closing = name.strip_suffix(b"--").unwrap_or(name);
        if headers.is_none() && !boundary.iter().any(|known| *known == name || *known == closing) {
            continue;
        }
        if boundary.is_empty() && !is_preamble(&bytes[..line.start]) {
            return None;
        }
        close(&mut best, open.take(), line.start);
        end = lines.at.min(bytes.len());
        if let Some(part) = headers {
            lines.at = part.body.start;
            if !boundary.contains(&name) && boundary.len() < 8 {
                boundary.push(name);
            }
            open = Some(part);
        }
    }
    // A part without an end is one that lost it, if another had one.
    let has_end = open.is_none();
    if best.is_some() {
        close(&mut best, open, bytes.len());
    }
    if has_end && !is_preamble(&bytes[end..]) {
        return None;
    }
    best.filter(|part| part.kind != Kind::Other)
}

fn close(best: &mut Option<Part>, part: Option<Part>, end: usize) {
    let Some(mut part) = part else { return };
    part.body.end = end.max(part.body.start);
    if best.as_ref().is_none_or(|best| part.kind > best.kind) {
        *best = Some(part);
    }
}

/// Whether this stands before the first part or behind the last, for programs that know of none: a
/// line or two beside headers, and no text that tells of messages.
fn is_preamble(bytes: &[u8]) -> bool {
    let mut other = 0;
    for line in (Lines { bytes, at: 0 }) {
        let line = &bytes[line];
        if !(is_header(line) || line.starts_with(b" ") || line.starts_with(b"\t")) {
            other += line.len();
        }
        if other > PREAMBLE || line.contains(&b'`') || line.trim_ascii().starts_with(b"<") {
            return false;
        }
    }
    true
}

fn is_header(line: &[u8]) -> bool {
    memchr::memchr(b':', line).is_some_and(|colon| {
        line[..colon].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    })
}

/// Whether a boundary can have this name.
fn is_name(name: &[u8]) -> bool {
    (1..=BOUNDARY + 2).contains(&name.len())
        && name.iter().all(|byte| byte.is_ascii_graphic())
        && !name.iter().all(|byte| *byte == b'-')
}

/// The part whose headers begin at `at`.
fn headers(bytes: &[u8], at: usize) -> Option<Part> {
    let starts =
        |line: &[u8]| line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"));
    let mut lines = Lines { bytes, at };
    let first = lines.next().filter(|line| starts(&bytes[line.clone()]))?;
    let mut end = first.end;
    for line in &mut lines {
        let header = &bytes[line.clone()];
        let folded = header.starts_with(b" ") || header.starts_with(b"\t");
        if header.trim_ascii().is_empty() || !(folded || is_header(header)) {
            break;
        }
        end = line.end;
    }
    let text = String::from_utf8_lossy(&bytes[first.start..end]).to_ascii_lowercase();
    let attached = text.contains("content-disposition: attachment");
    let kind = match () {
        () if attached => Kind::Other,
        () if text.contains("text/html") => Kind::Html,
        // Plain text is what is meant where nothing is said (RFC 2045, 5.2).
        () if text.contains("text/plain") || !text.contains("content-type") => Kind::Plain,
        () => Kind::Other,
    };
    let charset = text.split("charset=").nth(1).and_then(|rest| {
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label.find(['"', '\'', ';', ' ', '\r', '\n']).unwrap_or(label.len());
        Encoding::for_label(&label.as_bytes()[..end])
    });
    Some(Part { kind, body: end..end, charset })
}

/// Lines without their ends.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let start = self.at;
        self.at += length + 1;
        let line = rest[..length].strip_suffix(b"\r").unwrap_or(&rest[..length]);
        Some(start..start + line.len())
    }
}
