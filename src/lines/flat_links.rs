//! Links that plain text has: `the list<https://…>` as mail programs write them, and the numbered
//! addresses below a page that a text browser dumped, `[1]The list … References 1. https://…`.
//!
//! A number before a link's text does not say where that ends, so it becomes a link only where an
//! item, a heading or a short line is all there is. Once no number is left the addresses go.

use std::collections::BTreeMap;

use crate::model::document::{Block, BlockKind, Document, Inline, Link};
use crate::model::flat::{cut_start, flat, span_of};
use crate::model::source::{Span, Text};
use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

/// No address is longer.
const LONGEST: usize = 2000;

/// A paragraph of no more words may be one link.
const WORDS: usize = 12;

/// Titles that a list of addresses may have above it.
const TITLES: usize = 2;

/// Makes links of both kinds.
pub(crate) fn link(document: &mut Document, report: &mut Report) {
    if !report.admits(RuleId::LinkFlattened, Confidence::Likely) {
        return;
    }
    contents(&mut document.blocks, &mut |content, _| bracketed(content, report));
    let start = addresses_start(&document.blocks);
    let addresses = addresses(&document.blocks[start..]);
    if !addresses.is_empty() {
        numbered(document, start, &addresses, report);
    }
}

/// What holds inline content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    /// An item or a heading.
    Whole,
    Paragraph,
}

/// Calls `visit` with the inline content of every block but those of tables and code.
fn contents(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>, Holder)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) => visit(content, Holder::Paragraph),
            BlockKind::Heading { content, .. } => visit(content, Holder::Whole),
            BlockKind::Quote(inner) => contents(inner, visit),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    let mut blocks = item.blocks.iter_mut();
                    if let Some(Block { kind: BlockKind::Paragraph(content), .. }) = blocks.next() {
                        visit(content, Holder::Whole);
                        contents(blocks.into_slice(), visit);
                    } else {
                        contents(&mut item.blocks, visit);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Makes links of the addresses in angle brackets, with the word before each as its text.
fn bracketed(content: &mut Vec<Inline>, report: &mut Report) {
    let wanted = |inline: &Inline| match inline {
        Inline::Text(text) => {
            text.contains("://") && text.contains('<') || text.contains("<mailto")
        }
        Inline::Strong(_) | Inline::Emphasis(_) => true,
        _ => false,
    };
    if !content.iter().any(wanted) {
        return;
    }
    let mut out = Vec::with_capacity(content.len());
    for inline in std::mem::take(content) {
        match inline {
            Inline::Text(text) => in_text(&text, &mut out, report),
            Inline::Strong(mut inner) => {
                bracketed(&mut inner, report);
                out.push(Inline::Strong(inner));
            }
            Inline::Emphasis(mut inner) => {
                bracketed(&mut inner, report);
                out.push(Inline::Emphasis(inner));
            }
            other => out.push(other),
        }
    }
    *content = out;
}

fn in_text(text: &Text, out: &mut Vec<Inline>, report: &mut Report) {
    let mut done = 0;
    for (at, _) in text.match_indices('<') {
        let Some(url) = address(&text[at + 1..]) else { continue };
        let end = at + url.len() + 2;
        let before = &text[done..at];
        let glued = last_word(before);
        let apart = before.trim_end();
        let label = if !glued.is_empty() {
            at - glued.len()..at
        } else if is_same(last_word(apart), url) {
            done + apart.len() - last_word(apart).len()..done + apart.len()
        } else {
            at + 1..end - 1
        };
        let span = text.span(label.start.min(at)..end);
        let after = format!("[{}]({url})", &text[label.clone()]);
        if !report.repair(RuleId::LinkFlattened, Confidence::Likely, span, after) {
            continue;
        }
        let start = label.start.min(at);
        if done < start {
            out.push(Inline::Text(text.slice(done..start)));
        }
        let content = vec![Inline::Text(text.slice(label))];
        out.push(Inline::Link(Box::new(Link { url: url.to_owned(), title: None, content })));
        done = end;
    }
    if done == 0 {
        out.push(Inline::Text(text.clone()));
    } else if done < text.len() {
        out.push(Inline::Text(text.slice(done..text.len())));
    }
}

/// The address that stands between this and the next closing bracket.
fn address(rest: &str) -> Option<&str> {
    let known = ["http://", "https://", "mailto:", "ftp://"];
    let scheme = known.iter().find(|scheme| rest.starts_with(**scheme))?;
    let end = rest.bytes().take(LONGEST).position(|b| matches!(b, b'>' | b'<' | b' ' | b'\n'))?;
    (rest[end..].starts_with('>') && end > scheme.len()).then_some(&rest[..end])
}

/// The word at the end of the text, without what opens before it.
fn last_word(text: &str) -> &str {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(['(', '[', '"', '“', '„', '«', '\''])
}

/// Whether a word is the address itself, as far as one writes it.
fn is_same(word: &str, url: &str) -> bool {
    let bare = |text: &str| {
        let text = text.split_once("://").map_or(text, |(_, rest)| rest);
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        text.trim_end_matches('/').to_ascii_lowercase()
    };
    !word.is_empty() && bare(word) == bare(url)
}

/// Where the lists of addresses at the end begin, their titles with them.
fn addresses_start(blocks: &[Block]) -> usize {
    let mut start = blocks.len();
    while let Some(at) = start.checked_sub(1) {
        let BlockKind::List(list) = &blocks[at].kind else { break };
        if list.start.is_none()
            || !list.items.iter().all(|item| item_address(&item.blocks).is_some())
        {
            break;
        }
        let titles = blocks[..at].iter().rev().take(TITLES).take_while(|block| is_title(block));
        start = at - titles.count();
    }
    start
}

fn is_title(block: &Block) -> bool {
    let (BlockKind::Heading { content, .. } | BlockKind::Paragraph(content)) = &block.kind else {
        return false;
    };
    let text = flat(content);
    text.split_whitespace().count() <= 3 && !text.trim_end().ends_with(['.', '!', '?'])
}

/// The address that is all of an item.
fn item_address(blocks: &[Block]) -> Option<String> {
    let [Block { kind: BlockKind::Paragraph(content), .. }] = blocks else { return None };
    let text = flat(content);
    let text = text.trim();
    let known = ["http://", "https://", "mailto:", "ftp://", "file://"];
    let whole = known.iter().any(|scheme| text.starts_with(scheme)) && !text.contains(' ');
    whole.then(|| text.to_owned())
}

/// The addresses of those lists by their numbers.
fn addresses(blocks: &[Block]) -> BTreeMap<u64, String> {
    let lists = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::List(list) => Some((list.start?, &list.items)),
        _ => None,
    });
    let numbered = lists.flat_map(|(start, items)| (start..).zip(items));
    numbered.filter_map(|(n, item)| Some((n, item_address(&item.blocks)?))).collect()
}

/// A number in brackets.
struct Mark {
    number: u64,
    length: usize,
    /// Whether a word follows at once and none precedes.
    leads: bool,
}

/// The numbers in brackets in a text.
fn marks(text: &str) -> Vec<Mark> {
    let found = text.match_indices('[').filter_map(|(at, _)| {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + 1 + digits;
        let number = text[at + 1..end].parse().ok().filter(|_| digits <= 4)?;
        let rest = text[end..].strip_prefix(']')?;
        let follows = rest.starts_with(|c: char| !c.is_whitespace() && c != ']' && c != ',');
        let free = !text[..at].ends_with(|c: char| c.is_alphanumeric() || ".!?,;:”\"".contains(c));
        Some(Mark { number, length: digits + 2, leads: follows && free })
    });
    found.collect()
}

/// Makes links of what stands behind the numbers.
fn numbered(
    document: &mut Document,
    start: usize,
    addresses: &BTreeMap<u64, String>,
    report: &mut Report,
) {
    let (text, list) = document.blocks.split_at_mut(start);
    // Numbers behind words refer to notes.
    let (mut all, mut whole, mut notes) = (0, 0, false);
    contents(text, &mut |content, holder| {
        let text = flat(content);
        let marks = marks(&text);
        notes |= marks.iter().any(|mark| !mark.leads || !addresses.contains_key(&mark.number));
        all += marks.len();
        whole += usize::from(leading(&text, holder).is_some());
    });
    if notes || whole == 0 {
        return;
    }
    contents(text, &mut |content, holder| {
        let Some(mark) = leading(&flat(content), holder) else { return };
        let Some(url) = addresses.get(&mark.number) else { return };
        let span = span_of(content);
        let start = span.start as usize;
        let mark_span = Span::new(start, start + mark.length);
        if report.repair(RuleId::LinkFlattened, Confidence::Likely, mark_span, format!("]({url})"))
        {
            let inner = cut_start(std::mem::take(content), mark.length);
            *content = vec![Inline::Link(Box::new(Link {
                url: url.clone(),
                title: None,
                content: inner,
            }))];
        }
    });
    if all == whole {
        for block in list {
            report.remove(block.span, Reason::Residue);
            report.repair(RuleId::LinkFlattened, Confidence::Likely, block.span, "");
        }
        document.blocks.truncate(start);
    }
}

/// The number that begins a text which is one link.
fn leading(text: &str, holder: Holder) -> Option<Mark> {
    let body = text.trim_start();
    let ends = body.trim_end().ends_with(['.', '!', '?', ':']);
    let short = !ends && body.split_whitespace().count() <= WORDS;
    let mut marks = marks(body);
    let fits = body.starts_with('[') && marks.len() == 1 && (holder == Holder::Whole || short);
    marks.pop().filter(|mark| fits && mark.leads)
}
