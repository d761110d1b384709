//! Microdata, hCard, `rel=author`, `time` and bylines: what the page shows of its origins.
//!
//! Read along with everything else the page says, in one walk over the elements; texts are read only
//! where a mark promises one.

use super::names;
use super::sources::text;
use crate::html::{AttributeName as A, ElementName as E, Parts};
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId};

/// What was found, in document order.
#[derive(Default)]
pub(in crate::extract) struct Visible<'t> {
    /// Property and value.
    pub(super) properties: Vec<(&'t str, String)>,
    pub(super) related: Vec<String>,
    /// The texts of links to a page about an author.
    pub(super) linked: Vec<String>,
    pub(super) cards: Vec<String>,
    pub(super) bylines: Vec<String>,
    /// What `time` elements say, and whether they are marked as the publication's.
    pub(super) times: Vec<(String, bool)>,
    /// Short texts whose class speaks of a date.
    pub(super) dates: Vec<String>,
    /// What the classes of the tree say, by their numbers.
    classes: Vec<Says>,
    /// What the walk is in that has authors and dates of its own.
    aside: Option<NodeId>,
}

/// What a class says of an element.
#[derive(Clone, Copy, Default)]
struct Says {
    /// It begins as those of comments and other articles do.
    aside: bool,
    card: bool,
    byline: bool,
    date: bool,
}

impl<'t> Visible<'t> {
    pub(super) fn new(tree: &Tree) -> Self {
        Self { classes: tree.classes(Says::of), ..Self::default() }
    }

    pub(super) fn enter(&mut self, tree: &'t Tree, id: NodeId, tag: &'t Element) {
        if self.aside.is_some() {
            return;
        }
        if self.is_aside(tag) {
            self.aside = Some(id);
        } else {
            read(tree, id, tag, self);
        }
    }

    pub(super) fn leave(&mut self, id: NodeId) {
        if self.aside == Some(id) {
            self.aside = None;
        }
    }

    /// Comments and other articles have authors and dates of their own.
    fn is_aside(&self, tag: &Element) -> bool {
        matches!(tag.name, Some(E::Div | E::Section | E::Ol | E::Ul | E::Aside))
            && tag.attributes.iter().any(|attribute| match attribute.known {
                Some(A::Class) => self.said(attribute.class).aside,
                Some(A::Id) => begins_aside(attribute.value),
                _ => false,
            })
    }

    fn said(&self, class: u32) -> Says {
        self.classes.get(class as usize).copied().unwrap_or_default()
    }

    fn read_class(&mut self, tree: &Tree, id: NodeId, said: Says) {
        if said.card {
            push(tree, id, &mut self.cards);
        }
        if said.byline {
            push(tree, id, &mut self.bylines);
        }
        if said.date {
            push(tree, id, &mut self.dates);
        }
    }

    pub(super) fn property(&self, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Longer texts are no names or dates.
const LONGEST: usize = 200;
/// Nor are the texts of subtrees of more nodes.
const LARGEST: usize = 400;
/// How many marks of a kind are read.
const MOST: usize = 20;

fn begins_aside(value: &str) -> bool {
    let words = ["comment", "related", "sidebar", "recommend"];
    words.iter().any(|word| value.starts_with(word)) && !value.starts_with("comment-")
}

fn read<'t>(tree: &'t Tree, id: NodeId, tag: &'t Element, found: &mut Visible<'t>) {
    if tag.name == Some(E::Time) && found.times.len() < MOST {
        let stamp = tag.attribute("datetime").map(str::to_owned).or_else(|| short_text(tree, id));
        let marked = tag.attribute("pubdate").is_some();
        found.times.extend(stamp.map(|stamp| (stamp, marked)));
    }
    if tag.name == Some(E::A) && tag.attribute("href").is_some_and(leads_to_author) {
        push(tree, id, &mut found.linked);
    }
    for attribute in tag.attributes {
        let said = attribute.value;
        match attribute.known {
            Some(A::Itemprop) if found.properties.len() < MOST => {
                found.properties.push((said, value(tree, id, tag, said)));
            }
            Some(A::Rel) if said.split_ascii_whitespace().any(|rel| rel == "author") => {
                push(tree, id, &mut found.related);
            }
            Some(A::Class) => found.read_class(tree, id, found.said(attribute.class)),
            _ => {}
        }
    }
}

/// Parts of the addresses of pages about authors.
const AUTHOR_PAGES: &[&str] = &[
    "/author/",
    "/authors/",
    "/autor/",
    "/autoren/",
    "/auteur/",
    "/auteurs/",
    "/autore/",
    "/autores/",
    "/profile/",
    "/people/",
    "/staff/",
    "/contributor/",
    "/contributors/",
    "/journalist/",
    "/by/",
    "/writers/",
    "/team/",
];

fn leads_to_author(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    AUTHOR_PAGES.iter().any(|part| path.find(part).is_some_and(|at| at + part.len() < path.len()))
}

/// What is part of a class with one of the words that are looked for.
static PARTS: Parts = Parts::new(&[
    "auth", "byli", "auto", "aute", "writ", "trib", "date", "time", "publ", "post", "fech", "datu",
    " fn",
]);

impl Says {
    fn of(class: &str) -> Self {
        let said = Self { aside: begins_aside(class), ..Self::default() };
        if !PARTS.are_in(class) {
            return said;
        }
        let mut names = class.split_ascii_whitespace();
        let lower = class.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let author = ["author", "byline", "autor", "auteur", "autore", "writer", "contributor"];
        Self {
            card: names.any(|name| matches!(name, "fn" | "p-author" | "p-name-author")),
            byline: says(&author) && !says(&["authority", "bio", "avatar", "image", "box"]),
            date: says(&["date", "time", "publish", "posted", "fecha", "datum"])
                && !says(&["update", "timeline"]),
            ..said
        }
    }
}

fn push(tree: &Tree, id: NodeId, list: &mut Vec<String>) {
    if list.len() < MOST {
        list.extend(short_text(tree, id));
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
    for (nodes, inner) in tree.descendants(id).enumerate() {
        bytes += tree.text(inner).map_or(0, |text| text.value.trim().len());
        if bytes > LONGEST || nodes > LARGEST {
            return None;
        }
    }
    let text = text(tree, id);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The name of the first link to an author's page that has one of two words or more.
pub(super) fn linked_author(visible: &Visible<'_>) -> Vec<String> {
    let mut found = visible.linked.iter().map(|text| names::names(text));
    found.find(|names| names.iter().any(|name| name.contains(' '))).unwrap_or_default()
}

/// The names in the first byline that has any.
pub(super) fn authors(visible: &Visible<'_>) -> Vec<String> {
    let texts = visible.bylines.iter();
    let mut found = texts.map(|text| names::names(text)).filter(|names| !names.is_empty());
    found.next().unwrap_or_default()
}
