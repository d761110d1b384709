//! How sure it is that a site is damage: tags and character references, weighed.

use super::damage::form::Form;
use super::damage::reference::Reference;
use super::damage::tag::LooseTag;
use super::evidence;
use super::judge::{Item, Judge};
use super::{Tag, TagName, TokenKind};
use crate::html::ElementName;
use crate::html::sets;
use crate::report::Confidence;

impl Judge<'_, '_> {
    pub(super) fn weigh_reference(&self, reference: &Reference) -> Option<Confidence> {
        use Confidence::{Certain, Likely, Possible};
        let form = reference.form;
        if self.depth > 0 && form == Form::OVER_ESCAPED && reference.depth <= self.depth {
            return Some(Certain);
        }
        if self.in_code() {
            return None;
        }
        let others = self.evidence.broken_refs + self.evidence.broken_tags;
        let twice = reference.depth == 2 && reference.value != "&";
        let shown = form == Form::OVER_ESCAPED && (reference.depth == 1 || twice);
        if shown {
            let glued = evidence::is_glued(self.text, reference.start, reference.end);
            let others = others + self.evidence.over_escaped + self.evidence.conditions;
            return match (glued, others) {
                (true, 2..) => Some(Certain),
                (true, _) => Some(Likely),
                (false, 2..) => Some(Likely),
                (false, _) => None,
            };
        }
        let named = form.has(Form::NO_AMPERSAND) && !reference.loose;
        if named
            && others + self.evidence.set_refs == 0
            && evidence::stands_alone(self.text, reference.start, reference.end)
        {
            return None;
        }
        let bare = form.only(Form::NO_SEMICOLON.or(Form::SPACED)) && form.has(Form::NO_SEMICOLON);
        match (reference.doubtful, bare || form.has(Form::NO_AMPERSAND)) {
            (false, false) => Some(Certain),
            (false, true) if reference.loose => {
                (others + self.evidence.bare_refs > 1).then_some(Likely)
            }
            (false, true) => Some(Likely),
            (true, false) => (others > 0).then_some(Likely),
            (true, true) if form.has(Form::NO_AMPERSAND) => {
                (others + self.evidence.bare_refs > 1).then_some(Likely)
            }
            (true, true) => (others > 2 && !reference.loose).then_some(Possible),
        }
    }

    /// Whether `code` begins right behind the `pre` that holds it.
    fn opens_listing(&self, tag: &LooseTag<'_>) -> bool {
        tag.element == ElementName::Code
            && !tag.closes
            && !evidence::is_shown(tag)
            && self.open.is_open(ElementName::Pre)
            && !self.open.is_open(ElementName::Code)
            && self.follows_site(tag.start)
    }

    /// Whether a cell's tag that has lost its slash and a delimiter ends the text before it.
    pub(super) fn ends_cell(&self, tag: &LooseTag<'_>) -> bool {
        let cell = matches!(tag.element, ElementName::Td | ElementName::Th);
        cell && tag.form.has(Form::HALF_ESCAPED.or(Form::LOST_OPEN))
            && tag.tag.attributes.is_empty()
            && !starts_line(self.text, tag.start)
            && !self.follows_site(tag.start)
    }

    /// Whether a tag without an opening delimiter is a start tag.
    pub(super) fn opens(&self, tag: &LooseTag<'_>) -> bool {
        if tag.closes || !tag.tag.attributes.is_empty() {
            return !tag.closes;
        }
        if matches!(tag.element, ElementName::Ul | ElementName::Ol) {
            return !self.follows_item() && evidence::opens_item(self.text, tag.end);
        }
        let spaced = tag.element == ElementName::P
            && self.evidence.is_spaced()
            && opens_sentence(self.text, tag.end)
            && self.follows_site(tag.start);
        (spaced || evidence::opens_text(self.text, tag.end))
            && (starts_line(self.text, tag.start) || !self.open.is_open(tag.element))
    }

    pub(super) fn weigh_tag(&self, tag: &LooseTag<'_>, next: usize) -> Option<Confidence> {
        use Confidence::{Certain, Likely};
        if self.in_code() {
            let closes =
                tag.closes && self.open.is_open(tag.element) && evidence::is_code(tag.element);
            if self.opens_listing(tag) {
                return Some(Certain);
            }
            // What began in code by a sound tag ends there too.
            let inner = tag.closes && self.open.innermost() == Some(tag.element);
            if inner && evidence::is_certain(tag) {
                return Some(Certain);
            }
            let base = self.depth > 0 && tag.depth == (self.depth, self.depth);
            return (closes && (base || !evidence::is_shown(tag))).then_some(Certain);
        }
        if tag.form.has(Form::LOST_OPEN) {
            return self.weigh_lost(tag, next);
        }
        if tag.form.has(Form::QUOTED) {
            return self.evidence.is_quoted(tag.element).then_some(Likely);
        }
        if evidence::is_certain(tag) {
            // `<&#47;b>` may be shown where it ends nothing.
            let named =
                tag.form.only(Form::SLASH.or(Form::LOST_CLOSE)) && tag.form.has(Form::SLASH);
            let ends = self.open.is_open(tag.element) || sets::TABLE_PARTS.has(tag.element);
            if named && tag.closes && !ends && self.evidence.broken_tags < 3 {
                return None;
            }
            return Some(Certain);
        }
        if evidence::is_shown(tag) {
            return self.weigh_shown(tag);
        }
        let balanced = tag.closes || self.evidence.closes_later(tag.element);
        if tag.form.has(Form::LOST_CLOSE) {
            return None;
        }
        // `‹p›` may be a letter in quotation marks.
        let quoted = tag.form.has(Form::WIDE) && !tag.closes && evidence::is_wordy(tag.element);
        if quoted && self.evidence.broken_tags == 0 {
            return None;
        }
        if tag.form.has(Form::SPACED.or(Form::WIDE)) {
            return (balanced || self.evidence.broken_tags > 1).then_some(Likely);
        }
        // What the strict lexer reads as a tag as well: another name, other attributes.
        Some(Likely)
    }

    /// A tag of which both delimiters are well-formed references.
    fn weigh_shown(&self, tag: &LooseTag<'_>) -> Option<Confidence> {
        use Confidence::{Certain, Likely, Possible};
        let depth = tag.depth.0;
        if self.depth > 0 {
            if depth <= self.depth {
                return Some(Certain);
            }
            return None;
        }
        let balanced = if tag.closes {
            self.open.is_open(tag.element)
        } else {
            self.evidence.closes_later(tag.element)
        };
        let balanced = balanced
            || sets::VOID.has(tag.element)
            || (tag.closes && sets::TABLE_PARTS.has(tag.element));
        if self.names_type(tag) || self.evidence.broken_tags > 0 && self.evidence.is_mostly_sound()
        {
            return None;
        }
        match (self.evidence.broken_tags, self.evidence.over_escaped) {
            (0, ..=2) => None,
            (broken, over) if broken + over <= 2 => {
                (balanced && (depth > 1 || tag.closes)).then_some(Possible)
            }
            _ => balanced.then_some(Likely),
        }
    }

    /// Whether a capital in brackets is a type behind a name: `Into&lt;U&gt;`.
    fn names_type(&self, tag: &LooseTag<'_>) -> bool {
        let shown = &self.text[tag.start..tag.end];
        let shown = shown.strip_prefix("&lt;").or_else(|| shown.strip_prefix("&#60;"));
        let mut letters = shown.unwrap_or_default().chars();
        let capital = letters.next().is_some_and(|c| c.is_ascii_uppercase());
        let alone = letters.next() == Some('&');
        let before = &self.text[..tag.start];
        let glued = before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            || ["</a>", "</code>", "</span>"].iter().any(|end| before.ends_with(end));
        capital && alone && glued
    }

    /// A tag without its opening delimiter.
    fn weigh_lost(&self, tag: &LooseTag<'_>, next: usize) -> Option<Confidence> {
        use Confidence::{Likely, Possible};
        let damaged = self.evidence.broken_tags > 0;
        if tag.form.has(Form::HALF_ESCAPED) {
            return Some(Likely);
        }
        if !tag.tag.attributes.is_empty() && !tag.closes {
            return Some(if damaged { Likely } else { Possible });
        }
        if !damaged {
            return None;
        }
        let wordy = evidence::is_wordy(tag.element);
        let open = self.open.is_open(tag.element);
        let line = starts_line(self.text, tag.start) || self.follows_site(tag.start);
        let ends = self.text[tag.end..].trim_start_matches([' ', '\u{A0}']);
        let ends =
            ends.is_empty() || ends.starts_with('\n') || self.text[tag.end..next].trim().is_empty();
        if self.repeats(tag) {
            return Some(Likely);
        }
        if self.opens(tag) {
            return (line || (!wordy && self.evidence.closes_later(tag.element))).then_some(Likely);
        }
        let slash = tag.closes;
        if self.text[..tag.start].ends_with('.') && !(open && ends) {
            return None;
        }
        let firm = !wordy || slash;
        match (firm, open) {
            (true, true) => Some(Likely),
            (true, false) => {
                (ends || line || sets::TABLE_PARTS.has(tag.element)).then_some(Possible)
            }
            // What is open has no other end before it begins again.
            (false, true) => (ends || !self.ends_next).then_some(Likely),
            (false, false) => {
                // Lines are paragraphs without a start tag.
                let sentence = tag.element == ElementName::P
                    && self.evidence.broken_tags > 2
                    && ends_sentence(self.text, tag.start);
                let ends = ends && (line || sentence || sets::TABLE_PARTS.has(tag.element));
                (ends || (sets::TABLE_PARTS.has(tag.element) && line)).then_some(Possible)
            }
        }
    }

    /// Whether a tag without an opening delimiter repeats the start tag right before it: `<p> p>`. A
    /// variable is set apart from what it is compared with.
    pub(super) fn repeats(&self, tag: &LooseTag<'_>) -> bool {
        let bare = tag.form.only(Form::LOST_OPEN) && tag.form.has(Form::LOST_OPEN);
        let glued = !self.text[tag.start..tag.end].contains(char::is_whitespace);
        let next = self.text[tag.end..].trim_start_matches([' ', '\u{A0}']);
        let compared = next.starts_with(|c: char| c.is_ascii_digit() || "=-.".contains(c));
        let same = |item: &Item<'_>| {
            matches!(
                item.token.kind,
                TokenKind::StartTag(Tag { name: TagName::Known(element), .. })
                    if element == tag.element
            )
        };
        bare && glued
            && !tag.closes
            && !compared
            && tag.tag.attributes.is_empty()
            && self.follows_site(tag.start)
            && self.last_markup().is_some_and(same)
    }

    /// Whether the last token that was markup ended an item or a list.
    fn follows_item(&self) -> bool {
        use ElementName::{Li, Ol, Ul};
        self.last_markup().is_some_and(|item| {
            matches!(
                item.token.kind,
                TokenKind::EndTag(Tag { name: TagName::Known(Li | Ul | Ol), .. })
            )
        })
    }

    /// Whether only white space stands between `at` and the last token that was markup.
    fn follows_site(&self, at: usize) -> bool {
        self.last_markup().is_some_and(|item| {
            let end = (item.token.span.end as usize).min(at);
            self.text[end..at].trim().is_empty()
        })
    }

    /// The last token that was markup.
    fn last_markup(&self) -> Option<&Item<'_>> {
        self.items.iter().rev().find(|item| !matches!(item.token.kind, TokenKind::Text(_)))
    }
}

/// Whether only white space stands between the start of the line and `at`.
fn starts_line(text: &str, at: usize) -> bool {
    text[..at]
        .trim_end_matches([' ', '\t', '\u{A0}', '\r'])
        .chars()
        .next_back()
        .is_none_or(|c| c == '\n')
}

/// Whether a sentence ends before `at`.
fn ends_sentence(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches([' ', '\u{A0}']).ends_with(['.', '!', '?', '…', '”', '»', '。'])
}

/// Whether a sentence begins behind one space at `at`.
fn opens_sentence(text: &str, at: usize) -> bool {
    let rest = text[at..].strip_prefix([' ', '\u{A0}']);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
}
