//! Whether a document needs the tolerant path, in one pass over its bytes.
//!
//! The pass steps from sign to sign with memchr and looks closer only where a sign stands as it
//! does in no sound document. It may call a sound document suspicious, which costs time and nothing
//! else; where it sees nothing, the strict lexer reads the document as it is.

use std::collections::HashSet;
use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memchr3_iter};

use super::damage::form::Form;
use super::damage::{address, bracketed, comment, cut, lost, name, reference, sign, tag};
use super::open::is_block;
use super::{RawText, balance, lexer, raw, verbatim};
use crate::html::ElementName;

/// What triage found.
#[derive(Clone, Debug, Default)]
pub(super) struct Triage {
    /// Something looks damaged.
    pub(super) suspicious: bool,
    /// How often the document as a whole was escaped.
    pub(super) depth: u32,
    pub(super) raws: raw::Ends,
}

/// Documents escaped more often are not told apart.
const DEPTHS: usize = 5;

pub(super) fn triage(text: &str) -> Triage {
    let mut pass = Pass {
        text,
        suspicious: has_wide_signs(text),
        tags: 0,
        balance: [0; ElementName::ALL.len()],
        lost: 0,
        escaped: [Escaped::default(); DEPTHS],
        done: 0,
        unclosed: [false; ElementName::ALL.len()],
        raws: raw::Ends::default(),
        others: Others::default(),
        named: false,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr3(b'<', b'&', b'>', &bytes[at..]) {
        at = pass.visit(at + found);
    }
    let depth = pass.depth();
    pass.suspicious |= pass.others.hold_text(pass.named) || pass.is_unclosed();
    // Scripts are full of what looks like code or a reference, and nothing reads them.
    let shown = |range: &Range<usize>| !pass.raws.hide(range);
    if !pass.suspicious {
        pass.suspicious = verbatim::stretches(text).iter().any(shown)
            || text.len() < SHORT && has_bare_references(text, shown);
    }
    Triage { suspicious: pass.suspicious || depth > 0, depth, raws: pass.raws }
}

/// Longest text in which references without an ampersand are looked for.
const SHORT: usize = 1 << 16;

/// Longest stretch that stands for an ampersand and its number sign.
const MARK: usize = 12;

/// Whether references stand without their ampersand: `nbsp;`, `eacute;`.
/// Only those count that are `shown`.
fn has_bare_references(text: &str, shown: impl Fn(&Range<usize>) -> bool) -> bool {
    let bytes = text.as_bytes();
    let mut doubtful = 0;
    for at in memchr::memchr_iter(b';', bytes) {
        let before = &bytes[..at];
        let letters =
            before.iter().rev().take(32).take_while(|b| b.is_ascii_alphanumeric()).count();
        let last = before.last().is_some_and(|b| b"pocegnlh0123456789".contains(b));
        let sound = letters < 3 || !last || before[..at - letters].ends_with(b"&");
        if sound || !shown(&(at..at + 1)) {
            continue;
        }
        let reach = at.saturating_sub(letters + MARK);
        let from = (reach..at).find(|at| text.is_char_boundary(*at)).unwrap_or(at);
        match reference::read_back(text, from, at) {
            Some(found) if !found.doubtful => return true,
            found => doubtful += u32::from(found.is_some()),
        }
    }
    doubtful > 1
}

/// Fullwidth signs and quotation marks where a tag's delimiters stand.
fn has_wide_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut first = memchr3_iter(0xE2, 0xE3, 0xEF, bytes);
    first.any(|at| {
        ["＜", "＆", "‹", "〈"].iter().any(|sign| bytes[at..].starts_with(sign.as_bytes()))
    })
}

/// Escaped tags of one depth.
#[derive(Clone, Copy, Default)]
struct Escaped {
    tags: u32,
    blocks: u32,
    ends: u32,
    /// Start tags of elements that need an end tag.
    starts: u32,
}

struct Pass<'t> {
    text: &'t str,
    suspicious: bool,
    tags: u32,
    /// Start tags less end tags, by element.
    balance: [i32; ElementName::ALL.len()],
    /// Names of elements before a closing delimiter that no tag has opened.
    lost: u32,
    escaped: [Escaped; DEPTHS],
    /// Where the last tag ended.
    done: usize,
    /// The elements whose content ran to the end of the text.
    unclosed: [bool; ElementName::ALL.len()],
    /// The raw texts, and what shows code.
    raws: raw::Ends,
    others: Others<'t>,
    /// Whether there are tags of HTML's elements.
    named: bool,
}

/// The tags of names that are none of HTML's, those that may be text of their own.
#[derive(Default)]
struct Others<'t> {
    starts: HashSet<&'t str>,
    ends: HashSet<&'t str>,
}

impl<'t> Others<'t> {
    /// Notes the tag from `at` to `end`.
    fn add(&mut self, text: &'t str, at: usize, end: usize) {
        let name = bracketed::name(text, at);
        if text[at + 1..].starts_with('/') {
            self.ends.insert(name);
        } else if memchr(b'=', &text.as_bytes()[at..end]).is_none()
            && bracketed::may_be_text(name, text[..end].ends_with("/>"))
        {
            self.starts.insert(name);
        }
    }

    /// Whether some of them are text; `named` tells that there are tags of HTML as well.
    fn hold_text(&self, named: bool) -> bool {
        if named {
            return !self.starts.is_subset(&self.ends);
        }
        self.starts.len() + self.ends.len() > 0
    }
}

impl<'t> Pass<'t> {
    fn visit(&mut self, at: usize) -> usize {
        match self.text.as_bytes()[at] {
            b'<' => self.less_than(at),
            b'&' => self.ampersand(at),
            _ => self.greater_than(at),
        }
    }

    fn suspect(&mut self, suspicious: bool) {
        self.suspicious |= suspicious;
    }

    fn less_than(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let name = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/'));
        match bytes.get(name) {
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.tag(at, name),
            Some(b'!' | b'?') if name == at + 1 => {
                let (_, end) = lexer::markup(self.text, at);
                self.done = end;
                end
            }
            _ => {
                if !self.suspicious {
                    let cut = cut::read(self.text, at).is_some();
                    self.suspect(cut || tag::read(self.text, at).is_some());
                }
                at + 1
            }
        }
    }

    fn tag(&mut self, at: usize, name: usize) -> usize {
        let bytes = self.text.as_bytes();
        let Some(length) = memchr2(b'>', b'<', &bytes[name..]) else {
            self.suspicious = true;
            return bytes.len();
        };
        let body = &bytes[name..name + length];
        let end = name + length + 1;
        self.tags += 1;
        self.done = end;
        if bytes[name + length] == b'<' || is_strange(body) {
            return self.strange_tag(at);
        }
        let letters = body.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let word = &self.text[name..name + letters];
        let element = element(word);
        let whole = matches!(body.get(letters), None | Some(b'/' | b' ' | b'\n' | b'\t' | b'\r'));
        if element.is_none() || !whole {
            self.others.add(self.text, at, end);
        } else {
            self.named = true;
            self.suspect(bracketed::is_included(self.text, at));
            self.suspect(letters == 1 && bracketed::may_be_type(self.text, at, word));
        }
        self.suspect(element.is_none() && is_foreign(word));
        if body.get(letters) == Some(&b' ') {
            self.suspect(is_torn(word, &body[letters + 1..]) || is_spaced_address(body));
        }
        self.suspect(address::may_begin(body) && address::read(self.text, at).is_some());
        let starts = name == at + 1;
        if starts && element.is_some_and(|element| lacks_address(element, body)) {
            return self.strange_tag(at);
        }
        if let Some(element) = element {
            self.balance[element as usize] += if starts { 1 } else { -1 };
        }
        element.filter(|_| starts).map_or(end, |element| self.skip_raw(element, end))
    }

    /// A tag with signs or letters in it that may be damage.
    fn strange_tag(&mut self, at: usize) -> usize {
        let (kind, end) = lexer::markup(self.text, at);
        self.suspect(!super::plausible::is_sound(self.text, at, end, &kind));
        self.done = end;
        end
    }

    /// Goes behind the content of an element that shows or runs code.
    fn skip_raw(&mut self, element: ElementName, end: usize) -> usize {
        let Some(kind) = raw_text(element) else { return end };
        if self.unclosed[element as usize] {
            return end;
        }
        let raw_end = raw::end(self.text, end, kind, Some(element));
        if raw_end == self.text.len() {
            self.unclosed[element as usize] = true;
            return end;
        }
        self.raws.push(end, raw_end, element);
        if super::evidence::is_code(element) {
            self.code(end, raw_end);
        }
        raw_end
    }

    /// Looks for types and file names in code that nobody escaped.
    fn code(&mut self, from: usize, to: usize) {
        let bytes = &self.text.as_bytes()[..to];
        let mut at = from;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            let start = at + found;
            at = start + 1;
            let name = at + usize::from(bytes.get(at) == Some(&b'/'));
            if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
                continue;
            }
            let Some(length) = memchr2(b'>', b'<', &bytes[name..]) else { break };
            let end = name + length + 1;
            if element(bracketed::name(&self.text[..end], start)).is_none() {
                self.suspect(bytes[end - 1] == b'<');
                self.others.add(self.text, start, end);
            } else {
                self.suspect(bracketed::is_included(self.text, start));
            }
        }
    }

    fn greater_than(&mut self, at: usize) -> usize {
        if !self.suspicious && at > self.done {
            let found = lost::read(self.text, self.done, at);
            self.lost += u32::from(found.is_some());
            self.suspect(found.is_some_and(|tag| !tag.tag.attributes.is_empty()));
            self.suspect(self.lost >= balance::PATTERN);
            self.done = at + 1;
        }
        at + 1
    }

    fn ampersand(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let letters =
            bytes[at + 1..].iter().take(8).take_while(|b| b.is_ascii_alphabetic()).count();
        let end = at + 1 + letters;
        let capital = bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase);
        if letters > 1 && bytes.get(end) == Some(&b';') && !capital {
            match &bytes[at + 1..end] {
                b"lt" | b"amp" => {}
                _ => return end,
            }
        } else if letters == 0 && bytes.get(end) == Some(&b'#') {
            let digits = bytes[end + 1..]
                .iter()
                .take(7)
                .take_while(|b| b.is_ascii_hexdigit() || **b == b'x')
                .count();
            let ampersand = matches!(&bytes[end + 1..end + 1 + digits], b"38" | b"x26");
            if bytes.get(end + 1 + digits) == Some(&b';') && !ampersand {
                return end + digits;
            }
        }
        self.strange_reference(at)
    }

    fn strange_reference(&mut self, at: usize) -> usize {
        self.suspect(self.text.len() - at < 24 && cut::read(self.text, at).is_some());
        let sign = sign::read(self.text, at).or_else(|| sign::cut(self.text, at, '<'));
        if let Some(sign) = sign.filter(|sign| sign.sign == '<') {
            let Some(tag) = tag::read(self.text, at) else {
                let found = comment::read(self.text, at).filter(|found| found.office);
                self.suspect(found.is_some());
                return sign.end;
            };
            self.count_escaped(&tag);
            return tag.end.max(at + 1);
        }
        let Some(found) = reference::read(self.text, at) else { return at + 1 };
        let sound = Form::NO_SEMICOLON;
        self.suspect(!found.form.only(sound) || (!found.form.is_sound() && !found.doubtful));
        found.end
    }

    fn count_escaped(&mut self, tag: &tag::LooseTag<'_>) {
        let depth = tag.depth.0 as usize;
        if !super::evidence::is_shown(tag) || depth >= DEPTHS {
            self.suspicious = true;
            return;
        }
        self.suspect(depth > 1);
        let escaped = &mut self.escaped[depth];
        escaped.tags += 1;
        escaped.blocks += u32::from(is_block(tag.element) || tag.element == ElementName::Br);
        escaped.ends += u32::from(tag.closes);
        escaped.starts += u32::from(!tag.closes && !tag.tag.self_closing && needs_end(tag.element));
    }

    /// Whether emphasis is left open: it would be that of all that follows.
    fn is_unclosed(&self) -> bool {
        use ElementName::{B, Em, I, Strong};
        [B, Em, I, Strong].into_iter().any(|element| self.balance[element as usize] > 0)
    }

    /// How often the document was escaped: as often as nearly all of its tags.
    fn depth(&self) -> u32 {
        let all: u32 = self.escaped.iter().map(|escaped| escaped.tags).sum();
        let blocks: u32 = self.escaped.iter().map(|escaped| escaped.blocks).sum();
        let ends: u32 = self.escaped.iter().map(|escaped| escaped.ends).sum();
        let starts: u32 = self.escaped.iter().map(|escaped| escaped.starts).sum();
        // A text that names tags ends few of them.
        if all < 3 * self.tags || blocks < 2 || ends == 0 || starts > 2 * ends {
            return 0;
        }
        let counts = self.escaped.iter().enumerate().rev();
        let depth = counts.clone().find(|(_, escaped)| escaped.tags * 5 >= all && escaped.tags > 1);
        depth.map_or(0, |(depth, _)| depth as u32)
    }
}

/// The element of that name in either case.
fn element(name: &str) -> Option<ElementName> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        return ElementName::parse(&name.to_ascii_lowercase());
    }
    ElementName::parse(name)
}

/// Whether a name that is none of HTML's is a translation of one.
fn is_foreign(letters: &str) -> bool {
    name::find(letters).is_some_and(|(_, form)| form.has(Form::TRANSLATED))
}

/// Whether a tag with this body is to be looked at: it holds signs of damage, a quote is not closed
/// or stands twice before a value.
fn is_strange(body: &[u8]) -> bool {
    let strange = |b: u8| b == b'&' || b >= 0x80 || b == b'\\' || b == b'`';
    let found = body.iter().fold(0_u8, |found, b| found | u8::from(strange(*b)));
    let open = body.iter().fold(0_u8, |open, b| open ^ u8::from(*b == b'"'));
    found | open > 0 || has_doubled_quote(body)
}

fn has_doubled_quote(body: &[u8]) -> bool {
    let value = |b: u8| b.is_ascii_alphanumeric() || b == b'/' || b == b'#';
    let quote = |b: u8| b == b'"' || b == b'\'';
    // Most tags have no two in a row.
    if !body.windows(2).fold(false, |found, row| found | (quote(row[0]) & (row[0] == row[1]))) {
        return false;
    }
    let rows = body.windows(3);
    rows.fold(false, |found, row| found | (quote(row[0]) & (row[0] == row[1]) & value(row[2])))
}

/// Whether the word behind a name continues it.
fn is_torn(name: &str, rest: &[u8]) -> bool {
    let word = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    if rest.get(word).is_some_and(|b| !matches!(b, b' ' | b'/')) || word == 0 {
        return false;
    }
    std::str::from_utf8(&rest[..word]).is_ok_and(|word| name::is_torn(name, Some(word)))
}

/// Whether a link or a picture has attributes with addresses and none of them by its name.
fn lacks_address(element: ElementName, body: &[u8]) -> bool {
    let wanted: &[u8] = match element {
        ElementName::A => b"href",
        ElementName::Img => b"src",
        _ => return false,
    };
    let has = |word: &[u8]| memchr::memmem::find(body, word).is_some();
    !has(wanted) && !has(&wanted.to_ascii_uppercase()) && has(b"=") && has(b"/")
}

/// Whether a colon and white space stand before a slash, as in a torn address.
fn is_spaced_address(body: &[u8]) -> bool {
    let mut from = 0;
    while let Some(found) = memchr(b':', &body[from..]) {
        from += found + 1;
        if body[from..].starts_with(b" /") {
            return true;
        }
    }
    false
}

fn raw_text(element: ElementName) -> Option<RawText> {
    use ElementName::*;
    match element {
        Script => Some(RawText::ScriptData),
        Style | Textarea | Title | Xmp | Iframe | Noembed | Noframes | Pre | Code | Kbd | Samp => {
            Some(RawText::Rawtext)
        }
        _ => None,
    }
}

/// Whether the element has content and its end tag may not be left out.
fn needs_end(element: ElementName) -> bool {
    use ElementName as E;
    !matches!(
        element,
        E::P | E::Li
            | E::Dt
            | E::Dd
            | E::Td
            | E::Th
            | E::Tr
            | E::Tbody
            | E::Thead
            | E::Tfoot
            | E::Br
            | E::Hr
            | E::Img
            | E::Input
            | E::Col
            | E::Wbr
            | E::Meta
            | E::Link
            | E::Source
            | E::Embed
            | E::Param
            | E::Area
            | E::Base
            | E::Html
            | E::Head
            | E::Body
    )
}
