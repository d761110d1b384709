//! The lexicons of one document: one for each script, and English beside them.
//!
//! Names, titles and quotations in English stand in texts of every language, so a word that only
//! English knows still counts as a word, at a price.

use std::cell::OnceCell;

use super::token::{Case, Token, words};
use crate::options::Phrases;
use crate::words::{Lexicon, SAMPLE, Script, script};

/// What it costs a word to be English in a text that is not.
const FOREIGN: f32 = 3.0;

/// What a word costs that the user names: that of one well known.
const GIVEN: f32 = 9.0;

/// What a letter costs that is a word in many languages as a loan.
const LOAN: (&str, f32) = ("à", 9.0);

/// The lexicons that a document is read with; each is opened when it is first asked for.
pub(super) struct Lexicons<'a> {
    text: &'a str,
    declared: Option<&'a str>,
    /// What the user says are words.
    given: Option<&'a Phrases>,
    latin: OnceCell<Lexicon>,
    cyrillic: OnceCell<Lexicon>,
    greek: OnceCell<Lexicon>,
    english: OnceCell<Option<Lexicon>>,
}

impl<'a> Lexicons<'a> {
    /// The lexicons for the languages that `text` is in; `declared` is what the document says.
    pub(super) fn new(text: &'a str, declared: Option<&'a str>) -> Self {
        Self {
            text,
            declared,
            given: None,
            latin: OnceCell::new(),
            cyrillic: OnceCell::new(),
            greek: OnceCell::new(),
            english: OnceCell::new(),
        }
    }

    /// The same lexicons, with words that the user names.
    pub(super) fn knowing(self, given: &'a Phrases) -> Self {
        Self { given: Some(given), ..self }
    }

    /// What `word`, in lower case, costs, if it is one.
    pub(super) fn cost(&self, word: &str) -> Option<f32> {
        if self.given.is_some_and(|given| given.contains(word)) {
            return Some(GIVEN);
        }
        let foreign = || Some((self.english()?.cost(word)? + FOREIGN).min(15.0));
        self.of(word)?.cost(word).or_else(foreign)
    }

    /// What a token of one letter costs as a word, if it is one.
    pub(super) fn letter(&self, token: &Token) -> Option<f32> {
        let small_i = token.lower == "i" && token.case == Case::Lower;
        let english = |lexicon: &Lexicon| lexicon.letter(&token.lower).filter(|_| !small_i);
        let own = self.of(&token.lower)?;
        let loan = (token.lower == LOAN.0).then_some(LOAN.1);
        let known =
            if own.language() == Some("en") { english(own) } else { own.letter(&token.lower) };
        known.or(loan).or_else(|| self.english().and_then(english).map(|cost| cost + FOREIGN))
    }

    /// The language of the text in Latin letters.
    pub(super) fn language(&self) -> Option<&'static str> {
        self.lexicon(Script::Latin).language()
    }

    /// Whether a word of this script that no list holds is a rare one.
    pub(super) fn is_full(&self, word: &str) -> bool {
        self.of(word).is_some_and(Lexicon::is_full)
    }

    /// Whether `cost` tells nothing of how rare a word of this script is: some lists are of forms
    /// without a frequency.
    pub(super) fn is_flat(&self, word: &str, cost: f32) -> bool {
        let language = self.of(word).and_then(Lexicon::language);
        cost >= 13.0 && matches!(language, Some("ru" | "tr"))
    }

    fn of(&self, word: &str) -> Option<&Lexicon> {
        script(word).map(|script| self.lexicon(script))
    }

    fn lexicon(&self, script: Script) -> &Lexicon {
        let lexicon = match script {
            Script::Latin => &self.latin,
            Script::Cyrillic => &self.cyrillic,
            Script::Greek => &self.greek,
        };
        lexicon.get_or_init(|| self.detect(script))
    }

    fn detect(&self, wanted: Script) -> Lexicon {
        let words = words(self.text)
            .filter(|word| script(word) == Some(wanted) && word.chars().nth(1).is_some());
        let lower: Vec<String> = words.take(SAMPLE).map(str::to_lowercase).collect();
        Lexicon::detect(lower.iter().map(String::as_str), self.declared)
    }

    /// The English lexicon, if the text in Latin letters is in another language.
    fn english(&self) -> Option<&Lexicon> {
        let open = || (self.language() != Some("en")).then(|| Lexicon::of("en"));
        self.english.get_or_init(open).as_ref()
    }
}
