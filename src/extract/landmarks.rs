//! Where the main content probably is: elements and blocks that others are measured from.

use super::page::{Block, Element, Page};
use super::words::each_word;
use crate::html::ElementName as E;

/// Parts of a page that may hold the main content, by different lights.
pub(super) struct Landmarks {
    /// Ranges of elements: start, end.
    pub(super) regions: [Region; REGIONS.len()],
    /// The block that repeats the page's title.
    pub(super) title: Option<usize>,
    pub(super) first_prose: usize,
    pub(super) last_prose: usize,
    /// By element: the child of the favourite, or of an element around it, that it is in.
    pub(super) branches: Vec<u32>,
}

/// A region's element and its blocks.
#[derive(Clone, Copy, Default)]
pub(super) struct Region {
    pub(super) element: u32,
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) const REGIONS: &[&str] = &["scored", "half", "most", "article", "run"];

impl Landmarks {
    pub(super) fn new(page: &Page<'_>, titles: &[String]) -> Self {
        let scored = best_scored(page);
        let run = best_run(page);
        let around_run = Region { element: around(page, run), start: run.0, end: run.1 };
        let regions = [
            region(page, scored),
            region(page, holding(page, 0.5)),
            region(page, holding(page, 0.8)),
            region(page, marked(page)),
            around_run,
        ];
        let prose = |block: &Block| block.sums.prose > 0.0;
        Self {
            regions,
            title: title_block(page, titles),
            first_prose: page.blocks.iter().position(prose).unwrap_or(0),
            last_prose: page.blocks.iter().rposition(prose).unwrap_or(0),
            branches: branches(page, scored),
        }
    }
}

fn region(page: &Page<'_>, element: u32) -> Region {
    let blocks = &page.elements[element as usize].blocks;
    Region { element, start: blocks.start as usize, end: blocks.end as usize }
}

/// As Readability scores: prose counts for the parent, and half for the grandparent.
fn best_scored(page: &Page<'_>) -> u32 {
    let mut scores = vec![0.0_f32; page.elements.len()];
    for block in page.blocks.iter().filter(|block| block.sums.chars >= 25.0) {
        let sums = &block.sums;
        let quality = (1.0 - sums.link_density()) * f32::from(u8::from(sums.stops > 0.0));
        let score = quality * (1.0 + sums.commas + f32::min(sums.chars / 100.0, 3.0));
        let own = &page.elements[block.outer as usize];
        let container = match own.name {
            Some(E::Div | E::Section | E::Article | E::Td | E::Main) => block.outer,
            _ => own.parent,
        };
        scores[container as usize] += score;
        scores[page.elements[container as usize].parent as usize] += score / 2.0;
    }
    let value = |at: usize| scores[at] * (1.0 - page.elements[at].sums.link_density());
    let best = (1..scores.len()).max_by(|&a, &b| value(a).total_cmp(&value(b)).then(b.cmp(&a)));
    best.unwrap_or(0) as u32
}

/// The innermost element with at least that share of the page's prose.
fn holding(page: &Page<'_>, share: f32) -> u32 {
    let enough = share * page.elements[0].sums.prose;
    let mut best = 0;
    for (index, element) in page.elements.iter().enumerate().skip(1) {
        if element.parent == best && element.sums.prose >= enough && enough > 0.0 {
            best = index as u32;
        }
    }
    best
}

/// The element marked as the article that has most prose: `itemprop`, `article`, `main`.
fn marked(page: &Page<'_>) -> u32 {
    let rank = |element: &Element| {
        let bits = element.classes;
        let body = bits & 0b1 != 0 && bits & 0b110 != 0;
        let named = matches!(element.name, Some(E::Article | E::Main));
        if body || named { element.sums.prose } else { 0.0 }
    };
    let mut best = (0, 0.0);
    for (index, element) in page.elements.iter().enumerate() {
        let value = rank(element);
        // Prefer the inner one if it holds nearly all of the outer one.
        if value > best.1 || (value > 0.9 * best.1 && value > 0.0) {
            best = (index as u32, f32::max(value, best.1));
        }
    }
    best.0
}

/// The run of blocks with the largest sum, where prose counts for and links and crumbs against.
fn best_run(page: &Page<'_>) -> (usize, usize) {
    let (mut sum, mut start) = (0.0, 0);
    let mut best = (0.0, 0, 0);
    for (index, block) in page.blocks.iter().enumerate() {
        let sums = &block.sums;
        let gain = sums.words * (1.0 - 2.5 * sums.link_density()) - 6.0;
        if sum <= 0.0 {
            (sum, start) = (0.0, index);
        }
        sum += gain;
        if sum > best.0 {
            best = (sum, start, index + 1);
        }
    }
    (best.1, best.2)
}

fn around(page: &Page<'_>, (start, end): (usize, usize)) -> u32 {
    let Some(last) = page.blocks.get(start..end).and_then(<[Block]>::last) else { return 0 };
    let mut element = page.blocks[start].outer;
    while element > 0 && page.elements[element as usize].end <= last.outer {
        element = page.elements[element as usize].parent;
    }
    element
}

/// The heading, or else the block, that says most nearly the same as one of the titles.
fn title_block(page: &Page<'_>, titles: &[String]) -> Option<usize> {
    let mut wanted: Vec<Vec<u32>> = titles.iter().map(|title| words_of(title)).collect();
    wanted.retain(|words| !words.is_empty());
    let mut best = (0.6, None);
    for (index, block) in page.blocks.iter().enumerate() {
        if block.sums.words > 40.0 || block.sums.chars > 300.0 || wanted.is_empty() {
            continue;
        }
        let words = words_of(page.text_of(block));
        let likeness = wanted.iter().map(|title| dice(&words, title)).fold(0.0, f32::max);
        let bonus = match page.elements[block.outer as usize].name {
            Some(E::H1) => 0.3,
            Some(E::H2) => 0.2,
            Some(E::H3 | E::H4) => 0.1,
            _ => 0.0,
        };
        if likeness > 0.6 && likeness + bonus > best.0 {
            best = (likeness + bonus, Some(index));
        }
    }
    best.1
}

/// The words of a short text, sorted.
pub(super) fn words_of(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    each_word(text, |word, _| words.push(word));
    words.sort_unstable();
    words
}

/// How alike two sorted lists are: twice what they share by their lengths.
pub(super) fn dice(a: &[u32], b: &[u32]) -> f32 {
    let (mut at, mut shared) = (0, 0);
    for word in a {
        while at < b.len() && b[at] < *word {
            at += 1;
        }
        if b.get(at) == Some(word) {
            shared += 1;
            at += 1;
        }
    }
    2.0 * shared as f32 / (a.len() + b.len()).max(1) as f32
}

fn branches(page: &Page<'_>, favourite: u32) -> Vec<u32> {
    let holds = |index: u32| index <= favourite && favourite < page.elements[index as usize].end;
    let mut branches = vec![0; page.elements.len()];
    for index in 1..page.elements.len() as u32 {
        let parent = page.elements[index as usize].parent;
        branches[index as usize] = match (holds(index), holds(parent)) {
            (true, _) => 0,
            (false, true) => index,
            (false, false) => branches[parent as usize],
        };
    }
    branches
}
