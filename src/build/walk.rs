//! The walk over the tree: what each element opens and closes.

use super::frame::{Frame, FrameKind};
use super::lines::{self, Place};
use super::run::{Mark, Run};
use super::style::Style;
use super::{image, inline, link, list};
use crate::document::{Block, BlockKind, Document, Inline, ListItem, MAX_NESTING};
use crate::extract::Selection;
use crate::names::ElementName;
use crate::options::BuildOptions;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeData, NodeId, Step};
use crate::report::{Reason, Report};
use crate::source::Span;

/// What leaving an element does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Nothing,
    /// Closes that many marks.
    Marks(u8),
    /// Ends a run.
    Container,
    /// Ends a run and a block.
    Frame,
}

pub(super) struct Builder<'a> {
    pub(super) tree: &'a Tree,
    pub(super) run: Run,
    selection: &'a Selection,
    report: &'a mut Report,
    frames: Vec<Frame>,
    open: Vec<End>,
    /// The block-level elements around.
    containers: Vec<Option<ElementName>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        tree: &'a Tree,
        selection: &'a Selection,
        _options: &'a BuildOptions,
        report: &'a mut Report,
    ) -> Self {
        Self {
            tree,
            run: Run::default(),
            selection,
            report,
            frames: vec![Frame::new(FrameKind::Root, Span::default())],
            open: Vec::new(),
            containers: Vec::new(),
        }
    }

    /// Adds the blocks of a subtree.
    pub(super) fn walk(&mut self, root: NodeId) {
        let mut next = Some(Step::Enter(root));
        while let Some(step) = next {
            next = match step {
                Step::Enter(id) if self.enter(id) => {
                    Some(self.tree.first_child(id).map_or(Step::Leave(id), Step::Enter))
                }
                Step::Enter(id) => self.after(id, root),
                Step::Leave(id) => {
                    self.leave();
                    self.after(id, root)
                }
            };
        }
        self.flush();
    }

    pub(super) fn finish(mut self) -> Document {
        let blocks = std::mem::take(&mut self.frame().blocks);
        Document { blocks, ..Document::default() }
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
        match &self.tree.get(id).data {
            NodeData::Text(text) => {
                self.run.text(text, self.tree.span(id));
                false
            }
            NodeData::Element(_) if self.selection.drops(id) => false,
            NodeData::Element(element) => self.element(id, element),
            NodeData::Document => {
                self.open.push(End::Nothing);
                true
            }
            NodeData::Doctype | NodeData::Comment(_) => false,
        }
    }

    fn element(&mut self, id: NodeId, element: &Element) -> bool {
        use ElementName as E;
        let Some(name) = element.name else { return self.enter_unknown(element) };
        let style =
            if element.attributes.is_empty() { Style::default() } else { Style::of(element) };
        if style.hidden && !matches!(name, E::Html | E::Body | E::Main | E::Article) {
            self.report.remove(self.tree.span(id), Reason::Hidden);
            return false;
        }
        match name {
            E::Head | E::Script | E::Style | E::Title | E::Template | E::Noframes | E::Noembed => {
                false
            }
            E::Button
            | E::Select
            | E::Textarea
            | E::Datalist
            | E::Progress
            | E::Meter
            | E::Svg
            | E::Canvas => {
                self.leave_out(id);
                false
            }
            E::Input => {
                self.checkbox(element);
                false
            }
            E::Br => self.atom(id, Inline::LineBreak),
            E::Img | E::Image => match image::image(element) {
                Some(image) => self.atom(id, Inline::Image(image)),
                None => false,
            },
            E::Code | E::Kbd | E::Samp | E::Tt => {
                self.code_span(id);
                false
            }
            E::Pre | E::Listing | E::Xmp | E::Plaintext => {
                self.code_block(id);
                false
            }
            E::Hr => {
                self.flush();
                self.push(BlockKind::ThematicBreak, self.tree.span(id));
                false
            }
            _ => self.structure(id, element, name, style),
        }
    }

    /// Elements that become blocks of their own.
    fn structure(
        &mut self,
        id: NodeId,
        element: &Element,
        name: ElementName,
        style: Style,
    ) -> bool {
        use ElementName as E;
        match name {
            E::H1 | E::H2 | E::H3 | E::H4 | E::H5 | E::H6 => {
                self.enter_frame(id, FrameKind::Heading(name as u8 - E::H1 as u8 + 1))
            }
            E::Blockquote => self.enter_frame(id, FrameKind::Quote),
            E::Ul | E::Ol | E::Menu | E::Dir => self.enter_list(id, element),
            E::Li => self.enter_item(id, element),
            E::Table => self.enter_table(id, element),
            E::Tr => self.enter_row(id, element),
            E::Td | E::Th => self.enter_cell(id, element),
            E::Caption | E::Figcaption | E::Summary => self.enter_frame(id, FrameKind::Caption),
            E::Figure => self.enter_frame(id, FrameKind::Figure(Vec::new())),
            E::Details => self.enter_frame(id, FrameKind::Details(Vec::new())),
            E::Dl => self.enter_frame(id, FrameKind::Definitions(Vec::new())),
            E::Dt => self.enter_frame(id, FrameKind::Term),
            E::Dd => self.enter_frame(id, FrameKind::Meaning),
            E::P => {
                self.flush();
                if let FrameKind::Item { loose, .. } = &mut self.frame().kind {
                    *loose = true;
                }
                self.enter_container(element)
            }
            _ if is_block(name) || style.block => self.enter_container(element),
            _ => self.enter_inline(id, element, name, style),
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
        let mark = match name {
            E::Em | E::I => Some(Mark::Emphasis),
            E::Strong | E::B => Some(Mark::Strong),
            E::Del | E::S | E::Strike => Some(Mark::Strikethrough),
            E::Sup => Some(Mark::Superscript),
            E::Sub => Some(Mark::Subscript),
            E::A => match link::link(element) {
                Some(Ok(link)) if self.tree.first_child(id).is_none() => {
                    return self.atom(id, Inline::Link(link));
                }
                Some(Ok(link)) => Some(Mark::Link(link)),
                Some(Err(())) => {
                    self.report.remove(self.tree.span(id), Reason::UnsafeUrl);
                    None
                }
                None => None,
            },
            _ => None,
        };
        let by_style = [
            (style.strong, Mark::Strong),
            (style.emphasis, Mark::Emphasis),
            (style.strikethrough, Mark::Strikethrough),
        ];
        let by_style = by_style.into_iter().filter_map(|(applies, mark)| applies.then_some(mark));
        let marks: Vec<Mark> = match mark {
            Some(mark) => vec![mark],
            None => by_style.collect(),
        };
        let opened = marks.into_iter().map(|mark| u8::from(self.run.open(mark))).sum();
        self.open.push(End::Marks(opened));
        true
    }

    fn enter_unknown(&mut self, element: &Element) -> bool {
        if Style::of(element).hidden {
            return false;
        }
        self.open.push(End::Nothing);
        true
    }

    pub(super) fn enter_container(&mut self, element: &Element) -> bool {
        self.flush();
        self.containers.push(element.name);
        self.open.push(End::Container);
        true
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

    fn atom(&mut self, id: NodeId, inline: Inline) -> bool {
        self.run.push(inline, self.tree.span(id));
        false
    }

    fn leave_out(&mut self, id: NodeId) {
        let mut inside = self.tree.descendants(id);
        if inside.any(|node| self.tree.text(node).is_some_and(|text| !text.value.trim().is_empty()))
        {
            self.report.remove(self.tree.span(id), Reason::NotContent);
        }
    }

    fn leave(&mut self) {
        match self.open.pop() {
            None | Some(End::Nothing) => {}
            Some(End::Marks(marks)) => (0..marks).for_each(|_| self.run.close()),
            Some(End::Container) => {
                self.flush();
                self.containers.pop();
            }
            Some(End::Frame) => {
                self.flush();
                self.containers.pop();
                self.leave_frame();
            }
        }
    }

    fn leave_frame(&mut self) {
        let Some(Frame { kind, span, blocks, .. }) = self.frames.pop() else { return };
        match kind {
            FrameKind::Root => {}
            FrameKind::Heading(level) => self.leave_heading(level, blocks, span),
            FrameKind::Quote if blocks.is_empty() => {}
            FrameKind::Quote => self.push(BlockKind::Quote(blocks), span),
            FrameKind::List(list) => self.leave_list(list, span),
            FrameKind::Item { checked, loose, kept } => {
                self.leave_item(ListItem { checked, blocks }, loose, kept, span);
            }
            FrameKind::Table(table) => self.leave_table(table, blocks, span),
            FrameKind::Cell(cell) => self.leave_cell(cell, blocks),
            FrameKind::Caption => self.leave_caption(blocks, span),
            FrameKind::Figure(caption) => self.leave_figure(caption, blocks, span),
            FrameKind::Details(summary) => self.leave_details(summary, blocks, span),
            FrameKind::Definitions(definitions) => self.leave_definitions(definitions, span),
            FrameKind::Term => self.leave_term(blocks, span),
            FrameKind::Meaning => self.leave_meaning(blocks, span),
        }
    }

    /// Makes blocks of the run.
    pub(super) fn flush(&mut self) {
        let Some((raw, span)) = self.run.take() else { return };
        let container = self.containers.last().copied().flatten();
        let blocks = if container.is_some_and(says_what_its_text_is) {
            let paragraphs = inline::paragraphs(raw).into_iter();
            paragraphs.map(|content| Block { kind: BlockKind::Paragraph(content), span }).collect()
        } else {
            lines::blocks(raw, Place { container, span }, self.report)
        };
        for block in blocks {
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

/// Elements without a block of their own that begin and end a block of text.
fn is_block(name: ElementName) -> bool {
    use ElementName as E;
    matches!(
        name,
        E::Address
            | E::Article
            | E::Aside
            | E::Body
            | E::Center
            | E::Dialog
            | E::Div
            | E::Fieldset
            | E::Footer
            | E::Form
            | E::Frameset
            | E::Header
            | E::Hgroup
            | E::Html
            | E::Legend
            | E::Main
            | E::Marquee
            | E::Multicol
            | E::Nav
            | E::Noscript
            | E::Optgroup
            | E::Search
            | E::Section
            | E::Tbody
            | E::Tfoot
            | E::Thead
            | E::Colgroup
    )
}

/// Elements whose text is what their name says, so that its lines mean nothing.
fn says_what_its_text_is(name: ElementName) -> bool {
    use ElementName as E;
    matches!(
        name,
        E::P | E::Li
            | E::H1
            | E::H2
            | E::H3
            | E::H4
            | E::H5
            | E::H6
            | E::Dt
            | E::Dd
            | E::Th
            | E::Caption
            | E::Figcaption
            | E::Summary
            | E::Legend
    )
}
