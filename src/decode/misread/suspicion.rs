//! Whether letters and signs stand beside each other as in no language.

use super::{Place, each_high};

/// Fewer oddities are chance, and so are they when they are a small part of what is beyond ASCII.
const FEWEST: u32 = 3;
const PART: u32 = 25;

/// What a text is suspected of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Suspicion {
    /// Of having been misread.
    pub(super) any: bool,
    /// If so, of holding characters of two bytes.
    pub(super) multi_byte: bool,
}

impl Suspicion {
    pub(super) fn of(text: &str) -> Self {
        if text.is_ascii() && !text.contains('&') {
            return Self::default();
        }
        let mut seen = Seen::default();
        each_high(text, |place| seen.visit(place));
        let odd = seen.odd >= FEWEST && seen.odd * PART >= seen.all;
        let any = odd || seen.is_mixed() || (seen.capital > 20 && seen.capital > 3 * seen.small);
        Self { any, multi_byte: seen.single * super::multi_byte::PART <= seen.all - seen.single }
    }
}

#[derive(Default)]
struct Seen {
    all: u32,
    /// Characters that are no byte of Windows-1252, or the first of no two.
    single: u32,
    odd: u32,
    /// Letters beyond ASCII in a row.
    row: u32,
    end: usize,
    /// Small and capital letters of Cyrillic: KOI8-R has them the other way round.
    small: u32,
    capital: u32,
    /// Which of [`TELLING`] occur, and how often.
    telling: [u32; TELLING.len()],
}

/// Letters that one language alone uses, or that no language uses together.
const TELLING: [char; 15] =
    ['þ', 'ð', 'ý', 'Ý', 'Þ', 'ø', 'ì', 'õ', 'û', 'ã', 'Õ', 'Ò', 'æ', 'è', 'Ð'];

impl Seen {
    fn visit(&mut self, Place { start, end, before, char, after }: Place) {
        self.all += 1;
        let alone = before.is_ascii() && matches!(after, '\0'..='?');
        self.single += u32::from(alone || is_elsewhere(char));
        let letter = char.is_alphabetic();
        self.row = if self.end != start { 0 } else { self.row } + u32::from(letter);
        self.row *= u32::from(letter);
        self.end = end;
        if matches!(char, '\u{400}'..='\u{45F}') {
            self.small += u32::from(char.is_lowercase());
            self.capital += u32::from(char.is_uppercase());
        }
        if let Some(index) = TELLING.iter().position(|telling| *telling == char) {
            self.telling[index] += 1;
        }
        let odd = is_sign_in_word(before, char, after)
            || is_foreign_in_word(before, char, after)
            || (self.row == 4 && is_latin(char))
            || is_turned_case(before, char)
            || (char == '¡' && matches!(after, '¢'..='¾'));
        self.odd += u32::from(odd);
    }

    fn is_mixed(&self) -> bool {
        let [
            thorn,
            eth,
            y,
            capital_y,
            capital_thorn,
            o,
            i,
            tilde,
            u,
            a,
            mac,
            open,
            ae,
            e,
            capital_eth,
        ] = self.telling;
        // Turkish and Lithuanian have letters where Windows-1252 has those of Icelandic.
        thorn + eth + y + capital_y + capital_thorn + capital_eth > 2
            // Czech, Hungarian, Romanian.
            || o.min(i) > 0
            || tilde.min(u) > 0
            || a.min(thorn) > 0
            // Croatian, Slovenian.
            || ae.min(e) > 1 && ae * 6 > e
            // The quotation marks of the Macintosh.
            || mac > 1 && open + mac > 2
    }
}

/// `ksi¹¿ki`, `c½ur`: signs that belong to no word, within one, or at its start or end.
fn is_sign_in_word(before: char, char: char, after: char) -> bool {
    // Most of what Japanese is written in, in Shift_JIS.
    if char == '‚' && !after.is_ascii() {
        return true;
    }
    let sign =
        matches!(char, '¡'..='¬' | '®'..='¶' | '¸'..='¿' | '×' | '÷' | '†' | '‡' | '‰' | '€' | 'ƒ');
    if !sign || before.is_numeric() || after.is_numeric() {
        return false;
    }
    // `f¨ur`, `c¸a`, `it´s`: an accent beside its letter, or one for an apostrophe.
    let plain = |c: char| c.is_ascii_alphabetic();
    if matches!(char, '¨' | '´' | '¸') && (plain(before) || plain(after)) {
        return false;
    }
    // `m²`, `1ª`, `«no»`, `¿qué?`, `£x` and `10€` are as they should be.
    let may_end = matches!(char, '²' | '³' | '¹' | 'ª' | 'º' | '®' | '«' | '»' | '°' | '§' | '¶');
    let may_begin = matches!(char, '¿' | '¡' | '£' | '¥' | '€' | '×' | '÷');
    let currency = matches!(char, '£' | '€');
    match (before.is_alphabetic(), after.is_alphabetic()) {
        (true, true) => true,
        (false, true) => !may_begin && !may_end,
        (true, false) => !may_end && !currency,
        (false, false) => false,
    }
}

/// A letter of one script between those of another: `franзais`.
fn is_foreign_in_word(before: char, char: char, after: char) -> bool {
    let cyrillic = matches!(char, '\u{400}'..='\u{45F}');
    cyrillic && (before.is_ascii_alphabetic() || after.is_ascii_alphabetic())
}

/// Whether a character is of a script that Windows-1252 has nothing of.
fn is_elsewhere(char: char) -> bool {
    matches!(char, '\u{2DD}'..='\u{2012}' | '\u{2123}'..)
}

fn is_latin(char: char) -> bool {
    matches!(char, '\u{C0}'..='\u{17F}')
}

/// A capital behind a small letter, beyond ASCII: `оПНБЕЯРХ`.
fn is_turned_case(before: char, char: char) -> bool {
    !before.is_ascii() && before.is_lowercase() && char.is_uppercase()
}
