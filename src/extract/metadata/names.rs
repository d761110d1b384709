//! Authors' names out of bylines.

use super::fold;
use crate::extract::words::{each_word, text_mask};

/// Words that stand before a name.
const BEFORE: &[&str] = &[
    "by",
    "written by",
    "posted by",
    "published by",
    "author",
    "authors",
    "story by",
    "more stories by",
    "recipe by",
    "edited by",
    "words by",
    "article by",
    "reviewed by",
    "from",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "texte",
    "text",
    "autor",
    "autora",
    "auteur",
    "autore",
    "автор",
    "yazar",
    "oleh",
    "bởi",
    "par la rédaction de",
    "od",
    "autorka",
    "от",
    "текст",
    "文",
    "作者",
    "記者",
    "by:",
];

/// Words between names.
const BETWEEN: &[&str] = &[
    " and ", " & ", " und ", " y ", " et ", " e ", " en ", " och ", " og ", " i ", " и ", " ve ",
    " with ", " dan ",
];

/// The names in a byline; none if it does not look like one.
pub(super) fn names(text: &str) -> Vec<String> {
    let text = strip(text.trim());
    let mut parts: Vec<&str> = text.split([',', ';', '|', '/', '•', '·', '\n']).collect();
    for between in BETWEEN {
        parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
    }
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let name = strip(part.trim()).trim_matches(['"', '-', '–', '—', ':', '.', ' ']);
        if is_name(name) && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Words that no person is called by, of labels and links beside bylines.
const NEVER: &[&str] = &[
    "written",
    "posted",
    "published",
    "sign",
    "view",
    "posts",
    "stories",
    "see",
    "bio",
    "comment",
    "comments",
    "twitter",
    "facebook",
    "minutes",
    "read",
    "share",
    "subscribe",
    "follow",
    "image",
    "images",
    "photo",
    "credit",
    "login",
    "menu",
    "updated",
    "fact",
    "reviewed",
];

/// A name as structured data gives it: whatever it says, as long as it is no address.
pub(super) fn declared(text: &str) -> Vec<String> {
    let text = fold(strip(text.trim()));
    let listed = names(&text);
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    if let [last, first] = parts[..]
        && [last, first].iter().all(|part| is_name(part) && !part.contains(' '))
    {
        // As libraries and catalogues write a name.
        return vec![format!("{first} {last}")];
    }
    let whole =
        parts.iter().all(|part| is_name(part) || !listed.is_empty() && listed.len() > parts.len());
    if listed.len() > 1 && whole {
        return listed;
    }
    let is_address = text.contains('@')
        || text.contains("://")
        || text.starts_with("www.")
        || text.starts_with('@');
    let named = text.chars().any(char::is_alphabetic);
    let sound = !is_address && named && (2..=80).contains(&text.len());
    let name = text.split(',').next().unwrap_or_default().trim();
    if sound && !name.is_empty() { vec![name.to_owned()] } else { Vec::new() }
}

/// Without the words before a name.
pub(super) fn strip(text: &str) -> &str {
    let found = BEFORE.iter().filter_map(|word| after(text, word)).min_by_key(|rest| rest.len());
    // Glued, where the word and the name stand in elements of their own.
    let glued = || text.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase));
    let found = found.or_else(glued);
    found.unwrap_or(text)
}

fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let head = text.get(..word.len())?;
    let same = head.eq_ignore_ascii_case(word) || head.to_lowercase() == word;
    let rest = &text[word.len()..];
    let ends = rest.starts_with([' ', ':', '\u{a0}', '：']);
    (same && ends).then(|| rest.trim_start_matches([' ', ':', '\u{a0}', '：']).trim())
}

/// Whether a text begins as bylines do.
pub(super) fn is_byline(text: &str) -> bool {
    strip(text).len() < text.len()
}

fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let sound = |c: char| {
        c.is_alphabetic() || " .'’-‑\u{a0}".contains(c) || ('\u{900}'..'\u{e80}').contains(&c)
    };
    let starts = name.chars().next().is_some_and(|c| !c.is_lowercase());
    (1..=5).contains(&words)
        && name.chars().count() > 1
        && name.len() <= 80
        && starts
        && name.chars().all(sound)
        && !name.contains("www.")
        && !(words == 1 && is_no_name(name))
        && !name.split_whitespace().any(|word| NEVER.contains(&word.to_lowercase().as_str()))
}

/// Days, months and labels that stand in bylines too.
fn is_no_name(word: &str) -> bool {
    let mut no_name = false;
    each_word(word, |hash, _| no_name |= text_mask(hash) != 0);
    no_name
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_taken_from_bylines() {
        for (text, expected) in [
            ("By Ada Byron", vec!["Ada Byron"]),
            (
                "Written by: Ada Byron and Carl Friedrich Gauß",
                vec!["Ada Byron", "Carl Friedrich Gauß"],
            ),
            ("Von Emmy Noether, Göttingen", vec!["Emmy Noether", "Göttingen"]),
            ("https://www.facebook.com/ada", vec![]),
            ("Автор: Софья Ковалевская", vec!["Софья Ковалевская"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
