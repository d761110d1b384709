//! What notes are called in the text: numbers, symbols, letters, in brackets or not.

/// The mark of a note, without its brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) text: String,
    /// Its number, if it is one.
    pub(crate) number: Option<u32>,
    /// Whether it stands in square brackets or is a symbol, as no other link or number does.
    pub(crate) sure: bool,
}

/// How long a mark is at most, brackets and all.
pub(super) const MAX_LENGTH: usize = 16;

const SYMBOLS: &str = "*∗＊†‡§‖";
const ARROWS: &str = "^↑↩↵⤴⏎⮐⬆⇧↖↺⤶⏪◂←↲⇑▲△«🔙🔝⬑☝";

impl Mark {
    /// The mark that a text is; none if it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        let bracketed =
            trimmed.starts_with(['[', '【', '［']) && trimmed.ends_with([']', '】', '］']);
        let body =
            trimmed.trim_matches(|c: char| c.is_whitespace() || "[](){}【】［］（）.:".contains(c));
        if body.is_empty() || body.len() > MAX_LENGTH {
            return None;
        }
        let number = number(body);
        let symbols = body.chars().all(|c| SYMBOLS.contains(c)) && body.chars().count() <= 4;
        if number.is_none() && !symbols && !is_letters(body) && !is_named(body, bracketed) {
            return None;
        }
        let text = number.map_or_else(|| body.to_lowercase(), |number| number.to_string());
        Some(Self { text, number, sure: bracketed || symbols })
    }
}

/// A number of up to four digits, raised or not; `1:2` is the second reference to the first note.
fn number(text: &str) -> Option<u32> {
    let text = text.split(':').next().unwrap_or_default();
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    text.chars().try_fold(0, |number, c| Some(number * 10 + digit(c)?))
}

/// The value of a digit, raised ones included.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(c as u32 - '⁰' as u32),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        c => c.to_digit(10),
    }
}

/// One letter, or a small Roman numeral.
fn is_letters(text: &str) -> bool {
    let mut letters = text.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let roman = text.len() <= 5 && text.chars().all(|c| "ivxlc".contains(c));
    single && text.chars().all(char::is_lowercase) || roman
}

/// A word and a number, as in `[note 1]`.
fn is_named(text: &str, bracketed: bool) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_alphabetic() || c == '.').trim_start();
    let word = text.len() - digits.len();
    bracketed
        && word > 0
        && !digits.is_empty()
        && digits.len() <= 3
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text is nothing but the way back: arrows, marks, brackets.
pub(super) fn is_way_back(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == ',')
        .all(|piece| is_arrow(piece) || Mark::parse(piece).is_some())
}

/// Whether there are no words in a text but arrows and brackets.
pub(super) fn is_arrow(text: &str) -> bool {
    let ignored = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{fe0e}'
                    | '\u{fe0f}'
                    | '\u{200d}'
                    | '['
                    | ']'
                    | '('
                    | ')'
                    | '{'
                    | '}'
                    | '|'
                    | '.'
            )
    };
    text.chars().all(|c| ignored(c) || ARROWS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_numbers_symbols_and_letters() {
        for (text, expected) in [
            ("1", "1"),
            (" [12] ", "12"),
            ("¹²", "12"),
            ("†", "†"),
            ("(a)", "a"),
            ("iv", "iv"),
            ("2:1", "2"),
            ("[note 3]", "note 3"),
        ] {
            assert_eq!(
                Mark::parse(text).map(|mark| mark.text).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in ["", "here", "[sic]", "12345", "A.", "note 3", "#"] {
            assert_eq!(Mark::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ways_back_hold_no_words() {
        assert!(is_way_back("^ a b"));
        assert!(is_way_back("↩\u{fe0e}"));
        assert!(!is_way_back("see above"));
    }
}
