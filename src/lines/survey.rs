//! What a look over the whole tree tells about its lines, before anything is built.

use crate::extract::Selection;
use crate::html::ElementName;
use crate::html::sets;
use crate::lines::markdown::Signs;
use crate::lines::shown::Shown;
use crate::parse::Tree;
use crate::parse::tree::{Element, NodeId, TextNode};
use crate::report::Profile;

/// How many sound tags there may be for each broken one where lines are suspect as well.
const MOST_SOUND: u32 = 8;

/// What is known of the document.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Survey {
    /// Whether there are no tags of blocks, sound or broken: inline ones may be.
    pub(super) is_plain_text: bool,
    /// Whether much of the markup is broken.
    pub(super) is_damaged: bool,
    /// Whether its authors wrote Markdown.
    pub(super) is_markdown: bool,
    /// Whether it is sound and writes about markup, which it shows.
    pub(crate) shows_markup: bool,
    /// Whether it is a page with a title and paragraphs of its own, so that loose text is set in HTML's
    /// way as well.
    pub(super) has_paragraphs: bool,
    /// Whether headings have their marks.
    pub(super) has_marked_headings: bool,
    /// Whether it is all of a sound page, navigation and all.
    pub(crate) is_whole_page: bool,
}

impl Survey {
    /// Whether what looks like structure in its text may be some.
    pub(crate) const fn is_suspect(&self) -> bool {
        self.is_plain_text || self.is_damaged
    }
}

/// What is counted in the tree.
#[derive(Default)]
pub(crate) struct Count {
    signs: Signs,
    shown: Shown,
    tagged: bool,
    paragraphs: bool,
    titled: bool,
    /// Whether there is a head with something in it.
    headed: bool,
    /// The outermost open element whose text is no prose.
    skipped: Option<NodeId>,
}

impl Count {
    pub(crate) fn text(&mut self, tree: &Tree, id: NodeId, text: &TextNode) {
        if self.skipped.is_none() {
            let loose = || tree.parent(id).is_none_or(|id| is_loose(tree, id));
            self.signs.count(&text.value, loose);
            self.shown.count(&text.value);
        }
    }

    /// Enters an element; `dropped` tells whether it is left out.
    pub(crate) fn enter(&mut self, id: NodeId, element: &Element, dropped: bool) {
        let Some(name) = element.name else { return };
        if self.skipped.is_none() && (dropped || sets::NO_PROSE.has(name)) {
            self.skipped = Some(id);
        }
        self.tagged |= sets::BLOCKS.has(name);
        self.paragraphs |= name == ElementName::P;
        self.titled |= name == ElementName::Title;
        self.headed |= matches!(name, ElementName::Meta | ElementName::Link);
    }

    pub(crate) fn leave(&mut self, id: NodeId) {
        if self.skipped == Some(id) {
            self.skipped = None;
        }
    }

    pub(crate) fn finish(self, selection: &Selection, profile: &Profile) -> Survey {
        let shows_markup = self.tagged && !profile.is_damaged() && self.shown.is_discussion();
        let whole = selection.roots == [NodeId::DOCUMENT] && self.headed;
        Survey {
            is_whole_page: whole && !profile.is_damaged(),
            is_plain_text: !self.tagged && profile.broken_tags == 0,
            is_damaged: profile.is_damaged()
                && (profile.assumed
                    || (profile.broken_tags + profile.broken_char_refs) * MOST_SOUND
                        >= profile.sound_tags),
            is_markdown: !shows_markup && self.signs.are_markdown(self.tagged),
            shows_markup,
            has_paragraphs: self.paragraphs && self.titled,
            has_marked_headings: self.signs.headings > 0,
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
