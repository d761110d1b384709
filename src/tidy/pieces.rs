//! Residue inside a paragraph: what stands between two sentences, or before or after all of them.

use std::ops::Range;

use super::{ads, script, style, token};
use crate::model::document::Inline;
use crate::model::source::{Span, Text};
use crate::report::{Reason, Report};
use crate::rules::RuleId;

/// A part of a text that is residue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) rule: RuleId,
    pub(super) reason: Reason,
}

/// The pieces of a text, in order.
pub(super) fn of(text: &str) -> Vec<Piece> {
    let found = |rule, reason| move |range| Piece { range, rule, reason };
    let mut pieces: Vec<Piece> = ads::phrases(text)
        .into_iter()
        .map(found(RuleId::AdMarker, Reason::Advertisement))
        .chain(style::sheets(text).into_iter().map(found(RuleId::StyleText, Reason::Residue)))
        .chain(token::tokens(text).into_iter().map(found(RuleId::Shortcode, Reason::Residue)))
        .chain(
            token::images(text).into_iter().map(found(RuleId::ImagePlaceholder, Reason::Residue)),
        )
        .chain(script::comments(text).into_iter().map(found(RuleId::ScriptText, Reason::Residue)))
        .collect();
    pieces.sort_by_key(|piece| piece.range.start);
    pieces.dedup_by(|next, last| next.range.start < last.range.end);
    pieces
}

/// Whether a sentence may end at `at`, or the text begins.
pub(super) fn ends_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    before.is_empty() || before.ends_with(ads::CLOSED)
}

/// Whether a sentence may begin at `at`, or the text ends.
pub(super) fn begins_after(text: &str, at: usize) -> bool {
    let next = text[at..].trim_start().chars().next();
    let opens = |c: char| c.is_uppercase() || c.is_numeric() || "\"“„«‘'¿¡([{\u{fffc}".contains(c);
    next.is_none_or(|c| opens(c) || c.is_alphabetic() && !c.is_lowercase())
}

/// Takes pieces out of content with this visible text, and the white space that would be left
/// double.
pub(super) fn excise(
    content: &mut Vec<Inline>,
    text: &str,
    mut pieces: Vec<Piece>,
    report: &mut Report,
) {
    let mut spans = Spans { at: 0, found: vec![None; pieces.len()] };
    spans.of(content, &pieces);
    let mut found = spans.found.into_iter();
    pieces.retain(|piece| {
        let span = found.next().flatten().unwrap_or_default();
        super::remove(piece.rule, piece.reason, span, report)
    });
    let ranges: Vec<_> = pieces.into_iter().map(|piece| widened(text, piece.range)).collect();
    take(content, &mut 0, &ranges);
}

/// Where pieces of the visible text come from.
struct Spans {
    at: usize,
    found: Vec<Option<Span>>,
}

impl Spans {
    fn of(&mut self, content: &[Inline], pieces: &[Piece]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text, pieces),
                other => match other.content() {
                    Some(inner) => self.of(inner, pieces),
                    None => self.at += super::flat(std::slice::from_ref(other)).len(),
                },
            }
        }
    }

    fn text(&mut self, text: &Text, pieces: &[Piece]) {
        let start = self.at;
        self.at += text.len();
        let first = pieces.partition_point(|piece| piece.range.end <= start);
        for (piece, found) in pieces.iter().zip(&mut self.found).skip(first) {
            if piece.range.start >= self.at {
                break;
            }
            let own = piece.range.start.max(start) - start..piece.range.end.min(self.at) - start;
            let span = text.span(own);
            *found = Some(found.map_or(span, |found| found.union(span)));
        }
    }
}

/// The range with the white space after it or, at the end, before it; and what stands for it.
fn widened(text: &str, range: Range<usize>) -> (Range<usize>, &'static str) {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let space_before = before.len() - before.trim_end().len();
    let space_after = after.len() - after.trim_start().len();
    if space_after == after.len() {
        return (range.start - space_before..text.len(), "");
    }
    let apart = range.start == 0 || space_before > 0 || space_after > 0;
    let end = range.end + if range.start == 0 || space_before > 0 { space_after } else { 0 };
    (range.start..end, if apart { "" } else { " " })
}

fn take(content: &mut Vec<Inline>, at: &mut usize, ranges: &[(Range<usize>, &'static str)]) {
    content.retain_mut(|inline| {
        let start = *at;
        match inline {
            Inline::Text(text) => {
                *at += text.len();
                let first = ranges.partition_point(|(range, _)| range.end <= start);
                let own = ranges[first..].iter().take_while(|(range, _)| range.start < *at);
                let edits: Vec<_> = own
                    .map(|(range, after)| {
                        let from = range.start.max(start) - start;
                        let after = if range.start < start { "" } else { *after };
                        (from..range.end.min(*at) - start, after)
                    })
                    .collect();
                if !edits.is_empty() {
                    *text = text.with_edits(&edits);
                }
                !text.is_empty()
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => {
                take(inner, at, ranges);
                !inner.is_empty()
            }
            Inline::Phrase(phrase) => {
                take(&mut phrase.content, at, ranges);
                !phrase.content.is_empty()
            }
            Inline::Link(link) => {
                take(&mut link.content, at, ranges);
                *at == start || !link.content.is_empty()
            }
            other => {
                *at += super::flat(std::slice::from_ref(other)).len();
                !ranges.iter().any(|(range, _)| range.start <= start && *at <= range.end)
                    || *at == start
            }
        }
    });
}
