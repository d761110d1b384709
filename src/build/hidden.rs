//! What is in the page and not for the reader: hidden parts, controls, what scripts replace.

use super::style::Style;
use super::walk::Builder;
use crate::html::ElementName;
use crate::parse::tree::{Element, NodeId};
use crate::report::Reason;

/// How often a hidden part is measured to see whether it is the article itself.
const MAX_MEASURES: usize = 16;

/// What a `noscript` holds beyond this many bytes of text is the page for readers without scripts.
const MAX_NOTICE: usize = 600;

/// Class names of links from a heading to itself.
const PERMALINKS: &[&str] = &[
    "headerlink",
    "anchor",
    "permalink",
    "header-anchor",
    "heading-anchor",
    "anchorjs-link",
    "anchor-link",
    "hash-link",
    "heading-link",
    "headinganchor",
    "section-link",
    "mw-editsection",
];

impl Builder<'_> {
    /// Whether an element is left out because nobody sees it; says so in the report.
    pub(super) fn is_hidden(&mut self, id: NodeId, element: &Element, style: Style) -> bool {
        use ElementName as E;
        if style.control {
            return !self.leave_out(id, Reason::NotContent);
        }
        if style.hidden {
            let whole = matches!(element.name, Some(E::Html | E::Body | E::Main | E::Article))
                || self.selection.shows(id);
            return !whole && !self.holds_the_article(id) && !self.leave_out(id, Reason::Hidden);
        }
        style.decoration && !self.shows_something(id) && !self.leave_out(id, Reason::Hidden)
    }

    /// Pages hide all they have until a script has run; then the hidden part is the article.
    fn holds_the_article(&mut self, id: NodeId) -> bool {
        if self.measures == MAX_MEASURES {
            return false;
        }
        self.measures += 1;
        let inside = self.text_length(id);
        inside > 500 && inside * 2 > self.whole_length()
    }

    fn whole_length(&mut self) -> usize {
        let roots = &self.selection.roots;
        *self.length.get_or_insert_with(|| {
            let nodes = roots.iter().flat_map(|&root| self.tree.descendants(root));
            nodes.filter_map(|node| self.tree.text(node)).map(|text| text.value.trim().len()).sum()
        })
    }

    fn text_length(&self, id: NodeId) -> usize {
        let nodes = self.tree.descendants(id).filter_map(|node| self.tree.text(node));
        nodes.map(|text| text.value.trim().len()).sum()
    }

    /// Whether a part that isn't read aloud has words or pictures.
    fn shows_something(&self, id: NodeId) -> bool {
        self.tree.descendants(id).any(|node| {
            let words = |value: &str| value.contains(char::is_alphanumeric);
            self.tree.text(node).is_some_and(|text| words(&text.value))
                || matches!(self.tree.name(node), Some(ElementName::Img | ElementName::Math))
        })
    }

    /// Skips a subtree, and reports that if there is text in it.
    pub(super) fn leave_out(&mut self, id: NodeId, reason: Reason) -> bool {
        let mut inside = self.tree.descendants(id).filter_map(|node| self.tree.text(node));
        if inside.any(|text| !text.value.trim().is_empty()) {
            self.report.remove(self.tree.span(id), reason);
        }
        false
    }

    /// A `noscript` is for its images, and for all of the text where there is much of it.
    pub(super) fn enter_noscript(&mut self, id: NodeId, element: &Element) -> bool {
        let mut length = 0;
        let nodes = self.tree.descendants(id).filter_map(|node| self.tree.text(node));
        let longer = nodes.map(|text| text.value.trim().len()).any(|more| {
            length += more;
            length > MAX_NOTICE
        });
        if length > 0 && !longer {
            return self.leave_out(id, Reason::Hidden);
        }
        let beside_text = !self.run.is_empty();
        if beside_text { self.enter_marks(0) } else { self.enter_container(element) }
    }

    /// Whether a link only leads from a heading to itself.
    pub(super) fn is_permalink(&self, id: NodeId, element: &Element) -> bool {
        let Some(href) = element.attribute("href").filter(|href| href.contains('#')) else {
            return false;
        };
        let class = element.attribute("class").unwrap_or_default();
        let named = class.split_ascii_whitespace().any(|name| PERMALINKS.contains(&name));
        if !self.shows_something(id) {
            return named || self.in_heading();
        }
        self.in_heading() && href.starts_with('#') && named && !self.run.is_empty()
    }

    /// Whether a link is a heading's own text, leading to the heading.
    pub(super) fn leads_to_itself(&self, id: NodeId, url: &str) -> bool {
        let Some(fragment) = url.strip_prefix('#').filter(|_| self.in_heading()) else {
            return false;
        };
        let own = std::iter::once(id).chain(self.tree.ancestors(id).take(3));
        own.into_iter().any(|node| {
            ["id", "name"].iter().any(|name| self.tree.attribute(node, name) == Some(fragment))
        })
    }
}
