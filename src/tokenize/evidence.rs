//! What the sites of a document, taken together, say about it.

use std::collections::HashMap;

use super::balance::Balance;
use super::damage::bracketed::Bracketed;
use super::damage::form::Form;
use super::damage::name;
use super::damage::tag::LooseTag;
use super::scan::{Site, SiteKind};
use super::{Tag, TagName, TokenKind};
use crate::html::ElementName;
use crate::html::sets;

/// So many broken places more are enough for every doubtful one.
const ASSUMED: u32 = 3;

/// How many sound tags there are for each broken one where those that are shown are text.
const MOST_SOUND: u32 = 100;

/// Counts of a document's sites.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// Tags that no sound text contains: `< / p >`, `& lt ;li >`.
    pub(super) broken_tags: u32,
    /// Tags without an opening delimiter, by how they look.
    pub(super) lost: u32,
    /// Character references that no sound text contains.
    pub(super) broken_refs: u32,
    /// References that have lost their ampersand.
    pub(super) bare_refs: u32,
    /// Those among them that no spaces set apart: the others may be names that a text speaks of, or
    /// fields of a program.
    pub(super) set_refs: u32,
    /// References escaped again where a mention of them is unlikely: glued to words.
    pub(super) over_escaped: u32,
    /// Escaped conditions of Office programs.
    pub(super) conditions: u32,
    pub(super) sound_tags: u32,
    /// End tags in quotation marks, by element.
    quoted: [u32; ElementName::ALL.len()],
    /// Start tags of blocks with a space before their text, and those without.
    spaced: u32,
    glued: u32,
    /// The start and end tags of names that are none of HTML's.
    others: HashMap<String, (u32, u32)>,
    /// Tags of HTML's elements, sound or not.
    named: u32,
    /// End tags that are still to come, by element.
    ahead: [u32; ElementName::ALL.len()],
}

impl Evidence {
    /// Counts as if there were more damage, so that a single place of it is believed.
    pub(super) fn assume_damage(&mut self) {
        self.broken_refs += ASSUMED;
        self.bare_refs += ASSUMED;
        self.over_escaped += ASSUMED;
    }

    pub(super) fn new(text: &str, sites: &[Site<'_>]) -> Self {
        let mut evidence = Self {
            broken_tags: 0,
            lost: 0,
            broken_refs: 0,
            bare_refs: 0,
            set_refs: 0,
            over_escaped: 0,
            conditions: 0,
            sound_tags: 0,
            quoted: [0; ElementName::ALL.len()],
            spaced: 0,
            glued: 0,
            others: HashMap::new(),
            named: 0,
            ahead: [0; ElementName::ALL.len()],
        };
        let mut code = 0_u32;
        let mut balance = Balance::new();
        for site in sites {
            evidence.count_other(site);
            if let Some((element, closes)) = element(text, site) {
                evidence.named += 1;
                evidence.ahead[element as usize] += u32::from(closes);
                if is_code(element) {
                    code = if closes { code.saturating_sub(1) } else { code + 1 };
                }
            }
            if code == 0 {
                evidence.count_space(text, site);
                evidence.count(text, site);
                balance.count(text, site);
            }
        }
        evidence.broken_tags += balance.lost_tags();
        evidence
    }

    fn count(&mut self, text: &str, site: &Site<'_>) {
        match &site.kind {
            SiteKind::Sound(TokenKind::StartTag(_) | TokenKind::EndTag(_)) => self.sound_tags += 1,
            SiteKind::Tag(tag) if tag.form.has(Form::LOST_OPEN) => self.lost += 1,
            SiteKind::Tag(tag) if tag.form.has(Form::QUOTED) => {
                self.quoted[tag.element as usize] += u32::from(tag.closes);
            }
            SiteKind::Tag(tag) if is_certain(tag) => self.broken_tags += 1,
            SiteKind::Comment(found) => self.conditions += u32::from(found.shown && found.office),
            SiteKind::Reference(reference) if reference.form.has(Form::NO_AMPERSAND) => {
                self.bare_refs += 1;
                self.set_refs += u32::from(!stands_alone(text, site.start, site.end));
            }
            SiteKind::Reference(reference) if !reference.doubtful => {
                let bare = Form::OVER_ESCAPED.or(Form::NO_SEMICOLON).or(Form::NO_AMPERSAND);
                if reference.form.has(Form::OVER_ESCAPED) {
                    self.over_escaped +=
                        u32::from(reference.depth > 1 || is_glued(text, site.start, site.end));
                } else if !reference.form.only(bare) {
                    self.broken_refs += 1;
                }
            }
            _ => {}
        }
    }

    fn count_space(&mut self, text: &str, site: &Site<'_>) {
        let whole = match &site.kind {
            SiteKind::Tag(tag) => !tag.form.has(Form::LOST_OPEN.or(Form::LOST_CLOSE)),
            kind => matches!(kind, SiteKind::Sound(_)),
        };
        let opens = element(text, site)
            .is_some_and(|(element, closes)| !closes && sets::CLOSES_PARAGRAPH.has(element));
        if whole && opens {
            let rest = &text[site.end..];
            let letter = |rest: &str| rest.starts_with(char::is_alphabetic);
            self.spaced += u32::from(rest.strip_prefix(' ').is_some_and(letter));
            self.glued += u32::from(letter(rest));
        }
    }

    /// Whether so few of the tags are broken that what is well formed is as it was meant: a page of a
    /// thousand tags shows types in brackets, and three of them may look torn.
    pub(super) const fn is_mostly_sound(&self) -> bool {
        (self.broken_tags + self.broken_refs) * MOST_SOUND < self.sound_tags
    }

    /// Whether the text of a block stands behind a space.
    pub(super) fn is_spaced(&self) -> bool {
        self.spaced > 1 && self.spaced > 2 * self.glued
    }

    fn count_other(&mut self, site: &Site<'_>) {
        let (name, closes) = match &site.kind {
            SiteKind::Sound(TokenKind::StartTag(Tag { name: TagName::Other(name), .. })) => {
                (&**name, false)
            }
            SiteKind::Sound(TokenKind::EndTag(Tag { name: TagName::Other(name), .. })) => {
                (&**name, true)
            }
            SiteKind::Bracketed(found, _) | SiteKind::Foreign(found, _) => {
                (&*found.name, found.closes)
            }
            _ => return,
        };
        if !self.others.contains_key(name) {
            self.others.insert(name.to_owned(), (0, 0));
        }
        if let Some((starts, ends)) = self.others.get_mut(name) {
            *starts += u32::from(!closes);
            *ends += u32::from(closes);
        }
    }

    /// Whether brackets are text because nothing opens and closes what they name. Where there are no
    /// tags of HTML at all, only a custom element is one.
    pub(super) fn is_unclosed(&self, found: &Bracketed) -> bool {
        let (starts, ends) = self.others.get(&found.name).copied().unwrap_or_default();
        if self.named == 0 {
            return !(found.name.contains('-') && starts > 0 && ends > 0);
        }
        !found.closes && ends == 0
    }

    /// Whether quotation marks stand for the delimiters of this element's tags: some of them end it,
    /// and the document is broken.
    pub(super) fn is_quoted(&self, element: ElementName) -> bool {
        let all: u32 = self.quoted.iter().sum();
        let ends = self.quoted[element as usize] > 0 || sets::VOID.has(element);
        // A container's end tag may be lost.
        let holds = matches!(element, ElementName::Table | ElementName::Ul | ElementName::Ol);
        self.broken_tags > 2 && ((ends && all > 1) || (holds && all > 2))
    }

    /// Whether there are start and end tags of that name.
    pub(super) fn is_paired(&self, found: &Bracketed) -> bool {
        let (starts, ends) = self.others.get(&found.name).copied().unwrap_or_default();
        starts > 0 && ends > 0
    }

    /// Notes that `site` lies behind.
    pub(super) fn pass(&mut self, text: &str, site: &Site<'_>) {
        if let Some((element, true)) = element(text, site) {
            let count = &mut self.ahead[element as usize];
            *count = count.saturating_sub(1);
        }
    }

    /// Whether an end tag of `element` is still to come.
    pub(super) fn closes_later(&self, element: ElementName) -> bool {
        self.ahead[element as usize] > 0
    }
}

/// The element whose tag stands at `site`, and whether the tag may close it.
fn element(text: &str, site: &Site<'_>) -> Option<(ElementName, bool)> {
    match &site.kind {
        SiteKind::Sound(TokenKind::StartTag(Tag { name: TagName::Known(element), .. })) => {
            Some((*element, false))
        }
        SiteKind::Sound(TokenKind::EndTag(Tag { name: TagName::Known(element), .. })) => {
            Some((*element, true))
        }
        SiteKind::Tag(tag) => {
            let lost = tag.form.has(Form::LOST_OPEN) && !opens_text(text, site.end);
            Some((tag.element, tag.closes || tag.tag.self_closing || lost))
        }
        _ => None,
    }
}

/// For each site, whether the next tag of its element that is certain is an end tag.
pub(super) fn ends_next(sites: &[Site<'_>]) -> Vec<bool> {
    let mut next = [false; ElementName::ALL.len()];
    let mut ends = vec![false; sites.len()];
    for (index, site) in sites.iter().enumerate().rev() {
        let (element, sure, closes) = match &site.kind {
            SiteKind::Sound(TokenKind::StartTag(Tag { name: TagName::Known(element), .. })) => {
                (*element, true, false)
            }
            SiteKind::Sound(TokenKind::EndTag(Tag { name: TagName::Known(element), .. })) => {
                (*element, true, true)
            }
            SiteKind::Tag(tag) => (tag.element, is_certain(tag), tag.closes),
            _ => continue,
        };
        ends[index] = next[element as usize];
        if sure {
            next[element as usize] = closes;
        }
    }
    ends
}

/// Whether text follows at `at` without white space, as it does behind a start tag.
pub(super) fn opens_text(text: &str, at: usize) -> bool {
    let next = text[at..].chars().next();
    next.is_some_and(|c| {
        !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')')
    })
}

/// Whether the start tag of an item stands at `at`, behind white space.
pub(super) fn opens_item(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start();
    let sign = rest.strip_prefix('<').unwrap_or(rest).trim_start();
    let at = text.len() - sign.len();
    name::read(text, at).is_some_and(|name| {
        name.element == ElementName::Li && text[name.end..].trim_start_matches(' ').starts_with('>')
    })
}

/// Whether the form of a tag alone is proof of damage.
pub(super) fn is_certain(tag: &LooseTag<'_>) -> bool {
    let form = tag.form;
    if form.has(Form::HALF_ESCAPED.or(Form::AMPERSAND)) {
        return true;
    }
    let shown = form.has(Form::LOST_OPEN.or(Form::QUOTED)) || is_shown(tag);
    if shown {
        return false;
    }
    if form.has(Form::LOST_CLOSE) && tag.depth.0 > 0 {
        return false;
    }
    let named = tag.closes || !tag.tag.attributes.is_empty() || !is_wordy(tag.element);
    // `a < b</p>` and `Ａ＜Ｂ` compare.
    let compares = form.has(Form::LOST_CLOSE) && form.has(Form::SPACED.or(Form::WIDE)) && !named;
    form.has(Form::SPLIT.or(Form::SLASH))
        || (form.has(Form::LOST_CLOSE) && !compares)
        || (form.has(Form::SPACED.or(Form::WIDE)) && named)
}

/// Whether both delimiters are well-formed character references: text that shows a tag looks so.
pub(super) fn is_shown(tag: &LooseTag<'_>) -> bool {
    let escapes = Form::ESCAPED
        .or(Form::OVER_ESCAPED)
        .or(Form::SPACED)
        .or(Form::SPACED_ATTRIBUTE)
        .or(Form::SLASH)
        .or(Form::ATTRIBUTE)
        .or(Form::QUOTES);
    tag.depth.0 > 0
        && tag.depth.1 > 0
        && tag.form.only(escapes.or(Form::TRANSLATED).or(Form::DOUBTFUL).or(Form::LETTERS))
}

/// Whether the reference stands inside or at the edge of a word.
pub(super) fn is_glued(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric)
}

/// Whether white space stands before the reference and no letter behind it, as around a word.
pub(super) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    before.is_some_and(char::is_whitespace) && !after.is_some_and(char::is_alphanumeric)
}

/// Elements whose content is shown as it is.
pub(super) fn is_code(element: ElementName) -> bool {
    use ElementName::*;
    matches!(element, Pre | Code | Kbd | Samp)
}

/// Elements whose names are words or single letters, so that chance can spell them.
pub(super) fn is_wordy(element: ElementName) -> bool {
    use ElementName::*;
    matches!(
        element,
        A | B
            | I
            | P
            | Q
            | S
            | U
            | Abbr
            | Acronym
            | Address
            | Applet
            | Area
            | Article
            | Aside
            | Audio
            | Base
            | Big
            | Blink
            | Body
            | Button
            | Canvas
            | Caption
            | Center
            | Cite
            | Code
            | Data
            | Details
            | Dialog
            | Dir
            | Embed
            | Font
            | Footer
            | Form
            | Frame
            | Head
            | Header
            | Image
            | Input
            | Label
            | Legend
            | Link
            | Listing
            | Main
            | Map
            | Mark
            | Marquee
            | Menu
            | Meta
            | Meter
            | Nav
            | Object
            | Option
            | Output
            | Picture
            | Progress
            | Section
            | Select
            | Slot
            | Small
            | Source
            | Strike
            | Style
            | Sub
            | Summary
            | Table
            | Template
            | Time
            | Title
            | Track
            | Var
            | Video
    )
}
