//! Compounds of English: `84 - year - old`, `state - of - the - art`, `well - known`.
//!
//! A hyphen between spaces is a dash as well, so a chain of words that no sentence has between
//! dashes comes first; then pairs that a list knows or the document repeats; and pairs inside a
//! noun phrase, if no hyphen of the document is a dash.

use std::collections::HashMap;

use super::{Form, Piece, Site, are_near};

/// What stands inside a compound of three words and more.
const LINKS: &[&str] = &["of", "the", "to", "by", "in", "and", "on", "for", "at", "up", "a"];

/// What a number counts in a compound.
const UNITS: &[&str] = &[
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "metre",
    "meter",
    "foot",
    "inch",
    "mile",
    "kilometre",
    "kilometer",
    "pound",
    "ton",
    "tonne",
    "man",
    "storey",
    "story",
    "page",
    "litre",
    "liter",
    "horsepower",
    "seat",
    "bed",
    "room",
    "part",
    "degree",
    "point",
];

const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const ONES: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "first", "second",
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
];

/// What is no word by itself.
const PREFIXES: &[&str] = &[
    "re", "non", "anti", "pre", "semi", "multi", "ex", "co", "counter", "mid", "sub", "ultra",
    "inter", "bio", "micro", "mini", "neo", "pro", "quasi", "pseudo", "self", "eco",
];

/// Pairs by their first word: what may follow it in a compound.
const PAIRS: &[(&str, &[&str])] = &[
    ("well", &["known", "being", "made", "established", "paid", "off", "meaning", "worn"]),
    ("long", &["term", "time", "lasting", "standing", "distance", "range", "running", "awaited"]),
    ("short", &["term", "lived", "range", "sighted", "distance"]),
    ("full", &["time", "scale", "size", "length", "page"]),
    ("part", &["time"]),
    ("half", &["price", "hour", "time", "way", "dozen", "empty", "full", "open", "finished"]),
    ("high", &["quality", "speed", "tech", "level", "profile", "end", "rise", "school"]),
    ("low", &["cost", "income", "level", "key", "lying"]),
    ("so", &["called"]),
    ("old", &["fashioned"]),
    ("large", &["scale"]),
    ("small", &["scale", "town"]),
    ("first", &["class", "hand", "time", "rate", "aid"]),
    ("second", &["hand", "class", "rate"]),
    ("world", &["wide", "famous", "class"]),
    ("decision", &["making", "makers", "maker"]),
    ("good", &["tempered", "looking", "natured"]),
    ("solar", &["powered"]),
    ("face", &["lift"]),
    ("by", &["product", "products", "election", "pass"]),
    ("check", &["in"]),
    ("follow", &["up"]),
    ("start", &["up", "ups"]),
    ("ice", &["cream"]),
];

/// What a noun phrase begins with.
const ARTICLES: &[&str] = &[
    "the", "a", "an", "this", "these", "those", "its", "his", "her", "our", "their", "my", "your",
];

/// Words of sentences, that begin or end none of the compounds meant here.
const FUNCTION: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "all",
    "also",
    "although",
    "always",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "either",
    "even",
    "everybody",
    "everyone",
    "everything",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "including",
    "indeed",
    "instead",
    "into",
    "is",
    "it",
    "its",
    "just",
    "like",
    "many",
    "may",
    "maybe",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "on",
    "once",
    "only",
    "or",
    "our",
    "over",
    "perhaps",
    "rather",
    "said",
    "says",
    "she",
    "should",
    "so",
    "some",
    "still",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "thus",
    "to",
    "too",
    "until",
    "up",
    "us",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whose",
    "why",
    "will",
    "with",
    "without",
    "would",
    "yes",
    "yet",
    "you",
    "your",
];

/// What a document shows of hyphens between spaces.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// How often each pair of words stands on both sides of one.
    pairs: HashMap<String, usize>,
    /// How many pairs are not explained by themselves.
    dashes: usize,
}

impl Evidence {
    /// Takes note of the hyphens in `text`.
    pub(super) fn look(&mut self, pieces: &[Piece]) {
        let mut chained = 0;
        for at in 0..pieces.len() {
            let Some(pair) = Pair::at(pieces, at) else { continue };
            chained = chained.max(at + 2 * chain(pieces, at));
            if at < chained || pair.is_known() {
                continue;
            }
            if pair.is_plain() {
                *self.pairs.entry(pair.key()).or_default() += 1;
            }
            self.dashes += usize::from(!pair.in_phrase);
        }
    }

    /// The sites among `pieces`.
    pub(super) fn find(&self, pieces: &[Piece], sites: &mut Vec<Site>) {
        let mut chained = 0;
        for at in 0..pieces.len() {
            let Some(pair) = Pair::at(pieces, at) else { continue };
            let length = chain(pieces, at);
            let sure = at >= chained && (length > 1 || pair.is_number());
            chained = chained.max(at + 2 * length);
            let repeated = || self.pairs.get(&pair.key()).is_some_and(|count| *count > 1);
            if at < chained
                || pair.is_known()
                || pair.is_plain() && (repeated() || pair.in_phrase && self.has_no_dash())
            {
                let range = pieces[at].end()..pieces[at + 2].at;
                let site = Site::new(Form::Compound, range, "-");
                sites.push(Site { sure, english: true, ..site });
            }
        }
    }

    /// Whether no hyphen is a dash, but for pairs that come again.
    fn has_no_dash(&self) -> bool {
        self.dashes == 0 || self.dashes <= self.pairs.values().filter(|count| **count > 1).sum()
    }
}

/// Two words with a hyphen between spaces.
struct Pair<'a> {
    left: &'a str,
    right: &'a str,
    /// Whether an article comes before them, and a noun may follow.
    in_phrase: bool,
}

impl<'a> Pair<'a> {
    fn at(pieces: &[Piece<'a>], at: usize) -> Option<Self> {
        let [left, hyphen, right, ..] = &pieces[at..] else { return None };
        if hyphen.text != "-" || !are_near(&pieces[at..at + 3]) {
            return None;
        }
        let before = at.checked_sub(1).map_or("", |i| pieces[i].text);
        let next = pieces.get(at + 3).map_or("", |piece| piece.text);
        let article = ARTICLES.iter().any(|article| before.eq_ignore_ascii_case(article));
        let clean = start(next);
        let noun = is_word(clean) && !FUNCTION.contains(&clean);
        Some(Self {
            left: left.text.trim_start_matches(OPENING),
            right: start(right.text),
            in_phrase: article && noun && right.text == start(right.text),
        })
    }

    fn key(&self) -> String {
        [self.left, " ", self.right].concat()
    }

    /// Whether both may be nouns, verbs or adjectives.
    fn is_plain(&self) -> bool {
        [self.left, self.right].iter().all(|word| is_word(word) && !FUNCTION.contains(word))
    }

    fn is_number(&self) -> bool {
        let left = self.left.to_ascii_lowercase();
        TENS.contains(&&*left) && ONES.contains(&self.right)
    }

    fn is_known(&self) -> bool {
        let left = self.left.to_ascii_lowercase();
        let plain = is_word(self.right) && !FUNCTION.contains(&self.right);
        self.is_number()
            || plain && PREFIXES.contains(&&*left)
            || PAIRS.iter().any(|(first, then)| *first == left && then.contains(&self.right))
    }
}

/// How many hyphens in a row from `at` on are in a compound that shows by itself: none or two at least.
fn chain(pieces: &[Piece], at: usize) -> usize {
    let Some(first) = Pair::at(pieces, at) else { return 0 };
    let Some(second) = Pair::at(pieces, at + 2) else { return 0 };
    let number = first.is_number() || is_count(first.left);
    let counted = number && (UNITS.contains(&first.right) || first.is_number());
    let whole = first.right == pieces[at + 2].text;
    let linked = LINKS.contains(&first.right) && is_word(first.left);
    if !(whole && is_word(second.right) && (counted || linked)) {
        return 0;
    }
    let mut length = 2;
    // The words between the links of a longer one: `state - of - the - art`.
    while LINKS.contains(&pieces[at + 2 * length].text)
        && Pair::at(pieces, at + 2 * length).is_some_and(|pair| is_word(pair.right))
        && length < 5
    {
        length += 1;
    }
    length
}

const OPENING: &[char] = &['"', '(', '“', '‘', '[', '\''];

/// A word without the marks behind it.
fn start(text: &str) -> &str {
    text.trim_end_matches(|c: char| !c.is_alphanumeric())
}

fn is_count(text: &str) -> bool {
    text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())
        || ONES[..9].contains(&text)
        || TENS.contains(&text)
}

fn is_word(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|b| b.is_ascii_lowercase()) || text == "a"
}
