//! Which encoding the bytes are in that a text was read from.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::code_pages::CodePage;
use super::{scan, unit};

/// The bytes that a text was read from, those beyond ASCII and what stands around them.
///
/// The detector scores how bytes neighbour each other, and pairs of ASCII with nothing: words of
/// ASCII alone are left out, which are nearly all of a page.
pub(super) struct Bytes(Vec<u8>);

/// So much of ASCII is kept before a character beyond it; ordinals are told by the word before.
const BEFORE: usize = 32;
/// So much behind one, beyond the end of its word.
const AFTER: usize = 8;
/// Longest rest of a word.
const WORD: usize = 64;

impl Bytes {
    /// None if they are UTF-8: then the text is mojibake.
    pub(super) fn of(text: &str, read: &CodePage) -> Option<Self> {
        let all = text.as_bytes();
        let mut bytes = Vec::new();
        let (mut at, mut kept) = (0, 0);
        while let Some(found) = scan::find(all, at, |byte| byte >= 0x80 || byte == b'&') {
            let Some(unit) = unit(text, found) else { break };
            let byte = if unit.char.is_ascii() { None } else { read.byte(unit.char) };
            at = unit.end;
            let Some(byte) = byte else { continue };
            keep_ascii(&mut bytes, &all[kept..found]);
            bytes.push(byte);
            kept = at;
        }
        keep_ascii(&mut bytes, &all[kept..]);
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

/// Adds what stands between two characters beyond ASCII: the ends of it, if it is long. What the
/// code page has no byte for is a space.
fn keep_ascii(bytes: &mut Vec<u8>, gap: &[u8]) {
    let plain = |byte: &u8| if byte.is_ascii() { *byte } else { b' ' };
    if gap.len() <= BEFORE + AFTER {
        return bytes.extend(gap.iter().map(plain));
    }
    let word = gap.iter().take(WORD).position(|byte| !byte.is_ascii_alphanumeric());
    let end = (word.unwrap_or(WORD) + AFTER).min(gap.len());
    bytes.extend(gap[..end].iter().map(plain));
    bytes.push(b' ');
    let rest = &gap[end.max(gap.len() - BEFORE)..];
    let start = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(0);
    bytes.extend(rest[start..].iter().map(plain));
}

/// Whether bytes are UTF-8 but for some that got lost. Half of them may be by chance.
fn is_utf8(bytes: &[u8]) -> bool {
    let high = |bytes: &[u8]| bytes.iter().filter(|byte| **byte >= 0x80).count();
    let valid: usize = bytes.utf8_chunks().map(|chunk| high(chunk.valid().as_bytes())).sum();
    valid * 5 > high(bytes) * 4
}
