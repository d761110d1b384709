//! Where a page says what it is: `meta` and `link` tags, the `title`, and structured data.

use serde_json::Value;

use super::visible::Visible;
use crate::html::ElementName as E;
use crate::html::sets;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId, Step};

/// How many headings may be the title.
const HEADINGS: usize = 64;

/// Everything a page says of itself outside its text.
#[derive(Default)]
pub(in crate::extract) struct Sources<'t> {
    pub(in crate::extract) title: String,
    pub(in crate::extract) language: Option<&'t str>,
    /// Name or property, in lower case, and content.
    pub(in crate::extract) metas: Vec<(String, &'t str)>,
    /// Relation and address.
    pub(in crate::extract) links: Vec<(&'t str, &'t str)>,
    /// The objects of JSON-LD, those in arrays and `@graph`s one by one.
    pub(in crate::extract) objects: Vec<Value>,
    /// The script each object stands in.
    pub(in crate::extract) scripts_of: Vec<NodeId>,
    /// How many scripts there are, data not counted.
    pub(in crate::extract) scripts: usize,
    /// Other embedded JSON, as it stands, and its script.
    pub(in crate::extract) states: Vec<(NodeId, &'t str)>,
    /// The first headings, down to the fourth level.
    pub(in crate::extract) headings: Vec<NodeId>,
    pub(in crate::extract) visible: Visible<'t>,
}

impl<'t> Sources<'t> {
    /// The first content that is not empty under that name.
    pub(in crate::extract) fn meta(&self, name: &str) -> Option<&'t str> {
        self.metas_of(name).next()
    }

    /// The contents under that name.
    pub(in crate::extract) fn metas_of<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = &'t str> + use<'a, 't> {
        let found = self.metas.iter().filter(move |(key, _)| key == name);
        found.map(|&(_, content)| content.trim()).filter(|content| !content.is_empty())
    }
}

/// Reads what a tree says of itself, in one walk.
pub(in crate::extract) fn collect<'t>(tree: &'t Tree<'t>) -> Sources<'t> {
    let mut sources = Sources { visible: Visible::new(tree), ..Sources::default() };
    let mut images = 0;
    for step in tree.walk(NodeId::DOCUMENT) {
        match step {
            Step::Enter(id) => {
                let Some(tag) = tree.element(id) else { continue };
                images += usize::from(tag.name == Some(E::Svg));
                if images == 0 {
                    read(tree, id, tag, &mut sources);
                    sources.visible.enter(tree, id, tag);
                }
            }
            Step::Leave(id) => {
                images -= usize::from(tree.name(id) == Some(E::Svg));
                sources.visible.leave(id);
            }
        }
    }
    sources
}

fn read<'t>(tree: &'t Tree, id: NodeId, tag: &'t Element, sources: &mut Sources<'t>) {
    match tag.name {
        Some(E::Html) => sources.language = tag.attribute("lang").or(tag.attribute("xml:lang")),
        Some(E::Title) if sources.title.is_empty() => sources.title = text(tree, id),
        Some(E::Meta) => {
            let content = tag.attribute("content").unwrap_or_default();
            for key in ["name", "property", "itemprop", "http-equiv"] {
                if let Some(name) = tag.attribute(key) {
                    sources.metas.push((name.trim().to_ascii_lowercase(), content));
                }
            }
        }
        Some(E::Link) => {
            if let (Some(rel), Some(href)) = (tag.attribute("rel"), tag.attribute("href")) {
                sources.links.push((rel, href));
            }
        }
        Some(E::Script) => read_script(tree, id, tag, sources),
        Some(E::H1 | E::H2 | E::H3 | E::H4) if sources.headings.len() < HEADINGS => {
            sources.headings.push(id);
        }
        _ => {}
    }
}

fn read_script<'t>(tree: &'t Tree, id: NodeId, tag: &'t Element, sources: &mut Sources<'t>) {
    let kind = tag.attribute("type").unwrap_or_default();
    let script = tree.first_child(id).and_then(|child| tree.text(child));
    let script = script.map(|text| &*text.value).unwrap_or_default();
    if kind.contains("ld+json") {
        read_json_ld(id, script, sources);
    } else if kind.contains("json") {
        sources.states.push((id, script));
    } else {
        sources.scripts += 1;
    }
}

fn read_json_ld(id: NodeId, script: &str, sources: &mut Sources<'_>) {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    let parsed = serde_json::from_str(script).or_else(|_| {
        // Raw line breaks inside strings are the usual fault.
        serde_json::from_str(&script.replace(['\n', '\r', '\t'], " "))
    });
    let mut pending: Vec<Value> = parsed.into_iter().collect();
    pending.reverse();
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(values) => pending.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                if let Some(graph) = object.remove("@graph") {
                    pending.push(graph);
                }
                sources.objects.push(Value::Object(object));
                sources.scripts_of.push(id);
            }
            _ => {}
        }
    }
}

/// The text in a subtree, white space folded.
pub(in crate::extract) fn text(tree: &Tree, root: NodeId) -> String {
    let mut text = String::new();
    for id in tree.descendants(root) {
        let breaks = tree.name(id).is_some_and(|name| sets::BOXES.has(name) || name == E::Br);
        if breaks && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        if let Some(node) = tree.text(id) {
            for word in node.value.split_inclusive(char::is_whitespace) {
                let trimmed = word.trim_end();
                text.push_str(trimmed);
                if trimmed.len() < word.len() && !text.is_empty() && !text.ends_with(' ') {
                    text.push(' ');
                }
            }
        }
    }
    text.truncate(text.trim_end().len());
    text
}
