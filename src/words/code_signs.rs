//! Whether text is code that lost its markup.
//!
//! Tutorials whose `pre` and `code` are gone show statements in the middle of prose, often with a
//! space or a line break between all their signs (`const [ a , b ] = f ( 1 ) ;`). What is damage to
//! prose is none to them. One sign proves nothing, since prose has brackets and names; the share of
//! words with signs near a place tells the two apart.

/// How much text is looked at on either side of a place: near it, and farther.
const REACHES: [usize; 2] = [60, 120];

/// Least weight of the signs near a place; a sure sign weighs two.
const LEAST: usize = 4;

/// So many words may stand in code for each unit of that weight.
const WORDS: usize = 2;

/// Words of programs that are none of prose, or that signs seldom stand beside there.
const KEYWORDS: &[&str] = &[
    "#!",
    "#include",
    "None",
    "async",
    "await",
    "bool",
    "char",
    "const",
    "def",
    "elif",
    "endfor",
    "endif",
    "enum",
    "fn",
    "func",
    "function",
    "impl",
    "import",
    "int",
    "let",
    "null",
    "nullptr",
    "println!",
    "pub",
    "return",
    "self",
    "str",
    "struct",
    "sudo",
    "undefined",
    "usize",
    "var",
    "void",
];

/// Signs of code in a stretch of text, and the words in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    signs: usize,
    words: usize,
}

impl Count {
    fn of(text: &str) -> Self {
        let mut count = Self::default();
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let (signs, is_word) = weigh(word, words.peek().copied().unwrap_or_default());
            count.signs += signs;
            count.words += usize::from(is_word);
        }
        count
    }

    const fn and(self, other: Self) -> Self {
        Self { signs: self.signs + other.signs, words: self.words + other.words }
    }

    const fn is_code(self) -> bool {
        self.signs >= LEAST && self.signs * WORDS >= self.words
    }
}

/// Whether `text` is code as a whole.
pub(crate) fn is_code(text: &str) -> bool {
    Count::of(text).is_code()
}

/// Whether the place `at` in `text` stands in code or beside it.
pub(crate) fn near(text: &str, at: usize) -> bool {
    REACHES.into_iter().any(|reach| {
        let (before, after) = window(text, at, reach);
        let (before, after) = (Count::of(before), Count::of(after));
        before.is_code() || after.is_code() || before.and(after).is_code()
    })
}

/// The text before and after a place, within its paragraph.
pub(crate) fn window(text: &str, at: usize, reach: usize) -> (&str, &str) {
    let mut from = at.saturating_sub(reach);
    let mut to = (at + reach).min(text.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let mut at = at.clamp(from, to);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let from = text[from..at].rfind("\n\n").map_or(from, |blank| from + blank);
    let to = text[at..to].find("\n\n").map_or(to, |blank| at + blank);
    (&text[from..at], &text[at..to])
}

/// How much a word speaks for code, and whether it is a word of prose as well.
fn weigh(word: &str, next: &str) -> (usize, bool) {
    if word.starts_with("http") || word.starts_with("www.") {
        return (0, false);
    }
    if !word.contains(char::is_alphanumeric) {
        return (weigh_signs(word, next), false);
    }
    if is_sure(word) {
        return (2, false);
    }
    (usize::from(is_name(word)), true)
}

/// How much signs alone speak for code.
fn weigh_signs(signs: &str, next: &str) -> usize {
    if matches!(signs, "(" | ")" | "[" | "]" | "\"" | "'") {
        return 1;
    }
    let bytes = signs.as_bytes();
    let sure = |byte: &u8| matches!(byte, b'=' | b'{' | b'}' | b'<' | b'>' | b'$' | b'\\' | b'`');
    let is_pair = |pair: &[u8]| {
        matches!(
            pair,
            b"&&"
                | b"()"
                | b");"
                | b"):"
                | b"))"
                | b"(("
                | b"])"
                | b"[["
                | b"]]"
                | b"::"
                | b"**"
                | b"++"
                | b"];"
                | b"\";"
        )
    };
    if bytes.iter().any(sure) || bytes.windows(2).any(is_pair) {
        return 2;
    }
    // No sentence begins with a small letter.
    usize::from(signs == "." && next.starts_with(|c: char| c.is_lowercase() || c == '_'))
}

/// Whether no word of prose looks like this one.
fn is_sure(word: &str) -> bool {
    let bytes = word.as_bytes();
    let name = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric());
    let before = |at: usize| at.checked_sub(1).is_some_and(name);
    bytes.iter().enumerate().any(|(at, byte)| {
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        match (byte, next) {
            (b'=' | b'{' | b'}', _) => true,
            (b':', b':') | (b'-', b'>') | (b'(', b')' | b'(') | (b'|', b'|') => true,
            (b')' | b']' | b'"', b';') | (b'/', b'>') | (b'<', b'/') | (b'$', b'(') => true,
            (b'_', _) => before(at) || name(at + 1),
            (b'[', _) => before(at),
            (b'$', _) => next.is_ascii_alphabetic(),
            _ => false,
        }
    })
}

/// Whether the word may be a name or a value in a program.
fn is_name(word: &str) -> bool {
    let bytes = word.as_bytes();
    let inner = bytes.windows(2).any(|pair| match pair {
        [b'a'..=b'z', b'A'..=b'Z'] => true,
        [b'.', b'a'..=b'z'] => !bytes.starts_with(pair),
        [b'a'..=b'z', b'('] => true,
        _ => false,
    });
    let option = word.trim_start_matches('-');
    inner && !word.contains('@')
        || bytes[0] == b'-' && option.starts_with(|c: char| c.is_ascii_lowercase())
        || bytes[0] == b'/' && bytes.len() > 2
        || word.contains(['<', '>', '`'])
        || is_quoted(word)
        || KEYWORDS.contains(&word.trim_matches(['(', ')', '[', ']', ',', ';', ':', '.']))
}

/// Whether one word without spaces stands in straight quotes.
fn is_quoted(word: &str) -> bool {
    let bare = word.trim_end_matches([',', ':', ')', ']', ';']);
    let quoted = |quote: char| {
        bare.strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
            .is_some_and(|inner| !inner.is_empty() && bare.len() < word.len())
    };
    quoted('\'') || quoted('"')
}

#[cfg(test)]
mod tests {
    use super::{Count, near};

    #[test]
    fn code_is_told_from_prose() {
        for code in [
            "const [ age , setAge ] = useState ( 28 ) ;",
            "def\nprint_url\n(\nr\n,\n*\nargs\n,\n**\nkwargs\n):\nprint\n(",
            "{ category : \"Vegetables\" , price : \"$2\" , stocked : true }",
            "import { useState } from 'react' ;",
            "os.environ[ \"TWILIO\" ] auth_token = os.environ[",
            "return ( < div > < Search filterText = { filterText } /> < / div > ) ;",
        ] {
            assert!(Count::of(code).is_code(), "{code}");
        }
        for prose in [
            "The hut ( so she said ) was closed ; nobody came . The key , however , was there .",
            "Popular offerings such as\nbrand design\n,\nweb design\n, and\nmobile design\nare cheap.",
            "DuckDB and WebSocket are names , said the author (s) of it , “ and so is Node.js ” .",
            "A = B was written on the wall, and under it in smaller letters what nobody could read.",
            "Size : medium\nQuantity : 400ml / 14oz*\n\ncare instructions:\ndishwasher",
        ] {
            assert!(!Count::of(prose).is_code(), "{prose}");
        }
    }

    #[test]
    fn code_is_found_amid_prose() {
        let text = "You will first break it apart into pieces , which are called components , and \
                    then describe what each of them shows when the user opens the page.\n\n\
                    const [ state , setState ] = useState ( 1 ) ;";
        assert!(!near(text, text.find(" , which").unwrap()));
        assert!(near(text, text.find(" , setState").unwrap()));
    }
}
