//! Tags in code that lost its `pre`: `return ( < div > { name } < / div > ) ;`.
//!
//! A highlighter sets every sign of a tag apart, and where its elements are gone, a space or a line
//! break stays between them. The same spaces are damage in an article. Which of the two they are
//! shows by what stands around most of a document's tags: signs of programs, or prose; and by their
//! names, since no article has fields of forms, or a page of its own behind its text.

use std::borrow::Cow;

use super::damage::bracketed::Bracketed;
use super::damage::form::Form;
use super::damage::tag::LooseTag;
use super::scan::{Site, SiteKind};
use super::{TagName, TokenKind};
use crate::html::ElementName;
use crate::words::code_signs;

/// So much text on either side of a tag is looked at.
const REACH: usize = 160;

/// The sites without the tags that are code, if most of those that are set apart are.
pub(super) fn leave<'t>(text: &'t str, mut sites: Vec<Site<'t>>) -> Vec<Site<'t>> {
    let (mut apart, mut code) = (0_usize, 0_usize);
    for site in &sites {
        match &site.kind {
            SiteKind::Tag(tag) if is_apart(tag) => {
                apart += 1;
                code += usize::from(is_code(text, tag));
            }
            // Neither a highlighter nor an author tears these.
            SiteKind::Tag(tag) if tag.form.has(Form::HALF_ESCAPED.or(Form::AMPERSAND)) => {
                apart += 1;
            }
            _ => {}
        }
    }
    if code == 0 || code * 2 <= apart {
        return sites;
    }
    sites.retain_mut(|site| match &site.kind {
        SiteKind::Tag(tag) if is_apart(tag) => {
            // The strict lexer takes `</ p >` for a comment.
            let hidden = text[site.start..].starts_with("</");
            if hidden {
                site.kind = shown(tag);
                site.end = site.start + 1;
            }
            hidden
        }
        _ => true,
    });
    sites
}

/// Whether nothing but white space hides the tag.
fn is_apart(tag: &LooseTag<'_>) -> bool {
    let spaces = Form::SPACED.or(Form::SPACED_ATTRIBUTE);
    tag.form.has(spaces) && tag.form.only(spaces.or(Form::QUOTES).or(Form::LETTERS))
}

fn shown<'t>(tag: &LooseTag<'t>) -> SiteKind<'t> {
    let name = match &tag.tag.name {
        TagName::Known(element) => element.as_str().to_owned(),
        TagName::Other(name) => name.clone().into_owned(),
    };
    let found = Bracketed { name, closes: tag.closes, end: tag.start + 1, sure: true };
    SiteKind::Bracketed(found, TokenKind::Text(Cow::Borrowed("<")))
}

fn is_code(text: &str, tag: &LooseTag<'_>) -> bool {
    let around = || between_tags(text, tag.start);
    let is_program = |text: &str| text.contains(['{', '}']) && code_signs::is_code(text);
    is_of_pages(tag.element) && tag.start > REACH || is_program(&around())
}

/// Whether the element is one of whole pages or of forms.
fn is_of_pages(element: ElementName) -> bool {
    use ElementName as E;
    matches!(
        element,
        E::Html
            | E::Head
            | E::Body
            | E::Meta
            | E::Link
            | E::Title
            | E::Form
            | E::Label
            | E::Input
            | E::Button
            | E::Select
            | E::Option
            | E::Textarea
    )
}

/// The text around a place without the tags in it; what only programs write in tags stays.
fn between_tags(text: &str, at: usize) -> String {
    let (before, after) = code_signs::window(text, at, REACH);
    let mut out = String::with_capacity(before.len() + after.len());
    // A tag that begins before the window ends with its first closing sign.
    let cut = before.find(['<', '>']).filter(|&at| before[at..].starts_with('>'));
    let whole = [&before[cut.map_or(0, |at| at + 1)..], after].concat();
    let mut pieces = whole.split('<');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        if tag.contains(['{', '(']) {
            out.push_str(tag);
        }
        out.push(' ');
        out.push_str(rest);
    }
    // What is left of tags that lost their first sign says nothing.
    out.replace('>', " ")
}

#[cfg(test)]
mod tests {
    use super::between_tags;

    #[test]
    fn tags_are_taken_out_of_the_text_around_a_place() {
        let text = "a = \"b\" > one < p class = \"c\" > two < i > three < / i";
        assert_eq!(
            between_tags(text, 30).split_whitespace().collect::<Vec<_>>(),
            ["one", "two", "three"]
        );
    }
}
