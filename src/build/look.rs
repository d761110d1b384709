//! One look over the tree before the walk: what its lines are like, and what refers to notes.

use crate::extract::Selection;
use crate::lines::{Count, Survey};
use crate::notes::markup::{Candidates, Notes};
use crate::parse::Tree;
use crate::parse::tree::{NodeData, NodeId, Step};
use crate::report::Profile;

/// What is known of the selected part of a tree, and the notes in it.
pub(super) fn look(tree: &Tree, selection: &Selection, profile: &Profile) -> (Survey, Notes) {
    let mut look = Look { count: Count::default(), candidates: Candidates::new(tree) };
    for &root in &selection.roots {
        look.subtree(tree, selection, root);
    }
    (look.count.finish(selection, profile), look.candidates.notes(tree))
}

struct Look {
    count: Count,
    candidates: Candidates,
}

impl Look {
    fn subtree(&mut self, tree: &Tree, selection: &Selection, root: NodeId) {
        let mut left_out = None;
        for step in tree.walk(root) {
            match step {
                Step::Enter(id) => match &tree.get(id).data {
                    NodeData::Text(text) => self.count.text(tree, id, text),
                    NodeData::Element(element) => {
                        let dropped = selection.drops(id);
                        self.count.enter(id, element, dropped);
                        if left_out.is_none() && dropped {
                            left_out = Some(id);
                        } else if left_out.is_none() && !element.attributes.is_empty() {
                            self.candidates.look_at(tree, id, element);
                        }
                    }
                    _ => {}
                },
                Step::Leave(id) => {
                    self.count.leave(id);
                    if left_out == Some(id) {
                        left_out = None;
                    }
                }
            }
        }
    }
}
