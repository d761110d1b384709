//! What begins blocks in this text: words that begin its sentences and openings that return.
//!
//! Scripts without capitals do not show where a sentence begins, and a heading looks like a line that
//! was broken; the text's own words tell them apart.

use std::collections::HashMap;

use super::line::Line;
use super::marker::{self, Mark};
use super::shape::{First, Last};

/// How many words make an opening, and how often it has to return.
const OPENINGS: [(usize, usize); 2] = [(3, 3), (2, 6)];

/// What begins the lines and sentences of a run.
#[derive(Debug, Default)]
pub(super) struct Starts {
    openings: HashMap<String, usize>,
    /// How many lines begin with a bullet.
    marks: HashMap<char, usize>,
    /// How often a word begins a sentence, and how often it stands inside one.
    words: HashMap<String, (usize, usize)>,
    /// Whether the text is in a script with spaces but without capitals.
    pub(super) uncased: bool,
}

impl Starts {
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut starts = Self::default();
        for line in lines {
            if let Some((Mark::Bullet(mark), _)) = marker::item(&line.text) {
                *starts.marks.entry(mark).or_default() += 1;
            }
            for opening in OPENINGS.iter().filter_map(|(words, _)| opening(line, *words)) {
                *starts.openings.entry(opening).or_default() += 1;
            }
        }
        let is_uncased = |line: &&Line| line.shape.first == First::Uncased && !line.shape.dense;
        starts.uncased = lines.iter().filter(is_uncased).count() * 2 > lines.len();
        if starts.uncased {
            starts.count_words(lines);
        }
        starts
    }

    fn count_words(&mut self, lines: &[Line]) {
        let mut ended = true;
        for line in lines {
            let broken = !ended && !line.after_blank;
            let mut first = !broken;
            for (index, word) in line.text.split_whitespace().enumerate() {
                if index > 0 || !broken {
                    let (start, inside) = self.words.entry(bare(word).to_owned()).or_default();
                    *(if first { start } else { inside }) += 1;
                }
                first = word.ends_with(['.', '!', '?', '؟', '۔', '।']);
            }
            ended = line.shape.ends_sentence();
        }
    }

    /// Whether lines begin like this one again and again.
    pub(super) fn returns(&self, line: &Line) -> bool {
        OPENINGS.iter().any(|&(words, least)| {
            let count = opening(line, words).and_then(|opening| self.openings.get(&opening));
            count.is_some_and(|&count| count >= least)
        })
    }

    /// Whether the line is a label that stands over part after part of the text.
    pub(super) fn is_returning_label(&self, line: &Line) -> bool {
        is_label(line) && self.returns(line)
    }

    /// Whether a heading rather than a broken line stands over `next`, by the words of the text:
    /// its first begins sentences, or is rare and stands below few words.
    pub(super) fn is_over(&self, line: &Line, next: &Line) -> bool {
        let word = next.text.split_whitespace().next().map(bare).unwrap_or_default();
        let (start, inside) = self.words.get(word).copied().unwrap_or_default();
        let few = line.shape.words <= 6 && !line.text.contains(['،', ',']);
        start > 0 && (few || start * 2 >= inside) || inside == 0 && few
    }

    /// Whether items with this mark stand in lists elsewhere.
    pub(super) fn lists(&self, mark: char) -> bool {
        self.marks.get(&mark).is_some_and(|&count| count > 2)
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The first `count` words of a line that has some more, or a short label of its own.
fn opening(line: &Line, count: usize) -> Option<String> {
    if is_label(line) {
        return Some(line.text.clone().into_owned());
    }
    let long = line.shape.words >= OPENINGS[1].0 && line.shape.first != First::Lower;
    let words: Vec<&str> = line.text.split_whitespace().take(count).collect();
    let name = words.iter().all(|word| !word.starts_with(char::is_lowercase));
    (long && !name && words.len() == count).then(|| words.join(" "))
}

/// Whether the line is up to three words and a colon.
fn is_label(line: &Line) -> bool {
    line.shape.last == Last::Colon && line.shape.words <= 3 && line.shape.first != First::Lower
}
