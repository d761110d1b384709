//! Elements that may refer to a note: their text is a mark, and something leads on from them.

use super::mark::{MAX_LENGTH, Mark};
use super::names::Classes;
use crate::html::ElementName;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeData, NodeId};

/// An element that may refer to a note.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) node: NodeId,
    /// Its mark; none in an empty label whose number a style sheet writes, and in notes that stand
    /// in the text.
    pub(super) mark: Option<Mark>,
    /// Whether it is a note itself, in the middle of a sentence.
    pub(super) inline: bool,
}

/// Whether an element may refer to a note.
pub(super) fn candidate(
    tree: &Tree,
    node: NodeId,
    element: &Element,
    classes: &Classes,
) -> Option<Candidate> {
    use ElementName as E;
    if element.attributes.is_empty() {
        return None;
    }
    if is_mark_only(element) {
        return Some(Candidate { node, mark: None, inline: true });
    }
    let leads = match element.name? {
        E::A => leads_on(element) || classes.named(element).reference,
        E::Label => element.attribute("for").is_some(),
        E::Sup | E::Span | E::Button | E::Cite | E::Small | E::Aside | E::I => {
            let named = classes.named(element);
            if named.note && !named.reference && is_inline_note(tree, node) {
                return Some(Candidate { node, mark: None, inline: true });
            }
            named.reference || has_data(element)
        }
        _ => false,
    };
    if !leads {
        return None;
    }
    let text = short_text(tree, node)?;
    let mark = Mark::parse(&text);
    let empty_label = element.name == Some(E::Label) && !text.contains(char::is_alphanumeric);
    (mark.is_some() || empty_label).then_some(Candidate { node, mark, inline: false })
}

/// Whether an element repeats the mark of a note that stands elsewhere, as LaTeX's `footnotemark`
/// does.
pub(super) fn is_mark_only(element: &Element) -> bool {
    let class = element.attribute("class").unwrap_or_default();
    class.split_ascii_whitespace().any(|name| name.ends_with("footnotemark"))
}

fn leads_on(element: &Element) -> bool {
    element
        .attribute("href")
        .is_some_and(|href| href.contains('#') || href.starts_with("javascript:"))
}

fn has_data(element: &Element) -> bool {
    element.attributes.iter().any(|attribute| {
        let name = attribute.name;
        name.starts_with("data-") || name.starts_with("aria-")
    })
}

/// Whether an element that is called a note holds more than a mark and stands beside text.
fn is_inline_note(tree: &Tree, node: NodeId) -> bool {
    let short = short_text(tree, node);
    let words =
        short.is_none_or(|text| Mark::parse(&text).is_none() && text.contains(char::is_alphabetic));
    words && is_inside_text(tree, node)
}

/// Whether text stands before an element in its block.
fn is_inside_text(tree: &Tree, node: NodeId) -> bool {
    let mut at = node;
    loop {
        let mut before =
            std::iter::successors(tree.previous(at), |node| tree.previous(*node)).take(16);
        if before.any(|node| {
            tree.text(node).is_some_and(|text| text.value.contains(char::is_alphanumeric))
        }) {
            return true;
        }
        match tree.parent(at) {
            Some(parent) if is_inline(tree, parent) => at = parent,
            _ => return false,
        }
    }
}

/// Whether an element is part of a line of text.
pub(super) fn is_inline(tree: &Tree, node: NodeId) -> bool {
    use ElementName as E;
    let NodeData::Element(element) = &tree.get(node).data else { return false };
    match element.name {
        None => element.is_html(),
        Some(name) => matches!(
            name,
            E::A | E::Sup
                | E::Sub
                | E::Span
                | E::B
                | E::Strong
                | E::I
                | E::Em
                | E::Small
                | E::Cite
                | E::Font
                | E::Label
                | E::Button
                | E::U
                | E::Abbr
                | E::Code
                | E::Mark
                | E::Ins
                | E::Big
                | E::Nobr
        ),
    }
}

/// The text of a subtree, white space folded, if it is short enough for a mark.
pub(super) fn short_text(tree: &Tree, node: NodeId) -> Option<String> {
    let mut text = String::new();
    for (visited, id) in tree.descendants(node).enumerate() {
        match &tree.get(id).data {
            NodeData::Text(piece) => fold(&mut text, &piece.value)?,
            NodeData::Element(element) if element.name == Some(ElementName::Style) => return None,
            _ => {}
        }
        if visited > 40 {
            return None;
        }
    }
    Some(text)
}

fn fold(text: &mut String, piece: &str) -> Option<()> {
    for c in piece.chars() {
        if !c.is_whitespace() {
            text.push(c);
        } else if !text.ends_with(' ') {
            text.push(' ');
        }
        if text.len() > 2 * MAX_LENGTH {
            return None;
        }
    }
    Some(())
}
