//! The words of a document, and those of what it was written as.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser};

use crate::model::document::{Block, BlockKind, Document, Inline};
use crate::model::located::each_of_line;
use crate::model::source::Span;
use crate::model::visit::{Part, parts};

/// A word and where it stands: in the output, or in the input.
#[derive(Clone, Debug)]
pub(super) struct Word<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) span: Span,
}

/// The ranges of the words of a text; characters of a script without spaces are words.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let word = &rest[start..];
        let first = word.chars().next()?;
        let end = if is_single(first) {
            first.len_utf8()
        } else {
            word.find(|c: char| !c.is_alphanumeric() || is_single(c)).unwrap_or(word.len())
        };
        let at = text.len() - word.len();
        rest = &word[end..];
        Some((at, &word[..end]))
    })
}

/// Characters that are words, or parts of words that nothing sets apart.
const fn is_single(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn push<'t>(out: &mut Vec<Word<'t>>, text: &'t str, from: usize) {
    let found = words(text).map(|(at, word)| Word {
        text: Cow::Borrowed(word),
        span: Span::new(from + at, from + at + word.len()),
    });
    out.extend(found);
}

/// The words of plain text.
pub(super) fn of_text(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    push(&mut out, text, 0);
    out
}

/// The words of our own HTML: what stands outside of tags, references and style sheets.
pub(super) fn of_html(html: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'<', b'&', &html.as_bytes()[at..]) {
        push(&mut out, &html[at..at + found], at);
        at += found;
        let rest = &html[at..];
        let end = match rest.as_bytes()[0] {
            b'&' => rest.find(';'),
            _ if rest.starts_with("<style") => rest.find("</style>").map(|end| end + 7),
            _ => rest.find('>'),
        };
        at = end.map_or(html.len(), |end| at + end + 1);
    }
    push(&mut out, &html[at..], at);
    out
}

/// The words of Markdown: of its text and code, not of its addresses.
pub(super) fn of_markdown(markdown: &str) -> Vec<Word<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_TASKLISTS;
    let head = front_matter(markdown);
    let mut out: Vec<Word<'_>> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let mut flush = |from: usize, to: usize| push(&mut out, &markdown[from..to], from);
    for (event, range) in Parser::new_ext(&markdown[head..], options).into_offset_iter() {
        if !matches!(event, Event::Text(_) | Event::Code(_)) {
            continue;
        }
        let (start, end) = (head + range.start, head + range.end);
        // Text is cut where a character could have been markup.
        last = match last {
            Some((from, to)) if to == start => Some((from, end)),
            Some((from, to)) => {
                flush(from, to);
                Some((start, end))
            }
            None => Some((start, end)),
        };
    }
    if let Some((from, to)) = last {
        flush(from, to);
    }
    out
}

/// The length of the YAML that Markdown may begin with.
fn front_matter(markdown: &str) -> usize {
    let Some(rest) = markdown.strip_prefix("---\n") else { return 0 };
    rest.find("\n---\n").map_or(0, |end| end + 9)
}

/// The words of a document, in the order of reading.
pub(super) fn of_document(document: &Document) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    line(&document.headline, Span::default(), &mut out);
    blocks(&document.blocks, &mut out);
    for note in &document.footnotes {
        blocks(&note.blocks, &mut out);
    }
    out
}

fn blocks<'d>(list: &'d [Block], out: &mut Vec<Word<'d>>) {
    for block in list {
        match &block.kind {
            BlockKind::Code(code) => within(&code.text, block.span, out),
            BlockKind::Math(tex) => within(tex, block.span, out),
            _ => {}
        }
        parts(&block.kind, &mut |_, part| match part {
            Part::Line(content) => line(content, block.span, out),
            Part::Blocks(inner) => blocks(inner, out),
        });
    }
}

fn line<'d>(content: &'d [Inline], around: Span, out: &mut Vec<Word<'d>>) {
    each_of_line(content, around, &mut |inline, span| match inline {
        Inline::Text(text) => {
            let found = words(text).map(|(at, word)| Word {
                text: Cow::Borrowed(word),
                span: text.span(at..at + word.len()),
            });
            out.extend(found);
        }
        Inline::Code(text) | Inline::Math(text) => within(text, span, out),
        Inline::Image(image) => within(&image.alt, span, out),
        _ => {}
    });
}

/// Adds the words of what stands somewhere in `span`.
fn within<'d>(text: &'d str, span: Span, out: &mut Vec<Word<'d>>) {
    out.extend(words(text).map(|(_, word)| Word { text: Cow::Borrowed(word), span }));
}
