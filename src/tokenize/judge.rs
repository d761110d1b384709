//! Which sites are damage: by form, place, balance and document.
//!
//! The judge walks the sites with what is open at hand. Sites that it takes become the tokens they
//! stand for; the rest of the text is read by the strict lexer, as a browser reads it.

use std::borrow::Cow;

use super::damage::bracketed::Bracketed;
use super::damage::comment::Comment;
use super::damage::form::Form;
use super::damage::reference::{self, Reference};
use super::damage::tag::LooseTag;
use super::evidence::{self, Evidence};
use super::open::Open;
use super::scan::{Site, SiteKind};
use super::{Lexer, RawText, Tag, TagName, Token, TokenKind, lexer};
use crate::html::ElementName;
use crate::html::char_ref;
use crate::html::escape::escaped;
use crate::html::sets;
use crate::model::source::Span;
use crate::report::{Confidence, LayerKind, Report};
use crate::rules::RuleId;

/// A token and how its spelling departed from the standard.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item<'t> {
    pub(super) token: Token<'t>,
    pub(super) form: Form,
    /// The rule that put it in, changed it or left it out when structure was recovered.
    pub(super) by: Option<RuleId>,
}

/// The tokens of `text`, of which `sites` may be markup; the document was escaped `depth` times. What
/// stands between the sites is markup too, where it reads like some, but in a document that `is_text`.
pub(super) fn judge<'t>(
    text: &'t str,
    sites: Vec<Site<'t>>,
    depth: u32,
    is_text: bool,
    report: &mut Report,
) -> Vec<Item<'t>> {
    let mut evidence = Evidence::new(text, &sites);
    report.profile.broken_tags = evidence.broken_tags;
    report.profile.broken_char_refs = evidence.broken_refs;
    report.profile.sound_tags = evidence.sound_tags;
    if report.profile.assumed {
        evidence.assume_damage();
    }
    let ends_next = evidence::ends_next(&sites);
    let starts: Vec<usize> = sites.iter().map(|site| site.start).collect();
    let mut judge = Judge {
        text,
        depth,
        is_text,
        report,
        evidence,
        open: Open::default(),
        items: Vec::new(),
        done: 0,
        ends_next: false,
    };
    for (index, site) in sites.into_iter().enumerate() {
        judge.evidence.pass(text, &site);
        let next = starts.get(index + 1).copied().unwrap_or(text.len());
        judge.ends_next = ends_next[index];
        judge.site(site, next);
    }
    judge.text_up_to(text.len());
    judge.items
}

pub(super) struct Judge<'t, 'r> {
    pub(super) text: &'t str,
    pub(super) depth: u32,
    is_text: bool,
    report: &'r mut Report,
    pub(super) evidence: Evidence,
    pub(super) open: Open,
    pub(super) items: Vec<Item<'t>>,
    done: usize,
    /// The next tag of the element at hand that is certain is an end tag.
    pub(super) ends_next: bool,
}

impl<'t> Judge<'t, '_> {
    fn site(&mut self, site: Site<'t>, next: usize) {
        if site.start < self.done {
            return;
        }
        let (start, end) = (site.start, site.end);
        match site.kind {
            SiteKind::Sound(kind) => {
                if self.text_up_to(start) {
                    self.sound(kind, start, end);
                }
            }
            SiteKind::Raw(kind) => {
                if self.text_up_to(start) {
                    self.raw(kind, start, end);
                }
            }
            SiteKind::Comment(found) => {
                if !self.in_code() && self.hides(&found) && self.text_up_to(start) {
                    self.comment(start, end, &found);
                }
            }
            SiteKind::Address => {
                if !self.in_code() && self.text_up_to(start) {
                    self.address(start, end);
                }
            }
            SiteKind::Bracketed(found, kind) => {
                if self.text_up_to(start) {
                    self.bracketed(&found, kind, start, next);
                }
            }
            SiteKind::Foreign(found, kind) => {
                if self.is_foreign(&found) && self.text_up_to(start) {
                    self.foreign(&found, kind, start);
                }
            }
            SiteKind::Cut => {
                if self.text_up_to(start) {
                    self.cut(start, end);
                }
            }
            SiteKind::Stray => {
                let broken = self.evidence.broken_tags > 0 && !self.in_code();
                if broken && self.text_up_to(start) {
                    self.leave_out(start, end);
                }
            }
            SiteKind::Reference(reference) => self.reference(reference),
            SiteKind::Tag(tag) => self.tag(tag, next),
            // What the pairs left unsettled is text.
            SiteKind::Unknown(..) | SiteKind::Translated(..) => {}
        }
    }

    fn push(&mut self, kind: TokenKind<'t>, form: Form, start: usize, end: usize) {
        let token = Token { kind, span: Span::new(start, end) };
        self.items.push(Item { token, form, by: None });
        self.done = end;
    }

    fn sound(&mut self, kind: TokenKind<'t>, start: usize, end: usize) {
        match &kind {
            TokenKind::StartTag(Tag { name: TagName::Known(element), .. }) => {
                self.open.start(*element, self.evidence.closes_later(*element));
            }
            TokenKind::EndTag(Tag { name: TagName::Known(element), .. }) => self.open.end(*element),
            _ => {}
        }
        let element = match &kind {
            TokenKind::EndTag(Tag { name: TagName::Known(element), .. }) => Some(*element),
            _ => None,
        };
        self.push(kind, Form::SOUND, start, end);
        if let Some(element) = element {
            self.residue(element);
        }
    }

    fn raw(&mut self, kind: RawText, start: usize, end: usize) {
        for token in Lexer::raw(self.text, kind, start..end) {
            let span = token.span.range();
            self.push(token.kind, Form::SOUND, span.start, span.end);
        }
    }

    fn comment(&mut self, start: usize, end: usize, found: &Comment) {
        let rule = match self.text.as_bytes()[start] {
            b'&' => RuleId::TagEscaped,
            _ => RuleId::TagDelimiterSpaced,
        };
        let after = format!("<!--{}-->", &self.text[found.inner.clone()]);
        if self.repair(rule, Confidence::Certain, start, end, &after) {
            let comment = TokenKind::Comment(Cow::Borrowed(&self.text[start..end]));
            self.push(comment, Form::SPACED, start, end);
        }
    }

    /// Whether a comment is one, rather than text that shows one.
    fn hides(&self, found: &Comment) -> bool {
        let damaged = self.depth > 0 || self.evidence.broken_tags > 2;
        !found.shown || damaged || (found.office && self.evidence.conditions > 1)
    }

    /// Whether an escaped tag by a foreign name is a tag of this document.
    fn is_foreign(&self, found: &Bracketed) -> bool {
        !self.in_code() && (found.sure || self.evidence.is_paired(found))
    }

    fn foreign(&mut self, found: &Bracketed, kind: TokenKind<'t>, start: usize) {
        let after = format!("<{}{}>", if found.closes { "/" } else { "" }, found.name);
        if self.repair(RuleId::TagEscaped, Confidence::Certain, start, found.end, &after) {
            self.push(kind, Form::ESCAPED, start, found.end);
        }
    }

    fn address(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let after = format!("&lt;{}&gt;", &text[1..text.len() - 1]);
        if self.repair(RuleId::AddressHidden, Confidence::Likely, start, end, &after) {
            self.push(TokenKind::Text(Cow::Borrowed(text)), Form::SOUND, start, end);
        }
    }

    /// Brackets of the text: the first is a sign, and what follows is read on.
    fn bracketed(&mut self, found: &Bracketed, kind: TokenKind<'t>, start: usize, next: usize) {
        let element = ElementName::parse(&found.name);
        let closed = element.is_some_and(|element| self.evidence.closes_later(element));
        let foreign = [ElementName::Svg, ElementName::Math].iter().any(|e| self.open.is_open(*e));
        let shown = found.sure || !foreign && !closed && self.evidence.is_unclosed(found);
        // What follows may be repaired too.
        let end = if next < found.end || self.depth > 0 { start + 1 } else { found.end };
        let inner = self.text[start + 1..end].trim_end_matches('>');
        let close = if start + 1 + inner.len() < end { "&gt;" } else { "" };
        let after = format!("&lt;{inner}{close}");
        if shown && self.repair(RuleId::TagInText, Confidence::Likely, start, end, &after) {
            self.push(TokenKind::Text(Cow::Borrowed("<")), Form::SOUND, start, start + 1);
        } else if found.end > start + 1 {
            self.sound(kind, start, found.end);
        }
    }

    /// What is left of a tag at the end of a text that has tags.
    fn cut(&mut self, start: usize, end: usize) {
        let broken = self.evidence.broken_tags > 0 || self.depth > 0;
        let shown = self.text[start..].starts_with("&lt;");
        let tags = broken || (self.evidence.sound_tags > 0 && !shown);
        if tags {
            self.leave_out(start, end);
        }
    }

    /// Leaves out what is left of a tag.
    fn leave_out(&mut self, start: usize, end: usize) {
        if self.repair(RuleId::MarkupResidue, Confidence::Likely, start, end, "") {
            self.push(TokenKind::Nothing, Form::SPACED, start, end);
        }
    }

    fn repair(
        &mut self,
        rule: RuleId,
        confidence: Confidence,
        start: usize,
        end: usize,
        after: &str,
    ) -> bool {
        self.report.edit(LayerKind::Tags, rule, confidence, Span::new(start, end), after)
    }

    pub(super) fn in_code(&self) -> bool {
        self.open.in_code()
    }

    /// Reads what lies before `limit` as the strict lexer does. False if markup that began there
    /// reaches beyond `limit`.
    fn text_up_to(&mut self, limit: usize) -> bool {
        if self.is_text {
            self.raw(RawText::Rcdata, self.done, limit);
        }
        while self.done < limit {
            // What decides whether a sign opens markup stands in the two bytes behind it.
            let reach = (limit + 3).min(self.text.len());
            let markup = lexer::text_end(&self.text.as_bytes()[..reach], self.done).min(limit);
            self.plain(markup);
            if markup < limit {
                let (kind, end) = lexer::markup(self.text, markup);
                self.sound(kind, markup, end);
            }
        }
        self.done == limit
    }

    /// Reads text without markup up to `end`.
    fn plain(&mut self, end: usize) {
        while self.depth > 0 && self.done < end {
            let Some((at, found)) = self.next_escaped(end) else { break };
            self.strict(at);
            self.escaped(found);
        }
        self.strict(end);
    }

    fn strict(&mut self, end: usize) {
        let mut lexer = Lexer::new(&self.text[..end]);
        lexer.seek(self.done);
        while self.done < end
            && let Some(token) = lexer.next(|| false)
        {
            let span = token.span.range();
            self.push(token.kind, Form::SOUND, span.start, span.end);
        }
    }

    /// The next reference of an escaped document that stands in rejected markup or in code.
    fn next_escaped(&self, end: usize) -> Option<(usize, Reference)> {
        let bytes = &self.text.as_bytes()[..end];
        memchr::memchr_iter(b'&', &bytes[self.done..]).find_map(|offset| {
            let at = self.done + offset;
            let found = reference::read(self.text, at).filter(|r| r.end <= end)?;
            (found.form == Form::OVER_ESCAPED && found.depth <= self.depth).then_some((at, found))
        })
    }

    fn escaped(&mut self, found: Reference) {
        let (start, end) = (found.start, found.end);
        let rule = RuleId::CharRefOverEscaped;
        if self.repair(rule, Confidence::Likely, start, end, &escaped(&found.value)) {
            self.push(TokenKind::Text(found.value), Form::OVER_ESCAPED, start, end);
        } else if let Some((value, end)) = char_ref::lex(self.text, start, false) {
            self.push(TokenKind::Text(value), Form::SOUND, start, end);
        } else {
            self.push(TokenKind::Text(Cow::Borrowed("&")), Form::SOUND, start, start + 1);
        }
    }

    fn reference(&mut self, reference: Reference) {
        let Some(confidence) = self.weigh_reference(&reference) else { return };
        let (start, end) = (reference.start, reference.end);
        if !self.text_up_to(start) {
            return;
        }
        let rule = reference.form.char_ref_rule();
        if self.repair(rule, confidence, start, end, &escaped(&reference.value)) {
            let torn = Form::TORN.when(reference.loose || reference.form.has(Form::WIDE));
            self.push(TokenKind::Text(reference.value), reference.form.or(torn), start, end);
        }
    }

    fn tag(&mut self, mut tag: LooseTag<'t>, next: usize) {
        let Some(confidence) = self.weigh_tag(&tag, next) else { return };
        let (start, end) = (self.escaped_start(&tag), tag.end);
        if !self.text_up_to(start) {
            return;
        }
        if self.repeats(&tag) {
            self.leave_out(start, end);
            return;
        }
        // `<& p />` and `< p / >` open what is not open and close what is.
        let turned = tag.tag.self_closing
            && !sets::VOID.has(tag.element)
            && !tag.closes
            && tag.tag.attributes.is_empty();
        let lost = tag.form.has(Form::LOST_OPEN) && !tag.closes && !sets::VOID.has(tag.element);
        tag.closes |= turned && self.open.is_open(tag.element);
        tag.closes |= lost && !self.opens(&tag) || self.ends_cell(&tag);
        tag.tag.self_closing &= !turned;
        let after = spell(&tag);
        if !self.repair(tag.form.tag_rule(), confidence, start, end, &after) {
            return;
        }
        let kind = if tag.closes {
            self.open.end(tag.element);
            TokenKind::EndTag(tag.tag)
        } else {
            self.open.start(tag.element, true);
            TokenKind::StartTag(tag.tag)
        };
        self.push(kind, tag.form, start, end);
        self.residue(tag.element);
    }

    /// Where a tag starts with the backslash before it, by which Markdown escapes a `<`.
    fn escaped_start(&self, tag: &LooseTag<'_>) -> usize {
        let before = &self.text[self.done.min(tag.start)..tag.start];
        let slashes = before.len() - before.trim_end_matches('\\').len();
        let open = tag.depth == (0, 0) && !tag.form.has(Form::LOST_OPEN);
        tag.start - usize::from(open && slashes == 1)
    }

    /// Leaves out a semicolon that stands alone behind a tag of a block or a table: what is left of
    /// `&gt;`.
    fn residue(&mut self, element: ElementName) {
        let start = self.done;
        if self.evidence.broken_tags == 0
            || !(sets::TABLE_PARTS.has(element) || sets::CLOSES_PARAGRAPH.has(element))
        {
            return;
        }
        let at = start + reference::space(self.text, start);
        let rest = self.text.get(at + 1..).unwrap_or_default();
        let alone = rest.is_empty() || rest.starts_with(['\n', '<', '&', '\r']);
        if self.text[at..].starts_with(';')
            && alone
            && self.repair(RuleId::MarkupResidue, Confidence::Likely, start, at + 1, "")
        {
            self.push(TokenKind::Nothing, Form::SPACED, start, at + 1);
        }
    }
}

/// The tag as it is written in HTML.
fn spell(tag: &LooseTag<'_>) -> String {
    let name = tag.element.as_str();
    if tag.closes {
        return format!("</{name}>");
    }
    let mut out = format!("<{name}");
    for attribute in &tag.tag.attributes {
        let value = attribute.value.replace('&', "&amp;").replace('"', "&quot;");
        out += &format!(" {}=\"{value}\"", attribute.name);
    }
    out.push('>');
    out
}
