//! Pages of print that were made into HTML line by line: by `pdftohtml`, with or without places, and
//! by character recognition (hOCR, ALTO).
//!
//! Their markup says where each line stands and how large its letters are, and nothing of paragraphs,
//! headings or lists. They become text with a line for each line of the page, which is read as
//! printed text is; what the markup alone knows is put in as Markdown: a heading is larger than most
//! lines, or in the outline; cells stand beside each other; what stands at the edge of a page goes.

mod boxes;
mod frame;
mod pdftohtml;
mod recognised;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// A line of a page.
#[derive(Clone, Debug, Default)]
struct Piece {
    /// Its text, references as they are.
    text: String,
    /// How large its letters are; 0 if nothing says it.
    size: f32,
    bold: bool,
    /// Where it begins, from the top and from the left of its page.
    top: f32,
    left: f32,
    page: usize,
    /// Which block of the source it is in.
    block: usize,
}

/// What a page is known to have.
#[derive(Debug, Default)]
struct Pages {
    pieces: Vec<Piece>,
    /// The headings of an outline, the title first.
    outline: Vec<String>,
    /// How high each page is; none if nothing says it.
    heights: Vec<f32>,
}

/// How far from its edge the text of a page stands at least, of its height.
const MARGIN: f32 = 0.05;

pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) {
    let readers: [fn(&str) -> Option<Pages>; 2] = [pdftohtml::read, recognised::read];
    let Some(pages) = readers.into_iter().find_map(|read| read(text)) else { return };
    let written = boxes::write(pages);
    if written.trim().is_empty() {
        return;
    }
    let mut edits = Edits::default();
    edits.push(0..text.len(), written.as_bytes(), Confidence::Likely);
    text.edit(edits, RuleId::SystemMarkup, report);
}

/// The text of markup: no tags, blanks as blanks.
fn shown(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut open = false;
    for c in markup.chars() {
        match c {
            '<' => open = true,
            '>' if open => open = false,
            _ if !open => out.push(c),
            _ => {}
        }
    }
    let out = out.replace("&#160;", " ").replace("&nbsp;", " ").replace('\u{a0}', " ");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}="))? + name.len() + 2;
    let quote = tag[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    tag[at + 1..].split(quote).next()
}

/// The number behind a name: `top:95px`, `x_size 20`.
fn number(text: &str, name: &str) -> Option<f32> {
    let rest = &text[text.find(name)? + name.len()..];
    let rest = rest.trim_start_matches([' ', ':']);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    rest[..end].parse().ok()
}
