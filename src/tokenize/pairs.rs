//! Tags that show only beside others what they are.
//!
//! A translator has more words for a name than any table holds (`<vastberaden>`, `< ب>`), and
//! inflects them. What such a tag stands for shows by its partner: an end tag that closes nothing
//! else in its block, an attribute that only one element has, the cells or rows in it. And where
//! every end tag of a name has lost its slash (`<强>…<强>`), each second tag is one.

use super::damage::form::Form;
use super::damage::name::is_attribute;
use super::damage::tag::LooseTag;
use super::evidence;
use super::scan::{Site, SiteKind};
use super::{Attribute, Tag, TagName, TokenKind, translated};
use crate::html::ElementName;
use crate::html::sets;

/// Settles what the unknown tags among `sites` are, and which start tags are end tags.
pub(super) fn settle<'t>(text: &'t str, sites: Vec<Site<'t>>) -> Vec<Site<'t>> {
    let mut sites = translated::settle(text, outside_drawings(sites));
    let mut twins = Vec::new();
    let mut start = 0;
    while start < sites.len() {
        let end = block_end(text, &sites, start);
        let mut block =
            Block { text, sites: &mut sites[start..end], open: Vec::new(), twins: Vec::new() };
        block.settle();
        twins.extend(block.twins.iter().map(|site| start + site));
        start = end;
    }
    name_containers(text, &mut sites);
    // In a translated document, what goes by one foreign word at both ends marks up something.
    if sites.iter().any(is_translated) {
        twins.into_iter().for_each(|site| name(&mut sites[site], ElementName::Span));
    }
    sites.into_iter().filter_map(leave).collect()
}

/// The sites without those that drawings and formulas seem to hold: their elements have names of
/// their own, and some of them are words (`use`, `mask`).
fn outside_drawings(sites: Vec<Site<'_>>) -> Vec<Site<'_>> {
    let drawing = |site: &Site<'_>| {
        known(site).filter(|(element, _)| matches!(element, ElementName::Svg | ElementName::Math))
    };
    let mut ends = sites.iter().filter(|site| matches!(drawing(site), Some((_, true)))).count();
    let mut depth = 0_usize;
    let mut out = Vec::with_capacity(sites.len());
    for site in sites {
        match drawing(&site) {
            Some((_, true)) => {
                ends -= 1;
                depth = depth.saturating_sub(1);
            }
            // What nothing ends does not hold the rest of the document.
            Some((_, false)) => depth = (depth + 1).min(ends),
            None if depth > 0 && is_translated(&site) => continue,
            None if depth > 0 => {
                out.extend(leave(site));
                continue;
            }
            None => {}
        }
        out.push(site);
    }
    out
}

/// Most tags that are open in one block.
const DEPTH: usize = 64;

/// A tag that is open: where it stands, and its element if that is known.
struct Opened {
    site: usize,
    element: Option<ElementName>,
}

/// The sites between two tags of blocks, or between blank lines.
struct Block<'a, 't> {
    text: &'t str,
    sites: &'a mut [Site<'t>],
    open: Vec<Opened>,
    /// The unknown tags that have a partner of the same name.
    twins: Vec<usize>,
}

/// Where the block ends that begins with the site at `start`: before the next tag of a block.
fn block_end(text: &str, sites: &[Site<'_>], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(site) = sites.get(end) {
        let gap = &text[sites[end - 1].end.min(site.start)..site.start];
        let blank = memchr::memmem::find(gap.as_bytes(), b"\n\n").is_some();
        let shown = matches!(&site.kind, SiteKind::Tag(tag) if evidence::is_shown(tag));
        if blank || !shown && known(site).is_some_and(|(element, _)| !is_inline(element)) {
            break;
        }
        end += 1;
    }
    end
}

/// The element whose tag stands at a site, and whether the tag closes it.
pub(super) fn known(site: &Site<'_>) -> Option<(ElementName, bool)> {
    match &site.kind {
        SiteKind::Sound(TokenKind::StartTag(Tag { name: TagName::Known(element), .. })) => {
            Some((*element, false))
        }
        SiteKind::Sound(TokenKind::EndTag(Tag { name: TagName::Known(element), .. })) => {
            Some((*element, true))
        }
        SiteKind::Tag(tag) => Some((tag.element, tag.closes)),
        _ => None,
    }
}

/// The same where the site shows both for sure.
fn sure(site: &Site<'_>) -> Option<(ElementName, bool)> {
    let doubtful = match &site.kind {
        SiteKind::Tag(tag) => {
            tag.form.has(Form::LOST_OPEN) || tag.tag.self_closing || evidence::is_shown(tag)
        }
        _ => false,
    };
    known(site).filter(|_| !doubtful)
}

fn is_inline(element: ElementName) -> bool {
    sets::MARKS.has(element) || matches!(element, ElementName::Br | ElementName::Img)
}

impl Block<'_, '_> {
    fn settle(&mut self) {
        let unslashed = self.unslashed();
        for index in 0..self.sites.len() {
            if let SiteKind::Unknown(tag, _) = &self.sites[index].kind {
                let closes = tag.closes;
                self.unknown(index, closes);
            } else if let Some((element, closes)) = sure(&self.sites[index])
                && sets::MARKS.has(element)
            {
                let again = unslashed.contains(&element) && self.is_again(index, element);
                if again {
                    self.close_without_slash(index, element);
                }
                self.known(index, element, closes || again);
            }
        }
    }

    fn known(&mut self, index: usize, element: ElementName, closes: bool) {
        if !closes {
            self.push(index, Some(element));
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open.element == Some(element)) {
            self.open.truncate(at);
        } else if let Some(at) = self.open.iter().rposition(|open| open.element.is_none()) {
            let opened = self.open.swap_remove(at);
            name(&mut self.sites[opened.site], element);
            self.open.truncate(at);
        }
    }

    fn unknown(&mut self, index: usize, closes: bool) {
        if !closes {
            match by_attributes(self.text, &mut self.sites[index]) {
                Some(ElementName::Img) => {}
                element => self.push(index, element),
            }
            return;
        }
        let word = word(self.text, &self.sites[index]);
        let twin = self.open.iter().rposition(|open| {
            open.element.is_none() && self::word(self.text, &self.sites[open.site]) == word
        });
        if let Some(at) = twin {
            self.twins.extend([self.open[at].site, index]);
            self.open.truncate(at);
        } else if let Some(open) = self.open.last()
            && let Some(element) = open.element
            && !self.closes_after(index, element)
        {
            name(&mut self.sites[index], element);
            self.open.pop();
        }
    }

    fn push(&mut self, site: usize, element: Option<ElementName>) {
        if self.open.len() < DEPTH {
            self.open.push(Opened { site, element });
        }
    }

    fn closes_after(&self, index: usize, element: ElementName) -> bool {
        self.sites[index + 1..].iter().take(DEPTH).any(|site| known(site) == Some((element, true)))
    }

    /// Elements of formatting that start more than once in this block and never end.
    fn unslashed(&self) -> Vec<ElementName> {
        let tags = || self.sites.iter().filter_map(sure).filter(|tag| sets::MARKS.has(tag.0));
        // Most blocks hold the tag of the block itself and no more.
        if tags().nth(1).is_none() {
            return Vec::new();
        }
        let mut starts = [0_u16; ElementName::ALL.len()];
        let mut ends = [false; ElementName::ALL.len()];
        for (element, closes) in tags() {
            starts[element as usize] = starts[element as usize].saturating_add(u16::from(!closes));
            ends[element as usize] |= closes;
        }
        let all = ElementName::ALL.iter().copied();
        let unslashed = |element: &ElementName| {
            !ends[*element as usize]
                && starts[*element as usize] > 1
                && starts[*element as usize] % 2 == 0
        };
        all.filter(unslashed).collect()
    }

    /// Whether the tag at `index` is spelled as the one that is open.
    fn is_again(&self, index: usize, element: ElementName) -> bool {
        let spelled = |site: &Site<'_>| {
            let tag = self.text[site.start..site.end].trim_matches(['<', '>', ' ']);
            tag.to_lowercase()
        };
        self.open.last().is_some_and(|open| {
            open.element == Some(element)
                && attributes(&self.sites[index]).is_some_and(<[_]>::is_empty)
                && spelled(&self.sites[open.site]) == spelled(&self.sites[index])
        })
    }

    fn close_without_slash(&mut self, index: usize, element: ElementName) {
        let site = &mut self.sites[index];
        let (form, depth) = match &site.kind {
            SiteKind::Tag(tag) => (tag.form, tag.depth),
            _ => (Form::SOUND, (0, 0)),
        };
        let tag =
            Tag { name: TagName::Known(element), attributes: Vec::new(), self_closing: false };
        site.kind = SiteKind::Tag(LooseTag {
            tag,
            element,
            closes: true,
            start: site.start,
            end: site.end,
            form: form.or(Form::LOST_SLASH),
            depth,
        });
    }
}

fn attributes<'a, 't>(site: &'a Site<'t>) -> Option<&'a [Attribute<'t>]> {
    match &site.kind {
        SiteKind::Sound(TokenKind::StartTag(tag)) => Some(&tag.attributes),
        SiteKind::Tag(tag) | SiteKind::Unknown(tag, _) => Some(&tag.tag.attributes),
        _ => None,
    }
}

/// Gives the unknown tag at `site` the name of `element`.
fn name(site: &mut Site<'_>, element: ElementName) {
    if let SiteKind::Unknown(tag, _) = &mut site.kind {
        tag.element = element;
        tag.tag.name = TagName::Known(element);
        let tag = LooseTag { tag: tag.tag.clone(), ..*tag };
        site.kind = SiteKind::Tag(tag);
    }
}

/// Names the unknown start tag at `site` by an attribute that one element has, or by one that is the
/// element: some languages turn `div class` round (`<класс div="note">`).
fn by_attributes(text: &str, site: &mut Site<'_>) -> Option<ElementName> {
    let attributes = attributes(site)?;
    let has = |name: &str| attributes.iter().any(|attribute| attribute.name == name);
    let first = attributes.first()?;
    let turned = super::damage::name::find(&first.name).map(|(element, _)| element);
    let turned = turned.filter(|element| is_content(*element) && !first.value.is_empty());
    let turned = turned.filter(|_| is_attribute(&word(text, site)) || !word(text, site).is_ascii());
    let element = match turned {
        Some(element) => element,
        None if has("href") => ElementName::A,
        None if has("src") && (has("alt") || has("width")) => ElementName::Img,
        None if is_attribute(&word(text, site)) => ElementName::Div,
        None if has("style") && !word(text, site).is_ascii() => ElementName::Span,
        None => return None,
    };
    name(site, element);
    Some(element)
}

/// Elements of content whose names are no attributes' names.
fn is_content(element: ElementName) -> bool {
    use ElementName::*;
    matches!(
        element,
        A | P
            | Div
            | Figure
            | Img
            | Ul
            | Ol
            | Li
            | Table
            | Tr
            | Td
            | Th
            | H1
            | H2
            | H3
            | H4
            | H5
            | H6
            | Section
            | Article
            | Blockquote
            | Strong
            | Em
    )
}

/// The name of the unknown tag at `site`, in lower case.
pub(super) fn word(text: &str, site: &Site<'_>) -> String {
    let tag = text[site.start..site.end].trim_start_matches(|c: char| !c.is_alphabetic());
    let end = tag.find(|c: char| !c.is_alphanumeric()).unwrap_or(tag.len());
    tag[..end].to_lowercase()
}

/// Whether a tag goes by a translated name that is known.
fn is_translated(site: &Site<'_>) -> bool {
    match &site.kind {
        SiteKind::Tag(tag) => tag.form.has(Form::TRANSLATED),
        SiteKind::Translated(..) => true,
        _ => false,
    }
}

/// Names the unknown tags that hold rows, cells or items.
fn name_containers(text: &str, sites: &mut [Site<'_>]) {
    let mut named: Option<(String, ElementName)> = None;
    for index in 0..sites.len() {
        let SiteKind::Unknown(tag, _) = &sites[index].kind else { continue };
        if tag.closes {
            let same = |(open, _): &(String, ElementName)| *open == word(text, &sites[index]);
            if let Some((_, element)) = named.take_if(|named| same(named)) {
                name(&mut sites[index], element);
            }
            continue;
        }
        let Some(next) = sites.get(index + 1) else { continue };
        let near = text[sites[index].end..next.start.max(sites[index].end)].trim().is_empty();
        let holds = known(next).filter(|(_, closes)| near && !closes);
        let element = match holds.map(|(element, _)| element) {
            Some(ElementName::Tr | ElementName::Tbody) => ElementName::Table,
            Some(ElementName::Td | ElementName::Th) => ElementName::Tr,
            Some(ElementName::Li) => ElementName::Ul,
            _ => continue,
        };
        let open = word(text, &sites[index]);
        name(&mut sites[index], element);
        if element != ElementName::Tr {
            named = Some((open, element));
        }
    }
}

/// An unknown tag that is still unknown: what else stands there, or text.
fn leave(site: Site<'_>) -> Option<Site<'_>> {
    let kind = match site.kind {
        SiteKind::Unknown(_, other) => *other?,
        kind => kind,
    };
    Some(Site { kind, ..site })
}
