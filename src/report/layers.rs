//! The layers that a report can be replayed in: decoding makes its own, one for each time that it
//! changes the document; those after it are made here, when all is known.
//!
//! What comes after decoding tells its edits by their places in the decoded text, in any order. Each
//! kind of them is an edit of what the kind before has made: a tag that lost its delimiters is spelled
//! first, and may be left out then, since its list is gone. An edit that cannot be told so, because it
//! meets another one, stays a repair of the structure.

use std::borrow::Cow;

use super::{Kind, Layer, LayerKind, Repair, Report};
use crate::html::escape::escaped;
use crate::html::{ElementName, char_ref, sets};
use crate::model::source::{Origin, Span, near};
use crate::rules::{RuleId, Stage};

/// The kinds that are made here.
const KINDS: [LayerKind; 3] = [LayerKind::Tags, LayerKind::Containers, LayerKind::Prose];

/// Makes layers of the edits that wait for one; their repairs have spans of `text`.
pub(super) fn settle(report: &mut Report, text: &str, decoded: Option<&Origin>) {
    let pending = std::mem::take(&mut report.pending);
    let mut text = Cow::Borrowed(text);
    let mut steps: Vec<Steps> = Vec::new();
    for kind in KINDS {
        let mut found = Vec::new();
        for (index, _) in pending.iter().filter(|(_, of)| *of == kind) {
            let repair = &report.repairs[*index];
            let span = if repair.rule == RuleId::EncodingLabelWrong {
                // It is seen before there is a text.
                decoded.map_or(repair.span, |origin| origin.place(repair.span))
            } else {
                repair.span
            };
            let at = steps.iter().try_fold(span, |span, steps| steps.moved(span));
            found.extend(at.filter(|at| at.start <= at.end).map(|at| (at, *index)));
        }
        found.sort_by_key(|(at, _)| (at.start, at.end));
        let number = report.layers.len() as u16;
        let mut layer = Layer { kind, edits: Vec::new() };
        let (mut done, mut out) = (0, String::new());
        for (at, index) in found {
            let repair = &mut report.repairs[index];
            let Some(before) = text.get(at.range()).filter(|_| at.start as usize >= done) else {
                continue;
            };
            if !admit(repair, before, kind) {
                continue;
            }
            let at = if is_removal(repair, kind) { widened(&text, at, done) } else { at };
            let before = &text[at.range()];
            if steps.is_empty() && repair.rule.stage() == Stage::Build {
                repair.span = at;
            }
            before.clone_into(&mut repair.before);
            repair.kind = Kind::Text { layer: number, at };
            layer.edits.push([at.start, at.end, repair.after.len() as u32]);
            out.push_str(&text[done..at.start as usize]);
            out.push_str(&repair.after);
            done = at.end as usize;
        }
        if !layer.edits.is_empty() {
            out.push_str(&text[done..]);
            text = Cow::Owned(out);
            steps.push(Steps::of(&layer.edits));
            report.layers.push(layer);
        }
    }
}

/// Whether a repair is an edit of its text alone, which reads `before` there; `after` becomes what
/// stands for it in the source.
fn admit(repair: &mut Repair, before: &str, kind: LayerKind) -> bool {
    if repair.rule == RuleId::EncodingLabelWrong {
        return !before.is_empty();
    }
    if kind == LayerKind::Prose {
        if !repair.before.is_empty() && !reads_as(before, &repair.before) {
            return false;
        }
        repair.after = in_source(&repair.before, &repair.after, before);
    }
    *before != *repair.after && (repair.rule.stage() != Stage::Build || is_balanced(before))
}

/// Whether a part of the source reads as a text, but for white space.
fn reads_as(source: &str, text: &str) -> bool {
    let mut read = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'&', &source.as_bytes()[at..]) {
        read.push_str(&source[at..at + found]);
        at += found;
        match char_ref::lex(source, at, false) {
            Some((value, end)) => {
                read.push_str(&value);
                at = end;
            }
            None => {
                read.push('&');
                at += 1;
            }
        }
    }
    read.push_str(&source[at..]);
    let chars = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    chars(&read) == chars(text)
}

/// What stands in the source for `after`, where `text` reads `before` in the document: what did not
/// change stays as it is in the source.
fn in_source(before: &str, after: &str, text: &str) -> String {
    if before.len() != text.len() {
        return escaped(after).into_owned();
    }
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = same(&mut before.chars().zip(after.chars()));
    let end = same(&mut before[start..].chars().rev().zip(after[start..].chars().rev()));
    let (Some(head), Some(tail)) = (text.get(..start), text.get(text.len() - end..)) else {
        return escaped(after).into_owned();
    };
    [head, &*escaped(&after[start..after.len() - end]), tail].concat()
}

/// Whether every tag in a part of the source has its partner in it.
fn is_balanced(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = &name[..length];
        let void =
            ElementName::parse(&name.to_ascii_lowercase()).is_some_and(|e| sets::VOID.has(e));
        if name.is_empty() || void {
            continue;
        }
        if !tag.starts_with('/') {
            open.push(name);
        } else if open.pop().is_none_or(|open| !open.eq_ignore_ascii_case(name)) {
            return false;
        }
    }
    open.is_empty()
}

/// Whether a repair takes visible text out.
fn is_removal(repair: &Repair, kind: LayerKind) -> bool {
    kind == LayerKind::Prose && repair.rule.stage() == Stage::Build && repair.after.is_empty()
}

/// The span with the tags of links, marks and paragraphs that hold nothing else, from `done` on.
fn widened(text: &str, mut at: Span, done: usize) -> Span {
    while let Some(wider) = enclosing(text, at).filter(|wider| wider.start as usize >= done) {
        at = wider;
    }
    at
}

/// The longest tag that is taken for one.
const TAG: usize = 1024;

/// The element that holds only what stands at `at`.
fn enclosing(text: &str, at: Span) -> Option<Span> {
    let (before, after) = (text[..at.start as usize].trim_end(), &text[at.end as usize..]);
    let inner = after.trim_start().strip_prefix("</")?;
    let close = near(inner, TAG).find('>')?;
    let name = inner[..close].trim_end().to_ascii_lowercase();
    let element = ElementName::parse(&name)?;
    if !(sets::MARKS.has(element) || matches!(element, ElementName::A | ElementName::P)) {
        return None;
    }
    let open = before.strip_suffix('>')?;
    let from = memchr::memrchr2(b'<', b'>', &open.as_bytes()[open.len().saturating_sub(TAG)..])?;
    let from = from + open.len().saturating_sub(TAG);
    let rest = open.get(from..)?.strip_prefix('<')?;
    let named = rest.get(..name.len())?.eq_ignore_ascii_case(&name);
    let bounded = !rest[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let end = text.len() - inner.len() + close + 1;
    (named && bounded).then(|| Span::new(from, end))
}

/// The edits of a layer, to find places of its text in the next one.
struct Steps(Vec<Step>);

struct Step {
    start: u32,
    end: u32,
    /// By how much what stands behind it moves.
    shift: i64,
}

impl Steps {
    fn of(edits: &[[u32; 3]]) -> Self {
        let mut shift = 0;
        let steps = edits.iter().map(|&[start, end, length]| {
            shift += i64::from(length) - i64::from(end - start);
            Step { start, end, shift }
        });
        Self(steps.collect())
    }

    /// Where a span stands in the next layer; none if it begins or ends within an edit. What was put
    /// in at its edges is no part of it.
    fn moved(&self, span: Span) -> Option<Span> {
        let before_start = self.0.partition_point(|step| step.end <= span.start);
        let start = self.at(before_start, span.start)?;
        if span.is_empty() {
            return Some(Span { start, end: start });
        }
        let is_before =
            |step: &Step| step.end < span.end || step.end == span.end && step.start < step.end;
        let end = self.at(self.0.partition_point(is_before), span.end)?;
        Some(Span { start, end })
    }

    /// The place of `at`, behind the first `count` of the edits.
    fn at(&self, count: usize, at: u32) -> Option<u32> {
        if self.0.get(count).is_some_and(|step| step.start < at) {
            return None;
        }
        let shift = count.checked_sub(1).map_or(0, |last| self.0[last].shift);
        u32::try_from(i64::from(at) + shift).ok()
    }
}

/// A hash to know an input again; it is no defence against anyone.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = bytes.len() as u64;
    let mut add = |word: u64| {
        hash = (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    };
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| add(u64::from_le_bytes(*word)));
    rest.iter().for_each(|byte| add(u64::from(*byte)));
    hash ^ hash >> 32
}

/// Writes a hash.
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(super) fn hex<S: serde::Serializer>(hash: &Option<u64>, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&hash.map(|hash| format!("{hash:016x}")).unwrap_or_default())
}
