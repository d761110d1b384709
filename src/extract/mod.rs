//! Stage 4: tree to the main content and the metadata.

use crate::document::Metadata;
use crate::options::ExtractOptions;
use crate::parse::Tree;
use crate::parse::tree::NodeId;
use crate::report::Report;

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

pub(crate) fn extract(_tree: &Tree, _options: &ExtractOptions, _report: &mut Report) -> Selection {
    Selection { roots: vec![NodeId::DOCUMENT], dropped: Vec::new(), metadata: Metadata::default() }
}
