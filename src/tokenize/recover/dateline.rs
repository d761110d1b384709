//! Datelines cut off from their paragraphs: `<p>Oslo: </p>The harbour opens…`.
//!
//! A pipeline that translates what stands before the colon on its own ends the paragraph there. The
//! text goes on right behind the end tag, in no paragraph.

use super::super::TokenKind;
use super::super::judge::Item;
use super::{Event, admits, event, leave_out};
use crate::html::ElementName::P;
use crate::report::Report;
use crate::rules::RuleId;

/// Longest dateline, in bytes.
const REACH: usize = 48;

/// Leaves out the end tags behind datelines.
pub(super) fn recover<'t>(mut items: Vec<Item<'t>>, report: &mut Report) -> Vec<Item<'t>> {
    let cut: Vec<usize> = (2..items.len().saturating_sub(1))
        .filter(|index| is_cut(&items[index - 2..index + 2]))
        .collect();
    for index in cut {
        if admits(RuleId::MarkupResidue, report) {
            items[index] = leave_out(&items[index], RuleId::MarkupResidue);
        }
    }
    items
}

/// Whether these are a start tag, a dateline, an end tag and text.
fn is_cut(row: &[Item<'_>]) -> bool {
    let [start, line, end, rest] = row else { return false };
    let (TokenKind::Text(line), TokenKind::Text(rest)) = (&line.token.kind, &rest.token.kind)
    else {
        return false;
    };
    let colon = line.trim_end().ends_with([':', '：']) && line.len() <= REACH;
    event(start) == Event::Start(P)
        && event(end) == Event::End(P)
        && colon
        && rest.starts_with(char::is_alphanumeric)
}
