//! Delimiter runs: which of them can open and close emphasis.
//!
//! [CommonMark, "emphasis and strong emphasis"](https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis):
//! what counts are the characters before and after a run. Symbols became punctuation in version
//! 0.31 and parsers differ in the Unicode version they know, so characters that some take for
//! punctuation and some do not are told apart, and decisions hold under both readings.

/// What a character beside a delimiter run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Unicode white space, or the edge of the block.
    Space,
    /// Punctuation.
    Punctuation,
    /// Punctuation to some parsers, part of a word to others.
    Unsure,
    /// Anything else.
    Word,
}

impl Class {
    /// The class of a character; none is the edge of a block.
    pub(super) fn of(c: Option<char>) -> Self {
        match c {
            None => Self::Space,
            Some(c) if c.is_ascii_punctuation() => Self::Punctuation,
            Some(c) if c.is_whitespace() => Self::Space,
            Some(c) if c.is_alphanumeric() => Self::Word,
            Some(c) if is_punctuation(c) => Self::Punctuation,
            Some(_) => Self::Unsure,
        }
    }

    /// The class where the unsure are read as punctuation or as parts of words.
    pub(super) fn read(self, unsure: Self) -> Self {
        if self == Self::Unsure { unsure } else { self }
    }
}

/// Whether a run can open and whether it can close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flanking {
    pub(super) opens: bool,
    pub(super) closes: bool,
}

impl Flanking {
    /// The flanking of a run of `delimiter` between two characters whose class is sure.
    pub(super) fn of(delimiter: u8, before: Class, after: Class) -> Self {
        let left = after != Class::Space && (after == Class::Word || before != Class::Word);
        let right = before != Class::Space && (before == Class::Word || after != Class::Word);
        if delimiter == b'_' {
            Self {
                opens: left && (!right || before == Class::Punctuation),
                closes: right && (!left || after == Class::Punctuation),
            }
        } else {
            Self { opens: left, closes: right }
        }
    }

    /// The flanking that holds under every reading of the unsure.
    pub(super) fn surely(delimiter: u8, before: Class, after: Class) -> Self {
        let [one, other] = Self::readings(delimiter, before, after);
        Self { opens: one.opens && other.opens, closes: one.closes && other.closes }
    }

    /// The flanking that holds under some reading of the unsure.
    pub(super) fn possibly(delimiter: u8, before: Class, after: Class) -> Self {
        let [one, other] = Self::readings(delimiter, before, after);
        Self { opens: one.opens || other.opens, closes: one.closes || other.closes }
    }

    fn readings(delimiter: u8, before: Class, after: Class) -> [Self; 2] {
        [Class::Punctuation, Class::Word]
            .map(|unsure| Self::of(delimiter, before.read(unsure), after.read(unsure)))
    }
}

/// Whether every parser takes a character beyond ASCII for punctuation (general category P).
pub(super) fn is_punctuation(c: char) -> bool {
    matches!(c,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
        | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}'
        | '\u{5c6}' | '\u{5f3}' | '\u{5f4}' | '\u{60c}' | '\u{60d}' | '\u{61b}' | '\u{61e}'
        | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{970}'
        | '\u{e4f}' | '\u{e5a}' | '\u{e5b}' | '\u{104a}'..='\u{104f}' | '\u{1361}'..='\u{1368}'
        | '\u{17d4}'..='\u{17d6}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}'
        | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}' | '\u{2e00}'..='\u{2e2e}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
        | '\u{3030}' | '\u{303d}' | '\u{30a0}' | '\u{30fb}' | '\u{fe10}'..='\u{fe19}'
        | '\u{fe30}'..='\u{fe52}' | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}'
        | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}'
        | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}' | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(delimiter: u8, before: char, after: char) -> bool {
        Flanking::surely(delimiter, Class::of(Some(before)), Class::of(Some(after))).opens
    }

    #[test]
    fn asterisks_open_inside_words_and_underscores_do_not() {
        assert!(opens(b'*', 'a', 'b'));
        assert!(!opens(b'_', 'a', 'b'));
        assert!(opens(b'_', '(', 'b'));
    }

    #[test]
    fn punctuation_after_a_word_does_not_open() {
        assert!(!opens(b'*', 'a', '“'));
        assert!(opens(b'*', ' ', '“'));
    }

    #[test]
    fn what_parsers_disagree_about_is_not_relied_on() {
        assert!(!opens(b'*', 'a', '€'));
        assert!(opens(b'*', ' ', '€'));
    }
}
