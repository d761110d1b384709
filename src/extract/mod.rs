//! Stage 4: tree to the main content and the metadata.

mod facts;
mod features;
mod landmarks;
mod metadata;
mod model;
mod page;
mod select;
mod table;
mod whole;
mod word_tables;
mod words;

use crate::document::Metadata;
use crate::options::{ExtractMode, ExtractOptions};
use crate::parse::Tree;
use crate::parse::tree::NodeId;
use crate::report::Report;

/// How likely a block is to be main content.
const MODEL: model::Model = model::Model(include_bytes!("content.model"));

/// The part of a tree that is kept.
pub(crate) struct Selection {
    /// The subtrees that hold the content, in document order.
    pub(crate) roots: Vec<NodeId>,
    /// By node index: nodes whose subtrees are left out. Empty when nothing is.
    pub(crate) dropped: Vec<bool>,
    pub(crate) metadata: Metadata,
}

impl Selection {
    /// Whether the subtree at `id` is left out.
    pub(crate) fn drops(&self, id: NodeId) -> bool {
        self.dropped.get(id.index()).copied().unwrap_or(false)
    }
}

/// Finds the main content and what the page says of itself.
pub(crate) fn extract(tree: &Tree, options: &ExtractOptions, report: &mut Report) -> Selection {
    let metadata = Metadata::default();
    let dropped = match options.mode {
        ExtractMode::Never => Vec::new(),
        ExtractMode::Auto | ExtractMode::Always => find_content(tree, options, report),
    };
    Selection { roots: vec![NodeId::DOCUMENT], dropped, metadata }
}

fn find_content(tree: &Tree, options: &ExtractOptions, report: &mut Report) -> Vec<bool> {
    let sources = metadata::sources::collect(tree);
    let page = page::take_apart(tree);
    if options.mode == ExtractMode::Auto && !whole::is_whole_page(&page, &sources) {
        return Vec::new();
    }
    let (table, _) = features::features(&page, &facts::facts(&sources));
    let Some(probabilities) = MODEL.probabilities(&table) else { return Vec::new() };
    let keep = select::choose(&page, &probabilities, options.favor);
    select::drop_rest(&page, &keep, report)
}

/// The features and the text of every block, to train on.
#[cfg(test)]
pub(crate) fn observe(tree: &Tree) -> (table::Table, Vec<String>) {
    let sources = metadata::sources::collect(tree);
    let page = page::take_apart(tree);
    let (table, _) = features::features(&page, &facts::facts(&sources));
    let blocks = page.blocks.iter().map(|block| page.text_of(block).to_owned()).collect();
    (table, blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_was_made_for_these_features() {
        let (table, _) = observe(&Tree::default());
        assert!(MODEL.probabilities(&table).is_some(), "train again, see train/README.md");
    }
}
