//! The walk over the tree: what each element opens and closes.

use std::collections::HashSet;

use super::frame::{Frame, FrameKind};
use super::grid::ADDED_CELLS;
use super::link::Base;
use super::run::Run;
use super::style::Styles;
use super::{list, look, tex};
use crate::extract::Selection;
use crate::html::ElementName;
use crate::html::handler::Handlers;
use crate::html::scheme::is_safe_link;
use crate::html::sets;
use crate::lines::{self, Lines, Place};
use crate::model::attributes::{self, Attributes, MAX_RANGES, Noted};
use crate::model::document::{Block, BlockKind, Document, Footnote, Inline, ListItem, MAX_NESTING};
use crate::model::fold;
use crate::model::source::{Span, Text};
use crate::notes;
use crate::notes::markup as footnote;
use crate::options::BuildOptions;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeData, NodeId, Step, TextNode};
use crate::report::{Reason, Report};
use crate::tidy;

/// What leaving an element does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Nothing,
    /// Writes text.
    Text(&'static str),
    /// Closes that many marks.
    Marks(u8),
    /// Ends a run.
    Container,
    /// Ends a run whose line breaks are kept.
    Preformatted,
    /// Ends a run and a block.
    Frame,
}

pub(super) struct Builder<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) styles: Styles,
    pub(super) run: Run,
    pub(super) base: Base,
    /// Whether the page typesets the TeX in its text.
    is_typeset: bool,
    /// How many of the elements around keep their line breaks.
    preformatted: usize,
    /// The image written last, and its address.
    pub(super) last_image: Option<(NodeId, String)>,
    pub(super) options: &'a BuildOptions,
    pub(super) handlers: &'a Handlers,
    pub(super) report: &'a mut Report,
    pub(super) selection: &'a Selection,
    /// How often hidden parts were measured, and how much text there is in all.
    pub(super) measures: usize,
    pub(super) length: Option<usize>,
    /// How many more cells the tables may add.
    pub(super) spare_cells: usize,
    /// The numbered lists that stand alone in an aside.
    aside_lists: Vec<Span>,
    /// What elements say, the ids that links lead to, and how many of them say more than an id.
    noted: Vec<Noted>,
    fragments: HashSet<String>,
    ranges: usize,
    lines: Lines,
    footnotes: footnote::Notes,
    /// Whether a note is written, wherever in the page it stands.
    in_note: bool,
    frames: Vec<Frame>,
    open: Vec<End>,
    /// The block-level elements around.
    containers: Vec<Option<ElementName>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        tree: &'a Tree<'a>,
        selection: &'a Selection,
        options: &'a BuildOptions,
        handlers: &'a Handlers,
        report: &'a mut Report,
    ) -> Self {
        let (survey, footnotes) = look::look(tree, selection, &report.profile);
        Self {
            tree,
            styles: Styles::new(tree),
            run: Run::default(),
            is_typeset: tex::is_typeset(tree),
            preformatted: 0,
            base: Base::new(tree, options.base_url.as_deref()),
            last_image: None,
            options,
            handlers,
            selection,
            measures: 0,
            length: None,
            spare_cells: ADDED_CELLS,
            aside_lists: Vec::new(),
            noted: Vec::new(),
            fragments: HashSet::new(),
            ranges: 0,
            lines: Lines::new(survey),
            footnotes,
            in_note: false,
            report,
            frames: vec![Frame::new(FrameKind::Root, Span::default())],
            open: Vec::new(),
            containers: Vec::new(),
        }
    }

    /// Adds the blocks of a subtree.
    pub(super) fn walk(&mut self, root: NodeId) {
        self.walk_from(Some(Step::Enter(root)), root);
    }

    fn walk_from(&mut self, first: Option<Step>, root: NodeId) {
        let mut next = first;
        while let Some(step) = next {
            next = match step {
                Step::Enter(id) if self.enter(id) => {
                    Some(self.tree.first_child(id).map_or(Step::Leave(id), Step::Enter))
                }
                Step::Enter(id) => self.after(id, root),
                Step::Leave(id) => {
                    self.leave(id);
                    self.after(id, root)
                }
            };
        }
        self.flush();
    }

    /// Writes the notes that were referred to, in the order of their references.
    fn write_notes(&mut self) -> Vec<Footnote> {
        let mut written = Vec::new();
        self.in_note = true;
        while let Some((label, nodes)) = self.footnotes.next() {
            self.frames.push(Frame::new(FrameKind::Root, Span::default()));
            nodes.into_iter().for_each(|node| self.write_note(node));
            let blocks = self.frames.pop().map(|frame| frame.blocks).unwrap_or_default();
            written.push(Footnote { label, blocks });
        }
        written
    }

    /// Writes what an element of a note holds; a list or a quotation is written as such.
    fn write_note(&mut self, node: NodeId) {
        use ElementName as E;
        if let Some(E::Ul | E::Ol | E::Dl | E::Blockquote | E::Table | E::Pre | E::Figure) =
            self.tree.name(node)
        {
            return self.walk(node);
        }
        self.containers.push(Some(E::Li));
        self.open.push(End::Container);
        let first = self.tree.first_child(node).map_or(Step::Leave(node), Step::Enter);
        self.walk_from(Some(first), node);
    }

    pub(super) fn finish(mut self) -> Document {
        let footnotes = self.write_notes();
        let blocks = std::mem::take(&mut self.frame().blocks);
        // Where the article was chosen, what is left is no longer a page.
        let page = self.lines.survey.is_whole_page && self.selection.dropped.is_empty();
        let blocks = tidy::clean(blocks, page, self.lines.survey.shows_markup, self.report);
        let mut document = Document { blocks, footnotes, ..Document::default() };
        self.lines.finish(&mut document, self.report);
        if self.lines.survey.is_suspect() {
            lines::flat_links::link(&mut document, self.report);
        }
        notes::text::link(&mut document, self.lines.survey.is_suspect(), self.report);
        attributes::settle(&mut document, self.noted());
        footnote::link_loose(&mut document, &self.aside_lists, self.report);
        document
    }

    fn after(&self, id: NodeId, root: NodeId) -> Option<Step> {
        if id == root {
            return None;
        }
        let up = || self.tree.parent(id).map(Step::Leave);
        self.tree.next(id).map(Step::Enter).or_else(up)
    }

    /// Enters a node; whether its children are to be walked, and it be left.
    fn enter(&mut self, id: NodeId) -> bool {
        if let Some(role) = self.footnotes.role(id) {
            return self.enter_note_part(id, role);
        }
        match &self.tree.get(id).data {
            NodeData::Text(text) => {
                let kept = self.footnotes.kept(id, text.value.len());
                if kept.len() == text.value.len() {
                    self.text(text, self.tree.span(id));
                } else {
                    self.part_of_text(text, kept);
                }
                false
            }
            NodeData::Element(_) if self.selection.drops(id) && !self.in_note => false,
            NodeData::Element(element) => self.enter_element(id, element),
            NodeData::Document => {
                self.open.push(End::Nothing);
                true
            }
            NodeData::Doctype | NodeData::Comment(_) => false,
        }
    }

    fn text(&mut self, text: &TextNode, span: Span) {
        let seen = if self.preformatted > 0 {
            self.run.lines(text, span)
        } else {
            self.run.text(text, span)
        };
        if seen {
            self.last_image = None;
        }
    }

    /// Writes text without the mark of a note or the brackets around one.
    fn part_of_text(&mut self, text: &TextNode, kept: std::ops::Range<usize>) {
        let left_out = [0..kept.start, kept.end..text.value.len()];
        for range in
            left_out.into_iter().filter(|range| !text.value[range.clone()].trim().is_empty())
        {
            self.report.remove(text.origin.span(range), Reason::NoteMark);
        }
        if !kept.is_empty() {
            let value = (&text.value[kept.clone()]).into();
            let part = TextNode { value, origin: text.origin.slice(kept.clone()) };
            self.text(&part, text.origin.span(kept));
        }
    }

    fn enter_note_part(&mut self, id: NodeId, role: footnote::Role) -> bool {
        use footnote::Role;
        match role {
            Role::Reference(note) | Role::Inline(note) => {
                let label = self.footnotes.refer(note);
                self.atom(id, Inline::FootnoteRef(label))
            }
            Role::Definition => false,
            Role::Mark => self.leave_out(id, Reason::NoteMark),
            Role::Plain => self.enter_marks(0),
        }
    }

    pub(super) fn enter_container(&mut self, element: &Element) -> bool {
        self.flush();
        self.containers.push(element.name);
        self.open.push(End::Container);
        true
    }

    /// Enters a container whose line breaks are kept.
    pub(super) fn enter_preformatted(&mut self, element: &Element) -> bool {
        self.flush();
        self.containers.push(element.name);
        self.preformatted += 1;
        self.enter_ending(End::Preformatted)
    }

    /// Opens a block; too deep, its content goes to the block around.
    pub(super) fn enter_frame(&mut self, id: NodeId, kind: FrameKind) -> bool {
        self.flush();
        self.containers.push(self.tree.name(id));
        let deep = self.frames.len() >= MAX_NESTING;
        self.open.push(if deep { End::Container } else { End::Frame });
        if !deep {
            self.frames.push(Frame::new(kind, self.tree.span(id)));
        }
        true
    }

    pub(super) fn atom(&mut self, id: NodeId, inline: Inline) -> bool {
        self.run.push(inline, self.tree.span(id));
        false
    }

    /// Walks into an inline element that opened that many marks.
    pub(super) fn enter_marks(&mut self, marks: u8) -> bool {
        self.enter_ending(if marks == 0 { End::Nothing } else { End::Marks(marks) })
    }

    pub(super) fn enter_ending(&mut self, end: End) -> bool {
        self.open.push(end);
        true
    }

    /// Whether the document was found damaged.
    pub(super) fn is_suspect(&self) -> bool {
        self.lines.survey.is_suspect()
    }

    /// Notes what an element says of the blocks made of it.
    pub(super) fn note_attributes(&mut self, id: NodeId, element: &Element) {
        let mut said = Attributes::default();
        for attribute in element.attributes {
            let value = attribute.value.trim();
            match attribute.name {
                _ if value.is_empty() => {}
                "id" => said.ids.push(value.to_owned()),
                "name" if element.name == Some(ElementName::A) => said.ids.push(value.to_owned()),
                "href" if value.starts_with('#') => {
                    self.fragments.insert(value[1..].to_owned());
                }
                _ if self.ranges >= MAX_RANGES => {}
                "lang" => said.language = self.foreign_language(value),
                "dir" if matches!(value, "ltr" | "rtl" | "auto") => {
                    said.direction = Some(value.to_owned());
                }
                "cite" if is_safe_link(value) => said.cite = Some(self.base.resolve(value)),
                _ => {}
            }
        }
        let ranges = Attributes { ids: Vec::new(), ..said.clone() } != Attributes::default();
        self.ranges += usize::from(ranges);
        if said != Attributes::default() {
            self.noted.push(Noted { span: self.tree.span(id), said });
        }
    }

    /// A language that is not the document's own.
    fn foreign_language(&self, language: &str) -> Option<String> {
        let own = self.selection.metadata.language.as_deref().unwrap_or_default();
        (!language.eq_ignore_ascii_case(own)).then(|| language.to_owned())
    }

    /// What was noted, without the ids that no link leads to.
    fn noted(&mut self) -> Vec<Noted> {
        let mut noted = std::mem::take(&mut self.noted);
        for Noted { said, .. } in &mut noted {
            said.ids.retain(|id| self.fragments.contains(id));
        }
        noted.retain(|noted| noted.said != Attributes::default());
        noted
    }

    /// Whether all here must stand in a line.
    pub(super) fn is_in_line(&self) -> bool {
        let kind = self.frames.last().map(|frame| &frame.kind);
        matches!(
            kind,
            Some(FrameKind::Cell(_) | FrameKind::Heading(_) | FrameKind::Caption | FrameKind::Term)
        )
    }

    /// Whether the text here becomes a heading.
    pub(super) fn in_heading(&self) -> bool {
        self.frames.last().is_some_and(|frame| matches!(frame.kind, FrameKind::Heading(_)))
    }

    /// Whether the text here stands in a paragraph element.
    pub(super) fn in_paragraph(&self) -> bool {
        self.containers.last() == Some(&Some(ElementName::P))
    }

    fn leave(&mut self, id: NodeId) {
        match self.open.pop() {
            None | Some(End::Nothing) => {}
            Some(End::Text(text)) => {
                let span = Span { start: self.tree.span(id).end, ..self.tree.span(id) };
                self.run.push(Inline::Text(Text::new(text, span)), span);
            }
            Some(End::Marks(marks)) => (0..marks).for_each(|_| self.run.close()),
            Some(End::Container) => {
                self.flush();
                self.containers.pop();
            }
            Some(End::Preformatted) => {
                self.flush();
                self.containers.pop();
                self.preformatted -= 1;
            }
            Some(End::Frame) => {
                self.flush();
                self.containers.pop();
                self.leave_frame(id);
            }
        }
    }

    /// Whether an aside holds a list and nothing else.
    fn is_alone_in_aside(&self, id: NodeId) -> bool {
        let parent = self.tree.parent(id);
        let other = |child: NodeId| child != id && self.tree.element(child).is_some();
        parent.is_some_and(|parent| {
            self.tree.name(parent) == Some(ElementName::Aside)
                && !self.tree.children(parent).any(other)
        })
    }

    fn leave_frame(&mut self, id: NodeId) {
        let Some(Frame { kind, span, blocks, .. }) = self.frames.pop() else { return };
        match kind {
            FrameKind::Root => {}
            FrameKind::Heading(level) => self.leave_heading(level, blocks, span),
            FrameKind::Quote { kept: false } if blocks.is_empty() => {}
            FrameKind::Quote { .. } => self.push(BlockKind::Quote(blocks), span),
            FrameKind::List(list) => {
                if self.is_alone_in_aside(id) {
                    self.aside_lists.push(span);
                }
                self.leave_list(list, span);
            }
            FrameKind::Item { checked, loose, kept } => {
                self.leave_item(ListItem { checked, blocks }, loose, kept, span);
            }
            FrameKind::WordItem(item) => self.leave_word_item(item, blocks, span),
            FrameKind::Table(table) => self.leave_table(table, blocks, span),
            FrameKind::Cell(cell) => self.leave_cell(cell, blocks),
            FrameKind::Caption => self.leave_caption(blocks, span),
            FrameKind::Figure(caption) => self.leave_figure(caption, blocks, span),
            FrameKind::Details(summary) => self.leave_details(summary, blocks, span),
            FrameKind::Callout(kind, title) => self.leave_callout(kind, title, blocks, span),
            FrameKind::Definitions(definitions) => self.leave_definitions(definitions, span),
            FrameKind::Term => self.leave_term(blocks, span),
            FrameKind::Meaning => self.leave_meaning(blocks, span),
        }
    }

    /// Makes blocks of the run.
    pub(super) fn flush(&mut self) {
        let Some((mut raw, span)) = self.run.take() else { return };
        if self.lines.survey.is_suspect() {
            lines::letters::restore(&mut raw, self.report);
        }
        let container = self.containers.last().copied().flatten();
        let place = Place { container, span };
        let known = container.is_some_and(|name| sets::LABELLED.has(name));
        if !self.lines.are_read(&raw, place, known) {
            return fold::paragraphs(raw).for_each(|content| self.push_paragraph(content, span));
        }
        let blocks = if container == Some(ElementName::P) {
            self.lines.paragraph(raw, span, self.report)
        } else if known {
            self.lines.paragraphs(raw, span, self.report)
        } else {
            self.lines.blocks(raw, place, self.report)
        };
        for block in blocks {
            match block.kind {
                BlockKind::Paragraph(content) => self.push_paragraph(content, block.span),
                kind => self.push(kind, block.span),
            }
        }
    }

    fn push_paragraph(&mut self, content: Vec<Inline>, span: Span) {
        if self.is_typeset {
            self.typeset(content, span);
        } else {
            self.push(BlockKind::Paragraph(content), span);
        }
    }

    /// Writes a paragraph that may have formulas in it.
    fn typeset(&mut self, content: Vec<Inline>, span: Span) {
        let in_line = self.is_in_line();
        for block in tex::blocks(content, span, in_line) {
            self.push(block.kind, block.span);
        }
    }

    pub(super) fn push(&mut self, kind: BlockKind, span: Span) {
        list::stray(self.frame(), Block { kind, span });
    }

    /// The innermost open block.
    pub(super) fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(FrameKind::Root, Span::default()));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }
}
