//! Elements that begin as Markdown and end as HTML, or the other way round: `*name</em>`,
//! ``` `run </code>```, ``<code>stop` ``.
//!
//! A translator that reads a page half as one and half as the other leaves such pairs. The tag that
//! has no partner shows that the mark before or behind it is one.

use std::borrow::Cow;

use super::super::damage::form::Form;
use super::super::judge::Item;
use super::super::{Token, TokenKind};
use super::{Event, admits, event, is_boundary, is_part_of_table, tag, verbatim};
use crate::html::ElementName::{self, B, Code, Em, I, Strong};
use crate::model::source::Span;
use crate::report::Report;
use crate::rules::RuleId;

/// Most text between a mark and its tag.
const REACH: u32 = 400;

/// A mark in the text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    item: usize,
    at: usize,
    span: Span,
    /// A word follows it, as one follows a mark that begins something.
    begins: bool,
}

/// A mark that stands for a tag.
struct Edit {
    mark: Mark,
    element: ElementName,
    closes: bool,
}

/// Makes tags of marks that pair with tags.
pub(super) fn recover<'t>(items: Vec<Item<'t>>, report: &mut Report) -> Vec<Item<'t>> {
    let mut edits = Block::default().read(&items);
    if edits.is_empty() {
        return items;
    }
    edits.sort_by_key(|edit| edit.mark.span.start);
    let mut edits = edits.into_iter().peekable();
    let mut out = Vec::with_capacity(items.len() + 8);
    for (index, item) in items.into_iter().enumerate() {
        let mut done = 0;
        while let Some(edit) = edits.next_if(|edit| edit.mark.item == index) {
            let Mark { at, span, .. } = edit.mark;
            if admits(RuleId::MarkdownInText, report) {
                out.extend(slice(&item, done, at));
                let tag = tag(edit.element);
                let kind =
                    if edit.closes { TokenKind::EndTag(tag) } else { TokenKind::StartTag(tag) };
                let (form, by) = (Form::PUT_IN, Some(RuleId::MarkdownInText));
                out.push(Item { token: Token { kind, span }, form, by });
                done = at + span.len();
            }
        }
        match verbatim(&item) {
            Some(text) if done > 0 => out.extend(slice(&item, done, text.len())),
            _ => out.push(item),
        }
    }
    out
}

fn slice<'t>(item: &Item<'t>, from: usize, to: usize) -> Option<Item<'t>> {
    let part = verbatim(item)?.get(from..to).filter(|part| !part.is_empty())?;
    let start = item.token.span.start + from as u32;
    let span = Span { start, end: start + part.len() as u32 };
    let kind = TokenKind::Text(Cow::Borrowed(part));
    Some(Item { token: Token { kind, span }, form: item.form, by: None })
}

/// What one block has shown so far.
#[derive(Default)]
struct Block {
    /// The marks since the last tag of their kind.
    marks: [Vec<Mark>; MARKS.len()],
    open: Vec<ElementName>,
    /// Code is open, and how many of its marks stood before it.
    code: Option<usize>,
    edits: Vec<Edit>,
}

const MARKS: [&str; 3] = ["`", "*", "**"];
const TICK: usize = 0;

impl Block {
    fn read(mut self, items: &[Item<'_>]) -> Vec<Edit> {
        for (index, item) in items.iter().enumerate() {
            match event(item) {
                Event::Start(element) | Event::End(element)
                    if is_boundary(element) || is_part_of_table(element) =>
                {
                    self.end_code();
                    self.marks.iter_mut().for_each(Vec::clear);
                    self.open.clear();
                }
                Event::Start(Code) => {
                    self.end_code();
                    self.code = Some(self.marks[TICK].len());
                }
                Event::Start(element) if kind(element).is_some() => self.open.push(element),
                Event::End(Code) if self.code.take().is_some() => self.marks[TICK].clear(),
                Event::End(element) => self.end(element, item.token.span.start),
                Event::Text => self.text(index, item),
                _ => {}
            }
        }
        self.end_code();
        self.edits
    }

    fn text(&mut self, item: usize, source: &Item<'_>) {
        let Some(text) = verbatim(source) else { return };
        let mut from = 0;
        while let Some(found) = memchr::memchr2(b'`', b'*', &text.as_bytes()[from..]) {
            let at = from + found;
            let sign = &text[at..=at];
            let run = text[at..].len() - text[at..].trim_start_matches(sign).len();
            from = at + run;
            let Some(kind) = MARKS.iter().position(|mark| *mark == &text[at..from]) else {
                continue;
            };
            let start = source.token.span.start + at as u32;
            let span = Span { start, end: start + run as u32 };
            let begins = kind == TICK || text[from..].starts_with(char::is_alphabetic);
            self.marks[kind].push(Mark { item, at, span, begins });
        }
    }

    /// An end tag: if it ends nothing, the last mark of its kind began it, unless that has a partner.
    fn end(&mut self, element: ElementName, at: u32) {
        let Some(kind) = kind(element) else { return };
        if self.open.last() == Some(&element) {
            self.open.pop();
        } else if let Some(open) = self.open.iter().rev().take(8).position(|open| *open == element)
        {
            self.open.remove(self.open.len() - 1 - open);
        } else if let Some(mark) = self.marks[kind].last().copied()
            && self.marks[kind].len() % 2 == 1
            && mark.begins
            && at - mark.span.end <= REACH
        {
            self.edits.push(Edit { mark, element, closes: false });
        }
        self.marks[kind].clear();
    }

    /// Ends code that no tag has ended with the one mark behind it.
    fn end_code(&mut self) {
        let Some(from) = self.code.take() else { return };
        if let [mark] = self.marks[TICK][from..] {
            self.edits.push(Edit { mark, element: Code, closes: true });
            self.marks[TICK].clear();
        }
    }
}

/// What Markdown writes for an element.
fn kind(element: ElementName) -> Option<usize> {
    match element {
        Code => Some(TICK),
        Em | I => Some(1),
        Strong | B => Some(2),
        _ => None,
    }
}
