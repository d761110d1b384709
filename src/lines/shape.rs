//! What the first and last characters of a line tell: whether a sentence begins, ends or goes on.

use super::words::Words;

/// The kind of character a line begins with, opening punctuation aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    Lower,
    Upper,
    Digit,
    /// A letter of a script without case.
    Uncased,
    Other,
}

/// How a line ends, closing quotes, brackets and note marks aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last {
    /// The end of a sentence.
    Terminal,
    /// A question or an exclamation, which a heading may end with too.
    Cry,
    Colon,
    /// Inside a sentence: a comma, a semicolon, a dash, an open bracket, a word that needs another.
    Open,
    /// A hyphen after a letter, or the sign that character recognition reads for one.
    Hyphen,
    Word,
}

/// The shape of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) first: First,
    pub(super) last: Last,
    /// Whether a sentence ends inside it.
    pub(super) sentence_inside: bool,
    pub(super) chars: usize,
    pub(super) words: usize,
    /// Characters of its first word.
    pub(super) first_word: usize,
    /// Whether most of its letters are from a script written without spaces.
    pub(super) dense: bool,
}

impl Shape {
    pub(super) fn of(text: &str, words: Words) -> Self {
        let dense = text.chars().filter(|&c| is_dense(c)).count();
        let chars = text.chars().count();
        let last = last_of(text, words);
        Self {
            first: first_of(text),
            last,
            sentence_inside: sentence_inside(text, words),
            chars,
            words: text.split_whitespace().count(),
            first_word: text.split_whitespace().next().map_or(0, |word| word.chars().count()),
            dense: dense * 2 > chars,
        }
    }

    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.last, Last::Terminal | Last::Cry | Last::Colon)
    }

    /// Characters, those of scripts without spaces counted for the words they stand for.
    pub(super) fn weight(&self) -> usize {
        if self.dense { self.chars * 3 } else { self.chars }
    }
}

/// Whether the character is of a script written without spaces between words.
pub(super) const fn is_dense(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303f}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}'
        | '\u{0e00}'..='\u{0e7f}')
}

/// Whether the character is Greek, where the question mark looks like a semicolon.
fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

fn first_of(text: &str) -> First {
    let word = text.split_whitespace().next().unwrap_or_default();
    if word.chars().next().is_some_and(char::is_lowercase) && word.contains(char::is_uppercase) {
        return First::Upper;
    }
    let Some(c) = text.chars().find(|c| c.is_alphanumeric() || *c == '\u{fffc}') else {
        return First::Other;
    };
    match c {
        '\u{fffc}' => First::Other,
        '\u{10d0}'..='\u{10ff}' => First::Uncased,
        c if c.is_numeric() => First::Digit,
        c if c.is_lowercase() => First::Lower,
        c if c.is_uppercase() => First::Upper,
        _ => First::Uncased,
    }
}

const CLOSERS: &[char] =
    &['"', '\'', '”', '’', '»', '›', '“', '‘', ')', ']', '}', '」', '』', '）', '】', '》', '〉'];

const TERMINALS: &[char] = &[
    '.', '。', '．', '…', '۔', '।', '॥', '։', '።', '။', '។', '‥', '｡', '!', '?', '！', '？', '؟',
    '‼', '⁇', '⁉', '‽',
];

fn last_of(text: &str, words: Words) -> Last {
    let text = text.trim_end_matches(|c: char| c.is_whitespace());
    let bare = without_note_marks(text).trim_end_matches(CLOSERS).trim_end();
    let Some(c) = bare.chars().next_back() else { return Last::Word };
    let before = bare[..bare.len() - c.len_utf8()].chars().next_back();
    match c {
        '!' | '?' | '！' | '？' | '؟' | '‼' | '⁇' | '⁉' | '‽' => Last::Cry,
        '.' if words.ends_abbreviated(bare) => Last::Open,
        c if TERMINALS.contains(&c) => Last::Terminal,
        ':' | '：' => Last::Colon,
        ';' | '\u{37e}' if bare.contains(is_greek) => Last::Cry,
        ',' | '、' | '，' | '،' | ';' | '；' | '؛' | '–' | '—' | '(' | '[' | '/' | '&' | '+' => {
            Last::Open
        }
        '-' | '‐' | '\u{ad}' | '¬' if before.is_some_and(char::is_alphanumeric) => Last::Hyphen,
        _ if text.len() == bare.len() && words.ends_open(bare) => Last::Open,
        _ => Last::Word,
    }
}

/// The text without marks like `[12]` or `¹` at its end.
fn without_note_marks(text: &str) -> &str {
    let raised =
        |c| matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}' | '⁰'..='⁹' | '①'..='⑳' | '†' | '‡');
    let mut text = text.trim_end_matches(raised);
    let bare = text.trim_end_matches('*');
    if !bare.contains('*') && bare.ends_with(TERMINALS) {
        text = bare;
    }
    while let Some(open) = text.strip_suffix(']').and_then(|inner| inner.rfind('[')) {
        let mark = &text[open + 1..text.len() - 1];
        if !super::marker::is_note_label(mark) {
            break;
        }
        text = text[..open].trim_end();
    }
    text
}

/// Whether a sentence ends before the end: a full stop after a word, then a capital.
fn sentence_inside(text: &str, words: Words) -> bool {
    let end = text.trim_end().trim_end_matches(CLOSERS).trim_end_matches(TERMINALS).len();
    let mut next = Next::default();
    text[..end].match_indices(TERMINALS).any(|(at, stop)| {
        // All the dots of a row have the same after them.
        if at + stop.len() >= next.start {
            next = Next::of(text, at + stop.len());
        }
        next.begins && ends_sentence(&text[..at], stop, next.spaced, words)
    })
}

/// What stands behind a terminal mark and those with it.
#[derive(Default)]
struct Next {
    start: usize,
    spaced: bool,
    /// Whether it may begin a sentence.
    begins: bool,
}

impl Next {
    fn of(text: &str, from: usize) -> Self {
        let next = text[from..].trim_start_matches(CLOSERS).trim_start_matches(TERMINALS);
        let word = next.trim_start().trim_start_matches(['"', '“', '«', '„', '(', '¿', '¡']);
        let begins = match word.chars().next() {
            Some(c) if c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}') => false,
            Some(c) => c.is_alphanumeric(),
            None => false,
        };
        let start = text.len() - next.len();
        Self { start, spaced: next.starts_with(char::is_whitespace), begins }
    }
}

/// Whether `stop` after `before` ends a sentence rather than an abbreviation, initial or number.
fn ends_sentence(before: &str, stop: &str, spaced: bool, words: Words) -> bool {
    if stop != "." {
        return true;
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or_default();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let plain = letters >= 2 && letters == word.chars().count();
    plain && !words.ends_abbreviated(before) && (spaced || word.chars().all(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        Shape::of(text, Words::default())
    }

    #[test]
    fn sentences_end_or_go_on() {
        assert_eq!(shape("It was late.").last, Last::Terminal);
        assert_eq!(shape("It was late.[12]").last, Last::Terminal);
        assert_eq!(shape("«Es war spät.»").last, Last::Terminal);
        assert_eq!(shape("late, and").last, Last::Open);
        assert_eq!(shape("late,").last, Last::Open);
        assert_eq!(shape("zwi-").last, Last::Hyphen);
        assert_eq!(shape("seen by Dr.").last, Last::Open);
        assert_eq!(shape("A Longer Name").last, Last::Word);
        assert_eq!(shape("等々。").last, Last::Terminal);
    }

    #[test]
    fn sentences_inside_are_found() {
        assert!(shape("It rained. Then it").sentence_inside);
        assert!(shape("It rained.Then it").sentence_inside);
        assert!(!shape("1. Commit to it").sentence_inside);
        assert!(!shape("The U.S. Census and Dr. Low").sentence_inside);
        assert!(!shape("Node.js and Rocket.Chat").sentence_inside);
        assert!(!shape("It rained.").sentence_inside);
    }

    #[test]
    fn starts_are_told_apart() {
        assert_eq!(shape("“and so on").first, First::Lower);
        assert_eq!(shape("(3) x").first, First::Digit);
        assert_eq!(shape("iPhone sales").first, First::Upper);
        assert_eq!(shape("漢字").first, First::Uncased);
        assert_eq!(shape("საქართველო").first, First::Uncased);
    }
}
