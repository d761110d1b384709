//! Words that a line broke at a hyphen, and that were joined to one line since: `exam- ple`.
//!
//! A hyphen before a space may also hang (`Finanz- und Sozialpolitik`). What follows such a hyphen
//! is a conjunction, or a word of its own; what follows a broken word is only its rest.

use super::lexicons::Lexicons;
use super::run::Edit;
use super::token::{Case, Token};
use crate::report::Confidence;
use crate::rules::RuleId;

/// Words that a hanging hyphen stands before.
const CONJUNCTIONS: &[&str] = &[
    "a", "and", "as", "at", "bis", "by", "bzw", "com", "da", "do", "e", "ed", "en", "et", "for",
    "from", "i", "in", "ja", "med", "mit", "nor", "o", "och", "oder", "of", "og", "on", "oppure",
    "or", "ou", "over", "per", "plus", "sowie", "statt", "tai", "than", "the", "till", "to", "u",
    "und", "und", "van", "ve", "versus", "via", "von", "vs", "with", "y", "и", "или", "а", "і",
    "та", "й", "або", "και", "ή", "és", "vagy", "lub", "nebo", "alebo", "ili", "sau", "și", "veya",
];

/// The repairs of one run.
pub(super) fn repair(text: &str, tokens: &[Token], lexicons: &Lexicons, edits: &mut Vec<Edit>) {
    for pair in tokens.windows(2) {
        let (left, right) = (&pair[0], &pair[1]);
        let between = &text[left.range.end..right.range.start];
        if !matches!(between, "- " | "-\n" | "\u{2010} " | "\u{ad} ") || right.case != Case::Lower {
            continue;
        }
        let alone = !text[..left.range.start].ends_with(['-', '/', '_', '.', '@']);
        if alone && is_broken(left, right, lexicons) {
            edits.push(Edit {
                range: left.range.end..right.range.start,
                after: "",
                context: left.range.start..right.range.end,
                rule: RuleId::HyphenBroken,
                confidence: Confidence::Likely,
            });
        }
    }
}

fn is_broken(left: &Token, right: &Token, lexicons: &Lexicons) -> bool {
    if left.letters < 2 || CONJUNCTIONS.contains(&&*right.lower) {
        return false;
    }
    let cost = |word: &str| lexicons.cost(word);
    let Some(joined) = cost(&[&*left.lower, &*right.lower].concat()) else { return false };
    match (cost(&left.lower), cost(&right.lower)) {
        (_, None) | (None, _) => true,
        (Some(left), Some(right)) => joined + 6.0 < left + right && left.max(right) >= 9.0,
    }
}
