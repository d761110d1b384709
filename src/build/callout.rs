//! Callouts: notes, tips and warnings that stand apart from the text.
//!
//! GitHub, Sphinx, MkDocs, Docusaurus, VuePress, AsciiDoctor, Notion and Obsidian each have a class
//! for the box, and another for its title; the kind is a part of the first or stands beside it.

use super::frame::{FrameKind, flatten};
use super::walk::Builder;
use crate::model::document::{Block, BlockKind, Callout, CalloutKind, Inline};
use crate::model::flat::flat;
use crate::model::source::Span;
use crate::parse::tree::{Element, NodeId};

/// Class names of boxes, in front of which or beside which the kind stands.
pub(super) const BOXES: &[&str] = &[
    "markdown-alert",
    "admonition",
    "admonitionblock",
    "theme-admonition",
    "custom-block",
    "callout",
    "notion-callout",
    "hint-container",
];

/// The kind of callout that an element is; none if it is none.
fn kind(element: &Element) -> Option<CalloutKind> {
    let class = element.attribute("class").unwrap_or_default();
    let mut plain = false;
    let mut known = element.attribute("data-callout").and_then(by_name);
    for name in class.split_ascii_whitespace() {
        plain |= !matches!(name, "callout" | "custom-block") && BOXES.contains(&name);
        let end = name.rsplit_once('-').map_or(name, |(_, end)| end);
        known = known.or_else(|| by_name(name)).or_else(|| by_name(end));
    }
    known.or(plain.then_some(CalloutKind::Note))
}

fn by_name(name: &str) -> Option<CalloutKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "seealso" | "todo" | "question" | "example"
        | "primary" | "secondary" => CalloutKind::Note,
        "tip" | "hint" | "success" | "check" => CalloutKind::Tip,
        "important" => CalloutKind::Important,
        "warning" | "attention" => CalloutKind::Warning,
        "caution" | "danger" | "error" | "failure" | "bug" => CalloutKind::Caution,
        _ => return None,
    })
}

impl Builder<'_> {
    /// The frame of an element that is a callout by its class.
    pub(super) fn callout(&self, element: &Element) -> Option<FrameKind> {
        kind(element).map(|kind| FrameKind::Callout(kind, Vec::new()))
    }

    /// Whether an element is the title of the callout around it.
    pub(super) fn is_callout_title(&mut self, element: &Element) -> bool {
        let class = element.attribute("class").unwrap_or_default().to_ascii_lowercase();
        let named = class.contains("title") || class.contains("heading");
        let frame = self.frame();
        named
            && frame.blocks.is_empty()
            && matches!(&frame.kind, FrameKind::Callout(_, title) if title.is_empty())
    }

    pub(super) fn leave_callout(
        &mut self,
        kind: CalloutKind,
        mut title: Vec<Inline>,
        mut content: Vec<Block>,
        span: Span,
    ) {
        if title.is_empty() {
            title = first_line(&mut content);
        }
        let said = flat(&title).trim().to_lowercase();
        if said == kind.name() || !said.contains(char::is_alphanumeric) {
            title.clear();
        }
        if !title.is_empty() || !content.is_empty() {
            self.push(BlockKind::Callout(Box::new(Callout { kind, title, content })), span);
        }
    }
}

/// Takes the first paragraph if it only names the kind, in a word or a sign.
fn first_line(content: &mut Vec<Block>) -> Vec<Inline> {
    let Some(Block { kind: BlockKind::Paragraph(first), .. }) = content.first() else {
        return Vec::new();
    };
    let text = flat(first);
    let text = text.trim();
    let is_sign = !text.contains(char::is_alphanumeric) && text.chars().count() <= 4;
    if !is_sign && by_name(text).is_none() {
        return Vec::new();
    }
    flatten(vec![content.remove(0)])
}

/// Whether a node is laid out by a table only: that of AsciiDoctor has a cell for the sign.
pub(super) fn lays_out(builder: &mut Builder<'_>, _table: NodeId) -> bool {
    let frame = builder.frame();
    matches!(frame.kind, FrameKind::Callout(..)) && frame.blocks.is_empty()
}
