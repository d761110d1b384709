//! What was lost where UTF-8 was read in an encoding of East Asia.
//!
//! The last byte of a quote and the character behind it, read as one, made none, and a question mark
//! or U+FFFD stands for the two: `name.鈥?/p>` was `name.”</p>`, `so,鈥?she said` was `so,” she said`.

use std::ops::Range;

/// Whether this stands for what was lost.
pub(super) fn is_lost(char: char) -> bool {
    matches!(char, '?' | '\u{FFFD}' | '・')
}

/// Whether the character behind what was lost is gone as well: the `<` of a tag shows it.
pub(super) fn eats(text: &str) -> bool {
    let tag = |lost: &str| memchr::memmem::find(text.as_bytes(), lost.as_bytes()).is_some();
    ["?/p>", "?/li>", "?/em>", "?/h", "?/s", "?br", "?/b", "?/i>", "?/d", "?/a>", "\u{FFFD}/p>"]
        .into_iter()
        .any(tag)
        || memchr::memchr_iter(b'?', text.as_bytes()).any(|at| {
            let high = at > 0 && !text.as_bytes()[at - 1].is_ascii();
            high && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
        })
}

/// Which quotes are open, going forward.
#[derive(Default)]
pub(super) struct Quotes {
    open: Option<char>,
}

impl Quotes {
    pub(super) fn note(&mut self, char: char) {
        match char {
            '“' | '‘' => self.open = Some(char),
            '”' => self.open = None,
            _ => {}
        }
    }

    /// What stood at the end of a run, of which `tail` is left, and where what was lost ends.
    pub(super) fn restore(
        &mut self,
        text: &str,
        read: &str,
        tail: &[u8],
        range: Range<usize>,
        eats: bool,
    ) -> (String, usize) {
        let lost = text[range.end..].chars().next().filter(|char| is_lost(*char));
        let after = range.end + lost.map_or(0, char::len_utf8);
        let before = || text[..range.start].chars().next_back();
        let before = read.chars().next_back().or_else(before).unwrap_or(' ');
        let rest = &text[after..];
        let eaten = if eats && lost == Some('?') { eaten(rest, before) } else { "" };
        let next = eaten.chars().next().or_else(|| rest.chars().next()).unwrap_or(' ');
        let char = match tail {
            [0xE2, 0x80] => self.mark(before, next),
            [0xE2, 0x82] => '€',
            [0xC2] => '\u{A0}',
            [0xE3, 0x80] => '。',
            [0xEF, 0xBC] if next != '<' => '，',
            _ => '\u{FFFD}',
        };
        self.note(char);
        (format!("{char}{eaten}"), after)
    }

    /// The quote or dash between these.
    fn mark(&self, before: char, next: char) -> char {
        let begins = before.is_whitespace() || matches!(before, '>' | '(' | '[');
        match self.open {
            _ if begins && next.is_whitespace() => '–',
            _ if begins => '“',
            Some('“') => '”',
            Some(_) => '’',
            None if before.is_alphanumeric() => '’',
            None => '”',
        }
    }
}

/// The character that is gone with the mark before `rest`: what a tag begins with, or a space.
fn eaten(rest: &str, before: char) -> &'static str {
    let name = rest.trim_start_matches('/');
    let letters = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let closes = name[letters..].trim_start_matches([' ', '/']).starts_with('>');
    if closes && (1..=10).contains(&letters) {
        return "<";
    }
    match rest.chars().next() {
        Some(c) if c.is_alphanumeric() => " ",
        // A stop behind the quote, where none stands before it.
        Some('<' | '\n') if before.is_alphanumeric() => ".",
        Some(' ') if before.is_alphanumeric() => ",",
        _ => "",
    }
}
