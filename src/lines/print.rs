//! The running head and the number of printed pages of which a text has one or two.
//!
//! [`pages`](super::pages) tells them by their return. A text of one page shows them otherwise: its
//! first line is in capitals, or returns, above a headline that is not, and the number of the page
//! stands alone at its end. That the text was printed it must show besides: by a form feed, by words
//! broken at line ends, by the number.

use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

use super::heading;
use super::line::Line;
use super::shape::{First, Last, is_dense};

/// Words of a running head, at most.
const WORDS: usize = 6;
/// Words broken at line ends that show a printed text.
const HYPHENS: usize = 2;

/// What names of newspapers end with in scripts without capitals.
const PAPERS: [&str; 12] = [
    "新聞", "新闻", "日報", "日报", "時報", "时报", "晚報", "晚报", "週刊", "周刊", "신문", "일보",
];

/// Takes out running heads and numbers of pages.
pub(super) fn drop(lines: &mut Vec<Line>, report: &mut Report) {
    if lines.len() < 4 {
        return;
    }
    let number = |at: usize| is_number(lines, at);
    let pairs = lines.windows(2);
    let broken =
        pairs.filter(|p| p[0].shape.last == Last::Hyphen && p[1].shape.first == First::Lower);
    let fed = lines.iter().any(|line| line.new_page);
    let paged = fed || broken.count() >= HYPHENS;
    let printed = paged || number(lines.len() - 1);
    if !printed {
        return;
    }
    let mut gone = vec![false; lines.len()];
    let head = lines[0].text.clone();
    let short = lines[0].shape.words <= WORDS && !lines[0].shape.ends_sentence();
    let apart = lines[1].after_blank;
    let again: Vec<usize> = (1..lines.len()).filter(|&at| lines[at].text == head).collect();
    let at_page = |at: &usize| lines[*at].new_page || number(at - 1) || is_capital(&head);
    let returns = !again.is_empty() && again.iter().all(at_page);
    // A headline of two lines breaks where it is full.
    let rest = || {
        let open = matches!(lines[1].shape.last, Last::Open | Last::Hyphen);
        open && heading::may_be(&lines[2]) && lines[2].shape.chars * 2 <= lines[1].shape.chars
    };
    let title = || (heading::may_be(&lines[1]) || rest()) && !is_capital(&lines[1].text);
    if short && (returns || apart && is_head(&head) && title()) {
        gone[0] = true;
        again.iter().for_each(|&at| gone[at] = true);
    }
    for at in (1..lines.len()).filter(|_| paged || gone[0]).collect::<Vec<_>>() {
        let beside = at + 1 == lines.len() || lines[at + 1].new_page || gone[at + 1];
        gone[at] |= number(at) && beside;
    }
    let mut after = false;
    let mut kept = Vec::with_capacity(lines.len());
    let mut first = true;
    for (mut line, goes) in std::mem::take(lines).into_iter().zip(gone) {
        if goes && report.repair(RuleId::PageFurniture, Confidence::Likely, line.span, "") {
            report.remove(line.span, Reason::Residue);
            after = !first;
            continue;
        }
        first = false;
        line.after_page |= std::mem::take(&mut after);
        kept.push(line);
    }
    *lines = kept;
}

/// Whether the line is the number of a page: `3`, `- 3 -`, alone between blank lines.
fn is_number(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|line| line.after_blank) else { return false };
    let bare = line.text.trim_matches(['-', '–', '—', ' ']);
    let digits = (1..=3).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    digits
        && lines
            .get(at + 1)
            .is_none_or(|next| next.after_blank || next.new_page || is_capital(&next.text))
}

/// Whether the line may be the name of a paper above its pages.
fn is_head(text: &str) -> bool {
    is_capital(text) || text.contains(is_dense) && PAPERS.iter().any(|paper| text.ends_with(paper))
}

/// Whether all letters with case are capitals, and there are some.
fn is_capital(text: &str) -> bool {
    let mut cased = text.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).peekable();
    cased.peek().is_some() && text.chars().count() > 3 && cased.all(char::is_uppercase)
}
