//! Bytes to text in a known encoding, each character mapped to its bytes.
//!
//! [`encoding_rs`] decodes; UTF-8 is borrowed, and only what differs from the input gets an origin of
//! its own.

use std::borrow::Cow;

use encoding_rs::{Decoder, Encoding, ISO_2022_JP, UTF_8};

use super::detect::Charset;
use super::layer::{Edits, Layer};
use crate::model::source::{Origin, Span};
use crate::report::{Confidence, Report, Warning};
use crate::rules::RuleId;

pub(super) fn decode<'a>(
    mut bytes: Layer<'a, [u8]>,
    utf8: Option<&'a str>,
    charset: &Charset,
    report: &mut Report,
) -> Layer<'a, str> {
    report.encoding = charset.encoding.name();
    if let Some(text) = utf8.filter(|_| charset.encoding == UTF_8 && charset.bom == 0) {
        return bytes.read_as(text);
    }
    if charset.mixed {
        let edits = strays(&bytes);
        bytes.edit(edits, RuleId::EncodingLabelWrong, report);
    }
    if charset.encoding == UTF_8 && charset.bom == 0 && std::str::from_utf8(&bytes).is_ok() {
        return borrow(bytes);
    }
    let (text, origin, malformed) = characters(&bytes, charset.encoding, charset.bom);
    if malformed {
        report.warn(Warning::MalformedBytes { encoding: charset.encoding.name() });
    }
    bytes.next(Cow::Owned(text), origin)
}

/// The characters of bytes that begin with a mark of `bom` bytes, where each stands, and whether there
/// were bytes that are none.
pub(crate) fn characters(
    bytes: &[u8],
    encoding: &'static Encoding,
    bom: usize,
) -> (String, Origin, bool) {
    let mut out = Output::default();
    let content = &bytes[bom..];
    if encoding == UTF_8 {
        out.utf8(content, bom);
    } else if encoding.is_single_byte() {
        out.single_byte(content, bom, encoding);
    } else {
        out.stream(content, bom, encoding);
    }
    (out.text, out.origin, out.malformed)
}

/// Valid UTF-8 is the text.
fn borrow(bytes: Layer<'_, [u8]>) -> Layer<'_, str> {
    let (content, origin) = bytes.into_parts();
    let text = match content {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    };
    Layer::with_origin(text, origin)
}

/// Letters and punctuation of Windows-1252 that somebody pasted into UTF-8: `caf\xE9`, `isn\x92t`.
fn strays(bytes: &[u8]) -> Edits {
    let mut edits = Edits::default();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        at += chunk.valid().len();
        if let &[byte] = chunk.invalid() {
            let before = chunk.valid().bytes().next_back().unwrap_or(b' ');
            let after = bytes.get(at + 1).copied().unwrap_or(b' ');
            if let Some(after) = stray(before, byte, after) {
                edits.push_char(at..at + 1, after, Confidence::Likely);
            }
        }
        at += chunk.invalid().len();
    }
    edits
}

fn stray(before: u8, byte: u8, after: u8) -> Option<char> {
    let beside_letter = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
    match byte {
        0x85 | 0x91..=0x94 | 0x96 | 0x97 | 0xA0 | 0xAB | 0xBB => {}
        0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFF if beside_letter && after.is_ascii() => {}
        _ => return None,
    }
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
}

#[derive(Default)]
struct Output {
    text: String,
    origin: Origin,
    malformed: bool,
}

impl Output {
    fn push(&mut self, text: &str, start: usize, end: usize) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.origin.push(text.len(), Span::new(start, end));
        }
    }

    fn utf8(&mut self, bytes: &[u8], mut at: usize) {
        for chunk in bytes.utf8_chunks() {
            let (valid, invalid) = (chunk.valid(), chunk.invalid());
            self.push(valid, at, at + valid.len());
            at += valid.len();
            if !invalid.is_empty() {
                self.push("\u{FFFD}", at, at + invalid.len());
                self.malformed = true;
            }
            at += invalid.len();
        }
    }

    fn single_byte(&mut self, bytes: &[u8], offset: usize, encoding: &'static Encoding) {
        let high: Vec<u8> = (0x80..=0xFF).collect();
        let high: Vec<char> = encoding.decode_without_bom_handling(&high).0.chars().collect();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let ascii = Encoding::ascii_valid_up_to(rest);
            self.push(&String::from_utf8_lossy(&rest[..ascii]), offset + at, offset + at + ascii);
            at += ascii;
            if let Some(&byte) = bytes.get(at) {
                let char = high.get(usize::from(byte & 0x7F)).copied().unwrap_or('\u{FFFD}');
                self.malformed |= char == '\u{FFFD}';
                let at_input = offset + at;
                self.push(char.encode_utf8(&mut [0; 4]), at_input, at_input + 1);
                at += 1;
            }
        }
    }

    /// Feeds one byte at a time, so that what comes out belongs to the bytes since the last output.
    fn stream(&mut self, bytes: &[u8], offset: usize, encoding: &'static Encoding) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let shortcut = encoding.is_ascii_compatible() && encoding != ISO_2022_JP;
        let (mut at, mut start) = (0, 0);
        while at < bytes.len() {
            let ascii =
                if shortcut && at == start { Encoding::ascii_valid_up_to(&bytes[at..]) } else { 0 };
            if ascii > 0 {
                let text = String::from_utf8_lossy(&bytes[at..at + ascii]);
                self.push(&text, offset + at, offset + at + ascii);
                at += ascii;
                start = at;
                continue;
            }
            let last = at + 1 == bytes.len();
            if self.feed(&mut decoder, &bytes[at..=at], last, (offset + start, offset + at + 1)) {
                start = at + 1;
            }
            at += 1;
        }
    }

    fn feed(
        &mut self,
        decoder: &mut Decoder,
        byte: &[u8],
        last: bool,
        from: (usize, usize),
    ) -> bool {
        let mut buffer = [0; 32];
        let (_, _, written, malformed) = decoder.decode_to_utf8(byte, &mut buffer, last);
        self.malformed |= malformed;
        self.push(&String::from_utf8_lossy(&buffer[..written]), from.0, from.1);
        written > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::RepairOptions;

    fn check(encoding: &'static Encoding, text: &str) {
        let bytes = encoding.encode(text).0;
        let charset = Charset { encoding, bom: 0, mixed: false };
        let mut report = Report::new(&RepairOptions::default());
        let layer = decode(Layer::new(&bytes), None, &charset, &mut report);
        assert_eq!(&*layer, text);
        for (at, char) in text.char_indices() {
            let span = layer.source(at..at + char.len_utf8());
            let piece = encoding.decode_without_bom_handling(&bytes[span.range()]).0;
            assert_eq!(piece, char.to_string(), "{char} of {text} in {}", encoding.name());
        }
    }

    #[test]
    fn characters_map_to_their_bytes() {
        check(encoding_rs::WINDOWS_1251, "Маяк: 5 €, да.");
        check(encoding_rs::SHIFT_JIS, "港 no 時計ソ表");
        check(encoding_rs::GB18030, "中文 text 𠀀 end");
        check(encoding_rs::BIG5, "港口 a 功");
        check(encoding_rs::EUC_KR, "등대 b");
    }

    #[test]
    fn malformed_bytes_are_marked_and_warned_of() {
        let charset = Charset { encoding: UTF_8, bom: 0, mixed: false };
        let mut report = Report::new(&RepairOptions::default());
        let layer = decode(Layer::new(b"a\xE2\x80b\xFF"), None, &charset, &mut report);
        assert_eq!(&*layer, "a\u{FFFD}b\u{FFFD}");
        assert_eq!(layer.source(1..4), Span::new(1, 3));
        assert_eq!(report.warnings, [Warning::MalformedBytes { encoding: "UTF-8" }]);
    }
}
