//! How well characters go together.
//!
//! Mojibake betrays itself by neighbours that no language has: a capital after a small letter, a
//! sign of currency in a word, a quote that opens where nothing can begin. [`strain`] weighs a pair
//! of neighbours, 0 for what any text may hold and 3 to 6 for what hardly any does; a reading is
//! believed when it takes strain away.

/// What a character is, as its neighbours see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Space,
    Digit,
    Letter {
        script: Script,
        case: Case,
        plain: bool,
    },
    /// Punctuation of ASCII, and dashes.
    Plain,
    /// A quote or mark before a word.
    Opening,
    /// A quote or mark after a word.
    Closing,
    /// `©`, `€`, `§`: signs that stand by themselves or beside numbers.
    Sign,
    /// A root, before what it is the root of.
    Root,
    /// `¨`, `¤`, `†`: rare but in mojibake.
    Odd,
    /// A part of a drawing.
    Box,
    /// U+FFFD.
    Lost,
    /// A control character.
    Control,
    /// A mark on the letter before.
    Combining,
    /// Anything else: pictures, arrows.
    Symbol,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    /// Scripts whose words are written with Latin ones in between: Chinese, Japanese, Korean, Thai.
    Wide,
    Other(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Upper,
    None,
}

pub(super) fn class(char: char) -> Class {
    match char {
        '\t' | '\n' | '\r' | ' ' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{3000}' => Class::Space,
        '0'..='9' => Class::Digit,
        'a'..='z' => letter(Script::Latin, Case::Lower, true),
        'A'..='Z' => letter(Script::Latin, Case::Upper, true),
        '\0'..='\u{7F}' | '–' | '—' | '―' | '·' | '\u{AD}' | '‑' | '‐' | '’' | '…' => {
            Class::Plain
        }
        '\u{80}'..='\u{9F}' => Class::Control,
        '¡' | '¿' | '«' | '‘' | '‚' | '“' | '„' | '‹' | '•' => Class::Opening,
        '»' | '”' | '›' | '™' | '®' => Class::Closing,
        '¢' | '£' | '¥' | '§' | '©' | '°' | '€' | '№' | '₧' => Class::Sign,
        '√' => Class::Root,
        '\u{FFFD}' => Class::Lost,
        '¤' | '¶' | '¦' | '¨' | 'ª' | '¬' | '¯' | '±' | '²' | '³' | '´' | 'µ' | '¸' | '¹' | 'º'
        | '¼' | '½' | '¾' | '×' | '÷' | 'ƒ' | 'ˆ' | 'ˇ' | '˘' | '˙' | '˛' | '˜' | '˝' | '†'
        | '‡' | '‰' | '⁄' | '΄' | '΅' | '◊' | '⌐' | '⌠' | '⌡' | '\u{F8FF}' => {
            Class::Odd
        }
        '∂'..='⋿' => Class::Odd,
        '─'..='▟' | '■' => Class::Box,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' => Class::Combining,
        _ => match script(char) {
            Some(script) => letter(script, case(char), false),
            None => Class::Symbol,
        },
    }
}

const fn letter(script: Script, case: Case, plain: bool) -> Class {
    Class::Letter { script, case, plain }
}

fn case(char: char) -> Case {
    if char.is_lowercase() {
        Case::Lower
    } else if char.is_uppercase() {
        Case::Upper
    } else {
        Case::None
    }
}

fn script(char: char) -> Option<Script> {
    let block = char as u32;
    match block {
        0xC0..=0x24F | 0x1E00..=0x1EFF | 0xFB00..=0xFB06 => Some(Script::Latin),
        0x370..=0x3FF | 0x1F00..=0x1FFF => Some(Script::Greek),
        0x400..=0x52F => Some(Script::Cyrillic),
        0xE00..=0xE7F
        | 0x1100..=0x11FF
        | 0x3040..=0x33FF
        | 0x3400..=0x9FFF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFF66..=0xFFDC
        | 0x20000..=0x3134F => Some(Script::Wide),
        // Arabic has several blocks; the others are told apart by 128 characters.
        0x600..=0x77F => Some(Script::Other(0)),
        0x530..=0x10FF => Some(Script::Other((block >> 7) as u8)),
        0x250..=0x2FF | 0x1200..=0x1DFF | 0xA000..=0xABFF => {
            Some(Script::Other((block >> 8) as u8 | 0x80))
        }
        _ => None,
    }
}

/// The strain between two neighbours.
pub(super) fn strain(a: char, b: char) -> i32 {
    lead_strain(a, b) + class_strain(class(a), class(b))
}

/// Letters that begin most sequences, where no letter follows them as it does in words.
fn lead_strain(a: char, b: char) -> i32 {
    match a {
        'Ã' | 'Â' if matches!(b, '\u{A0}' | '™') => 4,
        'Ã' | 'Â' if !b.is_ascii_alphabetic() => 3,
        'Î' | 'Ð' | 'Ø' | 'Ù' | 'Ñ' if class(b) == Class::Odd => 1,
        // The ligature stands before a vowel.
        'œ' | 'Œ' if !b.is_ascii_alphabetic() => 4,
        _ => 0,
    }
}

fn class_strain(a: Class, b: Class) -> i32 {
    use Class::{
        Box, Closing, Control, Digit, Letter, Lost, Odd, Opening, Plain, Root, Sign, Space,
    };
    match (a, b) {
        (Control, _) | (_, Control) => 6,
        (Letter { .. }, Letter { .. }) => letters(a, b),
        (Box, Box | Space | Plain) | (Space | Plain, Box) => 0,
        (Box, _) | (_, Box) => 4,
        (Letter { plain, .. }, Odd) => 4 - 2 * i32::from(plain),
        (Letter { plain, .. }, Sign) => 3 - i32::from(plain),
        (Letter { .. }, Opening | Root) => 4,
        (Letter { plain: false, .. }, Lost) => 3,
        (Odd | Closing, Letter { .. }) | (Odd | Sign, Odd | Sign) => 3,
        (Closing | Sign, Opening) | (Root, Sign) => 3,
        (Closing, Odd | Sign) | (Sign, Closing) | (Odd, Closing) => 2,
        (Opening, Closing) | (Opening | Root, Odd) | (Odd, Opening) => 2,
        (Root, Letter { script: Script::Latin, plain: false, .. }) => 2,
        (Sign, Letter { .. }) | (Odd, Digit) | (Digit | Space | Plain, Odd) => 1,
        (Lost, Closing | Odd | Sign | Letter { plain: false, .. }) => 1,
        _ => 0,
    }
}

/// The strain between two letters: of two scripts, or a capital inside a word.
fn letters(a: Class, b: Class) -> i32 {
    let (
        Class::Letter { script: of_a, case: case_a, plain: plain_a },
        Class::Letter { script: of_b, case: case_b, plain: plain_b },
    ) = (a, b)
    else {
        return 0;
    };
    let mixed = match (of_a, of_b) {
        _ if of_a == of_b => 0,
        (Script::Wide, _) | (_, Script::Wide) => 1,
        (Script::Latin, Script::Greek) | (Script::Greek, Script::Latin) => 2,
        _ => 4,
    };
    let capital = match (case_a, case_b) {
        (Case::Lower, Case::Upper) if plain_a && plain_b => 1,
        (Case::Lower, Case::Upper) => 4,
        _ => 0,
    };
    let accents = i32::from(of_a == Script::Latin && of_b == Script::Latin && !plain_a && !plain_b);
    mixed + capital + accents
}

/// How unlikely it is that a writer meant this character; none if nobody can.
pub(super) fn rarity(char: char) -> Option<i32> {
    Some(match char as u32 {
        0x80..=0x9F => 6,
        0x17F..=0x19F
        | 0x1A2..=0x1AE
        | 0x1B0..=0x1CC
        | 0x1F0..=0x1F9
        | 0x1FA..=0x217
        | 0x21C..=0x24F => 6,
        0xAD | 0x250..=0x2B9 | 0x2BD..=0x2FF => 6,
        0x370..=0x385 | 0x3CF..=0x3FF | 0x460..=0x48F | 0x492..=0x52F => 3,
        0x300..=0x308 | 0x30A..=0x30C | 0x323 | 0x327 | 0x328 | 0x332 | 0x335..=0x338 => 1,
        0x309..=0x36F => 4,
        // Ethiopic to the phonetic extensions, with Mongolian and Samaritan.
        0x7C0..=0x8FF | 0x1200..=0x177F | 0x1800..=0x1DFF | 0xA000..=0xABFF => 6,
        0x2000..=0x200A | 0x2028..=0x202E | 0x2060..=0x206F => 2,
        0x2800..=0x28FF | 0x2C00..=0x2E7F => 3,
        0xE000..=0xF8FE | 0xF900..=0xFAFF | 0xFDD0..=0xFDEF | 0xFFFE..=0xFFFF => return None,
        0x3400..=0x4DBF | 0x10000..=0x1EFFF => 3,
        0x32000.. => return None,
        _ => 0,
    })
}
