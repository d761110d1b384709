//! Notes that are only text: `[1]` where they belong, `[1] …` at the end.
//!
//! Each on a line of its own is a convention that authors use; glued to the last sentence, or one
//! after another in a line, they are damaged. They are notes only if the numbers after the text run from 1 on without a gap and the text refers to
//! them; anything less stays as it is: `array[1]`, citations without a list, lists without
//! citations.

mod listed;
mod marks;

use std::collections::HashSet;

use crate::model::document::{Block, BlockKind, Document, Footnote, Inline, Link};
use crate::model::flat::truncate;
use crate::model::flat::{flat, span_of};
use crate::model::fold;
use crate::model::source::{Span, Text};
use crate::model::visit::{self, Part, PartMut, Role};
use crate::notes::titles;
use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;
use marks::{Form, Found};

/// A number in brackets or raised, outside or inside other marks.
#[derive(Clone, Copy, Debug)]
struct Mark {
    number: u32,
    form: Form,
    /// Which block of the document it is in; none inside lists, tables and quotes.
    block: Option<usize>,
    /// Where it stands in the block's visible text, and where it ends.
    at: usize,
    end: usize,
    /// Whether a note may begin here: at the start of a block or line, or after a sentence.
    begins: bool,
    /// Whether it stands at the start of a block or line.
    at_start: bool,
    /// Whether a dash parts it from the text before, or it stands at a start.
    parted: bool,
    /// Whether it stands between a sentence and another without a space.
    glued: bool,
}

/// Whether changes are recorded.
type Recorded<'a> = Option<&'a mut Report>;

/// The forms of marks, the most telling first.
const FORMS: [Form; 6] =
    [Form::Bracket, Form::Caret, Form::Letter, Form::Circled, Form::Star, Form::Dagger];

/// Makes footnotes of notes that are only text; `suspect` if more than `[1]` may be a mark.
pub(crate) fn link(document: &mut Document, suspect: bool, report: &mut Report) {
    if !document.footnotes.is_empty() {
        return;
    }
    let mut found = Finder { marks: Vec::new(), suspect };
    for (index, block) in document.blocks.iter().enumerate() {
        collect(block, Some(index), &mut found);
    }
    let marks = found.marks;
    let known = if suspect { FORMS.len() } else { 2 };
    for form in &FORMS[..known] {
        let own: Vec<Mark> = marks.iter().filter(|mark| mark.form == *form).copied().collect();
        if link_form(document, &own, *form, report) {
            return;
        }
        if suspect && *form == Form::Bracket && listed::link(document, &own, report) {
            return;
        }
    }
}

/// Makes footnotes of the notes with marks of one form.
fn link_form(document: &mut Document, marks: &[Mark], form: Form, report: &mut Report) -> bool {
    let Some(first) = first_note(marks) else { return false };
    let (references, notes) = marks.split_at(first);
    if !are_notes(references, notes, &document.blocks) {
        return false;
    }
    // Notes on lines of their own are a convention, not damage.
    let known = matches!(form, Form::Bracket | Form::Caret);
    let attached = !references.is_empty() && references.iter().all(|mark| !mark.at_start);
    let sound = known && !references.is_empty() && notes.iter().all(|note| note.at_start);
    if !sound && (!attached && !known || !report.admits(RuleId::NotePlain, Confidence::Likely)) {
        return false;
    }
    let (footnotes, kept) = cut(document, notes);
    for (note, mark) in footnotes.iter().zip(notes).filter(|_| !sound) {
        let span = note.blocks.first().map(|block| block.span).unwrap_or_default();
        report.repair(RuleId::NotePlain, Confidence::Likely, span, format!("[^{}]:", mark.number));
    }
    document.blocks = kept;
    drop_title(&mut document.blocks, report);
    if references.is_empty() {
        refer(&mut document.blocks);
    }
    refer_to(document, footnotes, form, (!sound).then_some(report));
    true
}

/// Puts references in place of the marks, and the notes below.
fn refer_to(
    document: &mut Document,
    footnotes: Vec<Footnote>,
    form: Form,
    mut recorded: Option<&mut Report>,
) {
    let marks = Marks { form, count: footnotes.len() as u32 };
    for block in &mut document.blocks {
        replace_in_block(block, marks, &mut recorded);
    }
    document.footnotes = footnotes;
}

/// The marks that refer to notes.
#[derive(Clone, Copy, Debug)]
struct Marks {
    form: Form,
    count: u32,
}

/// The marks of a document.
struct Finder {
    marks: Vec<Mark>,
    /// Whether more than brackets may be marks.
    suspect: bool,
}

fn collect(block: &Block, index: Option<usize>, found: &mut Finder) {
    match &block.kind {
        BlockKind::Paragraph(content) => in_content(content, index, found),
        other => visit::parts(other, &mut |role, part| match part {
            Part::Line(content) if may_refer(role) => in_content(content, None, found),
            Part::Blocks(inner) if may_refer(role) => {
                inner.iter().for_each(|block| collect(block, None, found));
            }
            _ => {}
        }),
    }
}

/// Whether notes are referred to from such a part of a block.
fn may_refer(role: Role) -> bool {
    !matches!(role, Role::Summary | Role::Term | Role::Meaning)
}

fn in_content(content: &[Inline], block: Option<usize>, found: &mut Finder) {
    if !holds_mark(content, found.suspect) {
        return;
    }
    let before = found.marks.len();
    let mut visible = String::new();
    scan(content, block, found.suspect, &mut visible, &mut found.marks);
    let text = visible.trim_end();
    // A mark at the very end of its text begins nothing.
    for mark in found.marks[before..].iter_mut().filter(|_| block.is_some()) {
        mark.begins &= mark.end < text.len();
    }
}

/// Whether a mark may be in the text; brackets only, where nothing is suspect.
fn holds_mark(content: &[Inline], suspect: bool) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => {
            memchr::memchr(b'[', text.as_bytes()).is_some()
                || suspect && text.contains(marks::is_sign)
        }
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strikethrough(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner) => holds_mark(inner, suspect),
        Inline::Phrase(phrase) => holds_mark(&phrase.content, suspect),
        Inline::Link(link) if suspect && is_way(link) => holds_mark(&link.content, suspect),
        _ => false,
    })
}

/// Whether a link leads to a place in its page, where the note was.
fn is_way(link: &Link) -> bool {
    link.url.starts_with('#')
}

fn scan(
    content: &[Inline],
    block: Option<usize>,
    suspect: bool,
    visible: &mut String,
    marks: &mut Vec<Mark>,
) {
    for inline in content {
        match inline {
            Inline::Text(text) => {
                let base = visible.len();
                visible.push_str(text);
                for Found { at, end, number, form } in marks::find(text) {
                    let (at, end) = (base + at, base + end);
                    let glued = is_glued(&visible[..at], &visible[end..]);
                    let begins = may_begin(&visible[..at], &visible[end..]);
                    let before = visible[..at].trim_end_matches(' ');
                    let at_start = before.is_empty() || before.ends_with('\n');
                    let parted = at_start || before.ends_with(['—', '―']);
                    let mark =
                        Mark { number, form, block, at, end, begins, at_start, parted, glued };
                    marks.push(mark);
                }
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => scan(inner, block, suspect, visible, marks),
            Inline::Phrase(phrase) => scan(&phrase.content, block, suspect, visible, marks),
            Inline::Link(link) if suspect && is_way(link) => {
                scan(&link.content, block, suspect, visible, marks);
            }
            Inline::Link(link) => visible.push_str(&flat(&link.content)),
            other => visible.push_str(&flat(std::slice::from_ref(other))),
        }
    }
}

/// Whether a note may begin between the two.
fn may_begin(before: &str, after: &str) -> bool {
    let dash = |c: char| matches!(c, '—' | '–' | '-' | '―' | '*' | '_');
    let last = before.trim_end_matches([' ', '\u{a0}']).chars().next_back();
    let starts = match last {
        None | Some('\n') => true,
        Some(c) => dash(c) || before.ends_with([' ', '\u{a0}']) && !c.is_alphanumeric(),
    };
    starts && !after.trim_start_matches([':', '.']).trim_start().starts_with(['[', ','])
}

/// Whether a note is glued to the one before: `(1872)[2] Measured`.
fn is_glued(before: &str, after: &str) -> bool {
    let ended =
        before.ends_with(['.', ')', '”', '"', '»', '!', '?', '。', '）', '」', '』', '》', '】']);
    let spaced = before.ends_with(' ') && after.starts_with(' ');
    let rest = after.trim_start_matches([':', '.']).trim_start();
    // A letter of a script without case may begin a note as well.
    let begins = |c: char| c.is_alphabetic() && !c.is_lowercase() || "«“„「『《【".contains(c);
    (ended || spaced) && rest.starts_with(begins)
}

/// The first of the marks that run from 1 on to the last without a gap, each where a note may begin.
fn first_note(marks: &[Mark]) -> Option<usize> {
    let last = marks.last()?;
    let first = marks.len().checked_sub(last.number as usize)?;
    let notes = &marks[first..];
    let mut run = notes.iter().zip(1..);
    // The first of them shows where the notes begin.
    let begins = |mark: &Mark| mark.begins || mark.glued && notes[0].parted && mark.number > 1;
    run.all(|(mark, number)| mark.number == number && begins(mark) && mark.block.is_some())
        .then_some(first)
}

/// So many times a note is referred to by a sign at most.
const MOST_SIGNS: usize = 2;

/// Whether the notes follow each other and the text refers to them.
fn are_notes(references: &[Mark], notes: &[Mark], blocks: &[Block]) -> bool {
    let close = notes.windows(2).all(|pair| match (pair[0].block, pair[1].block) {
        (Some(a), Some(b)) => b <= a + 1,
        _ => false,
    });
    let numbers: HashSet<u32> = references.iter().map(|mark| mark.number).collect();
    let referred = |note: &&Mark| numbers.contains(&note.number);
    let count = notes.iter().filter(referred).count();
    let unknown = references.iter().filter(|mark| mark.number as usize > notes.len()).count();
    let last = notes.last().and_then(|mark| mark.block);
    let alone = notes.len() == 1 && references.is_empty() && last == Some(blocks.len() - 1);
    let starts = notes.first().is_some_and(|mark| mark.at == 0);
    let signs = notes.iter().any(|note| matches!(note.form, Form::Star | Form::Dagger));
    // A star at many words is a wildcard.
    let few = !signs || references.len() <= notes.len() * MOST_SIGNS;
    close && few && unknown * 2 <= references.len() && (count == notes.len() || alone && starts)
}

/// Takes the notes out of the blocks: the notes and the blocks that are left.
fn cut(document: &Document, notes: &[Mark]) -> (Vec<Footnote>, Vec<Block>) {
    let mut kept = document.blocks.clone();
    let mut footnotes = Vec::with_capacity(notes.len());
    for group in notes.chunk_by(|a, b| a.block == b.block) {
        let Some(block) = group[0].block else { continue };
        let BlockKind::Paragraph(content) = &document.blocks[block].kind else { continue };
        let starts = starts(content);
        for (index, note) in group.iter().enumerate() {
            let end = group.get(index + 1).map(|next| next.at);
            let own = fold::paragraph(part(content, &starts, note.end, end));
            let blocks = vec![Block { span: span_of(&own), kind: BlockKind::Paragraph(own) }];
            footnotes.push(Footnote { label: note.number.to_string(), blocks });
        }
        if let BlockKind::Paragraph(content) = &mut kept[block].kind
            && flat(content).len() > group[0].at
        {
            truncate(content, group[0].at);
            strip_dash(content);
        }
    }
    let is_empty = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) => fold::is_blank(content),
        _ => false,
    };
    kept.retain(|block| !is_empty(block));
    (footnotes, kept)
}

/// Where each inline begins in the visible text.
fn starts(content: &[Inline]) -> Vec<usize> {
    let mut next = 0;
    let start_of = |inline| {
        let start = next;
        next += flat(std::slice::from_ref(inline)).len();
        start
    };
    content.iter().map(start_of).collect()
}

/// What stands between two places of the visible text; the copy is no longer than that.
fn part(content: &[Inline], starts: &[usize], from: usize, to: Option<usize>) -> Vec<Inline> {
    let first = starts.partition_point(|start| *start <= from).saturating_sub(1);
    let last = to.map_or(content.len(), |to| starts.partition_point(|start| *start < to));
    let (mut own, mut skipped) = (Vec::new(), starts.get(first).map_or(0, |start| from - start));
    for (inline, start) in content.iter().zip(starts).take(last).skip(first) {
        own.push(match inline {
            Inline::Text(text) => {
                let end = to.map_or(text.len(), |to| text.len().min(to - start));
                let begin = from.saturating_sub(*start).min(end);
                skipped -= if *start <= from { begin } else { 0 };
                Inline::Text(text.slice(begin..end))
            }
            other => other.clone(),
        });
    }
    if let Some(to) = to {
        truncate(&mut own, to - from + skipped);
    }
    after(own, skipped)
}

/// What stands after the first `length` bytes of the visible text.
fn after(content: Vec<Inline>, length: usize) -> Vec<Inline> {
    let mut left = length;
    let mut out = Vec::new();
    for inline in content {
        let own = flat(std::slice::from_ref(&inline)).len();
        if left >= own {
            left -= own;
            continue;
        }
        out.push(match inline {
            Inline::Text(text) => {
                let rest = text[left..].trim_start_matches([':', '.', ' ', '\u{a0}']);
                Inline::Text(text.slice(text.len() - rest.len()..text.len()))
            }
            Inline::Emphasis(inner) => Inline::Emphasis(after(inner, left)),
            Inline::Strong(inner) => Inline::Strong(after(inner, left)),
            other => other,
        });
        left = 0;
    }
    out
}

/// Takes off the dash that parted the text from the notes.
fn strip_dash(content: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = content.last_mut() {
        let kept = text.trim_end().trim_end_matches(['—', '–', '―', '_']).trim_end().len();
        let kept = text[..kept].trim_end_matches("--").trim_end().len();
        *text = text.slice(0..kept);
        if kept == 0 {
            content.pop();
        }
    }
}

/// Drops the title or the rule that stood over the notes and now stands over nothing.
fn drop_title(blocks: &mut Vec<Block>, report: &mut Report) {
    while let Some(last) = blocks.last() {
        if last.kind != BlockKind::ThematicBreak && !is_title(last) {
            return;
        }
        report.remove(last.span, Reason::NoteMark);
        blocks.pop();
    }
}

/// Whether the block is the title of a list of notes.
fn is_title(block: &Block) -> bool {
    let (BlockKind::Heading { content, .. } | BlockKind::Paragraph(content)) = &block.kind else {
        return false;
    };
    titles::is_title(&flat(content))
}

/// Puts a reference to the only note, whose own was lost, at the end of the text.
fn refer(blocks: &mut [Block]) {
    if let Some(Block { kind: BlockKind::Paragraph(content), .. }) = blocks.last_mut() {
        content.push(Inline::FootnoteRef("1".to_owned()));
    }
}

fn replace_in_block(block: &mut Block, marks: Marks, report: &mut Recorded) {
    visit::parts_mut(&mut block.kind, &mut |role, part| match part {
        PartMut::Line(content) if may_refer(role) => replace(content, marks, report),
        PartMut::Blocks(inner) if may_refer(role) => {
            inner.iter_mut().for_each(|block| replace_in_block(block, marks, report));
        }
        _ => {}
    });
}

fn replace(content: &mut Vec<Inline>, marks: Marks, report: &mut Recorded) {
    let mut out = Vec::with_capacity(content.len());
    for mut inline in std::mem::take(content) {
        match &mut inline {
            Inline::Text(text) => {
                replace_text(text, marks, report, &mut out);
                continue;
            }
            Inline::Superscript(inner) => {
                replace(inner, marks, report);
                if inner.iter().all(is_reference) {
                    out.extend(std::mem::take(inner));
                    continue;
                }
            }
            Inline::Link(link) if is_way(link) => {
                let mut inner = link.content.clone();
                replace(&mut inner, marks, report);
                if inner.iter().all(is_reference) {
                    out.append(&mut inner);
                    continue;
                }
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                replace(inner, marks, report);
            }
            _ => {}
        }
        out.push(inline);
    }
    *content = out;
}

/// Whether it is a reference to a note, or white space beside one.
fn is_reference(inline: &Inline) -> bool {
    match inline {
        Inline::FootnoteRef(_) => true,
        Inline::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn replace_text(text: &Text, marks: Marks, report: &mut Recorded, out: &mut Vec<Inline>) {
    let mut done = 0;
    for Found { at, end, number, form } in marks::find(text) {
        if form != marks.form || number == 0 || number > marks.count {
            continue;
        }
        let label = number.to_string();
        let span: Span = text.span(at..end);
        if let Some(report) = report {
            report.repair(RuleId::NotePlain, Confidence::Likely, span, format!("[^{label}]"));
        }
        let kept = if text[..at].trim().is_empty() { at } else { text[..at].trim_end().len() };
        if kept > done {
            out.push(Inline::Text(text.slice(done..kept)));
        }
        out.push(Inline::FootnoteRef(label));
        done = end;
    }
    if done < text.len() {
        out.push(Inline::Text(text.slice(done..text.len())));
    }
}
