//! Structure that damage took away, put back at the level of tokens.
//!
//! Each pass takes the items of a document and returns them mended. What is put in has an empty span
//! at the place where it belongs; what is left out leaves its span, so that spans tile the text. Each item that a pass made says by
//! which rule, and the report is told at the end.

mod dateline;
mod formatting;
mod heading;
mod list;
mod marks;
mod padding;
mod rows;
mod table;

use std::borrow::Cow;

use super::damage::form::Form;
use super::judge::Item;
use super::{Tag, TagName, Token, TokenKind};
use crate::html::ElementName;
use crate::html::escape::escaped;
use crate::html::sets;
use crate::model::source::Span;
use crate::report::{Confidence, LayerKind, Report};
use crate::rules::RuleId;

/// Mends the structure of a damaged document. Where no tag is broken, emphasis alone may have been
/// left open.
pub(super) fn recover<'t>(items: Vec<Item<'t>>, report: &mut Report) -> Vec<Item<'t>> {
    if report.profile.broken_tags == 0 {
        let items = formatting::recover(items, formatting::is_emphasis, report);
        record(&items, report);
        return items;
    }
    let items = dateline::recover(items, report);
    let items = marks::recover(items, report);
    let items = padding::recover(items, report);
    let items = table::recover(items, report);
    let items = rows::recover(items, report);
    let items = list::recover(items, report);
    let items = formatting::recover(items, |element| sets::FORMATTING.has(element), report);
    let items = heading::recover(items, report);
    record(&items, report);
    items
}

/// Tells the report what the passes put in, changed and left out. What one of them put in, another
/// may have left out again.
fn record(items: &[Item<'_>], report: &mut Report) {
    for item in items {
        let Some(rule) = item.by else { continue };
        let (span, after) = (item.token.span, spelled(&item.token.kind));
        if !(span.is_empty() && after.is_empty()) {
            report.edit(LayerKind::Containers, rule, confidence(rule), span, after);
        }
    }
}

/// How sure the passes are.
const fn confidence(rule: RuleId) -> Confidence {
    match rule {
        RuleId::HeadingTextLost => Confidence::Possible,
        _ => Confidence::Likely,
    }
}

/// Whether the passes may do what a rule does.
fn admits(rule: RuleId, report: &Report) -> bool {
    report.admits(rule, confidence(rule))
}

/// What was put in, as HTML.
fn spelled(kind: &TokenKind<'_>) -> String {
    let name = |tag: &Tag<'_>| match &tag.name {
        TagName::Known(element) => element.as_str().to_owned(),
        TagName::Other(name) => name.to_string(),
    };
    match kind {
        TokenKind::StartTag(tag) => format!("<{}>", name(tag)),
        TokenKind::EndTag(tag) => format!("</{}>", name(tag)),
        TokenKind::Text(text) => escaped(text).into_owned(),
        _ => String::new(),
    }
}

/// What an item means for structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Start(ElementName),
    End(ElementName),
    /// Text that is not white space alone.
    Text,
    /// White space, comments, elements that are none of HTML's.
    Nothing,
}

fn event(item: &Item<'_>) -> Event {
    match &item.token.kind {
        TokenKind::StartTag(Tag { name: TagName::Known(element), .. }) => Event::Start(*element),
        TokenKind::EndTag(Tag { name: TagName::Known(element), .. }) => Event::End(*element),
        TokenKind::Text(text) if !text.trim().is_empty() => Event::Text,
        _ => Event::Nothing,
    }
}

fn start<'t>(element: ElementName, at: u32, by: RuleId) -> Item<'t> {
    put_in(TokenKind::StartTag(tag(element)), at, by)
}

fn end<'t>(element: ElementName, at: u32, by: RuleId) -> Item<'t> {
    put_in(TokenKind::EndTag(tag(element)), at, by)
}

fn tag<'t>(element: ElementName) -> Tag<'t> {
    Tag { name: TagName::Known(element), attributes: Vec::new(), self_closing: false }
}

fn put_in(kind: TokenKind<'_>, at: u32, by: RuleId) -> Item<'_> {
    let token = Token { kind, span: Span { start: at, end: at } };
    Item { token, form: Form::PUT_IN, by: Some(by) }
}

fn leave_out<'t>(item: &Item<'t>, by: RuleId) -> Item<'t> {
    let token = Token { kind: TokenKind::Nothing, span: item.token.span };
    Item { token, form: item.form, by: Some(by) }
}

/// The item as an end tag of `element`.
fn end_as<'t>(item: Item<'t>, element: ElementName, by: RuleId) -> Item<'t> {
    let by = if event(&item) == Event::End(element) { item.by } else { Some(by) };
    let kind = TokenKind::EndTag(tag(element));
    Item { token: Token { kind, ..item.token }, by, ..item }
}

/// Elements that end the text before them.
fn is_boundary(element: ElementName) -> bool {
    sets::CLOSES_PARAGRAPH.has(element)
}

/// The text of an item, if it stands in the input as it is.
fn verbatim<'t>(item: &Item<'t>) -> Option<&'t str> {
    match item.token.kind {
        TokenKind::Text(Cow::Borrowed(text)) if text.len() == item.token.span.len() => Some(text),
        _ => None,
    }
}

fn is_part_of_table(element: ElementName) -> bool {
    use ElementName::*;
    matches!(element, Td | Th | Tr | Tbody | Thead | Tfoot | Caption | Colgroup | Col)
}

/// So many items are looked through for the start of a line.
const LINE: usize = 256;

/// The index at which the line or the block at the end of `items` begins; text is split at its last
/// line break for that.
fn start_of_line(items: &mut Vec<Item<'_>>) -> usize {
    let mut index = items.len();
    let floor = index.saturating_sub(LINE);
    while index > floor {
        match event(&items[index - 1]) {
            Event::Start(element) | Event::End(element)
                if is_boundary(element) || is_part_of_table(element) || is_root(element) =>
            {
                break;
            }
            Event::Text | Event::Nothing if split_at_break(items, index - 1) => break,
            _ => {}
        }
        index -= 1;
    }
    let space = items[index..].iter().take_while(|item| event(item) == Event::Nothing).count();
    index + space
}

fn is_root(element: ElementName) -> bool {
    matches!(element, ElementName::Body | ElementName::Html | ElementName::Head)
}

/// Splits the text at `index` behind its last line break, if text follows that.
fn split_at_break(items: &mut Vec<Item<'_>>, index: usize) -> bool {
    let TokenKind::Text(text) = &items[index].token.kind else { return false };
    let Some(at) = text.rfind('\n').map(|at| at + 1) else { return false };
    if let Cow::Borrowed(text) = *text
        && at < text.len()
    {
        split(items, index, text, at);
    }
    true
}

/// Splits the text at `index` in two.
fn split<'t>(items: &mut Vec<Item<'t>>, index: usize, text: &'t str, at: usize) {
    let (span, form) = (items[index].token.span, items[index].form);
    let middle = (span.start + at as u32).min(span.end);
    let part = |text, start, end| {
        let kind = TokenKind::Text(Cow::Borrowed(text));
        Item { token: Token { kind, span: Span { start, end } }, form, by: None }
    };
    items[index] = part(&text[at..], middle, span.end);
    items.insert(index, part(&text[..at], span.start, middle));
}

/// Where the last item ends.
fn end_of(items: &[Item<'_>]) -> u32 {
    items.last().map_or(0, |item| item.token.span.end)
}
