//! Mojibake spelled as character references: `&acirc;&euro;&trade;`, `&#195;&#169;`.
//!
//! Such text was escaped after it was misread, so references have to be seen as characters here,
//! before the tokenizer does. Only the names that HTML 4 gave to Latin-1 and Windows-1252 occur.

use std::sync::LazyLock;

/// The names of U+00A0 to U+00FF, in order.
const LATIN1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];

/// The other characters of Windows-1252.
const OTHERS: [(&str, char); 27] = [
    ("euro", '€'),
    ("sbquo", '‚'),
    ("fnof", 'ƒ'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("circ", 'ˆ'),
    ("permil", '‰'),
    ("Scaron", 'Š'),
    ("lsaquo", '‹'),
    ("OElig", 'Œ'),
    ("Zcaron", 'Ž'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("tilde", '˜'),
    ("trade", '™'),
    ("scaron", 'š'),
    ("rsaquo", '›'),
    ("oelig", 'œ'),
    ("zcaron", 'ž'),
    ("Yuml", 'Ÿ'),
];

/// All names, sorted.
static NAMES: LazyLock<Vec<(&str, char)>> = LazyLock::new(|| {
    let latin1 = LATIN1.into_iter().zip('\u{A0}'..='\u{FF}');
    let mut names: Vec<_> = latin1.chain(OTHERS).collect();
    names.sort_unstable();
    names
});

/// A character of the text as it will be read, and where it is spelled.
#[derive(Clone, Copy, Debug)]
pub(in crate::decode) struct Unit {
    pub(in crate::decode) char: char,
    pub(in crate::decode) end: usize,
}

/// The character at `at`, which a reference may spell.
pub(in crate::decode) fn unit(text: &str, at: usize) -> Option<Unit> {
    let char = text.get(at..)?.chars().next()?;
    if char == '&'
        && let Some((char, length)) = reference(&text[at..])
    {
        return Some(Unit { char, end: at + length });
    }
    Some(Unit { char, end: at + char.len_utf8() })
}

/// The character beyond ASCII that a reference at the start of `text` names, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    // Escaped again, the ampersand has references of its own.
    let mut name = text.strip_prefix('&')?;
    while let Some(rest) = name.strip_prefix("amp;") {
        name = rest;
    }
    let end = name.bytes().take(9).position(|byte| byte == b';')?;
    let char = match name[..end].strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => named(&name[..end])?,
    };
    Some((char, text.len() - name.len() + end + 1))
}

fn numeric(number: &str) -> Option<char> {
    let value = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(value).filter(|char| !char.is_ascii())
}

fn named(name: &str) -> Option<char> {
    // What nearly all references name is none of them.
    if matches!(name, "amp" | "quot" | "lt" | "gt") {
        return None;
    }
    let index = NAMES.binary_search_by(|known| known.0.cmp(name)).ok()?;
    NAMES.get(index).map(|known| known.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_characters() {
        for (text, char, length) in [
            ("&Atilde;&copy;", 'Ã', 8),
            ("&#195;", 'Ã', 6),
            ("&#xC3;x", 'Ã', 6),
            ("&amp;amp;euro;", '€', 14),
            ("&yuml;", 'ÿ', 6),
            ("&amp;", '&', 1),
            ("&nope;", '&', 1),
            ("é", 'é', 2),
        ] {
            let unit = unit(text, 0).expect("there is a character");
            assert_eq!((unit.char, unit.end), (char, length), "{text}");
        }
    }
}
