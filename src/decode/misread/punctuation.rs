//! Punctuation of two bytes in a Latin text that was read as Windows-1252: `¡°Ice¡±` is `“Ice”`.
//!
//! English written with the input methods of China, Japan and Korea has its quotes, dashes and
//! indents in their encodings, and little else, which is too little to tell the encoding by. What
//! decides is whether each mark suits its place.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK};

use super::code_pages::CodePage;
use super::unit;
use crate::decode::layer::{Edits, Layer};
use crate::report::Confidence;

/// Where more than one encoding suits, the first is believed.
const ENCODINGS: [&Encoding; 4] = [GBK, BIG5, EUC_KR, EUC_JP];

/// Fewer marks that suit their places prove nothing.
const FEWEST: u32 = 4;
/// One mark in so many may be out of its place, and one character in so many may be no part of any.
const PART: u32 = 8;

/// What puts the marks in the place of their bytes.
pub(super) fn undo(text: &Layer<'_, str>, read: &CodePage) -> Option<Edits> {
    if !may_hold(text) {
        return None;
    }
    let passes = ENCODINGS.into_iter().map(|encoding| Pass::over(text, read, encoding));
    let best = passes.reduce(|best, pass| if pass.score() > best.score() { pass } else { best })?;
    best.is_sure().then_some(best.edits)
}

/// Whether the byte that most marks begin with occurs at all.
fn may_hold(text: &str) -> bool {
    ["¡", "&iexcl;", "&#161;"]
        .into_iter()
        .any(|first| memchr::memmem::find(text.as_bytes(), first.as_bytes()).is_some())
}

/// How a mark stands to its neighbours.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Opening,
    Closing,
    /// Closing, or an apostrophe.
    Apostrophe,
    /// Behind a number.
    Unit,
    /// Behind a word.
    Stop,
    Letter,
    /// Anywhere.
    Neutral,
    /// Nowhere.
    Foreign,
}

fn kind(char: char) -> Kind {
    match char {
        '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' => Kind::Opening,
        '”' | '）' | '》' | '〉' | '」' | '』' | '】' => Kind::Closing,
        '’' => Kind::Apostrophe,
        '°' | '℃' | '％' => Kind::Unit,
        '，' | '。' | '、' | '：' | '；' | '！' | '？' | '．' => Kind::Stop,
        'à'..='ü' | 'ā'..='ǜ' => Kind::Letter,
        '\u{3000}' | '…' | '—' | '―' | '–' | '·' | '・' | '～' | '~' | '×' | '￥' => {
            Kind::Neutral
        }
        '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | 'ぁ'..='ヿ' => Kind::Neutral,
        _ => Kind::Foreign,
    }
}

struct Pass {
    edits: Edits,
    /// Marks that suit their places, those that do not, and characters beside them.
    good: u32,
    bad: u32,
    others: u32,
}

impl Pass {
    fn over(text: &Layer<'_, str>, read: &CodePage, encoding: &'static Encoding) -> Self {
        let regions = text.regions();
        let mut pass = Self { edits: Edits::default(), good: 0, bad: 0, others: 0 };
        let (mut at, mut before) = (0, ' ');
        while let Some(first) = unit(text, at) {
            let pair = if first.char.is_ascii() || regions.is_code(at) {
                None
            } else {
                pair(text, first.end, read.byte(first.char), read, encoding)
            };
            let Some((mark, end)) = pair else {
                // References are written by whatever came later.
                let plain = !first.char.is_ascii() && first.end == at + first.char.len_utf8();
                pass.others += u32::from(plain && !first.char.is_whitespace());
                (at, before) = (first.end, first.char);
                continue;
            };
            pass.note(mark, before, unit(text, end).map_or(' ', |unit| unit.char));
            pass.edits.push_char(at..end, mark, Confidence::Likely);
            (at, before) = (end, mark);
        }
        pass
    }

    fn note(&mut self, mark: char, before: char, after: char) {
        let begins = before.is_whitespace()
            || matches!(kind(before), Kind::Opening)
            || matches!(before, '>' | '(' | '[' | '—' | '–' | '-' | '/' | '"');
        let ends = !after.is_alphanumeric();
        let suits = match kind(mark) {
            Kind::Neutral => return,
            Kind::Opening => begins && !after.is_whitespace(),
            Kind::Closing => !begins && ends,
            Kind::Apostrophe => !before.is_whitespace() && (ends || before.is_alphanumeric()),
            Kind::Unit => before.is_ascii_digit() || before == ' ',
            Kind::Stop => !begins,
            Kind::Letter => before.is_alphabetic() || after.is_alphabetic(),
            Kind::Foreign => false,
        };
        self.good += u32::from(suits);
        self.bad += u32::from(!suits);
    }

    fn score(&self) -> i64 {
        i64::from(self.good) - i64::from(self.bad)
    }

    fn is_sure(&self) -> bool {
        self.good >= FEWEST && self.bad * PART <= self.good && self.others * PART <= self.good
    }
}

/// The character of two bytes, and where it ends; the second byte of a mark may be one of
/// ASCII in Big5.
fn pair(
    text: &str,
    second: usize,
    first: Option<u8>,
    read: &CodePage,
    encoding: &'static Encoding,
) -> Option<(char, usize)> {
    let second = unit(text, second)?;
    let mark = first == Some(0xA1) && encoding == BIG5;
    let plain = || u8::try_from(second.char).ok().filter(|byte| byte.is_ascii() && mark);
    let bytes = [first?, read.byte(second.char).or_else(plain)?];
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut chars = text.chars();
    let char = chars.next().filter(|_| chars.next().is_none())?;
    Some((char, second.end))
}
