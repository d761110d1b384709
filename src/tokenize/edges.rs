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
use crate::model::source::Span;
use crate::report::{Confidence, LayerKind, Report};
use crate::rules::RuleId;
use crate::words::{Lexicon, UNKNOWN};

/// Leaves out the white space that came with torn references.
pub(super) fn settle<'t>(items: Vec<Item<'t>>, report: &mut Report) -> Vec<Item<'t>> {
    if !items.iter().any(is_torn) {
        return items;
    }
    let lexicon = detect(&items);
    let mut runs = Vec::new();
    let mut pattern = Pattern::default();
    let mut from = 0;
    while from < items.len() {
        let length = items[from..].iter().take_while(|item| is_text(item)).count();
        let run = &items[from..from + length];
        if run.iter().any(is_torn) {
            let units = units(run, from);
            pattern.count(&units);
            runs.push(units);
        }
        from += length + 1;
    }
    let dropped = runs.iter().flat_map(|units| gaps(units, &lexicon, &pattern)).collect();
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
    let mut words: Vec<String> =
        words.filter(|word| word.len() > 1).take(100).map(str::to_lowercase).collect();
    // The commonest words may all be torn.
    words.extend(items.windows(3).filter(|row| is_torn(&row[1])).take(60).flat_map(mended));
    Lexicon::detect(words.iter().map(String::as_str), None)
}

/// The words that a torn letter makes with the letters before it, and with those behind it.
fn mended(row: &[Item<'_>]) -> Vec<String> {
    let text = |item: &Item<'_>| match &item.token.kind {
        TokenKind::Text(text) => text.to_string(),
        _ => String::new(),
    };
    let [before, letter, after] = [text(&row[0]), text(&row[1]), text(&row[2])];
    if !letter.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let before = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let after = after.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let words = [[before, &letter].concat(), [&letter, after].concat()];
    words.into_iter().map(|word| word.to_lowercase()).filter(|word| word.len() > 2).collect()
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

/// How the spaces beside the torn references of a document are spread.
#[derive(Debug, Default)]
struct Pattern {
    left: Side,
    right: Side,
}

/// One side of the torn references of a document: where a letter would stand beside them.
#[derive(Debug, Default)]
struct Side {
    glued: f32,
    spaced: f32,
}

impl Pattern {
    fn count(&mut self, units: &[Unit<'_>]) {
        let is_letter = |at: Option<usize>| {
            at.and_then(|at| units.get(at)).is_some_and(|unit| unit.kind == Kind::Letters)
        };
        for (index, _) in units.iter().enumerate().filter(|(_, unit)| is_torn_letter(unit)) {
            let before = index.checked_sub(1);
            let beyond = index.checked_sub(2);
            self.left.count(units, before, is_letter(before), is_letter(beyond));
            let (after, beyond) = (Some(index + 1), Some(index + 2));
            self.right.count(units, after, is_letter(after), is_letter(beyond));
        }
    }
}

impl Side {
    fn count(&mut self, units: &[Unit<'_>], at: Option<usize>, glued: bool, beyond: bool) {
        let space = at.and_then(|at| units.get(at)).is_some_and(|unit| unit.kind == Kind::Space);
        if glued {
            self.glued += 1.0;
        } else if space && beyond {
            self.spaced += 1.0;
        }
    }

    /// What it costs to keep a space on this side: the odds that the damage put it in. Damage puts
    /// spaces beside all references or beside none, rarely beside some; of the letters that a
    /// reference stands for, one in a few begins or ends its word.
    fn cost(&self) -> f32 {
        const WAYS: [(f32, f32); 4] = [(0.0, 0.4), (0.5, 0.1), (0.9, 0.1), (0.99, 0.4)];
        if self.glued + self.spaced < 1.0 {
            return USUAL;
        }
        let weigh = |(put_in, share): (f32, f32)| {
            let spaced = EDGE + (1.0 - EDGE) * put_in;
            let weight = share.ln() + self.spaced * spaced.ln() + self.glued * (1.0 - spaced).ln();
            (weight, put_in * (1.0 - EDGE) / spaced)
        };
        let ways = WAYS.map(weigh);
        let best = ways.iter().fold(f32::NEG_INFINITY, |best, way| best.max(way.0));
        let all: f32 = ways.iter().map(|way| (way.0 - best).exp()).sum();
        let torn: f32 = ways.iter().map(|way| (way.0 - best).exp() * way.1).sum::<f32>() / all;
        (torn / (1.0 - torn)).ln().clamp(-SURE, USUAL)
    }

    /// Whether the spaces on this side are the text's.
    fn is_real(&self) -> bool {
        self.cost() < -2.0
    }
}

fn is_torn_letter(unit: &Unit<'_>) -> bool {
    unit.torn && unit.kind == Kind::Letters
}

/// Share of the letters spelled as references that begin or end their word, at each side.
const EDGE: f32 = 0.25;
/// What keeping a space costs where all of them are in doubt: most are inside words.
const USUAL: f32 = 1.5;
/// What dropping a space costs where none is in doubt.
const SURE: f32 = 12.0;

/// A space that is left out: the item, where in it, how long.
type Gap = (usize, usize, usize);

fn gaps(units: &[Unit<'_>], lexicon: &Lexicon, pattern: &Pattern) -> Vec<Gap> {
    let mut drop = vec![false; units.len()];
    let mut quotes = Quotes::default();
    for (index, unit) in units.iter().enumerate() {
        let (mut before, mut after) =
            if unit.kind == Kind::Signs { quotes.sides(unit) } else { (false, false) };
        if unit.torn && unit.kind == Kind::Signs {
            let last = index.checked_sub(2).and_then(|at| units[at].text.chars().next_back());
            let next = units.get(index + 2).and_then(|unit| unit.text.chars().next());
            let range = unit.text == "–" && is_digit(last) && is_digit(next);
            before |= range || is_unspaced(last);
            after |= range || is_unspaced(next);
            let left = index.checked_sub(1).filter(|_| before && !pattern.left.is_real());
            let right =
                Some(index + 1).filter(|i| after && *i < units.len() && !pattern.right.is_real());
            for gap in left
                .into_iter()
                .chain(right)
                .filter(|gap| units[*gap].kind == Kind::Space && !units[*gap].text.contains('\n'))
            {
                drop[gap] = true;
            }
        }
    }
    letters(units, lexicon, pattern, &mut drop);
    let dropped = units.iter().zip(&drop).filter(|(unit, drop)| **drop && unit.kind == Kind::Space);
    dropped.map(|(unit, _)| (unit.item, unit.at, unit.text.len())).collect()
}

/// Whether a letter or sign is of a script that puts no spaces between words.
fn is_unspaced(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        matches!(c, '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
    })
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// Which quotation marks are open.
#[derive(Default)]
struct Quotes {
    straight: bool,
    low: bool,
    /// A `“` or `„` is open.
    curly: bool,
    /// A `”` is open, as in Swedish and Finnish.
    high: bool,
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
                self.curly = true;
                OPENS
            }
            '“' if self.low => {
                self.low = false;
                CLOSES
            }
            '“' => {
                self.curly = true;
                OPENS
            }
            '”' if !std::mem::take(&mut self.curly) => {
                self.high = !self.high;
                if self.high { OPENS } else { CLOSES }
            }
            '‘' | '¿' | '¡' | '£' | '$' | '(' | '[' | '<' => OPENS,
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
fn letters(units: &[Unit<'_>], lexicon: &Lexicon, pattern: &Pattern, drop: &mut [bool]) {
    let mut index = 0;
    while index < units.len() {
        let end = chain_end(units, index);
        if units[index..end].iter().any(|unit| unit.torn) {
            Chain { units, lexicon, pattern, from: index, end }.settle(drop);
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
/// What two words cost as one.
const IMPOSSIBLE: f32 = 99.0;
/// More than any list's word costs: only its parts are known.
const COMPOUND: f32 = 15.0;
/// What a word that no list holds costs, with what each of its letters adds.
const RARE: f32 = 9.0;
const LETTER: f32 = 3.4;
/// The same as `RARE` where the list is too short to tell.
const UNLISTED: f32 = 3.0;
/// What words of a short list cost less than the list says.
const COMMON: f32 = 3.0;
/// What each letter of such a word adds beyond the length that words have.
const LONG: (usize, f32) = (10, 1.5);
const LONG_UNLISTED: (usize, f32) = (8, 2.0);
/// What a letter costs that the next word may begin with.
const BEGINS: f32 = 2.0;
/// Most units in one word.
const WORD: usize = 14;

struct Chain<'a> {
    units: &'a [Unit<'a>],
    lexicon: &'a Lexicon,
    pattern: &'a Pattern,
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
                let cost = best[start].0 + self.cost(start, end) + self.space(start);
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

    /// What it costs to keep the space at `at`.
    fn space(&self, at: usize) -> f32 {
        let at = self.from + at;
        let torn = |at: usize| self.units.get(at).is_some_and(|unit| unit.torn);
        let left = torn(at + 1).then(|| self.pattern.left.cost());
        let right = (at > 0 && torn(at - 1)).then(|| self.pattern.right.cost());
        left.into_iter().chain(right).fold(f32::NEG_INFINITY, f32::max).max(-SURE)
    }

    /// What a word of so many letters costs that the lexicon does not hold.
    fn unknown(&self, letters: usize, capital: bool) -> f32 {
        let (rare, long) =
            if self.lexicon.is_full() { (RARE, LONG) } else { (UNLISTED, LONG_UNLISTED) };
        // Names are in no list.
        let letter = if capital { LETTER * 0.7 } else { LETTER };
        rare + letter * letters as f32 + long.1 * letters.saturating_sub(long.0) as f32
    }

    /// Whether the units are two words that are known by themselves.
    fn is_row(&self, start: usize, end: usize) -> bool {
        let known = |from: usize, to: usize| {
            let word = word(&self.units[self.from + from..self.from + to]);
            self.lexicon.cost(&word.to_lowercase()).is_some()
        };
        let spaces = (start + 1..end).filter(|at| self.kind(*at) == Some(Kind::Space));
        spaces.into_iter().any(|at| known(start, at) && known(at, end))
    }

    /// What the units cost as one word.
    fn cost(&self, start: usize, end: usize) -> f32 {
        let units = &self.units[self.from + start..self.from + end];
        let word = word(units);
        let capital = word.starts_with(char::is_uppercase);
        let word = word.to_lowercase();
        let letters = word.chars().count();
        // What follows an apostrophe is the end of a word that began before it.
        let suffix =
            start == 0 && self.from > 0 && self.units[self.from - 1].text.ends_with(['’', '\'']);
        if goes_on_capital(units) {
            return IMPOSSIBLE;
        }
        if letters == 1 {
            let begins = || self.begins_next(&word, end).unwrap_or(UNKNOWN + 3.0);
            return self.lexicon.letter(&word).unwrap_or_else(begins);
        }
        match self.lexicon.cost(&word) {
            Some(cost) if cost > COMPOUND && self.is_row(start, end) => IMPOSSIBLE,
            // Short lists hold function words only, commoner than the cost that all of them have.
            Some(cost) if !self.lexicon.is_full() => cost - COMMON,
            Some(cost) => cost,
            None if suffix && letters < 5 => 9.0,
            None => self.unknown(letters, capital),
        }
    }

    /// What a letter costs that is none but the first of the word behind the chain: `revisar& aacute ;
    /// l as`.
    fn begins_next(&self, letter: &str, end: usize) -> Option<f32> {
        let behind = self.units.get(self.from + end..self.from + end + 2)?;
        let [Unit { kind: Kind::Space, .. }, Unit { kind: Kind::Letters, text: next, .. }] = behind
        else {
            return None;
        };
        if self.from + end < self.end || !next.starts_with(char::is_lowercase) {
            return None;
        }
        if !self.lexicon.is_full() {
            return Some(BEGINS);
        }
        let joined = self.lexicon.cost(&format!("{letter}{next}"))?;
        Some((joined + BEGINS - self.lexicon.cost(next).unwrap_or(UNKNOWN)).max(0.0))
    }
}

/// The letters of the units.
fn word(units: &[Unit<'_>]) -> String {
    units.iter().filter(|unit| unit.kind == Kind::Letters).map(|unit| unit.text).collect()
}

/// Whether a space stands between a lower-case letter and a capital one.
fn goes_on_capital(units: &[Unit<'_>]) -> bool {
    units.windows(3).any(|row| {
        row[1].kind == Kind::Space
            && row[0].text.ends_with(char::is_lowercase)
            && row[2].text.starts_with(char::is_uppercase)
    })
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
                && report.edit(LayerKind::Tags, RuleId::CharRefSplit, Confidence::Likely, span, "")
            {
                out.extend(slice(&item, done, at));
                out.push(Item {
                    token: Token { kind: TokenKind::Nothing, span },
                    form: Form::SPACED,
                    by: None,
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
        by: None,
    })
}
