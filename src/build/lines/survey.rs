//! What a look over the whole tree tells about its lines, before anything is built.

use crate::build::markdown::Signs;
use crate::extract::Selection;
use crate::names::ElementName;
use crate::parse::Tree;
use crate::parse::tree::{NodeId, Step};
use crate::report::Profile;

/// How many sound tags there may be for each broken one where lines are suspect as well.
const MOST_SOUND: u32 = 8;

/// What is known of the document.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::build) struct Survey {
    /// Whether there are no tags of blocks, sound or broken: inline ones may be.
    pub(super) is_plain_text: bool,
    /// Whether much of the markup is broken.
    pub(super) is_damaged: bool,
    /// Whether its authors wrote Markdown.
    pub(super) is_markdown: bool,
    /// Whether headings have their marks.
    pub(super) has_marked_headings: bool,
    /// Whether it is all of a sound page, navigation and all.
    pub(in crate::build) is_whole_page: bool,
}

impl Survey {
    pub(in crate::build) fn new(tree: &Tree, selection: &Selection, profile: &Profile) -> Self {
        let mut count = Count::default();
        for &root in &selection.roots {
            count.subtree(tree, selection, root);
        }
        let whole = selection.roots == [NodeId::DOCUMENT] && count.headed;
        Self {
            is_whole_page: whole && !profile.is_damaged(),
            is_plain_text: !count.tagged && profile.broken_tags == 0,
            is_damaged: profile.is_damaged()
                && (profile.broken_tags + profile.broken_char_refs) * MOST_SOUND
                    >= profile.sound_tags,
            is_markdown: count.signs.are_markdown(count.tagged),
            has_marked_headings: count.signs.headings > 0,
        }
    }
}

#[derive(Default)]
struct Count {
    signs: Signs,
    tagged: bool,
    /// Whether there is a head with something in it.
    headed: bool,
    /// How many elements are open whose text is no prose.
    skipped: usize,
}

impl Count {
    fn subtree(&mut self, tree: &Tree, selection: &Selection, root: NodeId) {
        for step in tree.walk(root) {
            let (id, enter) = match step {
                Step::Enter(id) => (id, true),
                Step::Leave(id) => (id, false),
            };
            if let Some(text) = tree.text(id) {
                if enter && self.skipped == 0 {
                    self.signs
                        .count(&text.value, tree.parent(id).is_none_or(|id| is_loose(tree, id)));
                }
                continue;
            }
            let Some(name) = tree.name(id) else { continue };
            if is_no_prose(name) || selection.drops(id) {
                self.skipped =
                    if enter { self.skipped + 1 } else { self.skipped.saturating_sub(1) };
            }
            self.tagged |= is_block(name);
            self.headed |= matches!(name, ElementName::Meta | ElementName::Link);
        }
    }
}

/// Whether text directly inside the node may have lines that mean something.
fn is_loose(tree: &Tree, id: NodeId) -> bool {
    use ElementName as E;
    matches!(
        tree.name(id),
        None | Some(E::Html | E::Body | E::Div | E::Article | E::Section | E::Main | E::Blockquote)
    )
}

fn is_no_prose(name: ElementName) -> bool {
    use ElementName as E;
    matches!(
        name,
        E::Pre
            | E::Code
            | E::Kbd
            | E::Samp
            | E::Tt
            | E::Script
            | E::Style
            | E::Textarea
            | E::Title
            | E::Template
            | E::Noscript
            | E::Svg
            | E::Math
            | E::Xmp
            | E::Listing
            | E::Plaintext
    )
}

fn is_block(name: ElementName) -> bool {
    use ElementName as E;
    matches!(
        name,
        E::P | E::Div
            | E::Ul
            | E::Ol
            | E::Li
            | E::Dl
            | E::Dt
            | E::Dd
            | E::Table
            | E::Tr
            | E::Td
            | E::Th
            | E::H1
            | E::H2
            | E::H3
            | E::H4
            | E::H5
            | E::H6
            | E::Blockquote
            | E::Pre
            | E::Article
            | E::Section
            | E::Main
            | E::Header
            | E::Footer
            | E::Nav
            | E::Aside
            | E::Figure
            | E::Form
            | E::Center
            | E::Hr
            | E::Address
            | E::Details
    )
}
