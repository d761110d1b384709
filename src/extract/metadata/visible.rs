//! Microdata, hCard, `rel=author`, `time` and bylines: what the page shows of its origins.
//!
//! One walk over the elements; texts are read only where a mark promises one.

use super::names;
use super::sources::text;
use crate::names::ElementName as E;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId, Step};

/// What was found, in document order.
#[derive(Default)]
pub(super) struct Visible<'t> {
    /// Property and value.
    pub(super) properties: Vec<(&'t str, String)>,
    pub(super) related: Vec<String>,
    pub(super) cards: Vec<String>,
    pub(super) bylines: Vec<String>,
    /// What `time` elements say, and whether they are marked as the publication's.
    pub(super) times: Vec<(String, bool)>,
    /// Short texts whose class speaks of a date.
    pub(super) dates: Vec<String>,
}

impl Visible<'_> {
    pub(super) fn property(&self, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Longer texts are no names or dates.
const LONGEST: usize = 200;
/// How many marks of a kind are read.
const MOST: usize = 20;

pub(super) fn look(tree: &Tree) -> Visible<'_> {
    let mut found = Visible::default();
    let mut comments = None;
    for step in tree.walk(NodeId::DOCUMENT) {
        match step {
            Step::Leave(id) if comments == Some(id) => comments = None,
            Step::Enter(id) if comments.is_none() => {
                let Some(tag) = tree.element(id) else { continue };
                if is_aside(tag) {
                    comments = Some(id);
                } else {
                    read(tree, id, tag, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

/// Comments and other articles have authors and dates of their own.
fn is_aside(tag: &Element) -> bool {
    let words = ["comment", "related", "sidebar", "recommend"];
    let marked = |name: &str| {
        let value = tag.attribute(name).unwrap_or_default();
        words.iter().any(|word| value.starts_with(word) && !value.starts_with("comment-"))
    };
    matches!(tag.name, Some(E::Div | E::Section | E::Ol | E::Ul | E::Aside))
        && (marked("id") || marked("class"))
}

fn read<'t>(tree: &'t Tree, id: NodeId, tag: &'t Element, found: &mut Visible<'t>) {
    if let Some(property) = tag.attribute("itemprop").filter(|_| found.properties.len() < MOST) {
        found.properties.push((property, value(tree, id, tag, property)));
    }
    let rel = tag.attribute("rel").unwrap_or_default();
    if rel.split_ascii_whitespace().any(|rel| rel == "author") {
        push(&mut found.related, short_text(tree, id));
    }
    if tag.name == Some(E::Time) && found.times.len() < MOST {
        let stamp = tag.attribute("datetime").map(str::to_owned).or_else(|| short_text(tree, id));
        let marked = tag.attribute("pubdate").is_some();
        found.times.extend(stamp.map(|stamp| (stamp, marked)));
    }
    if let Some(class) = tag.attribute("class") {
        read_class(tree, id, class, found);
    }
}

fn read_class(tree: &Tree, id: NodeId, class: &str, found: &mut Visible<'_>) {
    let classes = || class.split_ascii_whitespace();
    if classes().any(|class| matches!(class, "fn" | "p-author" | "p-name-author")) {
        push(&mut found.cards, short_text(tree, id));
    }
    let lower = class.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let author = ["author", "byline", "autor", "auteur", "autore", "writer", "contributor"];
    if says(&author) && !says(&["authority", "bio", "avatar", "image", "box"]) {
        push(&mut found.bylines, short_text(tree, id));
    }
    if says(&["date", "time", "publish", "posted", "fecha", "datum"])
        && !says(&["update", "timeline"])
    {
        push(&mut found.dates, short_text(tree, id));
    }
}

fn push(list: &mut Vec<String>, text: Option<String>) {
    if list.len() < MOST {
        list.extend(text);
    }
}

/// The value of a property: of the attribute that holds it, or the text.
fn value(tree: &Tree, id: NodeId, tag: &Element, property: &str) -> String {
    let attribute = tag.attribute("content").or(tag.attribute("datetime"));
    if let Some(value) = attribute {
        return value.trim().to_owned();
    }
    if property == "articleBody" {
        return String::new();
    }
    // A person inside: the name alone.
    let name = tree
        .descendants(id)
        .skip(1)
        .find(|&inner| tree.attribute(inner, "itemprop") == Some("name"));
    let named = name.and_then(|name| {
        short_text(tree, name).or_else(|| tree.attribute(name, "content").map(str::to_owned))
    });
    named.or_else(|| short_text(tree, id)).unwrap_or_default()
}

fn short_text(tree: &Tree, id: NodeId) -> Option<String> {
    let mut bytes = 0;
    for inner in tree.descendants(id) {
        bytes += tree.text(inner).map_or(0, |text| text.value.trim().len());
        if bytes > LONGEST {
            return None;
        }
    }
    let text = text(tree, id);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The names in the first byline that has any.
pub(super) fn authors(visible: &Visible<'_>) -> Vec<String> {
    let texts = visible.bylines.iter();
    let mut found = texts.map(|text| names::names(text)).filter(|names| !names.is_empty());
    found.next().unwrap_or_default()
}
