//! Headings whose text survives only in an `id`: `<h2><span id="on-the-coast"></span></h2>`.

use super::super::judge::Item;
use super::{Event, admits, event, put_in};
use crate::html::ElementName::{self, H1, H2, H3, H4, H5, H6};
use crate::report::Report;
use crate::rules::RuleId;
use crate::tokenize::{Tag, TokenKind};

pub(super) fn recover<'t>(items: Vec<Item<'t>>, report: &Report) -> Vec<Item<'t>> {
    let mut found = Vec::new();
    let mut heading: Option<(usize, Option<String>)> = None;
    for (index, item) in items.iter().enumerate() {
        match event(item) {
            Event::Start(element) if is_heading(element) => heading = Some((index, id(item))),
            Event::Start(_) if heading.is_some() => {
                heading = heading.map(|(at, earlier)| (at, earlier.or_else(|| id(item))));
            }
            Event::End(element) if is_heading(element) => {
                if let Some((at, Some(id))) = heading.take()
                    && let Some(text) = spell(&id)
                {
                    found.push((at, index, text));
                }
            }
            Event::Text => heading = None,
            _ => {}
        }
    }
    put_back(items, found, report)
}

fn put_back<'t>(
    items: Vec<Item<'t>>,
    found: Vec<(usize, usize, String)>,
    report: &Report,
) -> Vec<Item<'t>> {
    let mut found = found.into_iter().peekable();
    let mut out = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        if let Some((_, _, text)) = found.next_if(|(_, end, _)| *end == index)
            && admits(RuleId::HeadingTextLost, report)
        {
            let at = item.token.span.start;
            out.push(put_in(TokenKind::Text(text.into()), at, RuleId::HeadingTextLost));
        }
        out.push(item);
    }
    out
}

fn is_heading(element: ElementName) -> bool {
    matches!(element, H1 | H2 | H3 | H4 | H5 | H6)
}

fn id(item: &Item<'_>) -> Option<String> {
    let TokenKind::StartTag(Tag { attributes, .. }) = &item.token.kind else { return None };
    let id =
        attributes.iter().find(|attribute| attribute.name == "id" || attribute.name == "name")?;
    (!id.value.is_empty()).then(|| id.value.to_string())
}

/// The text that an id was made from; none unless it is several words. Two might as well name a
/// part of the page.
fn spell(id: &str) -> Option<String> {
    let words: Vec<&str> = id.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    let letters = words.iter().filter(|word| word.chars().all(char::is_alphabetic)).count();
    let few = words.len() < 3 && !(words.len() == 2 && words.iter().all(|word| is_of_prose(word)));
    if few || letters * 4 < words.len() * 3 || id.contains(['%', '.', '/', ':']) {
        return None;
    }
    let spelled: Vec<String> =
        words.iter().enumerate().map(|(index, word)| capital(word, index == 0)).collect();
    Some(spelled.join(" "))
}

/// A word that names no part of a page.
fn is_of_prose(word: &str) -> bool {
    const OF_PAGES: &[&str] = &[
        "anchor",
        "archive",
        "area",
        "article",
        "banner",
        "block",
        "body",
        "bottom",
        "caption",
        "comment",
        "comments",
        "content",
        "entry",
        "field",
        "footer",
        "form",
        "header",
        "heading",
        "headline",
        "image",
        "label",
        "latest",
        "link",
        "links",
        "list",
        "logo",
        "main",
        "menu",
        "modal",
        "more",
        "name",
        "news",
        "page",
        "panel",
        "post",
        "posts",
        "primary",
        "recent",
        "related",
        "search",
        "secondary",
        "section",
        "share",
        "sidebar",
        "site",
        "social",
        "subtitle",
        "text",
        "title",
        "widget",
        "wrapper",
    ];
    word.len() > 3
        && word.chars().all(char::is_alphabetic)
        && !OF_PAGES.contains(&word.to_lowercase().as_str())
}

/// A word of a title: small words stay small.
fn capital(word: &str, first: bool) -> String {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "nor", "of", "on", "or",
        "over", "the", "to", "with", "de", "la", "el", "los", "las", "y", "en", "del", "du", "des",
        "les", "et", "le", "da", "do", "e", "und", "der", "die", "das", "von", "van", "di", "il",
    ];
    let mut letters = word.chars();
    match letters.next() {
        Some(letter) if first || !SMALL.contains(&word) => {
            letter.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}
