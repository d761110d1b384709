//! What publishing systems leave in the text: shortcodes, markers of advertisements, tails of
//! feeds, code of the page. What a reader could see and goes is recorded as removed.

mod ads;
mod bbcode;
mod feed;
mod mailing;
pub(crate) mod phrases;
mod pieces;
mod script;
mod share;
mod shortcode;
mod shortcode_names;
mod style;
mod token;

use crate::model::document::{Block, BlockKind, Inline};
use crate::model::flat::{flat, span_of, truncate};
use crate::model::source::Span;
use crate::model::visit::{Part, PartMut, Role, parts, parts_mut};
use crate::report::{Confidence, LayerKind, Reason, Report};
use crate::rules::RuleId;

/// How many blocks at the end are looked at for tails.
const MAX_TAIL: usize = 8;

/// The rule by which a line of its own goes; `before` tells whether code went before it, and
/// `beside` is the text before and after it.
pub(crate) fn line(
    text: &str,
    before: bool,
    beside: &dyn Fn() -> String,
) -> Option<(RuleId, Reason)> {
    if ads::is_marker(text) {
        Some((RuleId::AdMarker, Reason::Advertisement))
    } else if script::is_script(text, beside) || before && script::is_closing(text) {
        Some((RuleId::ScriptText, Reason::Residue))
    } else if script::is_unfilled(text, beside) {
        Some((RuleId::TemplateText, Reason::Residue))
    } else {
        let pieces = pieces::of(text);
        let first = pieces.first()?;
        is_covered(text, &pieces).then_some((first.rule, first.reason))
    }
}

/// The rule by which a line of plain text goes.
pub(crate) fn plain_line(text: &str) -> Option<(RuleId, Reason)> {
    token::is_image(text).then_some((RuleId::ImagePlaceholder, Reason::Residue))
}

/// Whether content is nothing but pieces of residue: an example, if it is led in by another.
fn is_residue(content: &[Inline]) -> bool {
    let text = flat(content);
    is_covered(&text, &pieces::of(&text))
}

/// Whether a text is nothing but pieces of residue.
fn is_covered(text: &str, pieces: &[pieces::Piece]) -> bool {
    if pieces.is_empty() {
        return false;
    }
    let ends = pieces.iter().map(|piece| piece.range.end);
    let starts = pieces.iter().map(|piece| piece.range.start).chain([text.len()]);
    std::iter::once(0)
        .chain(ends)
        .zip(starts)
        .all(|(end, start)| text[end..start].trim().is_empty())
}

/// Takes residue out of blocks. On a whole page, where much else is no article, lines that mark
/// advertisements are left to those who look for the main content. What `shows_markup` writes about
/// shortcodes, and keeps them.
pub(crate) fn clean(
    blocks: Vec<Block>,
    page: bool,
    shows_markup: bool,
    report: &mut Report,
) -> Vec<Block> {
    if !report.is_repairing() {
        return blocks;
    }
    let mut closed = shortcode::Closed::new(shows_markup);
    collect(&blocks, &mut closed);
    let mut blocks = sweep(blocks, &closed, !page, report);
    if !page {
        cut_tails(&mut blocks, report);
    }
    blocks
}

fn collect(blocks: &[Block], closed: &mut shortcode::Closed) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. }
                if holds_opening(content) =>
            {
                closed.add(&flat(content));
                content.iter().for_each(|inline| {
                    if let Inline::Code(code) = inline {
                        closed.add_code(code);
                    }
                });
            }
            BlockKind::Code(code) => closed.add_code(&code.text),
            other => parts(other, &mut |role, part| match part {
                Part::Blocks(inner) if role != Role::Meaning => collect(inner, closed),
                _ => {}
            }),
        }
    }
}

/// Sweeps blocks; `whole` tells whether a paragraph may go as a whole, which an item may not, nor
/// examples, which another paragraph leads in.
fn sweep(
    mut blocks: Vec<Block>,
    closed: &shortcode::Closed,
    whole: bool,
    report: &mut Report,
) -> Vec<Block> {
    let mut changed = Vec::new();
    let mut leads_in = false;
    for index in 0..blocks.len() {
        let (before, rest) = blocks.split_at_mut(index);
        let Some((block, after)) = rest.split_first_mut() else { break };
        let explained = std::mem::take(&mut leads_in);
        match &mut block.kind {
            BlockKind::Paragraph(content) => {
                leads_in = ends_in_colon(content) || explained && is_residue(content);
                let beside = || beside(before, after);
                let new = paragraph(content, closed, whole && !explained, &beside, report);
                changed.extend(new.map(|new| (index, new)));
            }
            BlockKind::Heading { content, .. } if whole => {
                let text = flat(content);
                let phrase = ads::phrases(&text).first() == Some(&(0..text.len()));
                let marker = phrase || ads::is_marker(&text);
                if marker && remove(RuleId::AdMarker, Reason::Advertisement, block.span, report) {
                    changed.push((index, Vec::new()));
                }
            }
            other => parts_mut(other, &mut |role, part| match part {
                PartMut::Blocks(inner) if role != Role::Meaning => {
                    let whole = whole && role != Role::Item;
                    *inner = sweep(std::mem::take(inner), closed, whole, report);
                }
                _ => {}
            }),
        }
    }
    if changed.is_empty() { blocks } else { with_changes(blocks, changed) }
}

/// So many blocks or lines on either side tell what a text stands among.
pub(crate) const BESIDE: usize = 4;

/// So much of each of them is looked at.
const LOOK: usize = 80;

/// The starts of the blocks beside one.
fn beside(before: &[Block], after: &[Block]) -> String {
    let near = before.iter().rev().take(BESIDE).rev().chain(after.iter().take(BESIDE));
    let mut out = String::new();
    for block in near {
        match &block.kind {
            BlockKind::Paragraph(content) => push_start(&flat(content), &mut out),
            BlockKind::Code(code) => push_start(&code.text, &mut out),
            _ => {}
        }
    }
    out
}

/// Adds the start of a text in a line of its own.
pub(crate) fn push_start(text: &str, out: &mut String) {
    out.extend(text.chars().take(LOOK));
    out.push('\n');
}

/// The blocks with others in the place of some.
fn with_changes(blocks: Vec<Block>, changed: Vec<(usize, Vec<Block>)>) -> Vec<Block> {
    let mut changed = changed.into_iter().peekable();
    let mut out = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.into_iter().enumerate() {
        match changed.next_if(|(at, _)| *at == index) {
            Some((_, new)) => out.extend(new),
            None => out.push(block),
        }
    }
    out
}

fn holds_opening(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => shortcode::holds_opening(text),
        Inline::Code(code) | Inline::Math(code) => shortcode::holds_opening(code),
        other => other.content().is_some_and(|inner| holds_opening(inner)),
    })
}

/// Whether the content leads in what stands below it.
fn ends_in_colon(content: &[Inline]) -> bool {
    matches!(content.last(), Some(Inline::Text(text)) if text.trim_end().ends_with(':'))
}

/// Whether the content ends in capitals, as a marker does that is glued to it.
fn ends_loudly(content: &[Inline]) -> bool {
    match content.last() {
        Some(Inline::Text(text)) => {
            text.trim_end().chars().next_back().is_none_or(char::is_uppercase)
        }
        _ => true,
    }
}

/// What a paragraph becomes, if anything is to be done.
fn paragraph(
    content: &mut Vec<Inline>,
    closed: &shortcode::Closed,
    whole: bool,
    beside: &dyn Fn() -> String,
    report: &mut Report,
) -> Option<Vec<Block>> {
    if whole && mailing::is_furniture(content) {
        let span = span_of(content);
        return remove(RuleId::TemplateText, Reason::Residue, span, report).then(Vec::new);
    }
    let opens = closed.any_opens() && holds_opening(content);
    if !whole && !opens && !ends_loudly(content) {
        return None;
    }
    let text = flat(content);
    let pieces = if whole { pieces::of(&text) } else { Vec::new() };
    if is_covered(&text, &pieces) {
        let removed =
            pieces.iter().all(|piece| remove(piece.rule, piece.reason, span_of(content), report));
        return removed.then(Vec::new);
    }
    if !pieces.is_empty() {
        let text = text.into_owned();
        pieces::excise(content, &text, pieces, report);
    }
    let text = flat(content);
    if opens
        && shortcode::may_hold(&text)
        && let Some(blocks) = shortcode::blocks(content, closed, report)
    {
        return Some(blocks);
    }
    if whole
        && text.len() < 2000
        && let Some((rule, reason)) = line(&text, false, beside)
        && remove(rule, reason, span_of(content), report)
    {
        return Some(Vec::new());
    }
    if let Some(at) = ads::glued(&text, false) {
        cut(content, at, RuleId::AdMarker, Reason::Advertisement, report);
    }
    None
}

fn remove(rule: RuleId, reason: Reason, span: Span, report: &mut Report) -> bool {
    let admitted = report.edit(LayerKind::Prose, rule, Confidence::Likely, span, "");
    if admitted {
        report.remove(span, reason);
    }
    admitted
}

/// Cuts off what stands after `at` in the visible text.
fn cut(content: &mut Vec<Inline>, at: usize, rule: RuleId, reason: Reason, report: &mut Report) {
    let mut rest = content.clone();
    truncate(content, at);
    let kept = span_of(content);
    let span = Span::new(kept.end.max(kept.start) as usize, span_of(&rest).end as usize);
    if !remove(rule, reason, span, report) {
        std::mem::swap(content, &mut rest);
    }
}

/// Takes off what feeds and pages put after the article, from the end on.
fn cut_tails(blocks: &mut Vec<Block>, report: &mut Report) {
    for _ in 0..MAX_TAIL {
        let Some(last) = blocks.last_mut() else { return };
        if let BlockKind::Quote(inner) = &mut last.kind {
            return cut_tails(inner, report);
        }
        let Some((rule, at)) = tail(&last.kind) else { return };
        let reason = if rule == RuleId::AdMarker { Reason::Advertisement } else { Reason::Residue };
        if !report.admits(rule, Confidence::Likely) {
            return;
        }
        if let BlockKind::Paragraph(content) = &mut last.kind
            && at > 0
        {
            return cut(content, at, rule, reason, report);
        }
        remove(rule, reason, last.span, report);
        blocks.pop();
    }
}

/// The rule by which the end of the last block goes, and where that begins.
fn tail(block: &BlockKind) -> Option<(RuleId, usize)> {
    match block {
        BlockKind::Paragraph(content) => {
            let text = flat(content);
            let whole = feed::is_share(&text)
                || share::is_row(&text)
                || feed::is_read_more(&text) && is_link(content);
            let feed = feed::tail(&text).or_else(|| whole.then_some(0));
            feed.or_else(|| share::tail(&text))
                .map(|at| (RuleId::FeedTail, at))
                .or_else(|| Some((RuleId::AdMarker, ads::glued(&text, true)?)))
        }
        BlockKind::Heading { content, .. } => {
            feed::is_share(&flat(content)).then_some((RuleId::FeedTail, 0))
        }
        BlockKind::List(list) => {
            let items = list.items.iter().flat_map(|item| &item.blocks);
            let mut text = String::new();
            for block in items {
                let BlockKind::Paragraph(content) = &block.kind else { return None };
                text.push_str(&flat(content));
                text.push('\n');
            }
            share::is_telling_row(&text).then_some((RuleId::FeedTail, 0))
        }
        _ => None,
    }
}

fn is_link(content: &[Inline]) -> bool {
    matches!(content, [Inline::Link(_)])
}
