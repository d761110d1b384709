//! What a look over the whole tree tells about its lines, before anything is built.

use crate::extract::Selection;
use crate::names::ElementName;
use crate::parse::Tree;
use crate::report::Profile;

/// What is known of the document.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::build) struct Survey {
    /// Whether there are no tags at all, sound or broken.
    pub(super) is_plain_text: bool,
    /// Whether much of the markup is broken.
    pub(super) is_damaged: bool,
}

impl Survey {
    pub(in crate::build) fn new(tree: &Tree, selection: &Selection, profile: &Profile) -> Self {
        let mut elements = selection.roots.iter().flat_map(|&root| tree.descendants(root));
        let tagged = elements.any(|id| {
            tree.element(id).is_some_and(|element| {
                !matches!(
                    element.name,
                    Some(ElementName::Html | ElementName::Head | ElementName::Body)
                )
            })
        });
        let broken = profile.broken_tags > 0;
        Self { is_plain_text: !tagged && !broken, is_damaged: profile.is_damaged() }
    }
}
