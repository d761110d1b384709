//! Destinations, titles, labels, code spans: what is written literally inside running text.

use std::collections::HashMap;

use super::Writer;
use super::escape::{Site, is_char_ref, write_text};
use crate::model::document::Image;
use crate::options::LinkStyle;

impl Writer<'_> {
    /// `](destination "title")`, or `][1]`.
    pub(super) fn link_end(&mut self, url: &str, title: Option<&str>) {
        if self.options.links == LinkStyle::Reference {
            let number = self.references.number(url, title);
            return self.out.push_str(&format!("][{number}]"));
        }
        self.out.push_str("](");
        self.resource(url, title);
        self.out.push(')');
    }

    /// Writes the definitions of the links that were written as references.
    pub(super) fn definitions_of_links(&mut self) {
        let references = std::mem::take(&mut self.references);
        for (index, (url, title)) in references.targets.iter().enumerate() {
            if index > 0 {
                self.newline();
            } else if !self.out.is_empty() {
                self.blank_line();
            }
            self.out.push_str(&format!("[{}]: ", index + 1));
            let titled = title.as_deref();
            if url.is_empty() && titled.is_none() {
                self.out.push_str("<>");
            } else {
                self.resource(url, titled);
            }
        }
    }

    fn resource(&mut self, url: &str, title: Option<&str>) {
        self.destination(url, title.is_some());
        let Some(title) = title else { return };
        self.out.push_str(" \"");
        for (at, c) in title.char_indices() {
            match c {
                '\n' => self.out.push_str("&#10;"),
                '"' => self.out.push_str("\\\""),
                _ => self.literal(&title[at..], c),
            }
        }
        self.out.push('"');
    }

    fn destination(&mut self, url: &str, titled: bool) {
        let bracketed = url.starts_with('<')
            || url.bytes().any(|b| b.is_ascii_control() || b == b' ')
            || url.is_empty() && titled;
        let balanced = is_balanced(url);
        let escape = |byte| match bracketed {
            true => matches!(byte, b'<' | b'>'),
            false => matches!(byte, b'(' | b')') && !balanced,
        };
        self.out.push_str(if bracketed { "<" } else { "" });
        let mut done = 0;
        for (at, byte) in url.bytes().enumerate() {
            let instead = match byte {
                b'\n' => "%0A",
                b'\r' => "%0D",
                b'<' | b'>' | b'(' | b')' if escape(byte) => "\\",
                b'\\' | b'&' if is_escaped(&url.as_bytes()[at..]) => "\\",
                _ => continue,
            };
            self.out.push_str(&url[done..at]);
            self.out.push_str(instead);
            done = at + usize::from(byte < b' ');
        }
        self.out.push_str(&url[done..]);
        self.out.push_str(if bracketed { ">" } else { "" });
    }

    /// Writes the first character of `rest` so that it stands for itself.
    fn literal(&mut self, rest: &str, c: char) {
        self.out.push_str(if is_escaped(rest.as_bytes()) { "\\" } else { "" });
        self.out.push(c);
    }

    pub(super) fn image(&mut self, image: &Image) {
        self.out.push_str("![");
        let sites = self.sites.len();
        write_text(&mut self.out, &mut self.sites, &image.alt);
        self.escape_unbalanced(sites);
        self.link_end(&image.url, image.title.as_deref());
    }

    /// Brackets in the text of a link or image end it unless they come in pairs; those of the sites
    /// from `first` on are escaped if they do not.
    pub(super) fn escape_unbalanced(&mut self, first: usize) {
        let bytes = self.out.as_bytes();
        let follows =
            |site: &Site, set: &[u8]| bytes.get(site.at + 1).is_some_and(|b| set.contains(b));
        let mut depth = 0_usize;
        let mut balanced = self.options.links == LinkStyle::Inline;
        for site in self.sites[first..].iter().filter(|site| !site.always) {
            match bytes[site.at] {
                b'[' if follows(site, b"^") => balanced = false,
                b'[' => depth += 1,
                b']' if depth == 0 || follows(site, b"([") => balanced = false,
                b']' => depth -= 1,
                _ => {}
            }
        }
        if balanced && depth == 0 {
            return;
        }
        for site in &mut self.sites[first..] {
            site.always |= matches!(self.out.as_bytes()[site.at], b'[' | b']');
        }
    }

    pub(super) fn code_span(&mut self, code: &str) {
        let fence = "`".repeat(free_run(code));
        let edge = code.starts_with('`') || code.ends_with('`');
        let stripped = code.starts_with([' ', '\n'])
            && code.ends_with([' ', '\n'])
            && !code.trim_matches([' ', '\n']).is_empty();
        let pad = if edge || stripped { " " } else { "" };
        self.out.push_str(&fence);
        self.out.push_str(pad);
        self.out.extend(code.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        self.out.push_str(pad);
        self.out.push_str(&fence);
    }

    pub(super) fn note_label(&mut self, label: &str) {
        self.out.push_str("[^");
        let clean = |c: char| {
            if c.is_whitespace() || matches!(c, '[' | ']' | '\\' | '^' | '|') { '-' } else { c }
        };
        self.out.extend(label.chars().map(clean));
        self.out.push(']');
    }

    pub(super) fn info_string(&mut self, info: &str) {
        for (at, c) in info.char_indices() {
            match c {
                '\n' | '\r' => self.out.push(' '),
                c => self.literal(&info[at..], c),
            }
        }
    }
}

/// Whether the first byte would be taken for the beginning of an escape.
fn is_escaped(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(b'\\') => bytes.get(1).is_none_or(u8::is_ascii_punctuation),
        Some(b'&') => is_char_ref(bytes),
        _ => false,
    }
}

/// The addresses and titles of links that are written at the end of the document.
#[derive(Debug, Default)]
pub(super) struct References {
    targets: Vec<(String, Option<String>)>,
    numbers: HashMap<(String, Option<String>), usize>,
}

impl References {
    fn number(&mut self, url: &str, title: Option<&str>) -> usize {
        let target = (url.to_owned(), title.map(str::to_owned));
        *self.numbers.entry(target.clone()).or_insert_with(|| {
            self.targets.push(target);
            self.targets.len()
        })
    }
}

/// The shortest length that no run of backticks in the code has.
fn free_run(code: &str) -> usize {
    let mut lengths = vec![0_usize];
    let mut run = 0_usize;
    for byte in code.bytes().chain([b' ']) {
        if byte == b'`' {
            run += 1;
        } else if run > 0 {
            lengths.push(run);
            run = 0;
        }
    }
    lengths.sort_unstable();
    lengths.dedup();
    (1..)
        .zip(&lengths[1..])
        .find(|(free, taken)| free < *taken)
        .map_or(lengths.len(), |(free, _)| free)
}

/// Whether the parentheses of an address come in pairs, nested no deeper than parsers follow.
fn is_balanced(url: &str) -> bool {
    let mut depth = 0_u32;
    for byte in url.bytes() {
        match byte {
            b'(' if depth == 30 => return false,
            b'(' => depth += 1,
            b')' if depth == 0 => return false,
            b')' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}
