//! Latin alphabets, for languages whose word lists are short or missing.
//!
//! A language writes few letters beyond ASCII. Text that was misread has some that no Western
//! language has together, and what they stand for are those of one language: `Ðodien pilsçtâ` is
//! `Šodien pilsētā`.

use std::collections::HashSet;

use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_4, ISO_8859_13, WINDOWS_1250, WINDOWS_1254, WINDOWS_1257,
    WINDOWS_1258,
};

use super::code_pages::Pair;
use super::words;
use crate::decode::layer::Layer;

/// Fewer words that change, or fewer letters in them, prove nothing.
const WORDS: usize = 6;
const LETTERS: usize = 2;

/// What is written in Windows-1252: French, Spanish, Portuguese, German, Danish and Norwegian,
/// Swedish and Finnish, Icelandic, Faroese, Italian, Dutch, Afrikaans, Catalan, Estonian.
const WESTERN: [&str; 13] = [
    "àâæçèéêëîïôœùûüÿ",
    "áéíñóúü",
    "àáâãçéêíóôõúü",
    "äöüßé",
    "æøåéèêòóüöä",
    "åäöéüàšž",
    "áéíðóúýþæö",
    "áíóúýðæø",
    "àèéìíîòóùú",
    "áéëïóöüèêíúàç",
    "áèéêëîïôöûúü",
    "àçèéíïòóúü",
    "äöõüšž",
];

/// Czech, Slovak, Polish, Hungarian, Romanian, Croatian and Slovenian.
const CENTRAL: [&str; 6] =
    ["áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîșțşţ", "čćđšž"];
/// Latvian, Lithuanian, Estonian.
const BALTIC: [&str; 3] = ["āčēģīķļņōŗšūž", "ąčęėįšųūž", "äöõüšž"];
const TURKISH: [&str; 1] = ["çğıöşüâîû"];
/// Tones are characters of their own here.
const VIETNAMESE: [&str; 1] = ["ăâđêôơưàáèéùúìíòóýãõ\u{300}\u{301}\u{303}\u{309}\u{323}"];

/// Whether `pair` makes a text of a language from one of none.
pub(super) fn explains(text: &Layer<'_, str>, pair: Pair, meant: &'static Encoding) -> bool {
    let alphabets: &[&str] = match meant {
        it if it == WINDOWS_1250 || it == ISO_8859_2 => &CENTRAL,
        it if it == WINDOWS_1257 || it == ISO_8859_4 || it == ISO_8859_13 => &BALTIC,
        it if it == WINDOWS_1254 => &TURKISH,
        it if it == WINDOWS_1258 => &VIETNAMESE,
        _ => return false,
    };
    let before = words::sample(text);
    let (mut after, mut changed, mut letters) = (Vec::new(), HashSet::new(), HashSet::new());
    for word in &before {
        let undone = words::undo(word, pair);
        if let Some(undone) = &undone {
            let other = undone.chars().zip(word.chars()).filter(|(now, before)| now != before);
            letters.extend(other.flat_map(|(now, _)| now.to_lowercase()));
            changed.insert(undone.to_lowercase());
        }
        after.push(undone.unwrap_or_else(|| word.clone()));
    }
    changed.len() >= WORDS
        && letters.len() >= LETTERS
        && spelled(&after, alphabets) > 0.97
        && spelled(&before, &WESTERN) < 0.93
}

/// The part of the letters beyond ASCII that the alphabet has which has most.
fn spelled(words: &[String], alphabets: &[&str]) -> f32 {
    let letters: Vec<char> = words
        .iter()
        .flat_map(|word| word.chars())
        .filter(|c| !c.is_ascii() && (c.is_alphabetic() || is_mark(*c)))
        .flat_map(char::to_lowercase)
        .collect();
    let most = alphabets
        .iter()
        .map(|alphabet| letters.iter().filter(|c| alphabet.contains(**c)).count())
        .max();
    most.unwrap_or_default() as f32 / letters.len().max(1) as f32
}

fn is_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36F}')
}
