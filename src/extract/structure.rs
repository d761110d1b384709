//! What belongs to kept prose whatever a model thinks of its words: code, figures with their
//! captions, tables, lists, headings.
//!
//! A table, a list or a piece of code is kept or left out as a whole. One that stands inside the
//! article, with kept prose around it in the same part of the page, stays unless there is strong
//! evidence against it: it is nearly all links, or it calls itself a teaser, a menu, an
//! advertisement.

use std::ops::Range;

use super::page::{Element, Page};
use super::words::class_mask;
use crate::html::ElementName as E;

/// Tables and lists of more words may be the page's layout.
const LARGEST: f32 = 6000.0;
/// How many levels further out kept prose supports what it surrounds.
const LEVELS: usize = 4;
/// How many kept words support it.
const SUPPORT: f32 = 30.0;
/// So much of an article's text is no link.
const LINKS: f32 = 0.75;

/// The least mean probability with which a part stays where kept prose supports it.
struct Least {
    code: f32,
    caption: f32,
    table: f32,
    list: f32,
    heading: f32,
}

const LEAST: Least = Least { code: 0.01, caption: 0.04, table: 0.12, list: 0.15, heading: 0.1 };

/// The nodes that hold a picture of the article, though the words beside it are not kept.
pub(super) fn pictures(page: &Page<'_>, probabilities: &[f32], keep: &[bool]) -> Vec<bool> {
    let judge = Judge::new(page, probabilities, 1.0, keep);
    let mut found = vec![false; page.tree.len()];
    for (index, element) in page.elements.iter().enumerate() {
        let sums = &element.sums;
        let range = element.blocks.start as usize..element.blocks.end as usize;
        let small = sums.images >= 1.0 && sums.words <= 40.0 && sums.blocks <= 4.0;
        let plain = sums.link_density() < 0.5 && sums.inputs == 0.0;
        if small && plain && judge.supports(element, index, &range, judge.against) {
            found[element.node.map_or(0, |node| node.index())] = true;
        }
    }
    found
}

/// Makes tables, lists, code and figures whole, and keeps those that belong to kept prose.
pub(super) fn keep_structure(page: &Page<'_>, probabilities: &[f32], cut: f32, keep: &mut [bool]) {
    let mut judge = Judge::new(page, probabilities, cut, keep);
    let mut inside = 0;
    for (index, element) in page.elements.iter().enumerate() {
        let Some(part) = Part::of(page, element).filter(|_| index >= inside) else { continue };
        let range = element.blocks.start as usize..element.blocks.end as usize;
        if range.is_empty() {
            continue;
        }
        if let Some(keeps) = judge.decide(part, element, index, range.clone()) {
            keep[range].fill(keeps);
            inside = element.end as usize;
        }
    }
    judge = Judge::new(page, probabilities, cut, keep);
    let headings = judge.headings(keep);
    headings.into_iter().for_each(|block| keep[block] = true);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Code,
    Figure,
    Table,
    List,
}

impl Part {
    fn of(page: &Page<'_>, element: &Element) -> Option<Self> {
        match element.name? {
            E::Pre => Some(Self::Code),
            E::Figure => Some(Self::Figure),
            E::Table if is_data(page, element) => Some(Self::Table),
            E::Ul | E::Ol | E::Dl => Some(Self::List),
            E::Div | E::P if is_captioned(element) => Some(Self::Figure),
            _ => None,
        }
    }
}

/// Whether an element is a picture and the words below it.
fn is_captioned(element: &Element) -> bool {
    let sums = &element.sums;
    element.classes & class_mask("caption") != 0
        && sums.images >= 1.0
        && sums.blocks <= 3.0
        && sums.words <= 80.0
}

/// Whether a table holds data, not the layout of a page.
fn is_data(page: &Page<'_>, table: &Element) -> bool {
    let node = table.node;
    let role = node.and_then(|node| page.tree.attribute(node, "role"));
    let sums = &table.sums;
    role.is_none_or(|role| !matches!(role, "presentation" | "none"))
        && sums.blocks >= 4.0
        && sums.words < 60.0 * sums.blocks
        && sums.prose <= 0.5 * sums.chars
}

struct Judge<'p> {
    page: &'p Page<'p>,
    probabilities: &'p [f32],
    cut: f32,
    /// The words of the blocks before each that are kept.
    kept: Vec<f32>,
    first: usize,
    last: usize,
    /// Groups of class names that speak against a part, and against a figure.
    against: u32,
    against_figures: u32,
}

impl<'p> Judge<'p> {
    fn new(page: &'p Page<'_>, probabilities: &'p [f32], cut: f32, keep: &[bool]) -> Self {
        let mut kept = vec![0.0];
        let mut sum = 0.0;
        for (block, keep) in page.blocks.iter().zip(keep) {
            sum += if *keep { block.sums.words } else { 0.0 };
            kept.push(sum);
        }
        let mask = |names: &[&str]| names.iter().fold(0, |mask, name| mask | class_mask(name));
        Self {
            page,
            probabilities,
            cut,
            kept,
            first: keep.iter().position(|keep| *keep).unwrap_or(keep.len()),
            last: keep.iter().rposition(|keep| *keep).map_or(0, |last| last + 1),
            against: mask(&["nav", "related", "teaser", "share", "comment", "subscribe", "ad"]),
            against_figures: mask(&["related", "comment", "subscribe", "ad"]),
        }
    }

    /// Whether a part is kept; nothing if its blocks are judged one by one.
    fn decide(
        &self,
        part: Part,
        element: &Element,
        index: usize,
        range: Range<usize>,
    ) -> Option<bool> {
        let (words, mean) = self.mean(range.clone());
        if words > LARGEST {
            return None;
        }
        let kept = self.kept[range.end] - self.kept[range.start];
        let least = match part {
            Part::Code => LEAST.code,
            Part::Figure => LEAST.caption,
            Part::Table => LEAST.table,
            Part::List => LEAST.list,
        };
        let linked = part != Part::Code && element.sums.link_density() > LINKS;
        let against = match part {
            Part::Code => 0,
            Part::Figure => self.against_figures,
            Part::Table | Part::List => self.against,
        };
        let belongs = mean >= least && !linked && self.supports(element, index, &range, against);
        match part {
            // A page may hold all of its text in the items of a list, or in one figure.
            Part::List | Part::Figure if element.sums.prose > 800.0 && !belongs => None,
            Part::Figure if !belongs => None,
            _ if belongs || mean >= self.cut || kept > 0.7 * words => Some(true),
            Part::List if kept > 0.3 * words => None,
            _ => Some(false),
        }
    }

    /// The words of some blocks, and their mean probability by words.
    fn mean(&self, range: Range<usize>) -> (f32, f32) {
        let (mut words, mut sum) = (0.0, 0.0);
        for index in range {
            let own = self.page.blocks[index].sums.words.max(0.5);
            words += own;
            sum += own * self.probabilities[index];
        }
        (words, sum / words.max(0.5))
    }

    /// Whether kept prose stands around a part, before it and behind it, in an element that is not
    /// far out, and nothing between that element and the part says that it is something else.
    fn supports(
        &self,
        element: &Element,
        index: usize,
        range: &Range<usize>,
        against: u32,
    ) -> bool {
        if range.start < self.first || range.end > self.last {
            return false;
        }
        let mut at = (element, index);
        for _ in 0..LEVELS {
            let is_article = matches!(at.0.name, Some(E::Article | E::Main | E::Body));
            if is_article || at.0.classes & against != 0 || is_apart(at.0.name) {
                return false;
            }
            let parent = &self.page.elements[at.0.parent as usize];
            let (start, end) = (parent.blocks.start as usize, parent.blocks.end as usize);
            let before = self.kept[range.start] - self.kept[start];
            let after = self.kept[end] - self.kept[range.end];
            if before + after >= SUPPORT && before > 0.0 {
                return true;
            }
            at = (parent, at.0.parent as usize);
        }
        false
    }

    /// The headings above kept text.
    fn headings(&self, keep: &[bool]) -> Vec<usize> {
        let blocks = &self.page.blocks;
        let heading = |index: usize| {
            let outer = &self.page.elements[blocks[index].outer as usize];
            outer.name.filter(|name| is_heading(*name)).map(|_| outer)
        };
        let mut found = Vec::new();
        let mut below = false;
        for index in (self.first..self.last).rev() {
            match heading(index) {
                None => below = keep[index],
                Some(_) if keep[index] => {}
                Some(outer) => {
                    let named = outer.classes & self.against != 0;
                    let sound = self.probabilities[index] >= LEAST.heading && !named;
                    if below && sound && blocks[index].sums.words <= 30.0 {
                        found.push(index);
                    }
                }
            }
        }
        found
    }
}

const fn is_apart(name: Option<E>) -> bool {
    matches!(name, Some(E::Nav | E::Aside | E::Footer | E::Form | E::Dialog))
}

const fn is_heading(name: E) -> bool {
    matches!(name, E::H1 | E::H2 | E::H3 | E::H4 | E::H5 | E::H6)
}
