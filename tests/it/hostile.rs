//! Input that is out to break us: no panic, whatever the bytes.
//!
//! A panic does not reach the caller (see `Cleaner::clean`), so it is watched for where it begins.

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

use unmangle::options::{ExtractMode, Format, Options, RepairMode};
use unmangle::{Cleaner, clean};

use crate::support::{files, fixtures, read};

thread_local! {
    /// What went wrong on this thread, while somebody watches.
    static DEFECTS: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// The panics inside `work`, caught or not.
fn defects(work: impl FnOnce()) -> Vec<String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let watched = DEFECTS.with_borrow_mut(|defects| {
                defects.as_mut().map(|defects| defects.push(info.to_string())).is_some()
            });
            if !watched {
                usual(info);
            }
        }));
    });
    DEFECTS.set(Some(Vec::new()));
    work();
    DEFECTS.take().unwrap_or_default()
}

/// Cleans `input` in every way that changes what code runs.
fn try_all(input: &[u8]) {
    for (mode, extract) in [
        (RepairMode::On, ExtractMode::Never),
        (RepairMode::On, ExtractMode::Always),
        (RepairMode::Off, ExtractMode::Never),
    ] {
        let mut options = Options::default();
        options.repair.mode = mode;
        options.extract.mode = extract;
        let cleaned = Cleaner::new(options).clean(input).expect("short input is within the limits");
        for format in [Format::Markdown, Format::Text, Format::Html, Format::Json] {
            let _ = cleaned.render(format);
        }
    }
}

/// Documents that ended in a panic once.
const CRASHES: &[&str] = &[
    "\"<\"\\\"",
    "_x000D_x000D_",
    "|a|\n|--\n<b>||",
    "The key \" – \" is a dash , 10 @-@ year @-@ old , 3 @,@ 000 .\n",
    "p>\" â \"</ p><",
];

#[test]
fn what_crashed_once_does_not_crash_again() {
    for crash in CRASHES {
        assert_eq!(defects(|| try_all(crash.as_bytes())), Vec::<String>::new(), "{crash:?}");
    }
}

#[test]
fn what_crashed_once_keeps_its_text() {
    let read = |text: &str| clean(text.as_bytes()).unwrap().to_markdown();
    assert_eq!(read(CRASHES[0]).trim(), "\"<\"\\\\\"");
    assert_eq!(read(CRASHES[3]).trim(), "The key \"–\" is a dash, 10-year-old, 3,000.");
    assert!(read(CRASHES[4]).contains("\"â\""));
}

/// A sequence of numbers that looks like chance and is the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// What rules look for, and what stands beside it.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "< p >",
    "&",
    "&amp;",
    "& lt ;",
    "&#x27",
    "\"",
    "'",
    "“",
    "”",
    "„",
    "«",
    "’",
    "‘",
    "–",
    "…",
    "\\",
    "\\n",
    "\\\"",
    "\\u00e9",
    "\\x3c",
    "\\/",
    "_x000D_",
    "u003c",
    "u003e",
    "%E9",
    "%u2019",
    "%3C",
    "=\n",
    "=3D",
    "=C3=A9",
    "+AD4-",
    "<![CDATA[",
    "]]>",
    "Ã©",
    "â€™",
    "Ã",
    "è",
    "ę",
    "日本",
    "ア",
    "\u{AD}",
    "\u{A0}",
    "\u{2028}",
    "\u{FFFD}",
    "😀",
    "e\u{301}",
    "|",
    "||",
    "|--",
    "\n|",
    "\t",
    "\n",
    "\n\n",
    "  ",
    "- ",
    "* ",
    "1. ",
    "> ",
    "# ",
    "```",
    "`",
    "**",
    "_",
    "~~",
    "[^1]",
    "[1]",
    "[^1]: ",
    "](",
    "[a](b)",
    "![",
    "$x$",
    "\\(",
    "\\frac{1}{2}",
    " ,",
    " .",
    "@-@",
    "@,@ ",
    "-LRB-",
    "``",
    "''",
    " n't",
    " ' s",
    "a. B",
    "a.B",
    "a ,b",
    "rn",
    "rnrn",
    "nn",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=x>",
    "</a>",
    "<td>",
    "<table>",
    "<tr>",
    "<li>",
    "<ul>",
    "<pre>",
    "<code>",
    "<script>",
    "</script>",
    "<br>",
    "<sup>1</sup>",
    "<math>",
    "<svg>",
    "<!--",
    "-->",
    "<h2>",
    "<blockquote>",
    "<details>",
    "<summary>",
    "<dl><dt>a<dd>",
    "<img alt=é>",
    "{{a}}",
    "[caption]",
    "[b]",
    "[/b]",
    "{\"a\":",
    "function(",
    "a:1:{s:1:\"a\";}",
    "['a', \"b c\"]",
];

/// A document with something done to it.
fn mutated(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    // A window of it: what is near decides, and short documents are quick.
    let start = chance.below(seed.len());
    let mut bytes = seed[start..(start + 40 + chance.below(400)).min(seed.len())].to_vec();
    for _ in 0..1 + chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let to = (at + chance.below(8)).min(bytes.len());
        match chance.below(5) {
            0 => drop(bytes.splice(at..to, [])),
            1 => drop(bytes.splice(at..at, chance.of(PIECES).bytes().collect::<Vec<_>>())),
            2 => drop(bytes.splice(at..to, chance.of(PIECES).bytes().collect::<Vec<_>>())),
            3 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = chance.0 as u8),
            _ => {
                let copy = bytes[at..to].repeat(1 + chance.below(3));
                bytes.splice(at..at, copy);
            }
        }
    }
    bytes
}

/// A document of nothing but what rules look for.
fn composed(chance: &mut Chance) -> Vec<u8> {
    let words = ["a", "word", "The", "é", "10", " "];
    let count = 1 + chance.below(24);
    let piece = |chance: &mut Chance| match chance.below(4) {
        0 => chance.of(&words),
        _ => chance.of(PIECES),
    };
    (0..count).map(|_| piece(chance)).collect::<String>().into_bytes()
}

#[test]
fn no_mutation_panics() {
    // More for a search: UNMANGLE_FUZZ=100000 cargo test --release --locked no_mutation
    let rounds = std::env::var("UNMANGLE_FUZZ").ok().and_then(|text| text.parse().ok());
    let seed = std::env::var("UNMANGLE_SEED").ok().and_then(|text| text.parse().ok());
    let seeds: Vec<Vec<u8>> = files(&fixtures(), "html").iter().map(|path| read(path)).collect();
    let mut chance = Chance(seed.unwrap_or(0x2545_F491_4F6C_DD1D));
    for round in 0..rounds.unwrap_or(250_usize) {
        let input = match round % 2 {
            0 => mutated(&seeds[chance.below(seeds.len())], &mut chance),
            _ => composed(&mut chance),
        };
        let found = defects(|| try_all(&input));
        let shown = String::from_utf8_lossy(&input);
        assert_eq!(found, Vec::<String>::new(), "round {round}: {shown:?}");
    }
}

/// How many bytes of Markdown, text, HTML and JSON are written of an input.
fn bytes_out(input: &str) -> [usize; 4] {
    let mut options = Options::default();
    options.extract.mode = ExtractMode::Never;
    let cleaned = Cleaner::new(options).clean(input.as_bytes()).unwrap();
    [Format::Markdown, Format::Text, Format::Html, Format::Json]
        .map(|format| cleaned.render(format).len())
}

#[test]
fn an_address_around_many_blocks_is_written_in_proportion() {
    let page = |address: usize, blocks: usize| {
        format!("<a href=https://e.org/{}>{}</a>", "a".repeat(address), "<p>Word.".repeat(blocks))
    };
    for (address, blocks) in [(20_000, 2000), (2000, 2000), (100, 20_000)] {
        let input = page(address, blocks);
        for (bytes, limit) in bytes_out(&input).into_iter().zip([10, 10, 10, 30]) {
            assert!(bytes < limit * input.len(), "{address} {blocks}: {bytes} of {}", input.len());
        }
    }
}

#[test]
fn every_block_of_a_card_is_a_link() {
    let card = "<a href=https://e.org/story><h2>The lamp</h2><p>It burns.</p><p>All night.</p></a>";
    let cleaned = clean(card.as_bytes()).unwrap().to_markdown();
    assert_eq!(cleaned.matches("(https://e.org/story)").count(), 3, "{cleaned}");
}

/// How many of `blocks` blocks, each with `text` bytes, have their link with an address of `address`.
fn linked(address: usize, blocks: usize, text: usize) -> usize {
    let (url, words) = ("a".repeat(address - 14), "word ".repeat(text / 5));
    let page = format!("<a href=https://e.org/{url}>{}</a>", format!("<p>{words}").repeat(blocks));
    clean(page.as_bytes()).unwrap().to_markdown().matches("](https://e.org/").count()
}

#[test]
fn an_address_is_repeated_as_long_as_it_is_small_beside_the_text() {
    assert!((15..25).contains(&linked(1000, 60, 5)), "16 KiB and little more");
    assert_eq!(linked(250, 400, 40), 400, "eight bytes for each byte of text");
    assert!(linked(500, 400, 40) < 400, "no more than eight bytes for each byte of text");
}
