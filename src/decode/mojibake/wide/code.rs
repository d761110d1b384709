//! The encodings of East Asia, the other way round: from characters to bytes.

use std::collections::HashMap;
use std::sync::OnceLock;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// In the order in which they are likely.
pub(super) static CODES: [Code; 4] =
    [Code::new(GBK), Code::new(SHIFT_JIS), Code::new(BIG5), Code::new(EUC_KR)];

/// An encoding in which UTF-8 is read by mistake.
pub(super) struct Code {
    encoding: &'static Encoding,
    /// One byte of each character, or two, once they are asked for.
    bytes: OnceLock<HashMap<char, u16>>,
}

impl Code {
    const fn new(encoding: &'static Encoding) -> Self {
        Self { encoding, bytes: OnceLock::new() }
    }

    /// Whether most of these characters begin as UTF-8 does.
    pub(super) fn begins(&self, chars: &[char]) -> bool {
        let begins = |char: &&char| {
            let mut buffer = [0; 4];
            let (bytes, _, unmappable) = self.encoding.encode(char.encode_utf8(&mut buffer));
            !unmappable && matches!(*bytes, [0xC2..=0xF4] | [0xC2..=0xF4, 0x80..=0xBF])
        };
        chars.iter().filter(begins).count() * 2 > chars.len()
    }

    fn bytes(&self) -> &HashMap<char, u16> {
        self.bytes.get_or_init(|| {
            let mut bytes = HashMap::new();
            let mut note = |code: u16, of: &[u8]| {
                let text = self.encoding.decode_without_bom_handling_and_without_replacement(of);
                let mut chars = text.iter().flat_map(|text| text.chars());
                if let (Some(char), None) = (chars.next(), chars.next()) {
                    bytes.entry(char).or_insert(code);
                }
            };
            for first in 0x80..=0xFF {
                note(u16::from(first), &[first]);
                for second in 0x40..=0xFE {
                    note(u16::from_be_bytes([first, second]), &[first, second]);
                }
            }
            bytes
        })
    }

    /// Appends the bytes of a character, if it has some.
    pub(super) fn push_bytes(&self, char: char, bytes: &mut Vec<u8>) -> bool {
        let Some(code) = self.bytes().get(&char) else { return false };
        match code.to_be_bytes() {
            [0, byte] => bytes.push(byte),
            pair => bytes.extend(pair),
        }
        true
    }
}
