//! Notes that nothing leads to: a raised mark in the text, and a paragraph that begins with the same.
//!
//! A paragraph that begins with a raised mark is a note wherever it stands, if that mark is in the
//! text before it. One that begins with a bold or plain number is a note only below a rule or a
//! title of notes, and only if the numbers run from 1 on. There, what stands between two notes
//! belongs to the first of them.

use std::collections::HashMap;

use super::mark::{Mark, digit};
use crate::model::document::{Block, BlockKind, Document, Footnote, Inline};
use crate::model::source::{Span, Text};
use crate::model::visit::{PartMut, parts_mut};
use crate::notes::titles::is_title;
use crate::report::{Reason, Report};

/// How a paragraph gives the mark of its note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    Raised,
    Bold,
    Plain,
}

#[derive(Debug)]
pub(super) struct Note {
    pub(super) mark: Mark,
    pub(super) given: Given,
    /// The block it begins with, and the one after its last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where it is first referred to.
    pub(super) first: Option<usize>,
    pub(super) label: String,
}

/// Links raised marks with the paragraphs that begin with them.
pub(crate) fn link_loose(document: &mut Document, asides: &[Span], report: &mut Report) {
    if !document.footnotes.is_empty() {
        return;
    }
    let mut notes = notes(&document.blocks);
    if notes.is_empty() {
        return super::numbered::link(document, asides, report);
    }
    References::new(&mut notes, false).blocks(&mut document.blocks);
    let complete = notes.iter().all(|note| note.first.is_some());
    notes.retain(|note| note.first.is_some() && (complete || note.given == Given::Raised));
    if notes.is_empty() {
        return;
    }
    label(&mut notes);
    References::new(&mut notes, true).blocks(&mut document.blocks);
    cut(document, notes, report);
}

/// What may be notes: raised marks anywhere, other marks in the part that ends the document.
fn notes(blocks: &[Block]) -> Vec<Note> {
    let zone = zone(blocks);
    let mut notes: Vec<Note> = Vec::new();
    for (start, block) in blocks.iter().enumerate() {
        let in_zone = zone.is_some_and(|zone| start > zone);
        if !in_zone && begins_plainly(block) {
            continue;
        }
        let Some((mark, given)) = begins(block) else { continue };
        if given == Given::Raised || in_zone {
            let (end, label) = (start + 1, String::new());
            notes.push(Note { mark, given, start, end, first: None, label });
        }
    }
    let at_start =
        zone.is_some_and(|zone| notes.first().is_some_and(|note| note.start == zone + 1));
    if at_start && counts(&notes) {
        extend(&mut notes, blocks);
    } else {
        notes.retain(|note| note.given == Given::Raised);
    }
    notes
}

/// The last rule or title of notes that no heading follows.
fn zone(blocks: &[Block]) -> Option<usize> {
    let at = blocks.iter().rposition(|block| match &block.kind {
        BlockKind::ThematicBreak | BlockKind::Heading { .. } => true,
        _ => is_title_block(block),
    })?;
    let title = is_title_block(&blocks[at]);
    (title || matches!(blocks[at].kind, BlockKind::ThematicBreak)).then_some(at)
}

pub(super) fn is_title_block(block: &Block) -> bool {
    let (BlockKind::Paragraph(content) | BlockKind::Heading { content, .. }) = &block.kind else {
        return false;
    };
    let mut content = content.as_slice();
    while let [Inline::Strong(inner) | Inline::Emphasis(inner)] = content {
        content = inner;
    }
    matches!(content, [Inline::Text(text)] if is_title(text))
}

/// Whether the marks run from 1 on, or are symbols.
fn counts(notes: &[Note]) -> bool {
    let numbers = notes.iter().map(|note| note.mark.number);
    numbers.clone().all(|number| number.is_none()) || numbers.eq((1..=notes.len() as u32).map(Some))
}

/// Gives each note the blocks up to the next one; the last one those up to the end, if notes have
/// more than one block at all.
fn extend(notes: &mut [Note], blocks: &[Block]) {
    let mut long = false;
    for index in 1..notes.len() {
        let start = notes[index].start;
        long |= notes[index - 1].end < start;
        notes[index - 1].end = start;
    }
    let tail = notes.last().map_or(0, |note| note.end);
    let is_text =
        |block: &Block| !matches!(block.kind, BlockKind::Heading { .. } | BlockKind::ThematicBreak);
    if let Some(last) = notes.last_mut().filter(|_| long) {
        last.end = tail + blocks[tail..].iter().take_while(|block| is_text(block)).count();
    }
}

/// Whether a paragraph begins with what no mark is raised of.
fn begins_plainly(block: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else { return true };
    matches!(content.first(), Some(Inline::Text(text)) if text.as_bytes().first().is_some_and(u8::is_ascii))
}

/// The mark that a paragraph begins with.
fn begins(block: &Block) -> Option<(Mark, Given)> {
    let BlockKind::Paragraph(content) = &block.kind else { return None };
    match content.as_slice() {
        [Inline::Superscript(mark), rest @ ..] if !rest.is_empty() => {
            Some((mark_of(mark)?, Given::Raised))
        }
        [Inline::Strong(mark) | Inline::Emphasis(mark), Inline::Text(_), ..] => {
            match (mark.as_slice(), &content[0]) {
                ([Inline::Superscript(mark)], _) => Some((mark_of(mark)?, Given::Raised)),
                (mark, Inline::Strong(_)) => Some((mark_of(mark)?, Given::Bold)),
                _ => None,
            }
        }
        [Inline::Text(text), ..] => {
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            let (word, raised) = match raised(text) {
                0 => (&text[..end], Given::Plain),
                length => (&text[..length], Given::Raised),
            };
            let mark = Mark::parse(word)
                .filter(|mark| raised == Given::Raised || mark.number.is_some() || mark.sure)?;
            (word.len() < text.len() || content.len() > 1).then_some((mark, raised))
        }
        _ => None,
    }
}

/// How many bytes at the start of a text are raised digits or daggers.
fn raised(text: &str) -> usize {
    let is_raised = |c: char| {
        !c.is_ascii() && (digit(c).is_some_and(|_| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)) || "†‡".contains(c))
    };
    text.find(|c| !is_raised(c)).unwrap_or(text.len())
}

fn mark_of(content: &[Inline]) -> Option<Mark> {
    match content {
        [Inline::Text(text)] => Mark::parse(text).filter(|mark| mark.number.is_some() || mark.sure),
        [Inline::Strong(inner) | Inline::Emphasis(inner)] => mark_of(inner),
        [Inline::Link(link)] if link.url.starts_with('#') => mark_of(&link.content),
        _ => None,
    }
}

/// Numbers as they are, if each is the mark of one note; else they are counted by their references.
fn label(notes: &mut [Note]) {
    let mut seen = HashMap::new();
    notes.iter().for_each(|note| *seen.entry(note.mark.text.clone()).or_insert(0) += 1);
    let unique = seen.values().all(|count| *count == 1)
        && notes.iter().all(|note| note.mark.number.is_some());
    let mut order: Vec<usize> = (0..notes.len()).collect();
    order.sort_by_key(|note| notes[*note].first);
    for (index, note) in order.into_iter().enumerate() {
        let note = &mut notes[note];
        note.label = if unique { note.mark.text.clone() } else { (index + 1).to_string() };
    }
}

/// Goes over the references in the text before each note.
pub(super) struct References<'a> {
    notes: &'a mut Vec<Note>,
    /// The block of the document that is read.
    block: usize,
    /// How many references were seen.
    seen: usize,
    /// Whether references are written, or only seen.
    write: bool,
}

impl<'a> References<'a> {
    /// Looks for references to `notes`, and writes them if `write`.
    pub(super) fn new(notes: &'a mut Vec<Note>, write: bool) -> Self {
        Self { notes, block: 0, seen: 0, write }
    }

    pub(super) fn blocks(&mut self, blocks: &mut [Block]) {
        for (index, block) in blocks.iter_mut().enumerate() {
            self.block = index;
            self.visit(block);
        }
    }

    fn visit(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Paragraph(content) => {
                let own = self.notes.iter().any(|note| note.start == self.block);
                self.inlines(content, own);
            }
            other => parts_mut(other, &mut |_, part| match part {
                PartMut::Line(content) => self.inlines(content, false),
                PartMut::Blocks(inner) => inner.iter_mut().for_each(|block| self.visit(block)),
            }),
        }
    }

    /// Reads running text; of a note's own mark at its start nothing is made.
    fn inlines(&mut self, content: &mut Vec<Inline>, own: bool) {
        let mut out = Vec::with_capacity(content.len());
        for (index, inline) in std::mem::take(content).into_iter().enumerate() {
            let first = own && index == 0;
            match raised_alone(inline) {
                Inline::Superscript(mark) if !first && !is_power(out.last(), &mark) => {
                    match mark_of(&mark).and_then(|mark| self.refer(&mark)) {
                        Some(label) => out.push(Inline::FootnoteRef(label)),
                        None => out.push(Inline::Superscript(mark)),
                    }
                }
                Inline::Text(text) => self.text(&text, first, &mut out),
                Inline::Emphasis(mut inner) => {
                    self.inlines(&mut inner, false);
                    out.push(Inline::Emphasis(inner));
                }
                Inline::Strong(mut inner) if !first => {
                    self.inlines(&mut inner, false);
                    out.push(Inline::Strong(inner));
                }
                other => out.push(other),
            }
        }
        *content = out;
    }

    /// Parts text at raised digits and daggers that refer to notes.
    fn text(&mut self, text: &Text, own: bool, out: &mut Vec<Inline>) {
        let mut done = 0;
        let mut at = if own { raised(text) } else { 0 };
        while let Some(found) = text[at..].find(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹†‡".contains(c))
        {
            let start = at + found;
            at = start + raised(&text[start..]).max(1);
            let label = Mark::parse(&text[start..at])
                .filter(|_| follows_word(&text[..start]))
                .and_then(|mark| self.refer(&mark));
            if let Some(label) = label {
                if done < start {
                    out.push(Inline::Text(text.slice(done..start)));
                }
                out.push(Inline::FootnoteRef(label));
                done = at;
            }
        }
        if done == 0 {
            out.push(Inline::Text(text.clone()));
        } else if done < text.len() {
            out.push(Inline::Text(text.slice(done..text.len())));
        }
    }

    /// Refers to the next note with that mark; its label, if labels are known.
    fn refer(&mut self, mark: &Mark) -> Option<String> {
        let at = self.notes.partition_point(|note| note.start <= self.block);
        let note = self.notes[at..].iter_mut().find(|note| note.mark.text == mark.text)?;
        self.seen += 1;
        note.first.get_or_insert(self.seen);
        self.write.then(|| note.label.clone())
    }
}

/// A raised mark without the emphasis around it and nothing else.
fn raised_alone(inline: Inline) -> Inline {
    match inline {
        Inline::Strong(mut inner) | Inline::Emphasis(mut inner) if matches!(inner.as_slice(), [Inline::Superscript(mark)] if mark_of(mark).is_some()) => {
            inner.remove(0)
        }
        other => other,
    }
}

/// Whether text ends in a word long enough not to be a unit or a variable, or in punctuation.
fn follows_word(text: &str) -> bool {
    let letters = text.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let last = text.chars().next_back();
    letters > 2 || letters == 0 && last.is_some_and(|c| !c.is_whitespace() && !c.is_numeric())
}

/// Whether a raised number is a power: of a number, a variable or a unit.
fn is_power(before: Option<&Inline>, mark: &[Inline]) -> bool {
    let Some(Inline::Text(before)) = before else { return false };
    let number = mark_of(mark).is_some_and(|mark| mark.number.is_some());
    let letters = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let digit = before.ends_with(|c: char| c.is_numeric());
    let unit = matches!(letters, 1 | 2)
        && mark_of(mark).is_some_and(|mark| matches!(mark.number, Some(2 | 3)));
    number && (digit || unit)
}

/// Moves the notes out of the text, and drops the rule or the title over them.
fn cut(document: &mut Document, mut notes: Vec<Note>, report: &mut Report) {
    let mut blocks: Vec<Option<Block>> =
        std::mem::take(&mut document.blocks).into_iter().map(Some).collect();
    for note in &notes {
        let Some(above) = note.start.checked_sub(1).filter(|above| blocks[*above].is_some()) else {
            continue;
        };
        let heads =
            |block: &Block| matches!(block.kind, BlockKind::ThematicBreak) || is_title_block(block);
        if let Some(block) = blocks[above].take_if(|block| heads(block))
            && !matches!(block.kind, BlockKind::ThematicBreak)
        {
            report.remove(block.span, Reason::NoteMark);
        }
    }
    notes.sort_by_key(|note| note.first);
    for note in notes {
        let mut content: Vec<Block> =
            blocks[note.start..note.end].iter_mut().filter_map(Option::take).collect();
        if let Some(Block { kind: BlockKind::Paragraph(content), .. }) = content.first_mut() {
            strip(content);
        }
        document.footnotes.push(Footnote { label: note.label, blocks: content });
    }
    document.blocks = blocks.into_iter().flatten().collect();
}

/// Takes the mark off the start of a note.
fn strip(content: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = content.first() {
        let end = match raised(text) {
            0 => text.find(char::is_whitespace).unwrap_or(text.len()),
            length => length,
        };
        content[0] = Inline::Text(text.slice(end..text.len()));
    } else {
        content.remove(0);
    }
    if let Some(Inline::Text(text)) = content.first() {
        let rest = text.trim_start_matches(|c: char| c.is_whitespace() || ".:)]".contains(c)).len();
        content[0] = Inline::Text(text.slice(text.len() - rest..text.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::Span;

    #[test]
    fn powers_are_no_references() {
        let text = |text: &str| Inline::Text(Text::new(text, Span::default()));
        for before in ["10", "12 km", "E = mc"] {
            assert!(is_power(Some(&text(before)), &[text("2")]), "{before}");
        }
        assert!(!is_power(Some(&text("the end.")), &[text("2")]));
    }
}
