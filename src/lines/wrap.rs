//! Wrapped lines joined, real line breaks kept.

use crate::model::document::Inline;
use crate::model::fold;
use crate::model::source::{Span, Text};
use crate::report::{Confidence, LayerKind};
use crate::rules::RuleId;

use super::assemble::Assembler;
use super::evidence::Evidence;
use super::line::{End, Line};
use super::shape::{First, Last};

/// Whether the lines of a paragraph are lines on purpose, as in verse and addresses: all of them
/// short beside the others of the text, and not because the next word would not fit.
pub(super) fn keeps_breaks(lines: &[Line], evidence: &Evidence) -> bool {
    let [first, .., _] = lines else { return false };
    if first.end == End::Newline && begin_verses(lines) {
        return true;
    }
    let longest = lines.iter().map(|line| line.shape.chars).max().unwrap_or_default();
    let measure = evidence.width.map_or(evidence.longest, |width| width.chars);
    let upper = lines.iter().filter(|line| line.shape.first != First::Lower).count();
    let room = lines.windows(2).filter(|pair| !evidence.is_full(&pair[0], &pair[1])).count();
    let verse = longest <= 60 && longest * 3 <= measure * 2 && room * 4 >= (lines.len() - 1) * 3;
    // Of two lines the second may be a short rest of the first.
    let few = if lines.len() == 2 { 2 } else { lines.len().div_ceil(2) };
    verse && first.end == End::Newline && upper >= few
}

/// So few lines that begin with a capital are chance.
const VERSES: usize = 4;

/// No verse of so many characters is told from a wrapped line.
const LONGEST_VERSE: usize = 50;

/// Whether every line begins with a capital, and most of those that begin inside a sentence with a
/// word that has one there only as the first of a verse: `Le passeur`, `And all the`.
fn begin_verses(lines: &[Line]) -> bool {
    let verse = |line: &Line| {
        line.shape.first == First::Upper && line.shape.chars <= LONGEST_VERSE && !line.after_blank
    };
    let inside = lines.windows(2).filter(|pair| !pair[0].shape.ends_sentence());
    let function = |line: &Line| line.words.starts_sentence(&line.text);
    let (count, raised) = inside.fold((0, 0), |(count, raised), pair| {
        (count + 1, raised + usize::from(function(&pair[1])))
    });
    let shaped = lines.len() >= VERSES && lines.iter().skip(1).all(verse);
    shaped && count >= 2 && raised * 2 >= count
}

/// The lines as the content of one paragraph.
pub(super) fn join(lines: &[Line], breaks: bool, assembler: &mut Assembler) -> Vec<Inline> {
    let mut content = Vec::with_capacity(2 * lines.len() - 1);
    let wrapped = assembler.evidence.width.is_some() && lines.len() > 2;
    for (index, line) in lines.iter().enumerate() {
        content.extend(line.inlines().into_owned());
        let Some(next) = lines.get(index + 1) else { break };
        if breaks || line.end == End::Break && !wrapped || assembler.is_hard(line) {
            content.push(Inline::LineBreak);
        } else if line.shape.last == Last::Hyphen && !is_left_out(next) {
            rejoin(&mut content, line, next, assembler);
        } else {
            content.push(Inline::Text(Text::new("\n", gap(line, next))));
        }
    }
    fold::paragraph(content)
}

fn gap(line: &Line, next: &Line) -> Span {
    Span::new(line.span.end as usize, next.span.start.max(line.span.end) as usize)
}

/// Words that follow a hyphen which stands for a part left out: `Ein- und Ausgänge`.
const CONJUNCTIONS: &[&str] = &[
    "und", "oder", "bzw", "sowie", "bis", "als", "and", "or", "to", "en", "of", "og", "och",
    "eller", "tai", "ja", "és", "vagy", "i", "lub", "a", "и", "или",
];

/// Whether the hyphen before the line stands for a part left out.
fn is_left_out(next: &Line) -> bool {
    let follows = next.text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    follows.is_empty() || CONJUNCTIONS.contains(&follows)
}

/// Whether the hyphen at the end of a line stands only because the line ended in a word.
fn splits_word(line: &Line, next: &Line) -> bool {
    let word = line.text.split_whitespace().next_back().unwrap_or_default();
    let stem = word.trim_end_matches(HYPHENS).rsplit('-').next().unwrap_or_default();
    next.shape.first == First::Lower
        && stem.chars().next_back().is_some_and(char::is_lowercase)
        && next.text.starts_with(char::is_alphabetic)
}

const HYPHENS: [char; 4] = ['-', '‐', '\u{ad}', '¬'];

/// Takes the line break off the end, and the hyphen where words were split to fill the lines.
fn rejoin(content: &mut [Inline], line: &Line, next: &Line, assembler: &mut Assembler) {
    let Some(Inline::Text(text)) = content.last_mut() else { return };
    let whole = text.trim_end().len();
    let split = assembler.evidence.hyphenated && splits_word(line, next);
    let kept = if split { text[..whole].trim_end_matches(HYPHENS).len() } else { whole };
    let span = text.span(kept..text.len()).union(gap(line, next));
    let (rule, sure) = (RuleId::HyphenWrapped, Confidence::Likely);
    if kept > 0 && assembler.report.edit(LayerKind::Prose, rule, sure, span, "") {
        *text = text.slice(0..kept);
    }
}
