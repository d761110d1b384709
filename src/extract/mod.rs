//! Stage 4: tree to the main content and the metadata.

mod chosen;
mod embedded;
mod facts;
mod features;
mod landmarks;
mod metadata;
mod model;
mod notes;
mod page;
mod select;
mod streamed;
mod structure;
mod table;
mod whole;
mod word_tables;
mod words;

use crate::model::document::Metadata;
use crate::options::{ExtractMode, ExtractOptions};
#[cfg(test)]
use crate::parse::Arena;
use crate::parse::Tree;
use crate::parse::tree::NodeId;
use crate::report::{Reason, Report, Warning};
use embedded::Embedded;
use landmarks::Landmarks;
use metadata::sources::Sources;

/// A whole page with fewer words of content has none.
const LEAST: f32 = 12.0;

/// How likely a block is to be main content.
const MODEL: model::Model = model::Model(include_bytes!("content.model"));

/// The part of a tree that is kept.
pub(crate) struct Selection {
    /// The subtrees that hold the content, in document order.
    pub(crate) roots: Vec<NodeId>,
    /// By node index: nodes whose subtrees are left out. Empty when nothing is.
    pub(crate) dropped: Vec<bool>,
    /// By node index: hidden elements that hold content all the same, as panels that open do.
    pub(crate) shown: Vec<bool>,
    pub(crate) metadata: Metadata,
    /// Of a page, not of a fragment.
    pub(crate) headline: Option<Headline>,
}

/// What is to happen to the headline of a page.
pub(crate) struct Headline {
    /// As the page shows it, with a kicker or the name of the site perhaps.
    pub(crate) shown: Option<String>,
    pub(crate) leave_out: bool,
}

impl Selection {
    /// Whether the subtree at `id` is left out.
    pub(crate) fn drops(&self, id: NodeId) -> bool {
        self.dropped.get(id.index()).copied().unwrap_or(false)
    }

    /// Whether the element at `id` is content though it is hidden at first.
    pub(crate) fn shows(&self, id: NodeId) -> bool {
        self.shown.get(id.index()).copied().unwrap_or(false)
    }
}

/// Finds the main content and what the page says of itself.
#[inline(never)]
pub(crate) fn extract(tree: &mut Tree, options: &ExtractOptions, report: &mut Report) -> Selection {
    streamed::put_in_place(tree);
    if !options.select.is_empty() || !options.drop.is_empty() {
        return choose(tree, options, report);
    }
    let (selection, embedded) = select(tree, options, report, None);
    match embedded {
        // Apart from the document: what the page shows is left out as a whole.
        Some(embedded) => Selection { roots: vec![embedded.plant(tree)], ..selection },
        None => selection,
    }
}

/// The selection of a person who said what to keep or to leave out. Where nothing is as was said, the
/// page is of another kind than was thought: what is kept is looked for as on others.
fn choose(tree: &mut Tree, options: &ExtractOptions, report: &mut Report) -> Selection {
    let roots = chosen::matching(tree, &options.select);
    let mut selection = if roots.is_empty() {
        let (selection, embedded) = select(tree, options, report, None);
        match embedded {
            Some(embedded) => Selection { roots: vec![embedded.plant(tree)], ..selection },
            None => selection,
        }
    } else {
        let sources = metadata::sources::collect(tree);
        Selection { roots, ..selection_of_all(glance(tree, &sources)) }
    };
    for id in chosen::matching(tree, &options.drop) {
        selection.dropped.resize(tree.len(), false);
        if !selection.drops(id) {
            selection.dropped[id.index()] = true;
            report.remove(tree.span(id), Reason::Boilerplate);
        }
    }
    selection
}

fn select(
    tree: &Tree,
    options: &ExtractOptions,
    report: &mut Report,
    given: Option<&[f32]>,
) -> (Selection, Option<Embedded>) {
    let sources = metadata::sources::collect(tree);
    if options.mode == ExtractMode::Never {
        return (selection_of_all(glance(tree, &sources)), None);
    }
    let page = page::take_apart(tree);
    if options.mode == ExtractMode::Auto && !whole::is_whole_page(&page, &sources) {
        return (selection_of_all(glance(tree, &sources)), None);
    }
    let facts = facts::facts(&sources);
    let marks = Landmarks::new(&page, &facts.titles);
    let heading = metadata::shown::heading(tree, &sources, &facts.titles).map(|found| found.1);
    let heading = heading.or_else(|| Some(page.text_of(&page.blocks[marks.title?]).to_owned()));
    let metadata = metadata::read(&sources, heading.as_deref(), &near_title(&page, marks.title));
    let headline = Headline { shown: heading, leave_out: options.leave_out_title };
    let whole = Selection { headline: Some(headline), ..selection_of_all(metadata) };
    let judge = || MODEL.probabilities(&features::features(&page, &facts, &marks));
    let Some(judged) = given.map(<[f32]>::to_vec).or_else(judge) else { return (whole, None) };
    let keep = select::choose(&page, &judged, facts.is_article(), options.favor);
    let kept = page.blocks.iter().zip(&keep).filter(|(_, keep)| **keep);
    let kept: f32 = kept.map(|(block, _)| block.sums.words).sum();
    let embedded = embedded::find(&sources, facts.is_article(), kept as usize);
    if embedded.is_none() && (kept < LEAST || whole::is_barrier(&page, &sources)) {
        report.warn(Warning::NoContent);
    }
    let pictures = structure::pictures(&page, &judged, &keep);
    let dropped = select::drop_rest(&page, &keep, pictures, report);
    (Selection { dropped, shown: select::shown(&page, &keep), ..whole }, embedded)
}

fn selection_of_all(metadata: Metadata) -> Selection {
    let roots = vec![NodeId::DOCUMENT];
    Selection { roots, dropped: Vec::new(), shown: Vec::new(), metadata, headline: None }
}

/// The metadata of a page that is not taken apart.
fn glance(tree: &Tree, sources: &Sources<'_>) -> Metadata {
    let shown = metadata::shown::look(tree, sources, &facts::titles(sources));
    let near: Vec<&str> = shown.near.iter().map(String::as_str).collect();
    metadata::read(sources, shown.title.as_deref(), &near)
}

/// The short texts around the title, where bylines stand.
fn near_title<'p>(page: &'p page::Page<'_>, title: Option<usize>) -> Vec<&'p str> {
    let Some(title) = title else { return Vec::new() };
    let after = page.blocks.iter().skip(title + 1).take(8);
    let before = page.blocks[..title].iter().rev().take(4);
    let short = after.chain(before).filter(|block| block.sums.words <= 16.0);
    short.map(|block| page.text_of(block)).collect()
}

/// The features and the text of every block, to train on.
#[cfg(test)]
pub(crate) fn observe(tree: &Tree) -> (table::Table, Vec<String>) {
    let sources = metadata::sources::collect(tree);
    let page = page::take_apart(tree);
    let facts = facts::facts(&sources);
    let marks = Landmarks::new(&page, &facts.titles);
    let table = features::features(&page, &facts, &marks);
    let blocks = page.blocks.iter().map(|block| page.text_of(block).to_owned()).collect();
    (table, blocks)
}

/// Extracts with probabilities from elsewhere, one for each block, to judge a model by pages that
/// it was not trained on.
#[cfg(test)]
pub(crate) fn extract_by(
    tree: &mut Tree,
    options: &ExtractOptions,
    scores: &mut dyn Iterator<Item = f32>,
) -> Selection {
    let blocks = page::take_apart(tree).blocks.len();
    let scores: Vec<f32> = scores.take(blocks).collect();
    let (selection, embedded) = select(tree, options, &mut Report::default(), Some(&scores));
    let roots = embedded.map(|embedded| vec![embedded.plant(tree)]);
    Selection { roots: roots.unwrap_or(selection.roots), ..selection }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_was_made_for_these_features() {
        let (table, _) = observe(&Tree::new("", &Arena::new()));
        assert!(MODEL.probabilities(&table).is_some(), "train again, see train/README.md");
    }
}
