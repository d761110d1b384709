//! Headers and footers of printed pages between the lines of a text.
//!
//! Much else returns with numbers in it: numbered headings, prices, version notes, names of users
//! in a thread, statements of a program. A page's line is told by its number, which grows from page
//! to page or is always the same (a year, an issue), and by where it stands: a page ends wherever it
//! is full, so that some of its lines stand in the middle of a sentence.

use std::collections::HashMap;

use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

use super::line::Line;
use super::shape::{First, Last};

/// Of so many lines of pages, one at least splits a sentence.
const SPLITS: usize = 3;

/// A page's number is by so much greater than that of the last; not every page has its line.
const STEP: u32 = 3;

/// Words that a line of a sentence has.
const WORDS: usize = 5;

/// Takes out the lines that return page by page.
pub(super) fn drop(lines: &mut Vec<Line>, report: &mut Report) {
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_short_with_number(line)) {
        seen.entry(pattern(&line.text)).or_default().push(at);
    }
    let mut pages = vec![false; lines.len()];
    for places in seen.values().filter(|places| are_pages(lines, places)) {
        places.iter().for_each(|&at| pages[at] = true);
    }
    if !pages.contains(&true) {
        return;
    }
    let mut after = false;
    let mut kept = Vec::with_capacity(lines.len());
    for (mut line, page) in std::mem::take(lines).into_iter().zip(pages) {
        if page && report.repair(RuleId::PageFurniture, Confidence::Likely, line.span, "") {
            report.remove(line.span, Reason::Residue);
            after = true;
            continue;
        }
        line.after_page = std::mem::take(&mut after);
        kept.push(line);
    }
    *lines = kept;
}

/// Whether the line may be one of a page; a statement of a program is none.
fn is_short_with_number(line: &Line) -> bool {
    line.after_blank
        && line.shape.chars <= 80
        && line.text.contains(|c: char| c.is_ascii_digit())
        && !line.text.contains(['=', ';', '{', '}'])
}

/// Whether the lines at `places`, alike but for their numbers, are those of pages.
fn are_pages(lines: &[Line], places: &[usize]) -> bool {
    let splits = places.iter().filter(|&&at| splits_sentence(lines, at)).count();
    if places.len() < 2 || splits * SPLITS < places.len() {
        return false;
    }
    let numbers: Vec<_> = places.iter().map(|&at| numbers(&lines[at].text)).collect();
    match growing(&numbers) {
        Some(1) => true,
        // The same line again and again may be a name in a thread.
        Some(0) => splits > 1 && splits * 2 >= places.len(),
        _ => false,
    }
}

/// How many of the numbers grow page by page, if all the others stay the same.
fn growing(numbers: &[Vec<u32>]) -> Option<usize> {
    let columns = numbers.first().map_or(0, Vec::len);
    let mut growing = 0;
    for column in 0..columns {
        let mut pairs = numbers.windows(2).map(|pair| (pair[0][column], pair[1][column]));
        if pairs.clone().any(|(one, next)| one != next) {
            growing += 1;
            if !pairs.all(|(one, next)| next > one && next - one <= STEP) {
                return None;
            }
        }
    }
    Some(growing)
}

/// Whether a sentence goes on behind the line, between the two beside it.
fn splits_sentence(lines: &[Line], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| &lines[at]), lines.get(at + 1))
    else {
        return false;
    };
    let prose = |line: &Line| line.shape.dense || line.shape.words >= WORDS;
    prose(before)
        && !matches!(before.shape.last, Last::Terminal | Last::Cry | Last::Colon)
        && after.shape.first == First::Lower
}

/// The line with every number as one mark.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// The numbers of the line.
fn numbers(text: &str) -> Vec<u32> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.parse().unwrap_or(u32::MAX)).collect()
}
