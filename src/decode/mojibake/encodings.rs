//! The single-byte encodings that UTF-8 is read in by mistake.
//!
//! They are read sloppily: a byte without a character is the control character of the same number,
//! as Latin-1 has it and as most programs pass it on.

use std::sync::LazyLock;

use encoding_rs as rs;

/// Code pages of DOS, which no standard of the web has.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// Characters below this are looked up in a table.
const DIRECT: usize = 0x2600;

/// Which encodings: bit `n` stands for the encoding at `n` of [`ENCODINGS`].
pub(super) type Mask = u16;

/// An encoding, the other way round: from characters to bytes.
pub(super) struct Encoding {
    direct: Box<[u8]>,
    /// The characters that have a byte there.
    known: Vec<u16>,
    /// The few characters further up.
    others: Vec<(char, u8)>,
    pub(super) family: Family,
}

/// What an encoding is known for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Latin-1 and Windows-1252, the mistake that is made most.
    Western,
    /// Other code pages of Windows, and of ISO.
    Windows,
    /// The Macintosh.
    Mac,
    /// DOS and others, whose signs are drawn or read together in sound text as well.
    Rare,
}

/// In the order in which they are likely.
pub(super) static ENCODINGS: LazyLock<Vec<Encoding>> = LazyLock::new(|| {
    let of = |encoding: &'static rs::Encoding| -> String {
        let high: Vec<u8> = (0x80..=0xFF).collect();
        encoding.decode_without_bom_handling(&high).0.into_owned()
    };
    vec![
        Encoding::new(&of(rs::WINDOWS_1252), Family::Western),
        Encoding::new(&of(rs::WINDOWS_1251), Family::Windows),
        Encoding::new(&of(rs::WINDOWS_1250), Family::Windows),
        Encoding::new(&of(rs::WINDOWS_1253), Family::Windows),
        Encoding::new(&of(rs::WINDOWS_1254), Family::Windows),
        Encoding::new(&of(rs::WINDOWS_1257), Family::Windows),
        Encoding::new(&of(rs::ISO_8859_2), Family::Windows),
        Encoding::new(&of(rs::MACINTOSH), Family::Mac),
        Encoding::new(CP437, Family::Rare),
        Encoding::new(CP850, Family::Rare),
        Encoding::new(&of(rs::IBM866), Family::Rare),
        Encoding::new(&of(rs::KOI8_R), Family::Rare),
        Encoding::new(&of(rs::WINDOWS_1256), Family::Rare),
    ]
});

impl Encoding {
    fn new(high: &str, family: Family) -> Self {
        let mut direct = vec![0; DIRECT].into_boxed_slice();
        let (mut known, mut others) = (Vec::new(), Vec::new());
        for (byte, char) in (0x80..=0x9Fu8).zip(high.chars()) {
            // Latin-1 has these control characters, and is taken for Windows-1252.
            if family == Family::Western || matches!(char, '\u{FFFD}' | '\u{80}'..='\u{9F}') {
                direct[usize::from(byte)] = byte;
                known.push(u16::from(byte));
            }
        }
        for (byte, char) in (0x80..=0xFF).zip(high.chars()) {
            match direct.get_mut(char as usize) {
                Some(slot) => {
                    *slot = byte;
                    known.push(char as u16);
                }
                None if char != '\u{FFFD}' => others.push((char, byte)),
                None => {}
            }
        }
        Self { direct, known, others, family }
    }

    /// The byte beyond ASCII that `char` is read from.
    pub(super) fn byte(&self, char: char) -> Option<u8> {
        match self.direct.get(char as usize) {
            Some(0) => None,
            Some(&byte) => Some(byte),
            None => self.others.iter().find(|other| other.0 == char).map(|other| other.1),
        }
    }
}

/// For each character, in which encodings it begins a sequence of UTF-8, and in which it goes on.
pub(super) static ROLES: LazyLock<Vec<(Mask, Mask)>> = LazyLock::new(|| {
    let mut roles = vec![(0, 0); DIRECT];
    for (bit, encoding) in ENCODINGS.iter().enumerate() {
        for &at in &encoding.known {
            let (role, byte) = (&mut roles[usize::from(at)], encoding.direct[usize::from(at)]);
            role.0 |= Mask::from(matches!(byte, 0xC2..=0xF4)) << bit;
            role.1 |= Mask::from(matches!(byte, 0x80..=0xBF)) << bit;
        }
    }
    roles
});

/// The encodings that are believed only of a document as a whole.
pub(super) static RARE: LazyLock<Mask> = LazyLock::new(|| {
    let rare = |bit: &usize| ENCODINGS.get(*bit).is_some_and(|e| e.family == Family::Rare);
    (0..Mask::BITS as usize).filter(rare).fold(0, |mask, bit| mask | 1 << bit)
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_are_complete() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!(CP850.chars().count(), 128);
    }

    #[test]
    fn roles_are_those_of_the_bytes() {
        for (at, role) in ROLES.iter().enumerate() {
            for (bit, encoding) in ENCODINGS.iter().enumerate() {
                let byte = encoding.direct[at];
                assert_eq!(role.0 >> bit & 1 == 1, matches!(byte, 0xC2..=0xF4), "{at} {bit}");
                assert_eq!(role.1 >> bit & 1 == 1, matches!(byte, 0x80..=0xBF), "{at} {bit}");
            }
        }
    }

    #[test]
    fn characters_have_their_bytes() {
        let western = &ENCODINGS[0];
        assert_eq!(western.byte('€'), Some(0x80));
        assert_eq!(western.byte('\u{80}'), Some(0x80));
        assert_eq!(western.byte('\u{9D}'), Some(0x9D));
        assert_eq!(western.byte('я'), None);
        assert_eq!(ENCODINGS[7].byte('\u{FB01}'), Some(0xDE));
    }
}
