//! From probabilities to what is kept: the choice of blocks, and the subtrees to leave out.

use super::notes::keep_notes;
use super::page::Page;
use super::structure::keep_structure;
use crate::html::ElementName as E;
use crate::options::Favor;
use crate::parse::Tree;
use crate::parse::tree::{NodeId, Step};
use crate::report::{Reason, Report};

/// How to cut: the weight of what is missed, and the probabilities below which blocks are never kept
/// and above which they always are. Chosen on sites that the model has not seen.
struct Cut {
    beta: f32,
    least: f32,
    most: f32,
}

/// Of articles, most of which is sure.
const ARTICLE: Cut = Cut { beta: 0.6, least: 0.3, most: 0.6 };
/// Of other pages: products, forums, listings.
const OTHER: Cut = Cut { beta: 0.8, least: 0.25, most: 0.55 };
const PRECISION: Cut = Cut { beta: 0.4, least: 0.4, most: 0.7 };
const RECALL: Cut = Cut { beta: 2.5, least: 0.1, most: 0.25 };

/// Which blocks to keep: the choice that promises the best F-measure over words.
///
/// With the blocks in the order of their probability, keeping the first n has the expected measure
/// (1 + b) · kept good words / (kept words + b · good words). Where little is sure, as on a page of
/// products, the best cut lies lower than on an article.
pub(super) fn choose(
    page: &Page<'_>,
    probabilities: &[f32],
    is_article: bool,
    favor: Favor,
) -> Vec<bool> {
    let Cut { beta, least, most } = match favor {
        Favor::Precision => PRECISION,
        Favor::Balance if is_article => ARTICLE,
        Favor::Balance => OTHER,
        Favor::Recall => RECALL,
    };
    let words = |index: usize| page.blocks[index].sums.words;
    let good: f32 = probabilities.iter().enumerate().map(|(i, p)| p * words(i)).sum();
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
    let (mut kept, mut kept_good, mut best) = (0.0, 0.0, (0.0, 1.0));
    for index in order {
        kept += words(index);
        kept_good += words(index) * probabilities[index];
        let measure = (1.0 + beta) * kept_good / (kept + beta * good);
        if measure > best.0 {
            best = (measure, probabilities[index]);
        }
    }
    let cut = best.1.clamp(least, most);
    let mut keep: Vec<bool> = probabilities.iter().map(|&p| p >= cut).collect();
    keep_structure(page, probabilities, cut, &mut keep);
    keep_notes(page, &mut keep);
    keep
}

/// The hidden elements that hold kept blocks.
pub(super) fn shown(page: &Page<'_>, keep: &[bool]) -> Vec<bool> {
    let mut shown = vec![false; page.tree.len()];
    for (block, _) in page.blocks.iter().zip(keep).filter(|(_, keep)| **keep) {
        for element in page.around(block.outer).take_while(|element| element.hidden) {
            if let Some(node) = element.node {
                shown[node.index()] = true;
            }
        }
    }
    shown
}

/// The nodes to leave out, each the root of as large a subtree as holds nothing that is kept.
pub(super) fn drop_rest(
    page: &Page<'_>,
    keep: &[bool],
    pictures: Vec<bool>,
    report: &mut Report,
) -> Vec<bool> {
    let tree = page.tree;
    let kept = Kept::new(page, keep, pictures);
    let mut dropped = vec![false; tree.len()];
    let mut inside = None;
    for step in tree.walk(NodeId::DOCUMENT) {
        match step {
            Step::Enter(id) if inside.is_none() && kept.drops(tree, id) => {
                dropped[id.index()] = true;
                inside = Some(id);
                if kept.text[id.index()] != 0 {
                    report.remove(span(tree, id), Reason::Boilerplate);
                }
            }
            Step::Leave(id) if inside == Some(id) => inside = None,
            _ => {}
        }
    }
    dropped
}

fn span(tree: &Tree, id: NodeId) -> crate::model::source::Span {
    let own = tree.span(id);
    match tree.text(id) {
        Some(text) => text.origin.span(0..text.value.len()),
        None => own,
    }
}

const GOOD: u8 = 1;
const BAD: u8 = 2;

/// What stands in the subtree of each node.
struct Kept {
    text: Vec<u8>,
    /// The nodes between the first and the last kept text, by order of the walk.
    first: NodeId,
    last: NodeId,
    order: Vec<u32>,
    /// The innermost element with most of the kept words.
    heart: NodeId,
    /// Nodes whose pictures stay, not their words.
    pictures: Vec<bool>,
}

impl Kept {
    fn new(page: &Page<'_>, keep: &[bool], pictures: Vec<bool>) -> Self {
        let tree = page.tree;
        let mut text = vec![0_u8; tree.len()];
        let mut weight = vec![0.0_f32; tree.len()];
        let (mut first, mut last) = (None, NodeId::DOCUMENT);
        let mut total = 0.0;
        for (block, &keep) in page.blocks.iter().zip(keep) {
            let nodes = &page.nodes[block.nodes.start as usize..block.nodes.end as usize];
            let mark = if keep { GOOD } else { BAD };
            for &node in nodes {
                mark_up(tree, node, mark, &mut text);
                if keep {
                    (first, last) = (first.or(Some(node)), node);
                }
            }
            if let (true, Some(&node)) = (keep, nodes.first()) {
                weight[node.index()] += block.sums.words;
                total += block.sums.words;
            }
        }
        let (order, heart) = Self::measure(tree, &mut weight, total);
        Self { text, first: first.unwrap_or(NodeId::DOCUMENT), last, order, heart, pictures }
    }

    fn measure(tree: &Tree, weight: &mut [f32], total: f32) -> (Vec<u32>, NodeId) {
        let mut order = vec![0; tree.len()];
        let (mut count, mut heart) = (0, None);
        for step in tree.walk(NodeId::DOCUMENT) {
            match step {
                Step::Enter(id) => {
                    order[id.index()] = count;
                    count += 1;
                }
                Step::Leave(id) => {
                    // Inner elements are left first.
                    if heart.is_none() && weight[id.index()] >= 0.5 * total {
                        heart = Some(id);
                    }
                    if let Some(parent) = tree.parent(id) {
                        weight[parent.index()] += weight[id.index()];
                    }
                }
            }
        }
        (order, heart.unwrap_or(NodeId::DOCUMENT))
    }

    fn drops(&self, tree: &Tree, id: NodeId) -> bool {
        match self.text[id.index()] {
            BAD => !self.pictures[id.index()],
            0 => tree.element(id).is_some() && !self.admits(tree, id),
            _ => false,
        }
    }

    /// Whether something without text, a picture perhaps, belongs to the content: it stands between
    /// kept texts, or in the element that holds most of them.
    fn admits(&self, tree: &Tree, id: NodeId) -> bool {
        if matches!(tree.name(id), Some(E::Head | E::Br | E::Hr | E::Wbr)) {
            return true;
        }
        if is_backdrop(tree, id) {
            return false;
        }
        let place = self.order[id.index()];
        let between = |id: NodeId| self.order[id.index()];
        let within = between(self.first) < place && place < between(self.last);
        within || tree.parent(id) == Some(self.heart)
    }
}

/// Whether a film plays by itself, without a sound and beyond the reader's control: decoration.
fn is_backdrop(tree: &Tree, id: NodeId) -> bool {
    let has = |name| tree.attribute(id, name).is_some();
    tree.name(id) == Some(E::Video) && has("muted") && has("autoplay") && !has("controls")
}

fn mark_up(tree: &Tree, node: NodeId, mark: u8, text: &mut [u8]) {
    let mut at = Some(node);
    while let Some(id) = at {
        let found = &mut text[id.index()];
        if *found & mark != 0 {
            break;
        }
        *found |= mark;
        at = tree.parent(id);
    }
}
