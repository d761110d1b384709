//! What is left of character references whose signs a filter took: `don039t`, `it#39;s`, `quotYes,quot`.
//!
//! A form that admits letters and digits only makes `039` of `&#039;`. Between letters, before what
//! English, French or Italian put behind an apostrophe, it is nothing else, if the text has no sound
//! apostrophe; two such places show the others, and the words that `&quot;` and `&amp;` left.

use std::ops::Range;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// The number of the apostrophe, as it is left; the longest first.
const APOSTROPHES: [&str; 4] = ["#039;", "#39;", "#039", "039"];
/// Fewer places are chance.
const FEWEST: usize = 2;
/// What stands behind an apostrophe in a word of English.
const ENDINGS: [&str; 7] = ["s", "t", "re", "ve", "ll", "d", "m"];

pub(super) fn undo(text: &mut Layer<'_, str>, report: &mut Report) {
    let rule = RuleId::CharRefDelimiterLost;
    let signed = || memchr::memmem::find(text.as_bytes(), b"39").is_some();
    if !report.admits(rule, Confidence::Likely) || !signed() {
        return;
    }
    let edits = edits(text);
    text.edit(edits, rule, report);
}

fn edits(text: &Layer<'_, str>) -> Edits {
    let mut edits = Edits::default();
    let sites = apostrophes(text);
    let inside = sites.iter().filter(|range| is_inside(text, range)).count();
    let sound = text.chars().filter(|c| matches!(c, '\'' | '’')).take(inside).count();
    if inside < FEWEST || sound * 2 > inside {
        return edits;
    }
    let mut all: Vec<(Range<usize>, &str)> = sites.into_iter().map(|range| (range, "'")).collect();
    let marks = [("quot", "\""), ("amp", "&amp;")];
    for (left, mark) in marks {
        for at in memchr::memmem::find_iter(text.as_bytes(), left) {
            let range = at..at + left.len();
            if is_word_left(text, &range, left) && !text.regions().contains(at) {
                all.push((range, mark));
            }
        }
    }
    all.sort_by_key(|(range, _)| range.start);
    for (range, mark) in all {
        // In HTML the sign itself begins a reference.
        edits.push(range, mark.as_bytes(), Confidence::Likely);
    }
    edits
}

/// Where the number of the apostrophe stands behind a letter.
fn apostrophes(text: &Layer<'_, str>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), b"39") {
        let left = APOSTROPHES.iter().find_map(|left| {
            let start = at.checked_sub(left.find("39")?)?;
            text.get(start..)?.starts_with(left).then(|| start..start + left.len())
        });
        let Some(range) = left.filter(|range| !text.regions().contains(range.start)) else {
            continue;
        };
        let letter = text[..range.start].ends_with(char::is_alphabetic);
        let ends = !text[range.end..].starts_with(|c: char| c.is_ascii_digit());
        let apart = found.last().is_none_or(|last| last.end <= range.start);
        if letter && ends && apart {
            found.push(range);
        }
    }
    found
}

/// Whether the word goes on behind it as behind an apostrophe.
fn is_inside(text: &str, range: &Range<usize>) -> bool {
    let rest = &text[range.end..];
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let elided = ["l", "d", "L", "D", "qu", "un", "dell", "all", "nell"];
    let head = &text[..range.start];
    let word = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    ENDINGS.contains(&&rest[..end]) || end > 1 && elided.contains(&word)
}

/// Whether `quot` or `amp` stands where no word is: glued to one at its one side, or alone.
fn is_word_left(text: &str, range: &Range<usize>, left: &str) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == '>' || c == '(');
    if left == "amp" {
        return open(before) && after == Some(' ');
    }
    let opens = open(before) && after.is_some_and(|c| c.is_uppercase() || "¿¡".contains(c));
    let closes = before.is_some_and(|c| ".,!?".contains(c))
        && after.is_none_or(|c| c.is_whitespace() || c == '<');
    opens || closes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::RepairOptions;

    fn read(text: &str) -> String {
        let mut layer = Layer::new(text);
        undo(&mut layer, &mut Report::new(&RepairOptions::default()));
        layer.to_string()
    }

    #[test]
    fn numbers_in_words_are_apostrophes() {
        let text =
            "quotWe don039t, quot she said. It#39;s the drivers039 tea amp rum, isn039t it?quot";
        let expected = "\"We don't, quot she said. It's the drivers' tea &amp; rum, isn't it?\"";
        assert_eq!(read(text), expected);
        for text in [
            "The model B039 costs 39 dollars, the B039s 41.",
            "It's the don039t of Ann's 'isn039t'.",
            "quotNo,quot he said, amp left.",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
