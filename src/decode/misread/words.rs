//! Whether another reading makes words of what is none.

use std::collections::HashSet;

use super::code_pages::Pair;
use crate::decode::layer::Layer;
use crate::decode::mojibake::references::unit;
use crate::words::Lexicon;

/// So many words are looked at.
const WORDS: usize = 600;
/// So many of them that would change.
const CHANGED: usize = 150;
/// Fewer words that changed prove nothing.
const FEWEST: usize = 3;

/// The mistake that explains the text.
pub(super) fn explain(text: &Layer<'_, str>, pairs: impl Iterator<Item = Pair>) -> Option<Pair> {
    let words = sample(text);
    let (before, _) = known(&words);
    let mut best: Option<(f32, Pair)> = None;
    let letters = high_letters(&words);
    for pair in pairs.filter(|pair| holds(&letters, *pair)) {
        let Some(score) = weigh(&words, &before, pair) else { continue };
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, pair));
        }
    }
    best.map(|(_, pair)| pair)
}

/// The letters beyond ASCII, each with how often it occurs.
fn high_letters(words: &[String]) -> Vec<(char, usize)> {
    let chars = words.iter().flat_map(|word| word.chars());
    let mut letters: Vec<char> = chars.filter(|c| !c.is_ascii() && c.is_alphabetic()).collect();
    letters.sort_unstable();
    letters.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect()
}

/// Whether nearly all of the letters are of the encoding that the text is said to be read in.
fn holds(letters: &[(char, usize)], pair: Pair) -> bool {
    let all: usize = letters.iter().map(|(_, count)| count).sum();
    let foreign = letters.iter().filter(|(letter, _)| pair.read.byte(*letter).is_none());
    foreign.map(|(_, count)| count).sum::<usize>() * 20 <= all
}

/// Which of the words are known to the language that they are in, and the language.
fn known(words: &[String]) -> (Vec<bool>, Option<&'static str>) {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let lexicon = Lexicon::detect(lower.iter().flat_map(|word| letters(word)), None);
    (lower.iter().map(|word| is_known(&lexicon, word)).collect(), lexicon.language())
}

fn letters(word: &str) -> impl Iterator<Item = &str> {
    word.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty())
}

/// Whether a word and what stands beside it are of a language: `l’œil,` but not `º▓st▓`.
fn is_known(lexicon: &Lexicon, word: &str) -> bool {
    let mut parts = letters(word).peekable();
    parts.peek().is_some() && !has_signs(word) && parts.all(|part| knows(lexicon, part))
}

/// Word lists have `coeur` for `cœur`; `t` and `l` are what an apostrophe leaves.
fn knows(lexicon: &Lexicon, word: &str) -> bool {
    if word.chars().count() == 1 {
        return word.is_ascii() || lexicon.letter(word).is_some();
    }
    lexicon.cost(word).is_some()
        || (word.contains('œ') && lexicon.cost(&word.replace('œ', "oe")).is_some())
}

/// Whether signs stand in a word that belong to none: `ksi¹¿ki`.
fn has_signs(word: &str) -> bool {
    const MARKS: &str = "'’‘“”„«»–—…€-,.;:!?()\"/";
    !word.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() || MARKS.contains(c))
}

/// How many more of the words are known; none if too few of those that change.
fn weigh(words: &[String], before: &[bool], pair: Pair) -> Option<f32> {
    let meant: Vec<Option<String>> = words.iter().map(|word| undo(word, pair)).collect();
    let seen: HashSet<&String> = meant.iter().flatten().collect();
    if seen.len() < FEWEST {
        return None;
    }
    let now = |index: usize| meant[index].as_deref().unwrap_or(&words[index]);
    let read: Vec<String> = (0..words.len()).map(|index| now(index).to_owned()).collect();
    let (after, language) = known(&read);
    let alphabet = language.and_then(alphabet);
    let spelled = |word: &str| alphabet.is_some_and(|letters| is_spelled(word, letters));
    let mut count = Count::default();
    for index in (0..words.len()).filter(|index| meant[*index].is_some()) {
        count.all += 1.0;
        count.before += f32::from(u8::from(before[index]));
        count.after += f32::from(u8::from(after[index]));
        count.spelled_before += f32::from(u8::from(spelled(&words[index])));
        count.spelled_after += f32::from(u8::from(spelled(now(index))));
        count.cleared += f32::from(u8::from(has_signs(&words[index]) && !has_signs(now(index))));
    }
    let signs = read.iter().filter(|word| !word.is_ascii() && has_signs(word)).count();
    count.is_better(seen.len()).then(|| {
        let spelled = count.spelled_after - count.spelled_before;
        count.after - count.before + spelled - signs as f32
    })
}

/// Letters beyond ASCII of the languages whose word lists are short.
fn alphabet(language: &str) -> Option<&'static str> {
    Some(match language {
        "cs" => "áčďéěíňóřšťúůýž",
        "sk" => "áäčďéíĺľňóôŕšťúýž",
        "pl" => "ąćęłńóśźż",
        "hu" => "áéíóöőúüű",
        "ro" => "ăâîșțşţ",
        "hr" | "sl" => "čćđšž",
        "lt" => "ąčęėįšųūž",
        "et" => "äöõüšž",
        "tr" => "çğıöşüâîû",
        _ => return None,
    })
}

fn is_spelled(word: &str, alphabet: &str) -> bool {
    let letters = word.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    !has_signs(word) && letters.flat_map(char::to_lowercase).all(|c| alphabet.contains(c))
}

/// Of the words that change.
#[derive(Default)]
struct Count {
    all: f32,
    before: f32,
    after: f32,
    /// Had signs in them, and have none any more.
    cleared: f32,
    /// Have letters of the language's alphabet only.
    spelled_before: f32,
    spelled_after: f32,
}

impl Count {
    fn is_better(&self, distinct: usize) -> bool {
        let part = |count: f32| count / self.all;
        // Short lists know few of the words that carry marks.
        let known = part(self.after) > 0.3
            || (part(self.after) > 0.12 && part(self.cleared) > 0.4 && distinct > 2 * FEWEST);
        let spelled = part(self.spelled_after) > 0.95 && part(self.spelled_before) < 0.1;
        let spelled = spelled && distinct > 2 * FEWEST;
        spelled || (known && part(self.before) < 0.25 && self.after > self.before * 3.0)
    }
}

/// What was meant by a word; none if it would not change.
pub(super) fn undo(word: &str, pair: Pair) -> Option<String> {
    let mut changed = false;
    let mut meant = String::with_capacity(word.len() * 2);
    let mut chars = word.chars().peekable();
    let mut before = ' ';
    while let Some(char) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let undone = if char.is_ascii() { None } else { pair.undo(before, char, after) };
        changed |= undone.is_some();
        meant.push(undone.unwrap_or(char));
        before = char;
    }
    changed.then_some(meant)
}

/// Words of the text, references read; those with characters beyond ASCII first of all.
pub(super) fn sample(text: &Layer<'_, str>) -> Vec<String> {
    let mut words = Vec::new();
    let mut high = 0;
    for range in text.regions().prose(text.len()) {
        for line in prose(&text[range]) {
            for token in line.split_whitespace() {
                let plain = |byte: u8| byte.is_ascii() && byte != b'&';
                if words.len() >= WORDS / 2 && token.bytes().all(plain) {
                    continue;
                }
                let word = read(token);
                let trimmed = word.trim_matches(|c: char| c.is_ascii_punctuation());
                let beyond = !trimmed.is_ascii();
                if trimmed.is_empty() || (!beyond && words.len() >= WORDS / 2) {
                    continue;
                }
                high += usize::from(beyond);
                words.push(trimmed.to_owned());
                if high >= CHANGED || words.len() >= WORDS {
                    return words;
                }
            }
        }
    }
    words
}

/// The text between tags.
pub(super) fn prose(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').enumerate().filter_map(|(index, part)| match index {
        0 => Some(part),
        _ => part.split_once('>').map(|(_, after)| after),
    })
}

/// A token with its references read.
fn read(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    let mut at = 0;
    while let Some(found) = unit(token, at) {
        out.push(found.char);
        at = found.end;
    }
    out
}
