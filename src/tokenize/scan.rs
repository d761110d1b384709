//! Where markup stands or may stand: the sites of a document, in order and without overlap.
//!
//! The scan reads sound markup as the strict lexer does and takes the damage grammar's reading where
//! the strict one makes no sense. Between the sites is text.

use std::collections::HashSet;
use std::ops::Range;

use super::damage::bracketed::{self, Bracketed};
use super::damage::comment::{self, Comment};
use super::damage::form::Form;
use super::damage::reference::{self, Reference};
use super::damage::tag::{self, LooseTag};
use super::damage::{address, cut, foreign, lost, quoted, sign};
use super::{RawText, Tag, TagName, TokenKind, lexer, pairs, plausible, raw, strays, verbatim};
use crate::html::ElementName;

/// A place where markup stands or may stand.
#[derive(Debug)]
pub(super) struct Site<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: SiteKind<'t>,
}

#[derive(Debug)]
pub(super) enum SiteKind<'t> {
    /// Markup as the strict lexer reads it.
    Sound(TokenKind<'t>),
    Tag(LooseTag<'t>),
    Reference(Reference),
    /// An address in angle brackets.
    Address,
    /// Markup as the strict lexer reads it that may be brackets of the text.
    Bracketed(Bracketed, TokenKind<'t>),
    /// What is left of a tag that the end of the text cuts off.
    Cut,
    /// What may be left of a tag without a name: `>`, `< / >`.
    Stray,
    /// A comment with damaged or escaped delimiters.
    Comment(Comment),
    /// An escaped tag of a name that is none of HTML's.
    Foreign(Bracketed, TokenKind<'t>),
    /// The content of a raw text element.
    Raw(RawText),
    /// A tag by a translated name, and the site that stands there if it is none.
    Translated(LooseTag<'t>, Option<Box<Site<'t>>>),
    /// A tag by a name that is no element's, and what stands there if it turns out to be none.
    Unknown(LooseTag<'t>, Option<Box<SiteKind<'t>>>),
}

/// The sites of `text`, a document that was escaped `depth` times.
pub(super) fn scan(text: &str, depth: u32) -> Vec<Site<'_>> {
    read(text, depth, verbatim::stretches(text), true)
}

/// The sites of a text in which no element hides anything.
pub(super) fn scan_text(text: &str) -> Vec<Site<'_>> {
    read(text, 0, verbatim::code(text), false)
}

fn read(text: &str, depth: u32, verbatim: Vec<Range<usize>>, hides: bool) -> Vec<Site<'_>> {
    let mut scan = Scan {
        text,
        depth,
        hides,
        sites: Vec::new(),
        done: 0,
        closed: 0,
        waste: 0,
        foreign: false,
        opened: HashSet::new(),
    };
    let mut verbatim = verbatim.into_iter().peekable();
    let mut at = 0;
    while let Some(found) = next_trigger(text.as_bytes(), at) {
        while verbatim.next_if(|range| range.end <= found).is_some() {}
        at = match verbatim.peek().filter(|range| range.start <= found) {
            Some(range) => scan.verbatim(found.max(range.start), range.end),
            None => scan.visit(found),
        };
    }
    strays::settle(text, pairs::settle(text, scan.sites))
}

/// The next byte at which markup, sound or not, may begin or end.
fn next_trigger(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    rest.iter().position(|b| TRIGGERS[usize::from(*b)]).map(|i| at + i)
}

static TRIGGERS: [bool; 256] = {
    let mut triggers = [false; 256];
    let bytes = [b'<', b'>', b'&', b';', 0xC2, 0xE2, 0xE3, 0xEF];
    let mut index = 0;
    while index < bytes.len() {
        triggers[bytes[index] as usize] = true;
        index += 1;
    }
    triggers
};

struct Scan<'t> {
    text: &'t str,
    depth: u32,
    /// Whether sound comments and raw text elements hide what they hold.
    hides: bool,
    sites: Vec<Site<'t>>,
    /// Where the last site ended.
    done: usize,
    /// Where the last closing delimiter ended that closes nothing.
    closed: usize,
    /// How many bytes the strict lexer has read in vain.
    waste: usize,
    /// Inside a drawing or a formula, whose elements have names of their own.
    foreign: bool,
    /// The names, none of HTML's, of the start tags so far.
    opened: HashSet<String>,
}

/// Strict readings are distrusted until so many bytes per byte of the text were read in vain: a
/// document of nothing but unclosed tags takes no longer than that.
const WASTE: usize = 6;

impl<'t> Scan<'t> {
    /// Looks at the trigger at `at` and says where to go on.
    fn visit(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        match bytes[at] {
            b'<' => self.less_than(at),
            b'&' => self.ampersand(at),
            b'>' => self.closing(at, at + 1),
            b';' => self.semicolon(at),
            _ => self.wide(at),
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: SiteKind<'t>) -> usize {
        self.sites.push(Site { start, end, kind });
        self.done = end;
        end
    }

    fn less_than(&mut self, at: usize) -> usize {
        // What looks like a comment or a declaration is one only where tags are tags.
        if !self.hides && self.text[at..].starts_with("<!") {
            return at + 2;
        }
        if let Some(end) = address::read(self.text, at) {
            return self.push(at, end, SiteKind::Address);
        }
        let strict =
            lexer::opens_markup(self.text.as_bytes(), at).then(|| lexer::markup(self.text, at));
        let trusted = self.waste > WASTE * self.text.len();
        let sound = strict
            .as_ref()
            .is_some_and(|(kind, end)| trusted || plausible::is_sound(self.text, at, *end, kind));
        if !sound {
            if let Some(found) = comment::read(self.text, at) {
                return self.push(at, found.end, SiteKind::Comment(found));
            }
            if let Some(found) = tag::read(self.text, at)
                && !found.form.is_sound()
            {
                self.waste += strict.as_ref().map_or(0, |(_, end)| end - at);
                if found.form.has(Form::TRANSLATED) {
                    return self.translated(found, strict, trusted);
                }
                return self.tag(found);
            }
        }
        self.otherwise(at, strict, trusted)
    }

    /// A tag by a translated name, or what stands there otherwise.
    fn translated(
        &mut self,
        found: LooseTag<'t>,
        strict: Option<(TokenKind<'t>, usize)>,
        trusted: bool,
    ) -> usize {
        let before = self.sites.len();
        self.otherwise(found.start, strict, trusted);
        let other = self.sites.drain(before..).next().map(Box::new);
        let (start, end) = (found.start, found.end);
        let closes = found.closes;
        self.push(start, end, SiteKind::Translated(found, other));
        self.note(closes);
        end
    }

    /// Notes the name of the last tag.
    fn note(&mut self, closes: bool) {
        if let Some(site) = self.sites.last().filter(|_| !closes) {
            self.opened.insert(pairs::word(self.text, site));
        }
    }

    /// An end tag without a name, from `at` to `end`: the name may stand before it (`李< / >`).
    fn nameless(&mut self, at: usize, end: usize) -> usize {
        let before = &self.text[self.done.max(self.closed)..at];
        let word = &before[before.trim_end_matches(char::is_alphanumeric).len()..];
        if word.is_empty() || !self.opened.contains(&word.to_lowercase()) {
            return self.push(at, end, SiteKind::Stray);
        }
        let start = at - word.len();
        let tag = tag::ending(word, start, end);
        let kind = match tag.form.has(Form::TRANSLATED) {
            true => SiteKind::Translated(tag, None),
            false => SiteKind::Unknown(tag, None),
        };
        self.push(start, end, kind)
    }

    /// What stands at `at`, where the strict lexer reads `strict` and the damage grammar no tag.
    fn otherwise(
        &mut self,
        at: usize,
        strict: Option<(TokenKind<'t>, usize)>,
        trusted: bool,
    ) -> usize {
        let Some((kind, end)) = strict else {
            return match tag::read_unknown(self.text, at) {
                Some(found) => self.unknown(found, None),
                None => match tag::read_nameless(self.text, at) {
                    Some(end) => self.nameless(at, end),
                    None => self.cut(at, at + 1),
                },
            };
        };
        let mut bracketed = if trusted { None } else { bracketed::read(self.text, at, end, &kind) };
        if is_unknown(&kind)
            && !self.foreign
            && bracketed.as_ref().is_none_or(|found| found.end == end && !found.sure)
            && let Some(found) = tag::read_unknown(self.text, at)
            && found.end == end
        {
            let other = match bracketed.take() {
                Some(text) => SiteKind::Bracketed(text, kind),
                None => SiteKind::Sound(kind),
            };
            return self.unknown(found, Some(other));
        }
        if let Some(found) = bracketed {
            self.waste += if found.end < end { end - at } else { 0 };
            return self.push(at, found.end, SiteKind::Bracketed(found, kind));
        }
        let element = match &kind {
            TokenKind::StartTag(Tag { name: TagName::Known(element), .. }) => Some(*element),
            _ => None,
        };
        if let Some(element) = element {
            self.foreign = matches!(element, ElementName::Svg | ElementName::Math);
        } else if let TokenKind::EndTag(Tag { name: TagName::Known(_), .. }) = &kind {
            self.foreign = false;
        }
        self.push(at, end, SiteKind::Sound(kind));
        self.raw(element, end)
    }

    /// A tag that may stand for one by another name. If it is none, it is text or what it was.
    fn unknown(&mut self, found: LooseTag<'t>, other: Option<SiteKind<'t>>) -> usize {
        let (start, end) = (found.start, found.end);
        if other.is_some() {
            self.done = end;
        }
        let closes = found.closes;
        let kind = SiteKind::Unknown(found, other.map(Box::new));
        self.sites.push(Site { start, end, kind });
        self.note(closes);
        end
    }

    /// Text from `start` to `end` in which no markup stands.
    fn verbatim(&mut self, start: usize, end: usize) -> usize {
        self.closed = end;
        self.push(start, end, SiteKind::Raw(RawText::Plaintext))
    }

    /// What may be left of a tag at the end of the text, if no markup stands at `at`.
    fn cut(&mut self, at: usize, next: usize) -> usize {
        match cut::read(self.text, at) {
            Some(end) => self.push(at, end, SiteKind::Cut),
            None => next,
        }
    }

    fn tag(&mut self, found: LooseTag<'t>) -> usize {
        let (start, end) = (found.start, found.end);
        // Text that only shows a tag opens no raw text.
        let shown = found.form.has(Form::ESCAPED) && found.depth.0.max(found.depth.1) > self.depth;
        if found.form.has(Form::TRANSLATED) {
            return self.push(start, end, SiteKind::Translated(found, None));
        }
        let element = (!found.closes && !shown).then_some(found.element);
        self.push(start, end, SiteKind::Tag(found));
        self.raw(element, end)
    }

    /// The content of a raw text element that starts at `at`.
    fn raw(&mut self, element: Option<ElementName>, at: usize) -> usize {
        if !self.hides {
            return at;
        }
        let Some((element, kind)) = element.and_then(|e| Some((e, raw_text(e)?))) else {
            return at;
        };
        let strict = raw::end(self.text, at, kind, Some(element));
        let end = raw_end(self.text, at, strict, element);
        if end > at { self.push(at, end, SiteKind::Raw(kind)) } else { at }
    }

    fn ampersand(&mut self, at: usize) -> usize {
        let delimiter = sign::read(self.text, at).map(|found| (found.sign, found.end));
        match delimiter {
            Some(('>', _)) => {
                if let Some(found) = lost::read(self.text, self.done.max(self.closed), at) {
                    return self.tag(found);
                }
            }
            Some(('<', _)) => {
                if let Some(found) = comment::read(self.text, at) {
                    return self.push(at, found.end, SiteKind::Comment(found));
                }
                if let Some(end) = foreign::declaration(self.text, at, self.depth) {
                    let found = Comment { end, inner: at..end, shown: true, office: false };
                    return self.push(at, end, SiteKind::Comment(found));
                }
            }
            _ => {}
        }
        if let Some(found) = tag::read(self.text, at) {
            return self.tag(found);
        }
        if let Some(tag) = foreign::read(self.text, at, self.depth) {
            return self.push(at, tag.end, SiteKind::Foreign(tag.found, tag.kind));
        }
        if let Some(end) = cut::read(self.text, at) {
            return self.push(at, end, SiteKind::Cut);
        }
        self.reference(at)
    }

    fn reference(&mut self, at: usize) -> usize {
        let Some(found) = reference::read(self.text, at) else { return at + 1 };
        let end = found.end;
        let sound = found.form.is_sound()
            || (found.form == Form::NO_SEMICOLON
                && crate::html::char_ref::lex(self.text, at, false).is_some());
        if sound { end } else { self.push(at, end, SiteKind::Reference(found)) }
    }

    /// A closing delimiter that closes nothing: the opening one may be lost.
    fn closing(&mut self, at: usize, end: usize) -> usize {
        match lost::read(self.text, self.done.max(self.closed), at) {
            Some(found) => self.tag(found),
            None => {
                self.closed = end;
                let after = self.text[end..].trim_start();
                let stray = end == at + 1 && (after.is_empty() || after.starts_with(['<', '&']));
                if stray { self.push(at, end, SiteKind::Stray) } else { end }
            }
        }
    }

    /// A semicolon that ends no reference: its ampersand may be lost.
    fn semicolon(&mut self, at: usize) -> usize {
        match reference::read_back(self.text, self.done, at) {
            Some(found) => {
                if sign::is_less_than(&found.value)
                    && let Some(tag) = tag::read_after(self.text, &found)
                {
                    return self.tag(tag);
                }
                let (start, end) = (found.start, found.end);
                self.push(start, end, SiteKind::Reference(found))
            }
            None => at + 1,
        }
    }

    fn wide(&mut self, at: usize) -> usize {
        let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else {
            return at + 1;
        };
        let end = at + c.len_utf8();
        match c {
            '«' | '《' => match quoted::read(self.text, at) {
                Some(found) => {
                    self.sites.push(Site { start: at, end: found.end, kind: SiteKind::Tag(found) });
                    self.done = self.sites.last().map_or(end, |site| site.end);
                    self.done
                }
                None => end,
            },
            '＆' => self.ampersand(at).max(end),
            '＜' | '‹' | '〈' => match tag::read(self.text, at) {
                Some(found) => self.tag(found),
                None => end,
            },
            '＞' | '›' | '〉' => self.closing(at, end),
            _ => end,
        }
    }
}

/// Whether the strict lexer makes of a tag one that no element goes by, or a comment.
fn is_unknown(kind: &TokenKind<'_>) -> bool {
    match kind {
        TokenKind::StartTag(tag) | TokenKind::EndTag(tag) => {
            matches!(tag.name, TagName::Other(_))
        }
        TokenKind::Comment(_) => true,
        _ => false,
    }
}

/// How the content of `element` is read, where scripts are not run.
fn raw_text(element: ElementName) -> Option<RawText> {
    use ElementName::*;
    match element {
        Title | Textarea => Some(RawText::Rcdata),
        Style | Xmp | Iframe | Noembed | Noframes => Some(RawText::Rawtext),
        Script => Some(RawText::ScriptData),
        Plaintext => Some(RawText::Plaintext),
        _ => None,
    }
}

/// Where raw text ends when its end tag may be damaged.
fn raw_end(text: &str, at: usize, strict: usize, element: ElementName) -> usize {
    let bytes = &text.as_bytes()[..strict];
    let mut from = at;
    while let Some(found) = memchr::memchr2(b'<', b'&', &bytes[from..]) {
        let here = from + found;
        if tag::read(text, here).is_some_and(|tag| tag.closes && tag.element == element) {
            return here;
        }
        from = here + 1;
    }
    strict
}
