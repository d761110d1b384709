//! Markers of advertisements: a word on a line of its own, or glued to the end of a text, and
//! lines that send readers past one.

use std::ops::Range;

use super::pieces;

/// "Advertisement" as pages write it, in lower case.
const WORDS: &[&str] = &[
    "advertisement",
    "advertisements",
    "advertising",
    "advertorial",
    "sponsored",
    "sponsored content",
    "anzeige",
    "werbung",
    "publicidad",
    "anuncio",
    "anuncios",
    "publicité",
    "publicite",
    "annonce",
    "annonces",
    "publicidade",
    "anúncio",
    "pubblicità",
    "pubblicita",
    "annuncio pubblicitario",
    "advertentie",
    "reclame",
    "annons",
    "annonse",
    "reklame",
    "mainos",
    "hirdetés",
    "reklama",
    "reklamy",
    "publicitate",
    "реклама",
    "διαφήμιση",
    "διαφημιση",
    "reklam",
    "広告",
    "广告",
    "廣告",
    "광고",
    "إعلان",
    "إعلانات",
    "اعلان",
    "פרסומת",
    "تبلیغات",
    "विज्ञापन",
    "quảng cáo",
    "iklan",
    "oglas",
    "reklāma",
    "reklaam",
    "reclama",
];

/// Words of the lines that send readers past an advertisement.
const ONWARD: &[&str] = &[
    "continue",
    "continues",
    "below",
    "scroll",
    "skip",
    "reading",
    "leyendo",
    "continúa",
    "continua",
    "abajo",
    "weiter",
    "weiterlesen",
    "suite",
    "lire",
    "lettura",
    "leitura",
    "lezen",
    "verder",
];

const ONWARD_LINES: &[&str] = &[
    "story continues below",
    "article continues below",
    "story continues below advertisement",
    "article continues below advertisement",
    "article continues after advertisement",
    "continue reading below",
    "scroll to continue",
];

/// Lines that send readers past an advertisement, as they stand between sentences.
const PHRASES: &[&str] = &[
    "Story continues below this advertisement",
    "Story continues below advertisement",
    "Story continues after advertisement",
    "Story continues below this ad",
    "Story continues below",
    "Article continues below this advertisement",
    "Article continues below advertisement",
    "Article continues after this advertisement",
    "Article continues after advertisement",
    "Article continues below this ad",
    "Article continues after ad",
    "Article continues below",
    "Post continues below advertisement",
    "Content continues below",
    "Advertisement - story continues below",
    "Advertisement - Story continues below",
    "Advertisement - Article continues below",
    "Advertisement - Continue Reading Below",
    "Advertisement - Scroll to continue",
    "Advertisement Scroll to continue",
    "Advertisement Continue Reading Below",
    "Advertisement. Scroll to continue reading",
    "Scroll to continue with content",
    "Scroll to continue reading",
    "Continue reading below",
    "Continue reading the main story",
    "Artikel wird nach der Anzeige fortgesetzt",
    "Der Artikel geht nach der Anzeige weiter",
    "Artigo continua após a publicidade",
    "Continua após a publicidade",
    "Continua depois da publicidade",
    "El artículo continúa después de la publicidad",
    "La nota continúa debajo",
    "Sigue leyendo debajo de la publicidad",
    "La suite après cette publicité",
    "La suite après la publicité",
    "Tekst gaat verder onder de advertentie",
    "Artikel gaat verder onder de advertentie",
    "Artikeln fortsätter efter annonsen",
    "Artikkelen fortsetter under annonsen",
    "Artiklen fortsætter efter annoncen",
    "Artikel fortsätter under annonsen",
    "Juttu jatkuu mainoksen jälkeen",
    "Juttu jatkuu mainoksen alla",
    "Dalsza część artykułu pod materiałem wideo",
    "Reszta artykułu pod reklamą",
    "Článok pokračuje pod reklamou",
    "Článek pokračuje pod reklamou",
    "A cikk a hirdetés után folytatódik",
    "L'articolo continua dopo la pubblicità",
    "Continua a leggere dopo la pubblicità",
    "Продолжение после рекламы",
    "Артикулът продължава под рекламата",
];

/// Whether a text holds a part of which every phrase has one.
fn holds_stem(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).enumerate().any(|(at, start)| {
        let stems: &[&str] = match start {
            b"ont" => &["ontinu"],
            b"ONT" => &["ONTINU"],
            b"cro" => &["croll to"],
            b"CRO" => &["CROLL TO"],
            b"for" => &["forts", "fortgesetzt"],
            b"FOR" => &["FORTS"],
            b"geh" => &["geht nach"],
            b"deb" => &["debajo"],
            b"DEB" => &["DEBAJO"],
            b"La " => &["La suite"],
            b"LA " => &["LA SUITE"],
            b"gaa" => &["gaat verder"],
            b"GAA" => &["GAAT VERDER"],
            b"jat" => &["jatkuu"],
            b"cz\xC4" => &["część art"],
            b"Res" => &["Reszta art"],
            b"pok" => &["pokra"],
            b"POK" => &["POKRA"],
            b"fol" => &["folytat"],
            b"\xD1\x80\xD0" => &["рекламы", "рекламата"],
            b"\xD0\xA0\xD0" => &["РЕКЛАМЫ"],
            _ => return false,
        };
        stems.iter().any(|stem| bytes[at..].starts_with(stem.as_bytes()))
    })
}

/// Where such lines stand in the text, between sentences or at an edge.
pub(super) fn phrases(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !holds_stem(text) {
        return found;
    }
    for phrase in PHRASES {
        for form in [(*phrase).to_owned(), phrase.to_uppercase()] {
            for (at, _) in text.match_indices(&form) {
                let marks = |c: char| matches!(c, '.' | '…' | '▼' | '↓' | ':');
                let rest = &text[at + form.len()..];
                let end = text.len() - rest.trim_start_matches(marks).len();
                let apart = pieces::ends_before(text, at) && pieces::begins_after(text, end);
                if apart {
                    found.push(at..end);
                }
            }
        }
    }
    // Of those that begin in one place the longest counts.
    found.sort_by_key(|range| (range.start, usize::MAX - range.end));
    found.dedup_by(|next, last| next.start < last.end);
    found
}

const EDGES: &[char] =
    &['-', '–', '—', '*', '[', ']', '(', ')', ':', '.', '|', '·', ' ', '\u{a0}', '▼', '↓'];

/// Whether a line is nothing but such a marker.
pub(super) fn is_marker(line: &str) -> bool {
    let line = line.trim_matches(|c: char| EDGES.contains(&c) || c.is_whitespace());
    if line.is_empty() || line.len() > 80 {
        return false;
    }
    let line = line.to_lowercase();
    if WORDS.contains(&line.as_str()) || ONWARD_LINES.contains(&line.as_str()) {
        return true;
    }
    WORDS.iter().any(|word| {
        line.strip_prefix(word).is_some_and(|rest| {
            let sent = rest.starts_with([' ', '-', '–', '—', ':', '|', '.', '·']);
            let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            sent && words.clone().count() <= 6 && words.any(|word| ONWARD.contains(&word))
        })
    })
}

/// Where a marker begins that is glued to the end of `text`; `last` tells whether nothing follows.
pub(super) fn glued(text: &str, last: bool) -> Option<usize> {
    let text = text.trim_end();
    if !last && !text.ends_with(char::is_uppercase) {
        return None;
    }
    let word_start = text.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last()?.0;
    let capitals = text.char_indices().rev().take_while(|(_, c)| c.is_uppercase()).last();
    let known = |at: usize| WORDS.contains(&text[at..].to_lowercase().as_str());
    if let Some((at, _)) = capitals
        && known(at)
    {
        let before = text[..at].chars().next_back()?;
        let closed = text[..at].trim_end().ends_with(CLOSED);
        let stuck = before.is_lowercase() || before.is_ascii_digit() || CLOSED.contains(&before);
        return (stuck || last && before.is_whitespace() && closed)
            .then_some(text[..at].trim_end().len());
    }
    let stuck = text[..word_start].ends_with(CLOSED);
    (last && stuck && text[word_start..].starts_with(char::is_uppercase) && known(word_start))
        .then_some(word_start)
}

/// What a text ends with before a marker that is glued to it.
pub(super) const CLOSED: [char; 14] =
    ['.', '!', '?', ')', ']', '"', '”', '»', '’', '…', '。', '！', '？', '—'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_stand_alone_or_are_glued() {
        assert!(is_marker("ADVERTISEMENT") && is_marker("— Anzeige —") && is_marker("Реклама"));
        assert!(is_marker("ΔΙΑΦΗΜΙΣΗ") && is_marker("Διαφήμιση"));
        assert!(is_marker("ADVERTISEMENT - CONTINUE READING BELOW"));
        assert!(!is_marker("Advertisement for Myself") && !is_marker("Werbung wirkt"));
        let between = "Gone. Story continues below advertisement The rest.";
        assert_eq!(phrases(between).first(), Some(&(6..41)));
        assert!(phrases("The Story continues below advertisement pages.").is_empty());
        assert_eq!(glued("and gone.PUBLICIDAD", false), Some(9));
        assert_eq!(glued("(2024) ADVERTISEMENT", true), Some(6));
        assert_eq!(glued("the word ADVERTISEMENT", true), None);
        assert_eq!(glued("and gone.Advertisement", true), Some(9));
    }
}
