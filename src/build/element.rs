//! What each element opens: the one table of elements and what they mean.

use super::email;
use super::frame::FrameKind;
use super::run::Mark;
use super::style::Style;
use super::walk::{Builder, End};
use super::word;
use crate::html::ElementName;
use crate::html::sets;
use crate::model::document::{BlockKind, Inline, PhraseKind};
use crate::model::source::{Span, Text};
use crate::parse::tree::{Element, NodeId};
use crate::report::Reason;

/// So far up the element is looked for that marks the same.
const TWINS: usize = 16;

impl Builder<'_> {
    /// Enters an element; whether its children are to be walked, and it be left.
    pub(super) fn enter_element(&mut self, id: NodeId, element: &Element) -> bool {
        let plain = element.attributes.is_empty();
        if !plain {
            self.note_attributes(id, element);
        }
        let style = if plain { Style::default() } else { self.styles.of(element) };
        if !plain && self.is_hidden(id, element, style) {
            return false;
        }
        if let Some(walks) = self.enter_handled(id, element) {
            return walks;
        }
        if style.word_list {
            if word::is_mark(element) {
                return self.leave_out(id, Reason::NotContent);
            }
            if let Some(item) = self.word_item(id, element) {
                return self.enter_word_item(id, item);
            }
        }
        if style.formula && self.formula_by_class(id, element) {
            return false;
        }
        if style.title {
            if self.is_callout_title(element) {
                return self.enter_frame(id, FrameKind::Caption);
            }
            if element.attribute("class") == Some("MsoTitle") {
                return self.enter_frame(id, FrameKind::Heading(1));
            }
        }
        if style.callout
            && let Some(frame) = self.callout(element)
        {
            return self.enter_frame(id, frame);
        }
        match element.name {
            Some(ElementName::Div | ElementName::Span | ElementName::Section) | None
                if style.role.is_some() =>
            {
                self.enter_known(id, element, style.role.unwrap_or(ElementName::Div), style)
            }
            Some(name) => self.enter_known(id, element, name, style),
            None => self.enter_unknown(id, element, style),
        }
    }

    pub(super) fn enter_known(
        &mut self,
        id: NodeId,
        element: &Element,
        name: ElementName,
        style: Style,
    ) -> bool {
        use ElementName as E;
        match name {
            E::Br => self.atom(id, Inline::LineBreak),
            E::Img => !self.math_image(id, element) && self.enter_image(id, element),
            E::Code | E::Kbd | E::Samp | E::Tt => self.enter_code(id, element, style),
            E::Hr => {
                self.flush();
                self.push(BlockKind::ThematicBreak, self.tree.span(id));
                false
            }
            E::H1 | E::H2 | E::H3 | E::H4 | E::H5 | E::H6 => {
                self.enter_frame(id, FrameKind::Heading(level(element, name)))
            }
            E::P => self.enter_paragraph(element, style),
            E::Blockquote => {
                let kept = element.attributes.is_empty() && self.is_bare(id);
                self.enter_frame(id, FrameKind::Quote { kept })
            }
            E::Ul | E::Ol | E::Menu | E::Dir => self.enter_list(id, element),
            E::Li => self.enter_item(id, element),
            E::Tr => self.enter_row(id, element, style),
            E::Td | E::Th => self.enter_cell(id, element, style, name == E::Th),
            E::Caption | E::Figcaption | E::Summary => self.enter_frame(id, FrameKind::Caption),
            E::Figure => self.enter_frame(id, FrameKind::Figure(Vec::new())),
            E::Details => self.enter_frame(id, FrameKind::Details(Vec::new())),
            E::Dl => self.enter_frame(id, FrameKind::Definitions(Vec::new())),
            E::Dt => self.enter_frame(id, FrameKind::Term),
            E::Dd => self.enter_frame(id, FrameKind::Meaning),
            _ => self.enter_other(id, element, name, style),
        }
    }

    /// Elements that need a second look.
    fn enter_other(
        &mut self,
        id: NodeId,
        element: &Element,
        name: ElementName,
        style: Style,
    ) -> bool {
        use ElementName as E;
        match name {
            E::Head | E::Style | E::Title | E::Template | E::Noframes | E::Noembed => false,
            E::Script => {
                self.math_script(id);
                false
            }
            E::Math => {
                self.math(id);
                false
            }
            E::Pre | E::Listing | E::Xmp | E::Plaintext => {
                self.code_block(id);
                false
            }
            E::Table | E::Div if style.code || (style.language && self.is_listing(id)) => {
                self.code_block(id);
                false
            }
            E::Table if !element.attributes.is_empty() && self.equations(id) => false,
            E::Table if self.is_table_of_lines(id) => {
                self.code_block(id);
                false
            }
            E::Table => self.enter_table(id, element),
            E::Iframe | E::Video | E::Audio | E::Embed => {
                self.embed(id, element);
                false
            }
            E::Object => !self.embed(id, element) && self.enter_container(element),
            E::Input => {
                self.checkbox(element);
                false
            }
            E::Button => self.enter_button(id),
            E::Svg => self.svg_text(id),
            E::Select | E::Textarea | E::Datalist | E::Progress | E::Meter | E::Canvas => {
                self.leave_out(id, Reason::NotContent)
            }
            E::Dialog if element.attribute("open").is_none() => self.leave_out(id, Reason::Hidden),
            E::Noscript => self.enter_noscript(id, element),
            E::Q => self.enter_quotation(id),
            E::Rt => self.enter_ruby_text(id),
            _ if sets::FLOW.has(name) || style.block => self.enter_flow(element, style),
            _ => self.enter_inline(id, element, name, style),
        }
    }

    fn enter_paragraph(&mut self, element: &Element, style: Style) -> bool {
        self.flush();
        if let FrameKind::Item { loose, .. } = &mut self.frame().kind {
            *loose = true;
        }
        self.enter_flow(element, style)
    }

    fn enter_flow(&mut self, element: &Element, style: Style) -> bool {
        if style.preformatted {
            self.enter_preformatted(element)
        } else {
            self.enter_container(element)
        }
    }

    fn enter_inline(
        &mut self,
        id: NodeId,
        element: &Element,
        name: ElementName,
        style: Style,
    ) -> bool {
        use ElementName as E;
        if !element.attributes.is_empty()
            && let Some(address) = email::hidden(element)
        {
            return self.enter_hidden_address(id, name, address);
        }
        if matches!(name, E::I | E::Span) && style.check && self.check_icon(element) {
            return false;
        }
        let mark = match name {
            E::Em | E::I | E::Var if style.emphasis != Some(false) => Some(Mark::Emphasis),
            E::Strong | E::B if style.strong != Some(false) => Some(Mark::Strong),
            E::Del | E::S | E::Strike => Some(Mark::Strikethrough),
            E::Sup => Some(Mark::Superscript),
            E::Sub => Some(Mark::Subscript),
            E::A => return self.enter_link(id, element),
            _ => self.phrase(element, name).map(Mark::Phrase),
        };
        if let Some(mark) = mark {
            // Markdown's own elements may nest in their like, anything else says the same twice.
            let nests = matches!(name, E::Em | E::Strong | E::Del) && !self.is_in_twin(id, name)
                || matches!(mark, Mark::Phrase(_))
                || !self.run.has(&mark);
            let opened = nests && self.run.open(mark);
            return self.enter_marks(u8::from(opened));
        }
        let opened = if style.has_marks() { self.open_styles(style) } else { 0 };
        self.enter_marks(opened)
    }

    /// What an element says of its text; little is worth keeping where much is broken.
    fn phrase(&self, element: &Element, name: ElementName) -> Option<PhraseKind> {
        use ElementName as E;
        let said = |attribute| {
            let value = element.attribute(attribute)?.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let kind = match name {
            E::Mark => PhraseKind::Mark,
            E::Ins => PhraseKind::Insertion,
            E::U => PhraseKind::Underline,
            E::Abbr => PhraseKind::Abbreviation { title: said("title")? },
            E::Cite => PhraseKind::Citation,
            E::Time => PhraseKind::Time { datetime: said("datetime")? },
            E::Ruby => PhraseKind::Ruby,
            _ => return None,
        };
        (!self.is_suspect()).then_some(kind)
    }

    /// Whether the mark around is made by another element, or says no more than this one again.
    fn is_in_twin(&self, id: NodeId, name: ElementName) -> bool {
        use ElementName as E;
        let twins: &[E] = match name {
            E::Em => &[E::I, E::Em],
            E::Strong => &[E::B, E::Strong],
            _ => &[E::S, E::Strike, E::Del],
        };
        let around = self.tree.ancestors(id).take(TWINS).filter_map(|node| self.tree.name(node));
        around.into_iter().find(|name| twins.contains(name)).is_some_and(|twin| twin != name)
    }

    /// Opens the marks that a style makes; how many.
    fn open_styles(&mut self, style: Style) -> u8 {
        let marks = [
            (style.strong == Some(true) && !self.in_heading(), Mark::Strong),
            (style.emphasis == Some(true), Mark::Emphasis),
            (style.strikethrough, Mark::Strikethrough),
        ];
        let applying = marks.into_iter().filter_map(|(applies, mark)| applies.then_some(mark));
        applying.map(|mark| u8::from(!self.run.has(&mark) && self.run.open(mark))).sum()
    }

    fn enter_link(&mut self, id: NodeId, element: &Element) -> bool {
        if self.is_permalink(id, element) {
            return self.leave_out(id, Reason::NotContent);
        }
        match self.base.link(element) {
            Some(Ok(link)) if self.tree.first_child(id).is_none() => {
                // Alone, it may be meant; beside anything it is a spot to click on.
                let alone = self.in_paragraph() && self.is_alone(id);
                alone && self.atom(id, Inline::Link(Box::new(link)))
            }
            Some(Ok(link)) if self.leads_to_itself(id, &link.url) => self.enter_marks(0),
            Some(Ok(link)) => {
                let opened = self.run.open(Mark::Link(Box::new(link)));
                self.enter_marks(u8::from(opened))
            }
            Some(Err(())) => {
                self.report.remove(self.tree.span(id), Reason::UnsafeUrl);
                self.enter_marks(0)
            }
            None => self.enter_marks(0),
        }
    }

    fn is_alone(&self, id: NodeId) -> bool {
        self.tree.previous(id).is_none() && self.tree.next(id).is_none()
    }

    /// A button within a sentence is part of it, and one around all of a heading or around blocks
    /// holds what it opens; any other is a control.
    fn enter_button(&mut self, id: NodeId) -> bool {
        use ElementName as E;
        let in_sentence = self.in_paragraph() && !self.run.is_empty();
        let is_block = |name: E| {
            matches!(name, E::Table | E::P | E::Ul | E::Ol | E::Dl | E::Blockquote | E::Pre)
                || sets::HEADINGS.has(name)
        };
        let heads = self.in_heading() && self.run.is_empty();
        let holds_blocks =
            || self.tree.descendants(id).filter_map(|node| self.tree.name(node)).any(is_block);
        if in_sentence || heads || holds_blocks() {
            self.enter_marks(0)
        } else {
            self.leave_out(id, Reason::NotContent)
        }
    }

    fn enter_quotation(&mut self, id: NodeId) -> bool {
        let quotes = quotation_marks(self.language(id));
        let start = Span { end: self.tree.span(id).start, ..self.tree.span(id) };
        self.run.push(Inline::Text(Text::new(quotes.0, start)), start);
        self.enter_ending(End::Text(quotes.1))
    }

    /// A reading beside its characters stands in parentheses, its own or ours.
    fn enter_ruby_text(&mut self, id: NodeId) -> bool {
        let before = self.tree.previous(id).and_then(|node| self.tree.name(node));
        if before == Some(ElementName::Rp) || self.run.is_empty() {
            return self.enter_marks(0);
        }
        let start = Span { end: self.tree.span(id).start, ..self.tree.span(id) };
        self.run.push(Inline::Text(Text::new("(", start)), start);
        self.enter_ending(End::Text(")"))
    }

    /// The language a node is written in.
    fn language(&self, id: NodeId) -> &str {
        let mut around = self.tree.ancestors(id);
        around.find_map(|node| self.tree.attribute(node, "lang")).unwrap_or_default()
    }
}

/// The level of a heading, by its name or as it says itself.
fn level(element: &Element, name: ElementName) -> u8 {
    let said = element.attribute("aria-level").and_then(|level| level.trim().parse::<u8>().ok());
    let own = name as u8 - ElementName::H1 as u8 + 1;
    if element.name == Some(name) { own } else { said.unwrap_or(own).clamp(1, 6) }
}

/// Quotation marks by language, as the HTML specification's style sheet has them.
fn quotation_marks(language: &str) -> (&'static str, &'static str) {
    match language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "de" | "cs" | "sk" | "sl" | "bg" | "is" | "lt" | "et" => ("„", "“"),
        "pl" | "ro" | "hu" | "hr" | "sr" | "nl" => ("„", "”"),
        "fr" => ("«\u{202F}", "\u{202F}»"),
        "es" | "it" | "pt" | "ru" | "uk" | "be" | "el" | "no" | "nb" | "nn" | "ca" => ("«", "»"),
        "sv" | "fi" => ("”", "”"),
        "ja" => ("「", "」"),
        _ => ("“", "”"),
    }
}
