//! The title as the page shows it and the short texts around it, where bylines stand, without
//! taking the whole page apart.

use super::sources::{Sources, text};
use crate::extract::landmarks::{dice, words_of};
use crate::html::ElementName as E;
use crate::html::sets;
use crate::parse::Tree;
use crate::parse::tree::{NodeId, Step};

/// How many nodes before and after the title are looked at.
const BEFORE: usize = 60;
const AFTER: usize = 400;
/// How many texts count before and after it, and of how many words.
const TEXTS: (usize, usize) = (4, 8);
const WORDS: usize = 16;
/// Longer titles are none.
const LONGEST: usize = 300;

/// What was found.
#[derive(Default)]
pub(in crate::extract) struct Shown {
    pub(in crate::extract) title: Option<String>,
    pub(in crate::extract) near: Vec<String>,
}

/// Looks for the heading that is the title, and for the texts around it.
pub(in crate::extract) fn look(tree: &Tree, sources: &Sources<'_>, titles: &[String]) -> Shown {
    let Some((heading, title)) = heading(tree, sources, titles) else { return Shown::default() };
    Shown { title: Some(title), near: near(tree, heading) }
}

/// A heading as likely to be the title as this, or more, is; one of the first level may be less like
/// what the page calls itself elsewhere, where titles are written for search engines.
const LIKE: f32 = 0.6;
const LEAST: f32 = 0.2;

/// The heading that says most nearly the same as one of `titles`, and its text.
pub(in crate::extract) fn heading(
    tree: &Tree,
    sources: &Sources<'_>,
    titles: &[String],
) -> Option<(NodeId, String)> {
    let wanted: Vec<Vec<u32>> = titles.iter().map(|title| words_of(title)).collect();
    let mut best: (f32, Option<(NodeId, String)>) = (LEAST, None);
    for &heading in &sources.headings {
        let (text, name) = (text(tree, heading), tree.name(heading));
        let words = words_of(&text);
        if text.len() > LONGEST || words.is_empty() {
            continue;
        }
        if wanted.is_empty() && name == Some(E::H1) && words.len() > 1 {
            return Some((heading, text));
        }
        let likeness = wanted.iter().map(|title| dice(&words, title)).fold(0.0, f32::max);
        let bonus = match name {
            Some(E::H1) => 0.3,
            Some(E::H2) => 0.2,
            _ => 0.1,
        };
        let enough = likeness > LIKE || name == Some(E::H1) && likeness >= LEAST;
        if enough && likeness + bonus > best.0 {
            best = (likeness + bonus, Some((heading, text)));
        }
    }
    best.1
}

/// The short texts after a heading, then those before it, the nearest first.
fn near(tree: &Tree, heading: NodeId) -> Vec<String> {
    let start =
        std::iter::successors(Some(heading), |&node| before(tree, node)).take(BEFORE).last();
    let start = start.filter(|&start| start != heading).map(Step::Enter);
    let mut found = texts(tree, tree.after(Step::Leave(heading)), None);
    found.truncate(TEXTS.1);
    let before = texts(tree, start, Some(heading));
    found.extend(before.into_iter().rev().take(TEXTS.0));
    found.retain(|text| text.split_whitespace().count() <= WORDS);
    found
}

/// The node before one in document order.
fn before(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let Some(previous) = tree.previous(node) else { return tree.parent(node) };
    std::iter::successors(Some(previous), |&node| tree.last_child(node)).last()
}

/// The texts from a step on, parted at block tags and `br`s.
fn texts(tree: &Tree, from: Option<Step>, until: Option<NodeId>) -> Vec<String> {
    let steps = std::iter::successors(from, |&step| tree.after(step)).take(2 * AFTER);
    let mut found = vec![String::new()];
    for step in steps.take_while(|step| until.is_none_or(|until| *step != Step::Enter(until))) {
        let (Step::Enter(id) | Step::Leave(id)) = step;
        if tree.name(id).is_some_and(|name| sets::BOXES.has(name) || name == E::Br) {
            if found.last().is_some_and(|text| !text.is_empty()) {
                found.push(String::new());
            }
        } else if let (Step::Enter(_), Some(text), Some(last)) =
            (step, tree.text(id), found.last_mut())
        {
            let around = tree.parent(id).and_then(|parent| tree.name(parent));
            if !around.is_some_and(|name| sets::OPAQUE.has(name)) {
                push(last, &text.value);
            }
        }
        if until.is_none() && found.len() > TEXTS.1 {
            break;
        }
    }
    found.iter_mut().for_each(|text| text.truncate(text.trim_end().len()));
    found.retain(|text| !text.is_empty());
    found
}

fn push(text: &mut String, more: &str) {
    for word in more.split_inclusive(char::is_whitespace).take(2 * WORDS) {
        let trimmed = word.trim_end();
        text.push_str(trimmed);
        if trimmed.len() < word.len() && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
}
