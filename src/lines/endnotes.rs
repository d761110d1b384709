//! Notes of texts that lost their raised numbers: `binari.1`, `Tonnen.^1`, a line that is only `1`, and
//! at the end `1. The earlier timetable ran to eleven pages.`
//!
//! A number behind a sentence is little evidence, and so is an item at the end. Together they are
//! enough: the items run from 1 to the end of the text, and each of their numbers stands exactly once
//! where a mark may stand. Both are written as notes are, `[1]`, and linked with the others.

use std::ops::Range;

use crate::model::document::Inline;
use crate::model::source::Text;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

use super::line::Line;
use super::marker::{self, Mark};
use super::shape::First;

/// More notes than this stand in no short text; what it has is a list.
const MOST: u64 = 40;
/// Lines below the notes that are no part of them, at most.
const BELOW: usize = 3;
/// Such a line has no more words.
const WORDS: usize = 12;
/// Letters of a word that a number may be glued to: `H2` and `A4` are words of their own.
const LETTERS: usize = 4;

/// Where a mark stands.
struct Site {
    line: usize,
    range: Range<usize>,
}

/// Writes marks and notes in brackets.
pub(super) fn restore(lines: &mut Vec<Line>, report: &mut Report) {
    let Some(notes) = notes(lines) else { return };
    let count = notes.len() as u64;
    let Some(sites) = sites(&lines[..notes[0].0], count) else { return };
    let span = lines[notes[0].0].span;
    if !report.repair(RuleId::NotePlain, Confidence::Likely, span, "[^1]:") {
        return;
    }
    for (number, (at, length)) in (1..=count).zip(notes) {
        lines[at].edit(&(0..length), &format!("[{number}] "));
    }
    let mut gone = Vec::new();
    for (number, Site { line, range }) in (1..=count).zip(sites) {
        let mark = format!("[{number}]");
        if range.len() == lines[line].text.len() && line > 0 {
            let end = lines[line - 1].text.len();
            lines[line - 1].edit(&(end..end), &mark);
            gone.push(line);
        } else {
            lines[line].edit(&range, &mark);
        }
    }
    gone.sort_unstable();
    for at in gone.into_iter().rev() {
        lines.remove(at);
    }
}

/// The lines that notes begin with, and the lengths of their numbers; the text ends with them.
fn notes(lines: &[Line]) -> Option<Vec<(usize, usize)>> {
    let number = |at: usize| match marker::item(&lines[at].text) {
        Some((Mark::Number(number, '.'), length)) => Some((number, length)),
        _ => None,
    };
    let mut found = Vec::new();
    let mut wanted = None;
    let mut below = 0;
    for at in (0..without_addresses(lines)).rev() {
        let line = &lines[at];
        let Some((own, length)) = number(at) else {
            let outside = found.is_empty() && line.after_blank;
            let owner = line.text.starts_with('©');
            let short = line.shape.words <= WORDS && (owner || !line.shape.ends_sentence());
            below += usize::from(outside && short);
            if outside && !short || below > BELOW || lines.len() - at > 6 * MOST as usize {
                return None;
            }
            continue;
        };
        if wanted.is_some_and(|wanted| own != wanted) || own > MOST {
            return None;
        }
        found.push((at, length));
        wanted = own.checked_sub(1);
        if own == 1 {
            // The last sentence may have the last mark.
            let ended = |text: &str| {
                let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
                bare.trim_end_matches(['"', '”', '»', '^']).ends_with(['.', '!', '?', '。'])
            };
            let begins = at > 0 && (line.after_blank || ended(&lines[at - 1].text));
            found.reverse();
            return begins.then_some(found);
        }
    }
    None
}

/// How many lines stand before the numbered addresses that a text browser put at the end.
fn without_addresses(lines: &[Line]) -> usize {
    let address = |line: &&Line| {
        let numbered = marker::item(&line.text);
        numbered.is_some_and(|(_, length)| line.text[length..].contains("://"))
    };
    let addresses = lines.iter().rev().take_while(address).count();
    lines.len() - addresses - usize::from(addresses > 0 && addresses < lines.len())
}

/// Where each number from 1 to `count` stands as a mark; none if one does not, or two do.
fn sites(lines: &[Line], count: u64) -> Option<Vec<Site>> {
    let mut sites: Vec<Option<Site>> = (0..count).map(|_| None).collect();
    for (at, line) in lines.iter().enumerate() {
        for (range, number) in marks(lines, at) {
            let Some(site) = number.checked_sub(1).and_then(|n| sites.get_mut(n as usize)) else {
                continue;
            };
            if site.is_some() || !line.is_editable() {
                return None;
            }
            *site = Some(Site { line: at, range });
        }
    }
    if count == 1 && sites[0].is_none() {
        sites[0] = misread(lines);
    }
    sites.into_iter().collect()
}

/// The only mark of a text as character recognition may read it, `Tonnen.!`: no sentence ends twice.
fn misread(lines: &[Line]) -> Option<Site> {
    let mut found = None;
    for (line, text) in lines.iter().enumerate().map(|(at, line)| (at, &*line.text)) {
        let signs = text.match_indices(['!', '\'', '*']).map(|(at, _)| at);
        let ends = |at: &usize| {
            let after = &text[at + 1..];
            text[..*at].ends_with('.') && (after.is_empty() || after.starts_with(' '))
        };
        for at in signs.filter(ends) {
            if found.is_some() || !lines[line].is_editable() {
                return None;
            }
            found = Some(Site { line, range: at..at + 1 });
        }
    }
    found
}

/// The numbers of a line that stand where marks may.
fn marks(lines: &[Line], at: usize) -> Vec<(Range<usize>, u64)> {
    let text = lines[at].text.as_ref();
    let digits = |byte: u8| byte.is_ascii_digit();
    if text.len() <= 2 && text.bytes().all(digits) {
        let follows = at > 0 && lines[at - 1].shape.ends_sentence() && !lines[at].after_blank;
        let goes_on = lines.get(at + 1).is_some_and(|next| next.shape.first != First::Digit);
        return if follows && goes_on { whole(text) } else { Vec::new() };
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let length = text[start..].bytes().take_while(|byte| digits(*byte)).count();
        from = start + length;
        let number = text[start..from].parse().ok().filter(|_| length <= 2);
        if let (Some(number), Some(start)) = (number, mark(&text[..start], &text[from..])) {
            found.push((start..from, number));
        }
    }
    found
}

fn whole(text: &str) -> Vec<(Range<usize>, u64)> {
    text.parse().ok().map(|number| (0..text.len(), number)).into_iter().collect()
}

/// Where the mark begins whose number stands between these, if it may be one.
fn mark(before: &str, after: &str) -> Option<usize> {
    let ends =
        after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || ".,;:".contains(c));
    if !ends || after.trim_start_matches(['.', ',']).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // `^1`, and in dumps of links `^[4]1`.
    let bare = before.strip_suffix(']').and_then(|link| {
        let inner = link.trim_end_matches(|c: char| c.is_ascii_digit());
        inner.strip_suffix('[')
    });
    if let Some(raised) = bare.unwrap_or(before).strip_suffix('^') {
        return (!raised.ends_with(char::is_whitespace)).then_some(raised.len());
    }
    let spaced = before.ends_with(' ') && after.trim().is_empty();
    let head = if spaced { before.trim_end() } else { before };
    let closed = head.trim_end_matches(['"', '”', '“', '»', '’', ')']);
    let stop = closed.chars().next_back().filter(|c| ".!?…。".contains(*c));
    let number = |c: char| c.is_ascii_digit();
    if let Some(stop) = stop {
        let word = &closed[..closed.len() - stop.len_utf8()];
        let sure = !word.ends_with(number) || closed.len() < head.len();
        return (sure && word.len() > 2).then_some(head.len());
    }
    let letters = head.chars().rev().take_while(|c| c.is_lowercase()).count();
    (!spaced && letters >= LETTERS && closed.len() == head.len()).then_some(head.len())
}

impl Line<'_> {
    /// Whether the line is one text, so that it can be written anew.
    pub(super) fn is_editable(&self) -> bool {
        matches!(&self.inlines()[..], [Inline::Text(_)])
    }

    /// Puts `after` in the place of a range of the line's text, where that is one.
    pub(super) fn edit(&mut self, range: &Range<usize>, after: &str) {
        let inlines = self.inlines();
        let [Inline::Text(text)] = &inlines[..] else { return };
        let start = text.len() - text.trim_start().len();
        if start + self.text.len() > text.len() {
            return;
        }
        let place = start + range.start..start + range.end;
        let edited: Text = text.with_edits(&[(place, after)]);
        let shown = edited.trim().to_owned();
        self.rewrite(vec![Inline::Text(edited)], shown);
    }
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn marks_stand_behind_words_and_sentences() {
        for (before, after) in [
            ("It was late.", ""),
            ("It was late.^", " Then"),
            ("It was late.^[4]", ""),
            ("It was late. ", ""),
            ("“It was late.”", " Then"),
            ("the harbour", ", which"),
        ] {
            assert!(mark(before, after).is_some(), "{before}{after}");
        }
        for (before, after) in
            [("about 3.", ""), ("in ", " years"), ("CO", " and"), ("No. ", " is"), ("late.", "5 m")]
        {
            assert!(mark(before, after).is_none(), "{before}{after}");
        }
    }
}
