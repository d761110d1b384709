//! Which encoding the bytes are in that a text was read from.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::code_pages::CodePage;
use super::unit;

/// The bytes that a text was read from.
pub(super) struct Bytes(Vec<u8>);

impl Bytes {
    /// None if they are UTF-8: then the text is mojibake.
    pub(super) fn of(text: &str, read: &CodePage) -> Option<Self> {
        let mut bytes = Vec::with_capacity(text.len());
        let mut at = 0;
        while let Some(found) = unit(text, at) {
            bytes.push(match found.char {
                char if char.is_ascii() => char as u8,
                char => read.byte(char).unwrap_or(b' '),
            });
            at = found.end;
        }
        (!is_utf8(&bytes)).then_some(Self(bytes))
    }

    /// The encoding that the letters speak for.
    pub(super) fn guess(&self) -> &'static Encoding {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&self.0, true);
        detector.guess(None, Utf8Detection::Deny)
    }

    /// How many of them are of a kind.
    pub(super) fn count(&self, is: impl Fn(u8) -> bool) -> usize {
        self.0.iter().filter(|byte| is(**byte)).count()
    }
}

/// Whether bytes are UTF-8 but for some that got lost. Half of them may be by chance.
fn is_utf8(bytes: &[u8]) -> bool {
    let high = |bytes: &[u8]| bytes.iter().filter(|byte| **byte >= 0x80).count();
    let valid: usize = bytes.utf8_chunks().map(|chunk| high(chunk.valid().as_bytes())).sum();
    valid * 5 > high(bytes) * 4
}
