//! White space around torn character references.
//!
//! Who writes `pr & eacute; sent` for `pr&eacute;sent` tears the words around the reference too. What
//! the reference stands for says which of the spaces beside it are real: a closing mark stands at
//! the word before it, an apostrophe between two words, a no-break space is the space itself; for a
//! letter the lexicon decides.

use std::borrow::Cow;

use super::damage::form::Form;
use super::judge::Item;
use super::{Token, TokenKind};
use crate::lexicon::{Lexicon, UNKNOWN};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;
use crate::source::Span;

/// Leaves out the white space that came with torn references.
pub(super) fn settle<'t>(items: Vec<Item<'t>>, report: &mut Report) -> Vec<Item<'t>> {
    if !items.iter().any(is_torn) {
        return items;
    }
    let lexicon = detect(&items);
    let mut dropped = Vec::new();
    let mut from = 0;
    while from < items.len() {
        let length = items[from..].iter().take_while(|item| is_text(item)).count();
        let run = &items[from..from + length];
        if run.iter().any(is_torn) {
            let units = units(run, from);
            dropped.extend(gaps(&units, &lexicon));
        }
        from += length + 1;
    }
    drop_spaces(items, dropped, report)
}

fn is_text(item: &Item<'_>) -> bool {
    matches!(item.token.kind, TokenKind::Text(_))
}

fn is_torn(item: &Item<'_>) -> bool {
    item.form.has(Form::TORN) && is_text(item)
}

/// The lexicon of the language of the words that are whole.
fn detect(items: &[Item<'_>]) -> Lexicon {
    let texts = items.iter().filter_map(|item| match &item.token.kind {
        TokenKind::Text(text) if item.form.is_sound() => Some(text),
        _ => None,
    });
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    let words: Vec<String> =
        words.filter(|word| word.len() > 1).take(200).map(str::to_lowercase).collect();
    Lexicon::detect(words.iter().map(String::as_str), None)
}

/// A stretch of letters, of white space or of signs.
#[derive(Clone, Debug)]
struct Unit<'a> {
    item: usize,
    text: &'a str,
    kind: Kind,
    torn: bool,
    at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letters,
    Space,
    Signs,
}

fn kind(c: char) -> Kind {
    if c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(&c) {
        Kind::Letters
    } else if matches!(c, ' ' | '\t' | '\n' | '\r') {
        Kind::Space
    } else {
        Kind::Signs
    }
}

fn units<'a>(run: &'a [Item<'_>], from: usize) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    for (index, item) in run.iter().enumerate() {
        let TokenKind::Text(text) = &item.token.kind else { continue };
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let kind = kind(first);
            let rest = &text[at..];
            let end = rest.find(|c| self::kind(c) != kind).unwrap_or(rest.len());
            units.push(Unit {
                item: from + index,
                text: &rest[..end],
                kind,
                torn: is_torn(item),
                at,
            });
            at += end;
        }
    }
    units
}

/// A space that is left out: the item, where in it, how long.
type Gap = (usize, usize, usize);

fn gaps(units: &[Unit<'_>], lexicon: &Lexicon) -> Vec<Gap> {
    let mut drop = vec![false; units.len()];
    let mut quotes = Quotes::default();
    for (index, unit) in units.iter().enumerate() {
        let (before, after) =
            if unit.kind == Kind::Signs { quotes.sides(unit) } else { (false, false) };
        if unit.torn && unit.kind == Kind::Signs {
            let left = index.checked_sub(1).filter(|_| before);
            let right = Some(index + 1).filter(|i| after && *i < units.len());
            for gap in left.into_iter().chain(right).filter(|gap| units[*gap].kind == Kind::Space) {
                drop[gap] = true;
            }
        }
    }
    letters(units, lexicon, &mut drop);
    let dropped = units.iter().zip(&drop).filter(|(unit, drop)| **drop && unit.kind == Kind::Space);
    dropped.map(|(unit, _)| (unit.item, unit.at, unit.text.len())).collect()
}

/// Which quotation marks are open.
#[derive(Default)]
struct Quotes {
    straight: bool,
    low: bool,
    pointing: Option<char>,
}

impl Quotes {
    /// Whether the spaces before and after a sign are none of the text's.
    fn sides(&mut self, unit: &Unit<'_>) -> (bool, bool) {
        let mut sides = (false, false);
        for c in unit.text.chars() {
            sides = self.sign(c);
        }
        if unit.text.chars().nth(1).is_none() { sides } else { (false, false) }
    }

    fn sign(&mut self, c: char) -> (bool, bool) {
        const OPENS: (bool, bool) = (false, true);
        const CLOSES: (bool, bool) = (true, false);
        match c {
            '’' | '\'' | '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' => {
                (true, true)
            }
            '„' | '‚' => {
                self.low = true;
                OPENS
            }
            '“' if self.low => {
                self.low = false;
                CLOSES
            }
            '“' | '‘' | '¿' | '¡' | '£' | '$' | '(' | '[' | '<' => OPENS,
            '«' | '»' | '‹' | '›' => {
                let open = self.pointing.take();
                if open.is_none() {
                    self.pointing = Some(c);
                }
                if open.is_some() { CLOSES } else { OPENS }
            }
            '"' => {
                self.straight = !self.straight;
                if self.straight { OPENS } else { CLOSES }
            }
            '”' | '…' | '°' | '²' | '³' | '¹' | 'º' | 'ª' | '™' | '®' | '!' | '?' | ';' | ','
            | '.' | ':' | ')' | ']' | '%' | '>' | '′' | '″' => {
                self.low &= c != '”';
                CLOSES
            }
            _ => (false, false),
        }
    }
}

/// Decides the spaces beside torn letters: between each real space, the cheapest words win.
fn letters(units: &[Unit<'_>], lexicon: &Lexicon, drop: &mut [bool]) {
    let mut index = 0;
    while index < units.len() {
        let end = chain_end(units, index);
        if units[index..end].iter().any(|unit| unit.torn) {
            Chain { units, lexicon, from: index, end }.settle(drop);
        }
        index = end.max(index + 1);
    }
}

/// Where the chain that starts at `from` ends: it is letters, and spaces that are in doubt.
fn chain_end(units: &[Unit<'_>], from: usize) -> usize {
    let mut end = from;
    while let Some(unit) = units.get(end) {
        let beside = |at: Option<usize>| {
            at.and_then(|at| units.get(at)).is_some_and(|u| u.torn && u.kind == Kind::Letters)
        };
        let doubtful =
            unit.kind == Kind::Space && (beside(end.checked_sub(1)) || beside(Some(end + 1)));
        let letters = unit.kind == Kind::Letters;
        let next = units.get(end + 1).is_some_and(|unit| unit.kind == Kind::Letters);
        let inside = letters || (doubtful && end > from && next);
        if !inside || end - from > LONGEST {
            break;
        }
        end += 1;
    }
    end
}

/// Longest chain that is settled as a whole, in units.
const LONGEST: usize = 60;
/// What a word that no list holds costs, with what each of its letters adds.
const RARE: f32 = 9.0;
const LETTER: f32 = 3.4;
/// What each letter of such a word adds beyond the length that words have.
const LONG: (usize, f32) = (12, 1.5);
/// What a space in doubt costs: most of them are inside words.
const SPACE: f32 = 1.5;
/// Most units in one word.
const WORD: usize = 14;

struct Chain<'a> {
    units: &'a [Unit<'a>],
    lexicon: &'a Lexicon,
    from: usize,
    end: usize,
}

impl Chain<'_> {
    fn settle(&self, drop: &mut [bool]) {
        let length = self.end - self.from;
        let mut best = vec![(f32::INFINITY, 0); length + 1];
        best[0].0 = 0.0;
        for end in 1..=length {
            if !self.is_break(end) {
                continue;
            }
            for start in (end.saturating_sub(WORD)..end).filter(|start| self.is_break(*start)) {
                let cost = best[start].0 + self.cost(start, end) + SPACE;
                if cost < best[end].0 {
                    best[end] = (cost, start);
                }
            }
        }
        let mut end = length;
        while end > 0 && best[end].0.is_finite() {
            let start = best[end].1;
            let skip = usize::from(self.kind(start) == Some(Kind::Space));
            drop[self.from + start + skip..self.from + end].fill(true);
            end = start;
        }
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.units.get(self.from + at).filter(|_| self.from + at < self.end).map(|unit| unit.kind)
    }

    /// Whether a word can end before the unit at `at`.
    fn is_break(&self, at: usize) -> bool {
        at == 0 || self.from + at == self.end || self.kind(at) == Some(Kind::Space)
    }

    /// What the units cost as one word.
    fn cost(&self, start: usize, end: usize) -> f32 {
        let units = &self.units[self.from + start..self.from + end];
        let word: String =
            units.iter().filter(|unit| unit.kind == Kind::Letters).map(|unit| unit.text).collect();
        // Names are in no list.
        let letter = if word.starts_with(char::is_uppercase) { LETTER * 0.75 } else { LETTER };
        let word = word.to_lowercase();
        let letters = word.chars().count();
        // What follows an apostrophe is the end of a word that began before it.
        let suffix =
            start == 0 && self.from > 0 && self.units[self.from - 1].text.ends_with(['’', '\'']);
        if letters == 1 {
            return self.lexicon.letter(&word).unwrap_or(UNKNOWN + 3.0);
        }
        match self.lexicon.cost(&word) {
            Some(cost) => cost,
            None if suffix && letters < 5 => 9.0,
            None => RARE + letter * letters as f32 + LONG.1 * letters.saturating_sub(LONG.0) as f32,
        }
    }
}

fn drop_spaces<'t>(items: Vec<Item<'t>>, dropped: Vec<Gap>, report: &mut Report) -> Vec<Item<'t>> {
    let mut dropped = dropped.into_iter().peekable();
    let mut out = Vec::with_capacity(items.len() + dropped.len());
    for (index, item) in items.into_iter().enumerate() {
        let mut done = 0;
        while let Some((_, at, length)) = dropped.next_if(|gap| gap.0 == index) {
            let start = item.token.span.start + at as u32;
            let span = Span { start, end: start + length as u32 };
            if slice(&item, at, at).is_some()
                && report.repair(RuleId::CharRefSplit, Confidence::Likely, span, "")
            {
                out.extend(slice(&item, done, at));
                out.push(Item {
                    token: Token { kind: TokenKind::Nothing, span },
                    form: Form::SPACED,
                });
                done = at + length;
            }
        }
        if done == 0 {
            out.push(item);
        } else if let TokenKind::Text(text) = &item.token.kind {
            out.extend(slice(&item, done, text.len()));
        }
    }
    out.retain(|item| {
        !item.token.span.is_empty()
            || !matches!(&item.token.kind, TokenKind::Text(text) if text.is_empty())
    });
    out
}

/// A part of a text that is copied verbatim.
fn slice<'t>(item: &Item<'t>, start: usize, end: usize) -> Option<Item<'t>> {
    let TokenKind::Text(Cow::Borrowed(text)) = item.token.kind else { return None };
    if text.len() != item.token.span.len() {
        return None;
    }
    let from = item.token.span.start;
    let span = Span { start: from + start as u32, end: from + end as u32 };
    Some(Item {
        token: Token { kind: TokenKind::Text(Cow::Borrowed(&text[start..end])), span },
        form: item.form,
    })
}
