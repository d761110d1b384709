//! White space inside inline elements in scripts that put none between words:
//! `ここは<b> 大切 </b>です`.
//!
//! Translation sets a space behind each start tag and one before each end tag. Where words are apart
//! they only change places with those of the text; between characters they are none of it.

use std::borrow::Cow;

use super::super::damage::form::Form;
use super::super::judge::Item;
use super::super::{Token, TokenKind};
use super::{Event, admits, event, verbatim};
use crate::html::sets;
use crate::model::source::Span;
use crate::report::Report;
use crate::rules::RuleId;

/// Takes the white space out of padded elements that touch characters.
pub(super) fn recover<'t>(items: Vec<Item<'t>>, report: &Report) -> Vec<Item<'t>> {
    let padded: Vec<usize> = (1..items.len().saturating_sub(1))
        .filter(|index| is_padded(&items[index - 1..index + 2]))
        .collect();
    if padded.is_empty() {
        return items;
    }
    let left = |index: &usize| index.checked_sub(2).and_then(|at| verbatim(&items[at]));
    let right = |index: &usize| items.get(index + 2).and_then(verbatim);
    let cuts: Vec<(usize, bool, bool)> = padded
        .iter()
        .map(|index| {
            let before = left(index).and_then(|text| text.trim_start().chars().next_back());
            let after = right(index).and_then(|text| text.trim_end().chars().next());
            // At the edge of a block the other side decides.
            let wide =
                |side: Option<char>, other: Option<char>| side.or(other).is_some_and(is_wide);
            let (before, after) = (wide(before, after), wide(after, before));
            (*index, before, after)
        })
        .collect();
    let mut cuts = cuts.into_iter().peekable();
    let mut out = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        match cuts.next_if(|cut| cut.0 == index) {
            Some((_, before, after)) => out.extend(trim(item, before, after, report)),
            None => out.push(item),
        }
    }
    out
}

/// Whether these are a start tag, text with a space at either end, and the end tag.
fn is_padded(row: &[Item<'_>]) -> bool {
    let [start, inner, end] = row else { return false };
    let (Event::Start(element), Event::End(other)) = (event(start), event(end)) else {
        return false;
    };
    let padded = |text: &str| text.starts_with(' ') && text.ends_with(' ') && text.trim() != "";
    element == other && sets::MARKS.has(element) && verbatim(inner).is_some_and(padded)
}

/// Chinese and Japanese characters and their punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}')
}

fn trim<'t>(item: Item<'t>, before: bool, after: bool, report: &Report) -> Vec<Item<'t>> {
    let Some(whole) = verbatim(&item) else { return vec![item] };
    let base = item.token.span.start;
    let from = if before { whole.len() - whole.trim_start().len() } else { 0 };
    let to = if after { whole.trim_end().len() } else { whole.len() };
    let mut out = Vec::new();
    for (start, end, keep) in [(0, from, false), (from, to, true), (to, whole.len(), false)] {
        let span = Span { start: base + start as u32, end: base + end as u32 };
        if span.is_empty() {
            continue;
        }
        let gone = !keep && admits(RuleId::WordSplit, report);
        let part = TokenKind::Text(Cow::Borrowed(&whole[start..end]));
        let kind = if gone { TokenKind::Nothing } else { part };
        let form = item.form.or(Form::SPACED.when(gone));
        let by = gone.then_some(RuleId::WordSplit);
        out.push(Item { token: Token { kind, span }, form, by });
    }
    out
}
