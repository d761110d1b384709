//! What stands in the lines of a wiki's article: emphasis, links, templates, references.

use std::ops::Range;

use crate::decode::markup::found::{self, Found};
use crate::model::source::near;

/// How long a link, a template or a reference may be.
const LONGEST: usize = 4000;

/// How long a link to another site may be.
const LINK: usize = 1000;

/// Names of what is no text: files and categories, in some languages.
const SPACES: &[&str] = &[
    "file:",
    "image:",
    "category:",
    "media:",
    "datei:",
    "bild:",
    "kategorie:",
    "fichier:",
    "catégorie:",
    "archivo:",
    "categoría:",
    "imagen:",
    "ficheiro:",
    "categoria:",
    "bestand:",
    "categorie:",
    "plik:",
    "kategoria:",
    "fil:",
    "kategori:",
    "файл:",
    "категория:",
];

/// Templates whose last value is text.
const TEXT: &[&str] = &["lang", "nowrap", "small", "em", "strong", "transl", "abbr", "angbr"];

/// A text of its own, translated.
fn translated(text: &str) -> String {
    found::translated(text, |found| read(text, 0..text.len(), found))
}

/// Reads a line; a template in it may end after it.
pub(super) fn read(text: &str, line: Range<usize>, found: &mut Found) {
    let emphasised = balanced(&text[line.clone()]);
    let mut at = line.start;
    while let Some(offset) =
        text.get(at..line.end).and_then(|rest| rest.find(['\'', '[', '{', '<', '_']))
    {
        at += offset;
        let rest = near(&text[at..], LONGEST);
        let part = match rest.as_bytes()[0] {
            b'\'' => emphasis(rest).map(|(end, after)| {
                (end, if emphasised { after.to_owned() } else { rest[..end].to_owned() })
            }),
            b'[' => link(rest),
            b'{' => template(rest),
            b'<' => reference(rest, found),
            _ => switch(rest),
        };
        match part {
            Some((end, after)) => {
                if rest[..end] != *after {
                    found.push(at..at + end, after);
                }
                at += end;
            }
            None => at += 1,
        }
    }
    found.done = at.max(line.start);
    if found.done < line.end {
        found.done = line.end;
    }
}

/// How many apostrophes a text begins with that mean emphasis, and what they are in Markdown.
fn emphasis(text: &str) -> Option<(usize, &'static str)> {
    match text.bytes().take_while(|&b| b == b'\'').count() {
        2 => Some((2, "*")),
        3 => Some((3, "**")),
        5 => Some((5, "***")),
        _ => None,
    }
}

/// Whether all emphasis in a line is closed.
fn balanced(line: &str) -> bool {
    let (mut strong, mut weak, mut at) = (0, 0, 0);
    while let Some(offset) = line[at..].find("''") {
        at += offset;
        let Some((end, after)) = emphasis(&line[at..]) else { return false };
        strong += usize::from(after.len() > 1);
        weak += usize::from(after.len() != 2);
        at += end;
    }
    strong % 2 == 0 && weak % 2 == 0
}

fn link(text: &str) -> Option<(usize, String)> {
    if let Some(inner) = text.strip_prefix("[[") {
        let end = closing(text, "[[", "]]")?;
        let inner = &inner[..end - 4];
        let lower = inner.get(..inner.len().min(24)).unwrap_or(inner).to_lowercase();
        if SPACES.iter().any(|space| lower.trim_start().starts_with(space)) {
            return Some((end, String::new()));
        }
        let shown = inner.rsplit('|').next().unwrap_or(inner);
        let plain = !shown.is_empty() && !inner.contains(['[', '\n']);
        return plain.then(|| (end, shown.trim_start_matches(':').to_owned()));
    }
    let inner = text.strip_prefix('[')?;
    let line = &inner.as_bytes()[..inner.len().min(LINK)];
    let end = memchr::memchr2(b']', b'\n', line).filter(|&end| inner[end..].starts_with(']'))?;
    let (url, shown) = inner[..end].split_once(' ').unwrap_or((&inner[..end], ""));
    let web = url.starts_with("http://") || url.starts_with("https://");
    let shown = if shown.trim().is_empty() { url } else { shown.trim() };
    // What follows in parentheses would make it a link of Markdown.
    (web && !inner[end + 1..].starts_with('(')).then(|| (end + 2, format!("[{shown}]({url})")))
}

fn template(text: &str) -> Option<(usize, String)> {
    let end = closing(text, "{{", "}}")?;
    let inner = &text[2..end - 2];
    let mut values = inner.split('|').map(str::trim);
    let name = values.next().unwrap_or_default().to_lowercase();
    let values: Vec<&str> = values.filter(|value| !value.contains('=')).collect();
    let after = match (name.as_str(), values.as_slice()) {
        ("convert" | "cvt", [number, unit, ..]) => format!("{number} {unit}"),
        (name, [.., last]) if TEXT.contains(&name) => (*last).to_owned(),
        _ => String::new(),
    };
    Some((end, after))
}

/// Where what begins a text closes, others like it inside.
fn closing(text: &str, open: &str, close: &str) -> Option<usize> {
    if !text.starts_with(open) {
        return None;
    }
    let (mut depth, mut at) = (0, 0);
    loop {
        let offset =
            memchr::memchr2(open.as_bytes()[0], close.as_bytes()[0], &text.as_bytes()[at..])?;
        at += offset;
        if text[at..].starts_with(open) {
            depth += 1;
            at += open.len();
        } else if text[at..].starts_with(close) {
            depth -= 1;
            at += close.len();
        } else {
            at += 1;
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

fn reference(text: &str, found: &mut Found) -> Option<(usize, String)> {
    let rest = text.strip_prefix("<ref")?;
    if rest.starts_with("erences") {
        let end = text.find('>')? + 1;
        return Some((end, String::new()));
    }
    if !rest.starts_with(['>', ' ', '/']) {
        return None;
    }
    let tag = rest.find('>')?;
    let attributes = rest[..tag].trim_end_matches('/');
    let name = attributes.split_once("name").map_or("", |(_, name)| name);
    let name = name.trim_matches([' ', '=', '"', '\'']);
    let (end, content) = if rest[..tag].ends_with('/') {
        (4 + tag + 1, None)
    } else {
        let length = rest[tag + 1..].find("</ref>")?;
        (4 + tag + 1 + length + "</ref>".len(), Some(&rest[tag + 1..tag + 1 + length]))
    };
    let number = found.number(name, content.map(translated));
    Some((end, number.map_or(String::new(), |number| format!("[^{number}]"))))
}

/// Words for the wiki itself: `__NOTOC__`.
fn switch(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix("__")?;
    let end = inner.find("__")?;
    let upper = end >= 3 && inner[..end].bytes().all(|b| b.is_ascii_uppercase());
    upper.then(|| (end + 4, String::new()))
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn marks_become_those_of_markdown() {
        for (before, after) in [
            ("The '''clock''' ran ''back''.", "The **clock** ran *back*."),
            ("the '''''two''''' cows' and '' one", "the '''''two''''' cows' and '' one"),
            ("a [[brigade (North)|brigade]] of the [[north]]s", "a brigade of the norths"),
            ("[[File:A.jpg|thumb|A [[clock]].]] gone", "gone"),
            ("[http://a.example Harker & Sons]", "[Harker & Sons](http://a.example)"),
            ("early.{{citation needed|date=March 2011}}", "early."),
            ("{{convert|5|km|mi}} of {{lang|fr|mot}}", "5 km of mot"),
            ("[sic] and {a} and <b>c</b> and __init__", "[sic] and {a} and <b>c</b> and __init__"),
        ] {
            assert_eq!(translated(before), after);
        }
    }
}
