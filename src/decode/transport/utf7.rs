//! UTF-7 (RFC 2152): `Ren+AOk-e` for `Renée`, as old mail has what is not ASCII.

use std::collections::HashSet;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// Fewer sequences are chance.
const FEWEST: usize = 3;
/// So many plus signs may stand for themselves, for each sequence.
const PART: usize = 3;

pub(super) fn unwrap(bytes: &mut Layer<'_, [u8]>, report: &mut Report) {
    if !report.admits(RuleId::Utf7, Confidence::Likely) || memchr::memchr(b'+', bytes).is_none() {
        return;
    }
    let edits = edits(bytes);
    bytes.edit(edits, RuleId::Utf7, report);
}

fn edits(bytes: &Layer<'_, [u8]>) -> Edits {
    let (mut found, mut done) = (Vec::new(), 0);
    let (mut count, mut in_words, mut others) = (0, 0, 0);
    // The blocks that letters are of.
    let mut blocks = HashSet::new();
    for at in memchr::memchr_iter(b'+', bytes) {
        if at < done {
            continue;
        }
        if bytes[at + 1..].first() == Some(&b'-') {
            found.push((at..at + 2, "+".to_owned(), true));
            continue;
        }
        let body = bytes[at + 1..].iter().take_while(|byte| is_base64(**byte)).count();
        let end = at + 1 + body;
        done = end;
        let read = read(&bytes[at + 1..], body).filter(|_| !bytes.regions().contains(at));
        let Some(text) = read else {
            others += usize::from(bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric));
            continue;
        };
        let end = end + 1;
        let likely = is_likely(&text);
        if likely {
            let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
            count += 1;
            let long = text.chars().nth(2).is_some();
            in_words += usize::from(long || letter(bytes[..at].last()) || letter(bytes.get(end)));
            blocks.extend(text.chars().map(block));
        }
        found.push((at..end, text, likely));
    }
    let mut edits = Edits::default();
    // Who tells of such sequences writes no words with them.
    if count < FEWEST || in_words * 2 < FEWEST || others * PART > count {
        return edits;
    }
    for (range, text, likely) in found {
        if likely || text.chars().all(|c| blocks.contains(&block(c))) {
            edits.push(range, text.as_bytes(), Confidence::Likely);
        }
    }
    edits
}

const fn block(char: char) -> u32 {
    char as u32 >> 7
}

/// The text of a sequence whose body has this length, if it is closed.
fn read(bytes: &[u8], body: usize) -> Option<String> {
    decode(&bytes[..body]).filter(|_| bytes.get(body) == Some(&b'-'))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// UTF-16 in base64, without padding; the bits that are left over are zero.
fn decode(body: &[u8]) -> Option<String> {
    let (mut units, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for &byte in body {
        bits = bits << 6 | super::base64::value(byte)?;
        count += 6;
        if count >= 16 {
            count -= 16;
            units.push((bits >> count) as u16);
            bits &= (1 << count) - 1;
        }
    }
    (count < 6 && bits == 0 && !units.is_empty()).then(|| String::from_utf16(&units).ok())?
}

/// Whether a writer has use for these characters beside ASCII: signs that UTF-7 does not spell,
/// accented letters, quotes; or a word in another script.
fn is_likely(text: &str) -> bool {
    let sign = |c: char| {
        c.is_ascii_punctuation()
            || matches!(c, '\u{A0}'..='\u{17F}' | '\u{2010}'..='\u{2044}' | '€' | '™')
    };
    let word = |c: char| c.is_alphabetic() || c.is_ascii_punctuation() || c == ' ';
    let long = text.chars().nth(1).is_some();
    text.chars().all(sign) || (long && text.chars().all(word))
}
