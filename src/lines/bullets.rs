//! Bullets of symbol fonts that lost their font: `o`, `§`, `Ø`, `ü`, and codes of private use.
//!
//! Word sets the bullets of its levels in Symbol, Courier and Wingdings. As plain text they are letters,
//! which are words and signs of their own elsewhere, so a line that begins with one is an item only
//! in company. What is found is written with the bullet that stands for nothing else, its level as
//! white space.

use std::collections::BTreeMap;

use crate::model::document::Inline;
use crate::model::source::{Span, Text};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

use super::line::Line;
use super::marker;
use super::shape::{First, Last};
use crate::model::flat::cut_start;

/// The bullet that the others become.
const BULLET: &str = "•";

/// Letters that are bullets in a symbol font, where a line begins with them.
const LETTERS: [char; 4] = ['o', '§', 'Ø', 'ü'];

/// Letters that are so only before a tab: elsewhere they are words.
const BEFORE_TABS: [char; 5] = ['q', 'v', 'n', 'l', 'Ø'];

/// What a line begins with.
#[derive(Clone, Copy)]
struct Start {
    mark: char,
    /// The length of the mark with the white space after it.
    length: usize,
    /// Whether more than a word space follows.
    wide: bool,
}

impl Start {
    fn of(text: &str) -> Option<Self> {
        let mark = text.chars().next()?;
        let rest = &text[mark.len_utf8()..];
        let content = rest.trim_start();
        let gap = &rest[..rest.len() - content.len()];
        let wide = gap.contains('\t') || gap.chars().count() > 2;
        let start = Self { mark, length: text.len() - content.len(), wide };
        if marker::SURE_BULLETS.contains(&mark) {
            return marker::item(text).map(|_| start);
        }
        let known = LETTERS.contains(&mark) || BEFORE_TABS.contains(&mark) && gap.contains('\t');
        // `§ 12`, `§ IV` and `Ø 40` are what these signs are for.
        let numeral = content.split_whitespace().next().is_some_and(is_numeral);
        let begins = content.starts_with(|c: char| c.is_alphabetic() || "«“„\"¿¡".contains(c));
        (known && !gap.is_empty() && begins && !numeral).then_some(start)
    }

    fn is_letter(self) -> bool {
        self.mark.is_alphabetic() && !is_private(self.mark) || self.mark == '§'
    }
}

/// A number in Roman figures, or one letter.
fn is_numeral(word: &str) -> bool {
    let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let roman = |c: char| "IVXLC".contains(c);
    !bare.is_empty() && bare.chars().all(roman) || word.len() > bare.len() && bare.len() == 1
}

const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// Gives the items of lists with such bullets the bullet that is none but one.
pub(super) fn restore(lines: &mut [Line], report: &Report, damage: bool) {
    if damage && !report.admits(RuleId::ListFlattened, Confidence::Likely) {
        return;
    }
    let mut at = 0;
    while at < lines.len() {
        let count = extent(&lines[at..]);
        let (before, rest) = lines.split_at_mut(at);
        let run = &mut rest[..count];
        if let Some(levels) = levels(before.last(), run) {
            for (line, level) in run.iter_mut().zip(levels) {
                if let Some((length, level)) = level {
                    rewrite(line, length, level);
                }
            }
        }
        at += count.max(1);
    }
}

/// How many lines from the first on are items or go on with them.
fn extent(lines: &[Line]) -> usize {
    if lines.first().is_none_or(|line| Start::of(&line.text).is_none()) {
        return 0;
    }
    let goes_on = |line: &&Line| {
        let lower = line.shape.first == First::Lower && !line.after_blank;
        !line.program && (Start::of(&line.text).is_some() || lower)
    };
    lines.iter().take_while(goes_on).count()
}

/// For each line of a run that is an item, the length of its mark and its level; nothing where the
/// letters may be words.
fn levels(before: Option<&Line>, run: &[Line]) -> Option<Vec<Option<(usize, usize)>>> {
    let starts: Vec<Option<Start>> = run.iter().map(|line| Start::of(&line.text)).collect();
    let letters = starts.iter().flatten().filter(|start| start.is_letter()).count();
    let marks = starts.iter().flatten();
    let mixed = marks.clone().any(|s| is_private(s.mark))
        && marks.clone().any(|s| Some(s.mark) != starts[0].map(|s| s.mark));
    if letters == 0 && !mixed {
        return None;
    }
    let indented = run.iter().any(|line| line.indent() != run[0].indent());
    let mut open: Vec<char> = Vec::new();
    let mut levels = Vec::with_capacity(run.len());
    for (index, line) in run.iter().enumerate() {
        let Some(start) = starts[index] else {
            levels.push(None);
            continue;
        };
        let above = if index > 0 { run.get(index - 1) } else { before };
        if !may_be_item(start, line, above, !open.is_empty()) {
            return None;
        }
        match open.iter().position(|&mark| mark == start.mark) {
            Some(level) => open.truncate(level + 1),
            None => {
                let led_in = above.is_some_and(|line| line.shape.last == Last::Colon);
                let deeper = led_in || open.last().is_some_and(|&over| is_below(start.mark, over));
                if !deeper {
                    open.pop();
                }
                open.push(start.mark);
            }
        }
        let level = if indented { line.indent() } else { (open.len() - 1) * 2 };
        levels.push(Some((start.length, level)));
    }
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    starts.iter().flatten().for_each(|start| *counts.entry(start.mark).or_default() += 1);
    let proved = starts.iter().flatten().all(|start| {
        let company = || counts.get(&start.mark).is_some_and(|&count| count > 1);
        !start.is_letter() || company() && (start.wide || is_proved(start, &starts, before))
    });
    proved.then_some(levels)
}

/// Whether nothing speaks against an item here. `o` is a word of many languages: a sentence that goes
/// on from the line above has it at the start of a line.
fn may_be_item(start: Start, line: &Line, above: Option<&Line>, inside: bool) -> bool {
    if start.mark != 'o' || start.wide {
        return true;
    }
    let upper = line.text[start.length..].starts_with(char::is_uppercase);
    let ended = above.is_some_and(|line| line.text.ends_with([':', ';', '.', '!', '?']));
    inside && (upper || ended)
}

/// Whether a mark that a word space follows is a bullet: `o` below another bullet, `Ø`, which is a
/// word, below what leads in a list, the others by their company.
fn is_proved(start: &Start, starts: &[Option<Start>], before: Option<&Line>) -> bool {
    let first = starts[0].map(|start| start.mark);
    match start.mark {
        'o' => first != Some('o'),
        'Ø' => {
            let led_in = before.is_some_and(|line| line.shape.last == Last::Colon);
            led_in || first.is_some_and(|mark| mark != 'Ø' && mark != 'o')
        }
        _ => true,
    }
}

/// Whether Word has the bullet for the level below the other.
fn is_below(mark: char, over: char) -> bool {
    match mark {
        'o' => matches!(over, '•' | '·' | '\u{f0b7}'),
        '§' | '\u{f0a7}' => over == 'o',
        _ => false,
    }
}

/// The source of the first `length` bytes of a line's text, where they are all text of its own.
fn span_of_start(line: &Line, length: usize) -> Option<Span> {
    let inlines = line.inlines();
    let Some(Inline::Text(text)) = inlines.iter().find(|inline| !is_blank(inline)) else {
        return None;
    };
    let blank = text.len() - text.trim_start().len();
    (blank + length <= text.len()).then(|| text.span(blank..blank + length))
}

fn is_blank(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text) if text.trim().is_empty())
}

fn rewrite(line: &mut Line, length: usize, indent: usize) {
    let Some(span) = span_of_start(line, length) else { return };
    let mut inlines = vec![Inline::Text(Text::new(format!("{BULLET} "), span))];
    inlines.extend(cut_start(line.inlines().into_owned(), length));
    line.rewrite(inlines, format!("{BULLET} {}", &line.text[length..]));
    line.indent = indent as u32;
}
