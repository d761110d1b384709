//! A column of strings printed as a list: `['One paragraph.\n', "It's another."]`.
//!
//! Python prints a list so, and JSON an array. Only a text that is nothing else is one.

use std::ops::Range;

use crate::decode::layer::Edits;
use crate::report::Confidence;

/// What the list becomes: each string a paragraph, unescaped by `unescape`.
pub(super) fn paragraphs(
    text: &str,
    mut unescape: impl FnMut(&mut Edits, Range<usize>),
) -> Option<Edits> {
    let strings = strings(text)?;
    let said = |range: &Range<usize>| text[range.clone()].trim().contains(' ');
    if strings.len() < 2 || !strings.iter().any(said) {
        return None;
    }
    let mut edits = Edits::default();
    let mut from = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    for (index, string) in strings.into_iter().enumerate() {
        let between: &[u8] = if index == 0 { b"" } else { b"\n\n" };
        edits.push(from..string.start, between, Confidence::Certain);
        from = string.end;
        unescape(&mut edits, string);
    }
    edits.push(from..end, b"", Confidence::Certain);
    Some(edits)
}

/// Where the strings of a list stand, without their quotes.
fn strings(text: &str) -> Option<Vec<Range<usize>>> {
    let end = text.trim_end().len();
    let start = text.len() - text.trim_start().len();
    let body = text.get(start..end)?;
    let inside = body.strip_prefix('[')?.strip_suffix(']')?;
    let (mut at, end) = (start + 1, start + 1 + inside.len());
    let mut found = Vec::new();
    loop {
        let rest = text[at..end].trim_start();
        let rest = if found.is_empty() { rest } else { rest.trim_start_matches(',').trim_start() };
        if rest.is_empty() {
            return Some(found);
        }
        let bare = rest.strip_prefix(['u', 'b', 'r']).unwrap_or(rest);
        let quote = bare.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let from = end - bare.len() + 1;
        let length = closing(&text.as_bytes()[from..end], quote)?;
        found.push(from..from + length);
        at = from + length + 1;
    }
}

/// Where the quote closes.
fn closing(bytes: &[u8], quote: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(offset) = memchr::memchr2(b'\\', quote, &bytes[at..]) {
        if bytes[at + offset] == quote {
            return Some(at + offset);
        }
        at = (at + offset + 2).min(bytes.len());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_lists_are_found() {
        let text = " ['One.\\n', \"It's two.\", u'\\'Three\\''] ";
        let found: Vec<&str> =
            strings(text).unwrap_or_default().into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["One.\\n", "It's two.", "\\'Three\\'"]);
        for text in ["[one, two]", "['one' and 'two']", "['one", "['one'], he said", "[sic]", ""] {
            assert_eq!(strings(text), None, "{text}");
        }
    }
}
