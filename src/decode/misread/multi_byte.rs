//! Chinese, Japanese and Korean text of two bytes a character that was read as Windows-1252:
//! `ÓÊ¾Ö` is `邮局` in GBK.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

use super::code_pages::CodePage;
use super::detected::Bytes;
use super::{Place, each_high};
use crate::decode::layer::Edits;
use crate::report::Confidence;

/// Fewer characters prove nothing.
const FEWEST: usize = 8;
/// There is more than a trace of it where one character in so many cannot be undone.
pub(super) const PART: u32 = 20;

/// What undoes the mistake; none if that leaves more than a trace of it.
pub(super) fn undo(
    text: &str,
    read: &CodePage,
    bytes: &Bytes,
    guess: &'static Encoding,
) -> Option<Edits> {
    candidates(bytes, guess).into_iter().find_map(|encoding| {
        let mut pass =
            Pass { text, read, encoding, done: 0, edits: Edits::default(), good: 0, bad: 0 };
        each_high(text, |place| pass.visit(place));
        (pass.good >= FEWEST && pass.bad * PART as usize <= pass.good).then_some(pass.edits)
    })
}

/// The encodings that the bytes may be in, the likeliest first.
fn candidates(bytes: &Bytes, guess: &'static Encoding) -> Vec<&'static Encoding> {
    if ![GBK, BIG5, EUC_KR, EUC_JP, SHIFT_JIS].contains(&guess) {
        return Vec::new();
    }
    // Hiragana in Shift_JIS, which the detector takes for Big5 in short texts.
    let kana = bytes.count(|byte| byte == 0x82) * 8 > bytes.count(|byte| byte >= 0x80);
    if kana { vec![SHIFT_JIS, guess] } else { vec![guess] }
}

struct Pass<'a> {
    text: &'a str,
    read: &'a CodePage,
    encoding: &'static Encoding,
    /// Where the last character ended: its second byte is none of its own.
    done: usize,
    edits: Edits,
    good: usize,
    bad: usize,
}

impl Pass<'_> {
    fn visit(&mut self, place: Place) {
        if place.start < self.done {
            return;
        }
        let second = super::unit(self.text, place.end);
        let pair = second.and_then(|second| {
            let bytes = [byte(self.read, place.char)?, byte(self.read, second.char)?];
            Some((self.decode(&bytes)?, second.end))
        });
        match pair {
            Some((char, end)) => {
                self.good += usize::from(is_of_east_asia(char));
                self.bad += usize::from(!is_of_east_asia(char));
                self.edits.push_char(place.start..end, char, Confidence::Likely);
                self.done = end;
            }
            None => self.bad += 1,
        }
    }

    fn decode(&self, bytes: &[u8]) -> Option<char> {
        let text = self.encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    }
}

/// The byte of a character, which may be one of ASCII.
fn byte(read: &CodePage, char: char) -> Option<u8> {
    read.byte(char).or_else(|| u8::try_from(char).ok())
}

fn is_of_east_asia(char: char) -> bool {
    matches!(char, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF00}'..='\u{FFEF}' | '‘'..='”' | '…' | '—' | '·')
}
