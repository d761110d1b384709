//! Emphasis that is never closed.
//!
//! Tree construction carries formatting that is left open from block to block, over the rest of an
//! article. Where the end tag was lost with the damage, formatting ends with the block that it
//! began in.

use super::super::judge::Item;
use super::{Event, admits, end, event, is_boundary, is_part_of_table};
use crate::html::ElementName::{self, B, Em, I, Strong};
use crate::report::Report;
use crate::rules::RuleId;

/// Closes the elements that `may_end` admits.
pub(super) fn recover<'t>(
    items: Vec<Item<'t>>,
    may_end: fn(ElementName) -> bool,
    report: &Report,
) -> Vec<Item<'t>> {
    let unclosed = unclosed(&items, may_end);
    if !unclosed.contains(&true) {
        return items;
    }
    let mut out = Vec::with_capacity(items.len() + 8);
    let mut open: Vec<ElementName> = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let boundary = match event(&item) {
            Event::Start(element) | Event::End(element) => {
                is_boundary(element) || is_part_of_table(element)
            }
            _ => false,
        };
        if boundary {
            close(&mut out, &mut open, item.token.span.start, report);
        }
        if let (Event::Start(element), true) = (event(&item), unclosed[index]) {
            open.push(element);
        }
        out.push(item);
    }
    out
}

fn close(out: &mut Vec<Item<'_>>, open: &mut Vec<ElementName>, at: u32, report: &Report) {
    for element in open.drain(..).rev() {
        if admits(RuleId::EmphasisUnclosed, report) {
            out.push(end(element, at, RuleId::EmphasisUnclosed));
        }
    }
}

/// For each item, whether it starts formatting that no end tag closes.
fn unclosed(items: &[Item<'_>], may_end: fn(ElementName) -> bool) -> Vec<bool> {
    let mut unclosed = vec![false; items.len()];
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); ElementName::ALL.len()];
    for (index, item) in items.iter().enumerate() {
        match event(item) {
            Event::Start(element) if may_end(element) => {
                unclosed[index] = true;
                open[element as usize].push(index);
            }
            Event::End(element) if may_end(element) => {
                if let Some(start) = open[element as usize].pop() {
                    unclosed[start] = false;
                }
            }
            _ => {}
        }
    }
    unclosed
}

/// The elements that make what they hold emphatic.
pub(super) fn is_emphasis(element: ElementName) -> bool {
    matches!(element, B | Em | I | Strong)
}
