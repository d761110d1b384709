//! The article in the page's data, for pages that show it only after a script has run.
//!
//! Structured data may hold the text (`articleBody`); else the state that frameworks embed as JSON
//! holds it somewhere. It serves only where the visible page has next to nothing.

use serde_json::Value;

use super::metadata::sources::Sources;
use super::words::each_word;
use crate::html::sets;
use crate::parse::Tree;
use crate::parse::tree::{NodeData, NodeId};

/// An article with fewer words is not worth it.
const LEAST: usize = 80;
/// The words of a string in a page's state that may be a paragraph.
const PARAGRAPH: usize = 20;
/// A page that shows more words than this is not empty.
const EMPTY: usize = 60;

/// Paragraphs and the script they come from.
pub(super) struct Embedded {
    script: NodeId,
    paragraphs: Vec<String>,
}

/// The article in the page's data, if it has much more than the `shown` words. The state of a page
/// that is no article holds prose too, of banners and terms.
pub(super) fn find(sources: &Sources<'_>, is_article: bool, shown: usize) -> Option<Embedded> {
    let bodies = sources
        .objects
        .iter()
        .zip(&sources.scripts_of)
        .filter_map(|(object, script)| Some((*script, object.get("articleBody")?.as_str()?)));
    let longest = bodies.max_by_key(|(_, body)| body.len());
    let body = longest.map(|(script, body)| Embedded { script, paragraphs: paragraphs(body) });
    let enough = |found: &Embedded| found.words() >= LEAST && found.words() > 3 * shown;
    body.filter(enough).or_else(|| {
        let states = sources.states.iter().filter(|_| is_article && shown < EMPTY);
        let found = states.filter_map(|&(script, state)| read_state(script, state));
        found.max_by_key(Embedded::words).filter(enough)
    })
}

impl Embedded {
    fn words(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| count_words(paragraph)).sum()
    }

    /// Puts the paragraphs into the tree, apart from the document, and returns their root.
    pub(super) fn plant(&self, tree: &mut Tree) -> NodeId {
        let script = tree.first_child(self.script).unwrap_or(self.script);
        let span = tree.span(script);
        let root = tree.create(NodeData::Document, span);
        for paragraph in &self.paragraphs {
            tree.append_paragraph(root, paragraph, span);
        }
        root
    }
}

/// The strings of a state that read like prose, in order, each once.
fn read_state(script: NodeId, state: &str) -> Option<Embedded> {
    let mut pending = vec![serde_json::from_str::<Value>(state).ok()?];
    let mut found = Vec::new();
    let mut seen = std::collections::HashSet::new();
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(values) => pending.extend(values.into_iter().rev()),
            Value::Object(fields) => {
                let values: Vec<Value> = fields.into_iter().map(|(_, value)| value).collect();
                pending.extend(values.into_iter().rev());
            }
            Value::String(text) if is_prose(&text) && seen.insert(text.clone()) => {
                found.extend(paragraphs(&text));
            }
            _ => {}
        }
    }
    Some(Embedded { script, paragraphs: found })
}

fn is_prose(text: &str) -> bool {
    let code = text.trim_start().starts_with(['{', '[']) || text.contains("function(");
    !code && count_words(text) >= PARAGRAPH && text.contains(['.', '。', '!', '?', '।', '؟'])
}

fn count_words(text: &str) -> usize {
    let mut words = 0;
    each_word(text, |_, _| words += 1);
    words
}

/// The paragraphs of a text: its lines, and what block tags part if it has any.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut rest = text;
    while let Some(at) = rest.find(['<', '\n']) {
        push(&mut found, &rest[..at]);
        rest = &rest[at..];
        let tag = tag_end(rest);
        match tag {
            Some(end) => {
                let name = rest[1..end].trim_start_matches('/');
                let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next();
                if name.is_some_and(is_break) {
                    found.push(String::new());
                }
                rest = &rest[end + 1..];
            }
            None => {
                push(
                    &mut found,
                    rest.get(..1).filter(|_| rest.starts_with('<')).unwrap_or_default(),
                );
                if rest.starts_with('\n') {
                    found.push(String::new());
                }
                rest = &rest[1..];
            }
        }
    }
    push(&mut found, rest);
    found.retain(|paragraph| !paragraph.trim().is_empty());
    found
}

/// Where a tag at the start of a text ends. A longer one is none, so that the search stays short.
fn tag_end(text: &str) -> Option<usize> {
    let name = text.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    let mut window = text.bytes().take(4096);
    starts.then(|| window.position(|byte| byte == b'>')).flatten()
}

fn push(found: &mut [String], text: &str) {
    if let Some(last) = found.last_mut() {
        last.push_str(text);
    }
}

fn is_break(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = crate::html::ElementName::parse(&name);
    name.is_some_and(|name| sets::BOXES.has(name) || name == crate::html::ElementName::Br)
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn texts_are_parted_at_lines_and_block_tags() {
        assert_eq!(paragraphs("One.\n\nTwo."), ["One.", "Two."]);
        assert_eq!(paragraphs("<p>One <b>bold</b>.</p><p>a < b</p>"), ["One bold.", "a < b"]);
    }
}
