//! Words that a stray space has split: `t o participate`, `S afe`, `mi tigating`, `t he st at ion`.
//!
//! A gap between two tokens is either a space or damage. The document says how often it is damage:
//! a letter that is no word, before a rest that is no word, where both together are one, is a sure
//! case, and the sure cases give the rates. Each stretch of tokens is then read in the likeliest
//! way: the sum of what its words cost by the lexicon and what its joined gaps cost by the rates is
//! least. Joining makes known words only, but for a lone letter before a rest that is unknown.

use std::collections::{HashMap, HashSet};

use super::lexicons::Lexicons;
use super::run::{Edit, Plain};
use super::signs::{self, Signs};
use super::token::{Case, Token, tokens};
use crate::report::Confidence;
use crate::rules::RuleId;
use crate::words::UNKNOWN;

/// How many tokens one word may have come apart into.
const MAX_PIECES: usize = 10;

/// What a letter costs that is no word: by itself a label (`plan B`), a symbol (`x`), an initial.
const LONE_CAPITAL: f32 = 11.0;
const LONE_LETTER: f32 = 14.0;
const LONE_VARIABLE: f32 = 10.0;

/// How many sure cases the document must show, and how many if its markup is damaged.
const ENOUGH: f32 = 2.0;
const ENOUGH_IF_DAMAGED: f32 = 0.7;

/// In a document whose markup is sound, so many rests must be no words, and one for so many letters
/// that stand alone.
const TORN_LEAST: f32 = 2.0;
const TORN_SHARE: f32 = 4.0;

/// A word of two letters that is as common as this stands for them.
const COMMON: f32 = 8.0;

/// What a case counts that is all but sure.
const ALMOST: f32 = 0.7;

/// What a case counts of which no list can tell.
const UNLISTED: f32 = 0.35;

/// More than any list's word costs: only its parts are known.
const COMPOUND: f32 = 15.0;

/// -ln of a rate of lost first letters that even spaced out letters may come from.
const DENSE_FIRST: f32 = 3.0;

/// What the document shows of split words, and what it knows of words.
pub(super) struct Evidence<'a> {
    lexicons: &'a Lexicons<'a>,
    /// Whether the markup is damaged.
    damaged: bool,
    /// Words that stand unbroken in the document, and how often.
    vocabulary: HashMap<String, u32>,
    /// How often two words stand side by side, by what they would be together.
    pairs: HashMap<String, u32>,
    /// -ln of how often a word lost its first letter, and of how often it broke elsewhere.
    first: f32,
    inside: f32,
    /// Whether so many words are broken that two known ones may be one.
    dense: bool,
    /// The letter that nearly all words broke after: its glyph was too wide.
    kern: Option<char>,
}

/// Sure cases: words that lost their first letter, words that broke elsewhere, after which letter,
/// and the number of words.
#[derive(Default)]
struct Count {
    first: f32,
    inside: f32,
    total: f32,
    after: HashMap<char, u32>,
    /// Letters that are no words, and rests that are none and are one with the letters before them.
    lone: f32,
    torn: f32,
}

impl<'a> Evidence<'a> {
    /// What `runs` of tokens show; none if too little for any repair. `damaged` tells that the
    /// markup is, so that a single case counts.
    pub(super) fn gather(
        runs: &[Vec<Token>],
        lexicons: &'a Lexicons<'a>,
        damaged: bool,
    ) -> Option<Self> {
        let mut evidence = Self {
            lexicons,
            damaged,
            vocabulary: unbroken(runs, lexicons),
            pairs: pairs(runs),
            first: f32::INFINITY,
            inside: f32::INFINITY,
            dense: false,
            kern: None,
        };
        let Count { first, inside, total, after, lone, torn } = evidence.count(runs);
        if first + inside < if damaged { ENOUGH_IF_DAMAGED } else { ENOUGH } {
            return None;
        }
        // Variables and labels stand before words; a word that was torn leaves what is none.
        if !damaged && (torn < TORN_LEAST || torn * TORN_SHARE < lone) {
            return None;
        }
        let rate = |n: f32| -> f32 { -(n / total.max(1.0)).clamp(1e-6, 0.5).ln() };
        evidence.first = rate(first.max(inside * 0.1));
        evidence.inside = rate(inside.max(first * 0.03)) + 1.0;
        evidence.dense = inside / total.max(1.0) > 0.02;
        let most = after.iter().max_by_key(|(letter, n)| (**n, **letter)).filter(|(_, n)| **n >= 5);
        evidence.kern = most.filter(|(_, n)| **n as f32 > inside * 0.8).map(|(letter, _)| *letter);
        Some(evidence)
    }

    fn count(&self, runs: &[Vec<Token>]) -> Count {
        let Count { mut first, mut inside, mut total, mut after, mut lone, mut torn } =
            Count::default();
        let mut seen = HashSet::new();
        let own = runs.iter().filter(|run| !self.is_foreign(run));
        for pair in own.flat_map(|run| run.windows(2)) {
            total += 1.0;
            let (left, right) = (&pair[0], &pair[1]);
            if !right.follows || !fits(pair) {
                continue;
            }
            if left.bound || left.quantity || left.spaced_out || right.spaced_out {
                continue;
            }
            let pieces = (self.piece(left), self.piece(right));
            if left.letters > 1 && matches!(pieces, (Some(_), Some(_))) {
                continue;
            }
            let whole = [&*left.lower, &*right.lower].concat();
            // What recurs is one case: a name, a variable, a phrase.
            let again = !seen.insert(whole.clone()) && !self.damaged;
            // A list of function words alone joins no words.
            if again || !self.damaged && !self.lexicons.is_full(&whole) {
                continue;
            }
            let joined = self.known(&whole);
            lone += f32::from(u8::from(left.letters == 1 && self.is_stray(left)));
            let letters = left.letters == 1 && right.letters == 1;
            let short = letters && joined.is_some_and(|cost| cost < COMMON);
            let rest = joined.is_some() && self.piece(right).is_none() && !right.spaced_out;
            torn += f32::from(u8::from(short || rest));
            let surely = joined.is_some_and(|cost| cost < 13.5);
            match pieces {
                (None, None) if left.letters == 1 && joined.is_some() => first += 1.0,
                // Of a list of function words only the letter can tell: one that is no word anywhere.
                (None, None)
                    if self.damaged
                        && left.letters == 1
                        && right.letters > 1
                        && begins(left)
                        && is_consonant(left)
                        && !self.lexicons.is_full(&right.lower) =>
                {
                    first += UNLISTED;
                }
                (None, None) if left.letters == 1 && left.case == Case::Lower => first += 0.25,
                (None, Some(rest)) if left.letters == 1 && begins(left) => {
                    let gain = joined.map_or(0.0, |joined| self.apart(left) + rest - joined);
                    first += if gain > 10.0 { ALMOST } else { 0.0 };
                }
                // `A nd`, `a ncora`, `I f`: a word of one letter before what is none, or hardly one.
                (Some(_), rest) if left.letters == 1 && begins(left) && surely => {
                    let rare = rest.is_none_or(|rest| rest > 12.0 && joined <= Some(8.0));
                    first += if rare { ALMOST } else { 0.0 };
                }
                (Some(_), None) | (None, _) if left.letters > 1 && right.letters > 1 && surely => {
                    inside += 1.0;
                    *after.entry(left.lower.chars().next_back().unwrap_or(' ')).or_insert(0) += 1;
                }
                (None, None) if left.letters > 1 && surely => inside += 1.0,
                _ => {}
            }
        }
        Count { first, inside, total, after, lone, torn }
    }

    /// Whether the token is a letter that is no word.
    fn is_stray(&self, token: &Token) -> bool {
        token.letters == 1 && !token.bound && self.piece(token).is_none()
    }

    /// What a word costs, if the lexicon or the document knows it.
    fn known(&self, word: &str) -> Option<f32> {
        let own = self.vocabulary.get(word).map(|&n| 14.0 - (n as f32).ln());
        match (self.lexicons.cost(word), own) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// What a token costs as a word by itself, if it is one.
    fn piece(&self, token: &Token) -> Option<f32> {
        if token.letters == 1 {
            return self.lexicons.letter(token);
        }
        self.known(&token.lower)
    }

    fn apart(&self, token: &Token) -> f32 {
        self.piece(token).unwrap_or_else(|| match (token.letters, token.case) {
            (1, Case::Capital) => LONE_CAPITAL,
            (1, _) if "xyz".contains(&*token.lower) => LONE_VARIABLE,
            (1, _) => LONE_LETTER,
            _ => unknown(&token.lower),
        })
    }

    /// Whether the token makes one look twice.
    fn is_suspicious(&self, token: &Token) -> bool {
        token.letters == 1
            || self.lexicons.is_full(&token.lower)
                && self.piece(token).is_none_or(|cost| cost >= 9.0)
    }

    /// Whether most words of a run are of a language that the lexicon does not know, whose short
    /// words are pieces of others: `excelente calidad y es tal`. A rest that makes a word with what
    /// stands beside it is no such word.
    fn is_foreign(&self, tokens: &[Token]) -> bool {
        let is_word = |word: &str| self.lexicons.cost(word).is_some();
        let joins = |at: usize| {
            tokens.get(at..at + 2).is_some_and(|pair| {
                pair[1].follows && is_word(&[&*pair[0].lower, &*pair[1].lower].concat())
            })
        };
        let (mut long, mut unknown) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            if token.letters > 3 && self.lexicons.is_full(&token.lower) {
                long += 1;
                let known =
                    is_word(&token.lower) || joins(at) || at.checked_sub(1).is_some_and(&joins);
                unknown += usize::from(!known);
            }
        }
        unknown > 1 && unknown * 2 > long
    }

    /// Whether tokens of another language would be joined to a piece, or to what is no word here.
    fn is_loose(&self, tokens: &[Token]) -> bool {
        let joined: String = tokens.iter().map(|t| &*t.lower).collect();
        tokens[1].letters < 4 || self.known(&joined).is_none()
    }

    /// What it costs to read `tokens` as one word.
    fn together(&self, tokens: &[Token]) -> Option<f32> {
        let joined: String = tokens.iter().map(|t| &*t.lower).collect();
        if !self.damaged && !self.lexicons.is_full(&joined) {
            return None;
        }
        let gaps: f32 = tokens.windows(2).enumerate().map(|(i, pair)| self.gap(pair, i == 0)).sum();
        match self.known(&joined) {
            Some(cost) => Some(cost + gaps + self.doubt(tokens, cost)?),
            None => {
                let [left, right] = tokens else { return None };
                let rest = right.letters > 1 && self.piece(right).is_none();
                let place =
                    left.case == Case::Lower || left.opens || self.lexicons.is_full(&joined);
                // `i thoughtlessly`: many write the word for themselves small.
                let word = left.lower == "i" && self.lexicons.language() == Some("en");
                (rest && place && !word && self.is_stray(left))
                    .then_some(unknown(&joined) + 1.0 + gaps)
            }
        }
    }

    /// What speaks against joining `tokens` to a word that is known; none forbids it.
    fn doubt(&self, tokens: &[Token], cost: f32) -> Option<f32> {
        let pieces: Vec<Option<f32>> = tokens.iter().map(|t| self.piece(t)).collect();
        let all_words = pieces.iter().all(Option::is_some);
        if tokens.iter().all(|t| t.letters == 1) && (cost > 9.0 || tokens.len() > 2) {
            return None;
        }
        if self.first > DENSE_FIRST && is_spaced_out(tokens) {
            return None;
        }
        let parts = if tokens[0].letters == 1 { 2 } else { 0 };
        if cost > COMPOUND && pieces[parts..].iter().any(Option::is_some) {
            return None;
        }
        let last = tokens.len() - 1;
        if tokens[last].dotted && !self.kerned(tokens) && pieces[..last].iter().all(Option::is_some)
        {
            return None;
        }
        let rest_is_word = pieces[1..].iter().all(Option::is_some);
        if tokens[0].letters == 1
            && rest_is_word
            && (tokens[0].quantity || tokens[1].case == Case::Upper)
        {
            return None;
        }
        if all_words {
            return if cost > COMPOUND { None } else { self.doubt_words(tokens, &pieces) };
        }
        let label = tokens[0].letters == 1 && tokens[0].case == Case::Capital && !tokens[0].opens;
        Some(if label && rest_is_word { 3.0 } else { 0.0 })
    }

    /// What speaks against joining words that are all known: they must be rare by themselves.
    fn doubt_words(&self, tokens: &[Token], pieces: &[Option<f32>]) -> Option<f32> {
        if self.kerned(tokens) {
            return Some(1.0);
        }
        let joined: String = tokens.iter().map(|t| &*t.lower).collect();
        self.lexicons.cost(&joined)?;
        let flat = pieces.iter().flatten().any(|&cost| self.lexicons.is_flat(&joined, cost));
        if flat || self.pairs.get(&joined).is_some_and(|&times| times > 1) {
            return None;
        }
        let rarest = pieces.iter().flatten().fold(0.0, |a: f32, &b| a.max(b));
        let (shortest, longest) =
            tokens.iter().fold((99, 0), |(a, b), t| (t.letters.min(a), t.letters.max(b)));
        match (shortest, longest) {
            (1, ..=3) => (rarest >= 9.0).then_some(2.5),
            (1, _) => (rarest >= 11.0).then_some(3.0),
            (..=3, _) => (rarest >= 12.0).then_some(2.0),
            _ => (rarest >= 9.0).then_some(if self.dense { 4.0 } else { 5.0 }),
        }
    }

    /// Whether each gap comes after the letter that words break after in this document.
    fn kerned(&self, tokens: &[Token]) -> bool {
        let ends = |t: &Token| t.lower.chars().next_back() == self.kern;
        self.kern.is_some() && tokens[..tokens.len() - 1].iter().all(ends)
    }

    /// What it costs to join a pair, which begins the word or not.
    fn gap(&self, pair: &[Token], begins: bool) -> f32 {
        match (self.kern, self.kerned(pair)) {
            (Some(_), true) => 1.5,
            (Some(_), false) => self.inside + 3.0,
            (None, _) if begins && pair[0].letters == 1 => self.first,
            (None, _) => self.inside,
        }
    }

    /// The repairs of one run.
    pub(super) fn repair(&self, tokens: &[Token], edits: &mut Vec<Edit>) {
        if !self.dense && self.is_foreign(tokens) {
            return;
        }
        let mut start = 0;
        while start < tokens.len() {
            let rest = &tokens[start + 1..];
            let end = start + 1 + rest.iter().take_while(|t| t.follows).count();
            let stretch = &tokens[start..end];
            let suspicious = self.dense || stretch.iter().any(|t| self.is_suspicious(t));
            if stretch.len() > 1 && suspicious {
                self.read(stretch, edits);
            }
            start = end;
        }
    }

    /// Reads a stretch of tokens in the likeliest way.
    fn read(&self, tokens: &[Token], edits: &mut Vec<Edit>) {
        let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
        let foreign = self.first > DENSE_FIRST && !self.dense && self.is_foreign(tokens);
        for end in 1..=tokens.len() {
            let mut choice = (best[end - 1].0 + self.apart(&tokens[end - 1]), 1);
            let mut letters = tokens[end - 1].letters;
            for pieces in 2..=MAX_PIECES.min(end) {
                let words = &tokens[end - pieces..end];
                letters += words[0].letters;
                if letters > 30 || !fits(&words[..2]) {
                    break;
                }
                if foreign && is_word_somewhere(&words[0]) && self.is_loose(words) {
                    continue;
                }
                if let Some(cost) = self.together(words) {
                    let cost = best[end - pieces].0 + cost;
                    if cost < choice.0 {
                        choice = (cost, pieces);
                    }
                }
            }
            best.push(choice);
        }
        self.join(tokens, &best, edits);
    }

    fn join(&self, tokens: &[Token], best: &[(f32, usize)], edits: &mut Vec<Edit>) {
        let first = edits.len();
        let mut end = tokens.len();
        while end > 0 {
            let pieces = best[end].1;
            let words = &tokens[end - pieces..end];
            let context = words[0].range.start..words[pieces - 1].range.end;
            let sure = words.iter().all(|t| self.piece(t).is_none());
            for pair in words.windows(2).rev() {
                edits.push(Edit {
                    range: pair[0].range.end..pair[1].range.start,
                    after: "",
                    context: context.clone(),
                    rule: RuleId::WordSplit,
                    confidence: if sure { Confidence::Certain } else { Confidence::Likely },
                });
            }
            end -= pieces;
        }
        edits[first..].reverse();
    }
}

/// Whether the lone letters of a document leave room for enough sure cases: a look at the runs that
/// hold one, which spares the rest.
pub(super) fn may_be_split(plain: &Plain, lexicons: &Lexicons) -> bool {
    let holds_one = |text: &&str| Signs::in_text(text).lone_letters > 0;
    let runs = plain.runs().filter(holds_one).map(tokens);
    runs.map(|run| run.windows(2).filter(|pair| is_suspect(pair, lexicons)).count() as f32)
        .scan(0.0, |sum, cases| {
            *sum += cases;
            Some(*sum)
        })
        .any(|sum| sum >= ENOUGH)
}

/// Whether a pair may be a word that has lost its first letter.
fn is_suspect(pair: &[Token], lexicons: &Lexicons) -> bool {
    let (left, right) = (&pair[0], &pair[1]);
    let apart = left.letters == 1 && right.follows && fits(pair);
    apart
        && lexicons.letter(left).is_none()
        && (lexicons.cost(&right.lower).is_none()
            || lexicons.cost(&[&*left.lower, &*right.lower].concat()).is_some())
}

/// What a word costs that is not known: the longer the less likely.
fn unknown(word: &str) -> f32 {
    UNKNOWN - 2.0 + 2.2 * word.chars().count() as f32
}

/// Whether the pieces are so small that they may be spaced out on purpose.
fn is_spaced_out(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.spaced_out) || tokens.len() > 2 && tokens.iter().all(|t| t.letters <= 2)
}

/// Whether a word may begin with the token: a capital elsewhere may be a label or an initial.
fn begins(token: &Token) -> bool {
    token.case == Case::Lower || token.opens
}

/// Whether the token is a letter that is a word in some language.
fn is_word_somewhere(token: &Token) -> bool {
    token.letters == 1 && signs::may_stand_alone(&token.lower)
}

/// Whether the token is a letter that is no word in any language, nor in a dialect of one.
fn is_consonant(token: &Token) -> bool {
    !is_word_somewhere(token) && !VOWELS.contains(&*token.lower)
}

/// Vowels that are no words in the languages that are widely written.
const VOWELS: &str = "äöüæøœâêîûãõëïőűыэё";

/// Whether two tokens look like parts of one word: the case goes on.
fn fits(pair: &[Token]) -> bool {
    match (pair[0].case, pair[1].case) {
        (Case::Lower | Case::Capital, Case::Lower) => true,
        (Case::Upper, Case::Upper) => true,
        (Case::Capital, Case::Upper) => pair[0].letters == 1,
        _ => false,
    }
}

/// How often two words stand side by side: what occurs again is hardly damage.
fn pairs(runs: &[Vec<Token>]) -> HashMap<String, u32> {
    let mut out = HashMap::new();
    for pair in runs.iter().flat_map(|run| run.windows(2)) {
        if pair[1].follows && pair[0].letters > 1 && pair[1].letters > 1 {
            *out.entry([&*pair[0].lower, &*pair[1].lower].concat()).or_insert(0) += 1;
        }
    }
    out
}

/// The words that stand apart from anything suspicious, and how often.
fn unbroken(runs: &[Vec<Token>], lexicons: &Lexicons) -> HashMap<String, u32> {
    let mut out = HashMap::new();
    let mut labelled: HashMap<&str, &str> = HashMap::new();
    for run in runs {
        for (i, token) in run.iter().enumerate().filter(|(_, t)| t.letters >= 4) {
            let before = i.checked_sub(1).map(|i| &run[i]).filter(|_| token.follows);
            let after = run.get(i + 1).filter(|t| t.follows);
            // A rest that follows different letters is a word: door A, door B.
            let label = before.filter(|t| t.letters <= 2).and_then(|t| {
                labelled.insert(&token.lower, &t.lower).filter(|label| *label != t.lower)
            });
            let near =
                before.is_some_and(|t| t.letters <= 2) || after.is_some_and(|t| t.letters <= 1);
            let rest = lexicons.cost(&token.lower).is_none()
                && [before.map(|t| [t, token]), after.map(|t| [token, t])]
                    .iter()
                    .flatten()
                    .any(|[a, b]| lexicons.cost(&[&*a.lower, &*b.lower].concat()).is_some());
            if label.is_some() || !near && !rest {
                *out.entry(token.lower.clone()).or_insert(0) += 1;
            }
        }
    }
    out
}
