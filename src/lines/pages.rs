//! Headers and footers of printed pages between the lines of a text.
//!
//! Much else returns with numbers in it: numbered headings, prices, version notes, names of users
//! in a thread, statements of a program. A page's line is told by its number, which grows from page
//! to page or is always the same (a year, an issue), and by where it stands: a page ends wherever it
//! is full, so that some of its lines stand in the middle of a sentence. Where a wide gap sets the
//! number at one end of the line and the line is as wide as the page, its form tells enough.

use std::collections::HashMap;

use crate::model::source::Span;
use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

use super::evidence::Evidence;
use super::line::Line;
use super::shape::{First, Last};

/// Of so many lines of pages, one at least splits a sentence.
const SPLITS: usize = 3;

/// A page's number is by so much greater than that of the last; not every page has its line.
const STEP: u32 = 3;

/// Words that a line of a sentence has.
const WORDS: usize = 5;

/// So many blanks part a page's number from its title.
const GAP: usize = 3;

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
    for places in headed(lines) {
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

/// The lines with the same title and a page's number at one end of them, group by group.
fn headed(lines: &[Line]) -> impl Iterator<Item = Vec<usize>> {
    let mut groups: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    let longest = lines.iter().map(|line| line.shape.chars).filter(|&chars| chars <= WIDEST).max();
    let wide = |line: &&Line| (line.shape.chars + line.indent()) * 3 >= longest.unwrap_or(0) * 2;
    for (at, line) in lines.iter().enumerate() {
        if let Some((title, number)) = Some(line).filter(wide).and_then(|line| head(&line.text)) {
            groups.entry(title).or_default().push((at, number));
        }
    }
    let prose = |pair: &[(usize, u32)]| {
        let between = &lines[pair[0].0 + 1..pair[1].0];
        between.iter().any(|line| line.shape.dense || line.shape.words >= WORDS)
    };
    let turns = |pair: &[(usize, u32)]| pair[1].1 > pair[0].1 && pair[1].1 - pair[0].1 <= STEP;
    let pages = groups
        .into_values()
        .filter(move |group| group.windows(2).all(turns) && group.windows(2).any(prose));
    pages.map(|group| group.into_iter().map(|(at, _)| at).collect())
}

/// Lines longer than this are paragraphs that no one wrapped.
const WIDEST: usize = 120;

/// The title and the number of a page's line that has a wide gap between them.
fn head(text: &str) -> Option<(String, u32)> {
    let gap = |blanks: &str| blanks.contains('\t') || blanks.chars().count() >= GAP;
    let number = |digits: &str| digits.parse().ok().filter(|_| digits.len() <= 4);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let first = &text[..text.len() - rest.len()];
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let last = &text[start.len()..];
    let (title, page) = if let Some(page) = number(first)
        && gap(&rest[..rest.len() - rest.trim_start().len()])
    {
        (rest, page)
    } else if gap(&start[start.trim_end().len()..]) {
        (start, number(last)?)
    } else {
        return None;
    };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (title.contains(char::is_alphabetic) && !is_statement(&title)).then_some((title, page))
}

/// Takes off the rule beside a column that was read as a pipe before each of its lines: the lines are
/// as full as the others, or break their words. Verse has such marks too, and lines that end early.
/// Tells whether there was one.
pub(super) fn drop_rules(lines: &mut [Line], report: &mut Report) -> bool {
    if !lines.iter().any(|line| bar(&line.text).is_some()) {
        return false;
    }
    let mut dropped = false;
    let bare: Vec<Line> = lines
        .iter()
        .map(|line| bar(&line.text).map_or_else(|| line.clone(), |mark| line.without_start(mark)))
        .collect();
    let evidence = Evidence::of(&bare);
    let mut at = 0;
    while at < lines.len() {
        let barred = |line: &&Line| bar(&line.text).is_some();
        let joined = |(index, line): &(usize, &Line)| *index == 0 || !line.after_blank;
        let run = lines[at..].iter().enumerate().take_while(joined).map(|(_, line)| line);
        let count = run.take_while(barred).count();
        let pairs = bare[at..at + count].windows(2);
        let runs_on = |pair: &&[Line]| {
            let ends = pair[0].shape.ends_sentence();
            let full = evidence.is_full(&pair[0], &pair[1]);
            !ends && (full || pair[0].shape.last == Last::Hyphen)
        };
        if count > 1 && pairs.filter(runs_on).count() * 2 >= count - 1 {
            for (line, bare) in lines[at..at + count].iter_mut().zip(&bare[at..]) {
                let end = bare.span.start.max(line.span.start) as usize;
                let span = Span::new(line.span.start as usize, end);
                if report.repair(RuleId::PageFurniture, Confidence::Likely, span, "") {
                    let after_blank = line.after_blank;
                    *line = Line { after_blank, ..bare.clone() };
                    dropped = true;
                }
            }
        }
        at += count.max(1);
    }
    dropped
}

/// The length of a pipe that begins the line and is its only one.
fn bar(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['|', '¦'])?;
    let content = rest.trim_start();
    let alone = !rest.contains(['|', '¦']) && content.len() < rest.len() && !content.is_empty();
    alone.then_some(text.len() - content.len())
}

/// Whether the line may be one of a page; a statement of a program is none.
fn is_short_with_number(line: &Line) -> bool {
    line.after_blank
        && line.shape.chars <= 80
        && line.text.contains(|c: char| c.is_ascii_digit())
        && !is_statement(&line.text)
}

fn is_statement(text: &str) -> bool {
    text.contains(['=', ';', '{', '}'])
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
