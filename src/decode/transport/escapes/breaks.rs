//! Line breaks whose backslashes were lost: `worth.rnrnThe work`, `</p>rn<p>`, `over.nnThen`.
//!
//! `\r\n` and `\n` of a database, after a program took the backslashes away. No word begins with `rn`
//! and none ends a sentence with it, so a few of them between sentences show the rest, and lines that
//! end in a word are told by the word: `andrn- counting` ends in `and`, `barn` is a barn.

use std::ops::Range;

use crate::decode::layer::{Edits, Layer};
use crate::report::Confidence;
use crate::words::{Lexicon, SAMPLE};

/// Fewer of them between sentences are chance.
const FEWEST: usize = 2;
/// Letters in a row beyond this are no word.
const LONGEST: usize = 40;

pub(super) fn undo(text: &Layer<'_, str>) -> Edits {
    let left = ["rn", "n"].into_iter().find(|left| is_sure(text, left));
    left.map_or_else(Edits::default, |left| edits(text, left))
}

/// Whether the text has line breaks of this kind, and next to no others.
fn is_sure(text: &Layer<'_, str>, left: &str) -> bool {
    let twice = left.repeat(2);
    let (mut sites, mut done) = (0, 0);
    for at in memchr::memmem::find_iter(text.as_bytes(), &twice) {
        if at < done {
            continue;
        }
        let Some(site) = Site::at(text, at, left) else { continue };
        done = site.range.end;
        sites += usize::from(site.is_between_sentences(text) && !text.regions().contains(at));
    }
    if left == "rn" {
        for at in memchr::memmem::find_iter(text.as_bytes(), ">rn<") {
            sites += usize::from(!text.regions().contains(at));
        }
    }
    let lines = || memchr::memchr_iter(b'\n', text.trim().as_bytes()).count();
    sites >= FEWEST && lines() <= sites
}

/// What is left of one line break or several.
struct Site {
    range: Range<usize>,
    count: usize,
}

impl Site {
    /// What begins at `at`.
    fn at(text: &str, at: usize, left: &str) -> Option<Self> {
        let rest = &text.as_bytes()[at..];
        let count =
            rest.chunks_exact(left.len()).take_while(|part| *part == left.as_bytes()).count();
        let end = at + count * left.len();
        // Tabs that indent a tag are left as well.
        let tabs = rest[end - at..].iter().take_while(|byte| **byte == b't').count();
        let end = if text[end + tabs..].starts_with('<') { end + tabs } else { end };
        (count > 0).then_some(Self { range: at..end, count })
    }

    fn before(&self, text: &str) -> char {
        text[..self.range.start].chars().next_back().unwrap_or('.')
    }

    /// Whether a sentence or a tag ends before it, and the next begins behind it.
    fn is_between_sentences(&self, text: &str) -> bool {
        const ENDS: &str = ".!?:;,…”\")]»>。";
        ENDS.contains(self.before(text)) && self.begins_line(text)
    }

    /// Whether what follows can begin a line.
    fn begins_line(&self, text: &str) -> bool {
        let rest = &text[self.range.end..];
        let Some(next) = rest.chars().next().filter(|next| !next.is_whitespace()) else {
            return rest.trim_start().is_empty();
        };
        (next.is_alphabetic() && !next.is_lowercase())
            || matches!(next, '<' | '“' | '"' | '«' | '¿' | '¡')
            || is_item(rest)
    }
}

/// Whether an item of a list begins: `- `, `* `, `1. `.
fn is_item(rest: &str) -> bool {
    let number = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let mark = rest[number..].chars().next();
    let marked = match number {
        0 => matches!(mark, Some('-' | '*' | '•' | '–' | '·')),
        _ => matches!(mark, Some('.' | ')')),
    };
    marked && mark.is_some_and(|mark| rest[number + mark.len_utf8()..].starts_with(' '))
}

fn edits(text: &Layer<'_, str>, left: &str) -> Edits {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic());
    let lexicon = Lexicon::detect(words.take(4 * SAMPLE), None);
    let mut edits = Edits::default();
    let mut done = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), left) {
        if at < done || text.regions().contains(at) {
            continue;
        }
        let Some(site) = Site::at(text, at, left) else { continue };
        done = site.range.end;
        let sure = site.is_between_sentences(text)
            || (site.begins_line(text) && ends_word(text, &site, &lexicon));
        if sure {
            let after = if site.count > 1 { "\n\n" } else { "\n" };
            edits.push(site.range, after.as_bytes(), Confidence::Likely);
        }
    }
    edits
}

/// Whether a word ends before the site that would be none with what is left behind it.
fn ends_word(text: &str, site: &Site, lexicon: &Lexicon) -> bool {
    let head = &text[..site.range.start];
    if head.ends_with(|c: char| c.is_numeric()) {
        return true;
    }
    let length: usize = head
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(|c| c.is_alphabetic())
        .map(char::len_utf8)
        .sum();
    let word = head[head.len() - length..].to_lowercase();
    let with = [word.as_str(), &text[site.range.clone()]].concat();
    let known = |word: &str| match word.chars().count() {
        0 => false,
        1 => lexicon.letter(word).is_some(),
        _ => lexicon.cost(word).is_some(),
    };
    // Two of them at once are in no word, whether it is known or not.
    known(&word) && !known(&with) || (site.count > 1 && length > 0 && site.range.len() > 2)
}
