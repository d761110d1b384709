//! The front door: whether a document is HTML at all, told from its characters before anything is
//! read as a tag.
//!
//! Manuals, mail and programs are full of `<file>`, `<<EOF`, `<!nocheck>` and of names of elements
//! that they talk about; to the tokenizer of HTML a `<title>` in a sentence hides the rest of the
//! document. Markup shows itself by what it does: start tags have their end tags, void elements stand
//! alone, blocks begin where a sentence does not go on. A document in which nothing does is text, and
//! in text no sound tag, comment or raw text is any.

use std::collections::{HashMap, HashSet};

use memchr::{memchr, memchr2, memmem};

use super::scan::{Site, SiteKind};
use super::verbatim;
use crate::html::ElementName;
use crate::html::sets::{BLOCKS, VOID};

/// So many working tags are markup, whatever else stands in the document.
const MANY: u32 = 6;
/// Otherwise there may be so many brackets of the text for each working tag.
const BRACKETS: u32 = 4;
/// So many broken tags, or one broken end tag, are those of HTML.
const BROKEN: usize = 3;

/// Whether the document is text, as far as its sound tags tell.
pub(super) fn is_text(text: &str) -> bool {
    let Some(first) = memchr(b'<', text.as_bytes()) else { return false };
    if opens_page(&text[first..]) {
        return false;
    }
    let mut signs = Signs { text, first, ..Signs::default() };
    let mut code = verbatim::of_text(text).into_iter().peekable();
    let mut at = first;
    while let Some(found) = memchr(b'<', &text.as_bytes()[at..]) {
        at += found;
        while code.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = code.peek().filter(|range| range.start <= at) {
            at = range.end;
        } else {
            at = signs.bracket(at);
        }
        if signs.working >= MANY {
            return false;
        }
    }
    let brackets = signs.brackets + u32::try_from(signs.unknown.len()).unwrap_or(u32::MAX);
    signs.working == 0 || signs.working * BRACKETS < brackets
}

/// Whether the damaged tags among the sites are HTML's, so that its sound ones are as well.
pub(super) fn are_tags(sites: &[Site<'_>]) -> bool {
    let broken = sites.iter().filter(|site| {
        matches!(site.kind, SiteKind::Tag(_) | SiteKind::Translated(..) | SiteKind::Foreign(..))
    });
    broken.count() >= BROKEN || sites.iter().any(closes)
}

fn closes(site: &Site<'_>) -> bool {
    match &site.kind {
        SiteKind::Tag(tag) | SiteKind::Translated(tag, _) => tag.closes,
        _ => false,
    }
}

/// Whether the site is one of damage: the others are characters of a text.
pub(super) fn is_damage(site: &Site<'_>) -> bool {
    match &site.kind {
        SiteKind::Tag(_)
        | SiteKind::Reference(_)
        | SiteKind::Comment(_)
        | SiteKind::Foreign(..)
        | SiteKind::Translated(_, None)
        | SiteKind::Unknown(_, None)
        | SiteKind::Stray
        | SiteKind::Raw(_) => true,
        SiteKind::Sound(_)
        | SiteKind::Address
        | SiteKind::Bracketed(..)
        | SiteKind::Cut
        | SiteKind::Translated(_, Some(_))
        | SiteKind::Unknown(_, Some(_)) => false,
    }
}

/// Whether a page begins here.
fn opens_page(text: &str) -> bool {
    ["<!doctype", "<! doctype", "<html", "<head", "<body", "<?xml"]
        .iter()
        .any(|sign| text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign)))
}

#[derive(Default)]
struct Signs<'t> {
    text: &'t str,
    /// Where the first bracket stands.
    first: usize,
    working: u32,
    brackets: u32,
    open: HashMap<&'t str, u32>,
    /// Names, none of HTML's, that no end tag has.
    unknown: HashSet<&'t str>,
    /// Where the line starts whose code spans are counted, how far, and whether one is open.
    line: (usize, usize, bool),
}

impl<'t> Signs<'t> {
    /// Looks at the bracket at `at` and says where to go on.
    fn bracket(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        let closes = rest.starts_with('/');
        let name = &rest[usize::from(closes)..];
        let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric()).count();
        if rest.starts_with("!--") && memmem::find(rest.as_bytes(), b"-->").is_none()
            || rest.starts_with('<')
        {
            self.brackets += 1;
        }
        if length == 0 || self.is_code(at) {
            return at + 1;
        }
        let Some(end) = memchr2(b'<', b'>', name.as_bytes()) else { return self.text.len() };
        let (name, inside) = (&name[..length], &name[length..end]);
        let next = at + 1 + usize::from(closes) + end;
        let whole = self.text[next..].starts_with('>');
        let inside = inside.strip_suffix('/').unwrap_or(inside);
        let formed = inside.starts_with(|c: char| c.is_ascii_whitespace()) && inside.contains('=');
        if !whole || !(inside.trim().is_empty() || formed) {
            self.brackets += 1;
            return next;
        }
        self.tag(at, name, closes, formed);
        next
    }

    fn tag(&mut self, at: usize, name: &'t str, closes: bool, attributes: bool) {
        let element = ElementName::parse(&name.to_ascii_lowercase());
        if closes {
            let open = self.open.get_mut(name).filter(|open| **open > 0);
            let Some(open) = open else { return };
            *open -= 1;
            self.unknown.remove(name);
            self.working += 2;
            return;
        }
        match element {
            Some(element) if VOID.has(element) => {
                use ElementName as E;
                self.working += u32::from(attributes || matches!(element, E::Br | E::Hr));
            }
            Some(element) if is_raw(element) => {
                // One that is talked about hides nothing; a document may begin with one.
                if at == self.first
                    && self.text[..at].trim_start_matches('\u{feff}').trim().is_empty()
                {
                    *self.open.entry(name).or_default() += 1;
                }
            }
            Some(element) if BLOCKS.has(element) && (attributes || self.begins(at)) => {
                self.working += 1;
            }
            Some(_) => *self.open.entry(name).or_default() += 1,
            None => {
                *self.open.entry(name).or_default() += 1;
                self.unknown.insert(name);
            }
        }
    }

    /// Whether no sentence goes on at `at`.
    fn begins(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches([' ', '\t']);
        !before.ends_with(|c: char| c.is_alphanumeric() || ",;(".contains(c))
    }

    /// Whether the place is inside a code span of its line.
    fn is_code(&mut self, at: usize) -> bool {
        let (start, done, open) = self.line;
        let from = done.max(start);
        let fresh = &self.text[from..at];
        let (begin, mut inside) = match memchr::memrchr(b'\n', fresh.as_bytes()) {
            Some(found) => (from + found + 1, false),
            None => (from, open),
        };
        inside ^= memchr::memchr_iter(b'`', &self.text.as_bytes()[begin..at]).count() % 2 == 1;
        self.line = (start.max(begin), at, inside);
        inside
            && memchr2(b'`', b'\n', &self.text.as_bytes()[at..])
                .is_some_and(|found| self.text.as_bytes()[at + found] == b'`')
    }
}

/// Whether the content of the element is raw text.
fn is_raw(element: ElementName) -> bool {
    use ElementName as E;
    matches!(
        element,
        E::Title
            | E::Textarea
            | E::Style
            | E::Script
            | E::Xmp
            | E::Iframe
            | E::Noembed
            | E::Noframes
            | E::Plaintext
    )
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn brackets_of_texts_are_no_markup() {
        for text in [
            "Copy <file> to <dir>, then cat <<EOF > x.",
            "The <title> line names the sheet, a <style> line its type.",
            "see <b then see <stdio.h>",
            "Builds with <!nocheck> and the remark <!-- in the first column.",
            "Use `<p>` and `<b>bold</b>` here, or <name>.",
            "<pre-release> of <dpkg-selections.list",
        ] {
            assert!(is_text(text), "{text}");
        }
    }

    #[test]
    fn working_tags_are_markup() {
        for html in [
            "<p>One.",
            "A <b>b</b> c",
            "One.<br>Two.",
            "<title>T</title> text",
            "Text with <fuerte>calma</fuerte> here",
            "<!DOCTYPE html>text",
            "One.<!--more--><p>Two <file>.",
        ] {
            assert!(!is_text(html), "{html}");
        }
    }
}
