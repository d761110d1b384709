//! The lexicons of one document: one for each script, and English beside them.
//!
//! Names, titles and quotations in English stand in texts of every language, so a word that only
//! English knows still counts as a word, at a price.

use crate::lexicon::{Lexicon, Script, script};
use crate::mend::token::{Case, Token};

/// What it costs a word to be English in a text that is not.
const FOREIGN: f32 = 3.0;

/// What a letter costs that is a word in many languages as a loan.
const LOAN: (&str, f32) = ("à", 9.0);

/// The lexicons that a document is read with.
pub(super) struct Lexicons {
    latin: Lexicon,
    cyrillic: Lexicon,
    greek: Lexicon,
    english: Option<Lexicon>,
}

impl Lexicons {
    /// The lexicons for the languages that the text of `runs` is in.
    pub(super) fn detect(runs: &[Vec<Token>], declared: Option<&str>) -> Self {
        let of = |wanted: Script| {
            let words =
                runs.iter().flatten().filter(|t| t.letters > 1 && script(&t.lower) == Some(wanted));
            Lexicon::detect(words.map(|t| &*t.lower), declared)
        };
        let latin = of(Script::Latin);
        let english = (latin.language() != Some("en")).then(|| Lexicon::of("en"));
        Self { latin, cyrillic: of(Script::Cyrillic), greek: of(Script::Greek), english }
    }

    /// What `word`, in lower case, costs, if it is one.
    pub(super) fn cost(&self, word: &str) -> Option<f32> {
        let own = self.of(word)?.cost(word);
        let foreign = self.english.as_ref().and_then(|english| english.cost(word));
        own.or(foreign.map(|cost| (cost + FOREIGN).min(15.0)))
    }

    /// What a token of one letter costs as a word, if it is one.
    pub(super) fn letter(&self, token: &Token) -> Option<f32> {
        let small_i = token.lower == "i" && token.case == Case::Lower;
        let english = |lexicon: &Lexicon| lexicon.letter(&token.lower).filter(|_| !small_i);
        let own = self.of(&token.lower)?;
        let loan = (token.lower == LOAN.0).then_some(LOAN.1);
        let known =
            if own.language() == Some("en") { english(own) } else { own.letter(&token.lower) };
        known
            .or(loan)
            .or_else(|| self.english.as_ref().and_then(english).map(|cost| cost + FOREIGN))
    }

    /// The language of the text in Latin letters.
    pub(super) fn language(&self) -> Option<&'static str> {
        self.latin.language()
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
        Some(match script(word)? {
            Script::Latin => &self.latin,
            Script::Cyrillic => &self.cyrillic,
            Script::Greek => &self.greek,
        })
    }
}
