//! Escaping: text comes back as text, and nothing is escaped that need not be.
//!
//! Most characters that can be markup are not, where they stand: `AT&T`, `a < b`, `2 * 3`,
//! `snake_case`, `[sic]`. What decides is what stands before and after, and after often means what
//! is written later. So text is written as it is while the places of such characters are noted, and
//! when the block is complete, backslashes go where they are needed.

use std::ops::Range;

use memchr::{memchr, memmem, memrchr};

use super::flanking::{Class, Flanking};
use super::token::NBSP;
use super::wrap::Wrap;
use crate::model::edits::Sieve;
use crate::render::url::is_email_byte;

/// A character of text that could be markup.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site {
    /// Its place in the output.
    pub(super) at: usize,
    /// Whether it is escaped in any case.
    pub(super) always: bool,
}

/// What the text is in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// The beginning of a list item, where `[ ]` is a checkbox.
    pub(super) item: bool,
    /// A heading or a cell: one line, in which nothing begins a block.
    pub(super) inline: bool,
    /// Link reference definitions stand in the document, so brackets are links.
    pub(super) references: bool,
    /// Dollar signs are mathematics.
    pub(super) math: bool,
    /// Links of a wiki, tags, comments and marks of Obsidian are markup.
    pub(super) obsidian: bool,
}

/// Bytes that are looked at: those that can be markup inside text, and white space to be folded.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\\`*_~[]<&!^$=#%\n\t\r";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Writes text as it is and notes the places of characters that could be markup.
pub(super) fn write_text(out: &mut String, sites: &mut Vec<Site>, text: &str) {
    let bytes = text.as_bytes();
    let mut done = 0;
    while let Some(found) = bytes[done..].iter().position(|b| SPECIAL[*b as usize]) {
        let at = done + found;
        out.push_str(&text[done..at]);
        done = at + 1;
        match bytes[at] {
            b'\n' | b'\t' | b'\r' => {
                if !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            byte => {
                sites.push(Site { at: out.len(), always: false });
                out.push(char::from(byte));
            }
        }
    }
    out.push_str(&text[done..]);
}

/// A change of what was written: a range and what stands for it.
pub(super) type Edit = (Range<usize>, &'static str);

/// Ends a line; the next one begins with the prefix.
pub(super) const LINE_END: &str = "\n";

/// Puts in the backslashes that the text written since `start` needs, and breaks its lines. `lines`
/// are the places after its hard line breaks.
pub(super) fn resolve(
    out: &mut String,
    start: usize,
    sites: &[Site],
    lines: &[usize],
    place: Place,
    wrap: Option<&Wrap>,
) {
    let text = &out[start..];
    let block = Block { text, start, lines, place };
    let mut edits = Vec::new();
    block.edges(&mut edits);
    if !place.inline {
        block.openings(sites, &mut edits);
    }
    if !sites.is_empty() {
        block.sites(sites, &mut edits);
    }
    edits.sort_by_key(|edit| (edit.0.start, edit.0.end));
    edits.dedup();
    if let Some(wrap) = wrap.filter(|_| !place.inline) {
        wrap.breaks(text, start, &mut edits);
    }
    if !edits.is_empty() {
        apply(out, start, &edits, wrap.map_or("", |wrap| wrap.prefix));
    }
}

fn apply(out: &mut String, start: usize, edits: &[Edit], prefix: &str) {
    let text = out.split_off(start);
    let mut done = 0;
    let mut sieve = Sieve::default();
    for (range, replacement) in edits.iter().filter(|edit| sieve.admits(&edit.0, text.as_str())) {
        out.push_str(&text[done..range.start]);
        out.push_str(replacement);
        if *replacement == LINE_END {
            out.push_str(prefix);
        }
        done = range.end;
    }
    out.push_str(&text[done..]);
}

struct Block<'a> {
    text: &'a str,
    start: usize,
    lines: &'a [usize],
    place: Place,
}

impl Block<'_> {
    /// Writes no-break spaces at the edges, which are white space to some parsers, so that they stay.
    fn edges(&self, edits: &mut Vec<Edit>) {
        if self.text.starts_with(NBSP) {
            edits.push((0..NBSP.len_utf8(), "&nbsp;"));
        }
        if let Some(rest) = self.text.strip_suffix(NBSP).filter(|rest| !rest.is_empty()) {
            edits.push((rest.len()..self.text.len(), "&nbsp;"));
        }
    }

    /// Escapes what would begin a block at the start of a line.
    fn openings(&self, sites: &[Site], edits: &mut Vec<Edit>) {
        let starts = std::iter::once(0).chain(self.lines.iter().map(|at| at - self.start));
        for (index, at) in starts.enumerate() {
            let line = self.text[at..].split('\n').next().unwrap_or_default();
            let joins_bullet = index == 0 && self.place.item && is_rule(line.as_bytes(), 1);
            let found = opening(line, index == 0).or(joins_bullet.then_some(0));
            let Some(found) = found else { continue };
            let length = match line.as_bytes()[0] {
                // What is left of a run of delimiters would be another run.
                byte @ (b'*' | b'_' | b'~') => self.literal_run(at, byte, sites),
                _ => 1,
            };
            edits.extend((at + found..).take(length).map(|at| (at..at, "\\")));
        }
    }

    /// How many characters of text, not of markup, a run of delimiters begins with.
    fn literal_run(&self, at: usize, byte: u8, sites: &[Site]) -> usize {
        let first = sites.partition_point(|site| site.at < at + self.start);
        let is_next = |(n, site): &(usize, &Site)| {
            site.at == at + n + self.start && self.text.as_bytes()[at + n] == byte
        };
        sites[first..].iter().enumerate().take_while(is_next).count()
    }

    fn sites(&self, sites: &[Site], edits: &mut Vec<Edit>) {
        let bytes = self.text.as_bytes();
        let last_gt = memrchr(b'>', bytes);
        let code = memchr(b'`', bytes) != memrchr(b'`', bytes);
        let mut bracket = bytes[0] == b'[';
        let mut run = (0, false);
        for (index, site) in sites.iter().enumerate() {
            let at = site.at - self.start;
            let next = bytes.get(at + 1).copied();
            let needed = match bytes[at] {
                b'\\' => {
                    next.is_some_and(|b| b.is_ascii_punctuation() || b == b'\n')
                        || self.text[at + 1..].strip_prefix(NBSP) == Some("")
                }
                b'`' => code,
                b'[' => self.opens_bracket(at),
                b']' => bracket && self.closes_bracket(next),
                b'<' => self.opens_tag(at, last_gt.is_some_and(|last| last > at)),
                b'&' => is_char_ref(&bytes[at..]),
                b'!' => {
                    let literal = sites.get(index + 1).is_some_and(|s| s.at == site.at + 1);
                    next == Some(b'[') && !literal
                }
                b'^' => next == Some(b'['),
                b'=' | b'%' => self.place.obsidian && next == Some(bytes[at]),
                b'#' => {
                    let begins = at == 0 || bytes[at - 1].is_ascii_whitespace();
                    let tag = |b: u8| b.is_ascii_alphabetic() || b >= 0x80;
                    self.place.obsidian && begins && next.is_some_and(tag)
                }
                b'$' if self.place.obsidian => true,
                // A dollar sign before a digit ends no formula, and prices begin so.
                b'$' => self.place.math && !next.is_some_and(|b| b.is_ascii_digit()),
                byte @ (b'*' | b'_' | b'~') => {
                    if at >= run.0 {
                        let length = self.literal_run(at, byte, &sites[index..]);
                        run = self.delimiter_run(at, at + length);
                    }
                    run.1
                }
                _ => true,
            };
            bracket |= bytes[at] == b'[';
            if needed || site.always {
                edits.push((at..at, "\\"));
            }
        }
    }

    /// Whether a bracket begins a footnote reference, a definition, a checkbox or a reference.
    fn opens_bracket(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..];
        let is_checkbox = || {
            let is_box = matches!(rest, [b'[', b' ' | b'x' | b'X', b']', ..]);
            is_box && matches!(rest.get(3), None | Some(b' ' | b'\n'))
        };
        let is_label = || !self.place.inline && memmem::find(rest, b"]:").is_some();
        self.place.references
            || self.place.obsidian && rest.get(1) == Some(&b'[')
            || rest.get(1) == Some(&b'^')
            || at == 0 && (self.place.item && is_checkbox() || is_label())
    }

    /// Whether a bracket ends the text of a link.
    fn closes_bracket(&self, next: Option<u8>) -> bool {
        next == Some(b'(') || next == Some(b'[') && self.place.references
    }

    /// Whether `<` begins a tag or an autolink: a `>` has to follow, except where a block of HTML
    /// can begin. Parsers find the `>` of a declaration or processing instruction even in the quote
    /// marker of a heading's underline.
    fn opens_tag(&self, at: usize, closed: bool) -> bool {
        let bytes = self.text.as_bytes();
        let Some(next) = bytes.get(at + 1) else { return false };
        if matches!(next, b'!' | b'?') {
            return true;
        }
        if next.is_ascii_alphabetic() || *next == b'/' {
            return closed || !self.place.inline && self.begins_line(at);
        }
        let local = bytes[at + 1..].iter().take_while(|b| is_email_byte(**b)).count();
        closed && bytes.get(at + 1 + local) == Some(&b'@')
    }

    fn begins_line(&self, at: usize) -> bool {
        at == 0 || self.lines.binary_search(&(at + self.start)).is_ok()
    }

    /// The end of a run of literal delimiters, and whether it has to be escaped: if it is part of a
    /// longer run, or can open or close emphasis and is not the only one of its character.
    fn delimiter_run(&self, start: usize, end: usize) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let byte = bytes[start];
        let before = self.text[..start].chars().next_back();
        let after = self.text[end..].chars().next();
        let delimiter = Some(char::from(byte));
        if before == delimiter || after == delimiter {
            return (end, true);
        }
        let flanking = Flanking::possibly(byte, Class::of(before), Class::of(after));
        let others =
            || memrchr(byte, &bytes[..start]).is_some() || memchr(byte, &bytes[end..]).is_some();
        (end, (flanking.opens || flanking.closes) && others())
    }
}

/// Whether the bytes begin with what reads as a character reference.
pub(super) fn is_char_ref(bytes: &[u8]) -> bool {
    let body = match bytes.get(1) {
        Some(b'#') => &bytes[2..],
        Some(b) if b.is_ascii_alphabetic() => &bytes[1..],
        _ => return false,
    };
    let length = body.iter().take(33).take_while(|b| b.is_ascii_alphanumeric()).count();
    length > 0 && body.get(length) == Some(&b';')
}

/// Where a backslash goes, if a line of a paragraph would begin a block.
pub(super) fn opening(line: &str, first: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    let byte = *bytes.first()?;
    let ends_marker = |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t'));
    let opens = match byte {
        b'#' => {
            let length = bytes.iter().take_while(|b| **b == b'#').count();
            length <= 6 && ends_marker(length)
        }
        b'>' => true,
        b'+' => ends_marker(1),
        b'*' | b'-' => ends_marker(1) || is_rule(bytes, 3),
        b'_' => is_rule(bytes, 3),
        b'~' => line.starts_with("~~~"),
        b'0'..=b'9' => return ordered_marker(bytes, first),
        _ => false,
    };
    (opens || !first && is_underline(bytes)).then_some(0)
}

fn ordered_marker(bytes: &[u8], first: bool) -> Option<usize> {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let is_marker = digits <= 9
        && matches!(bytes.get(digits), Some(b'.' | b')'))
        && matches!(bytes.get(digits + 1), None | Some(b' ' | b'\t'));
    let interrupts = first || bytes[..digits].iter().skip_while(|b| **b == b'0').eq(b"1");
    (is_marker && interrupts).then_some(digits)
}

/// Whether a line is made of one of the characters of thematic breaks alone, `count` of it at least.
fn is_rule(bytes: &[u8], count: usize) -> bool {
    let Some(mark @ (b'*' | b'-' | b'_')) = bytes.first() else { return false };
    bytes.iter().filter(|b| *b == mark).count() >= count
        && bytes.iter().all(|b| b == mark || *b == b' ')
}

/// Whether a line under text makes it a heading or the header of a table.
fn is_underline(bytes: &[u8]) -> bool {
    let is_all = |set: &[u8]| bytes.iter().all(|b| set.contains(b));
    is_all(b"= ") || bytes.contains(&b'-') && is_all(b"-|: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let (mut out, mut sites) = (String::new(), Vec::new());
        write_text(&mut out, &mut sites, text);
        resolve(&mut out, 0, &sites, &[], Place::default(), None);
        out
    }

    #[test]
    fn prose_is_left_alone() {
        for text in [
            "AT&T",
            "a < b",
            "2 * 3",
            "snake_case",
            "[sic]",
            "[1]",
            "#hashtag",
            "x<y",
            "1984.George",
            "5* hotel",
            "C:\\dir",
            "-5",
            "~10",
            "it`s",
            "wow! [see]",
            "a & b; c",
            "+1",
            "$5 and $6",
        ] {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn what_reads_as_markup_is_escaped() {
        for (text, expected) in [
            ("# one", "\\# one"),
            ("- one", "\\- one"),
            ("12. one", "12\\. one"),
            ("> one", "\\> one"),
            ("---", "\\---"),
            ("*a*", "\\*a\\*"),
            ("_a_", "\\_a\\_"),
            ("`a`", "\\`a\\`"),
            ("<b>", "\\<b>"),
            ("<a@b.c>", "\\<a@b.c>"),
            ("&amp; &#65;", "\\&amp; \\&#65;"),
            ("[a](b)", "[a\\](b)"),
            ("[a]: b", "\\[a]: b"),
            ("[^1]", "\\[^1]"),
            ("a\\*b", "a\\\\*b"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
