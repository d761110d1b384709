//! Elements that are not HTML's but stand in pages and feeds: those of AMP, and of NITF, the format
//! of news agencies.

use super::frame::FrameKind;
use super::style::Style;
use super::walk::Builder;
use crate::html::scheme::is_unsafe;
use crate::model::document::{Image, Inline};
use crate::model::source::Text;
use crate::parse::tree::{Element, NodeId};
use crate::report::Reason;

impl Builder<'_> {
    /// Enters an element that HTML does not know; whether its children are to be walked.
    pub(super) fn enter_unknown(&mut self, id: NodeId, element: &Element, style: Style) -> bool {
        match element.local {
            "mjx-container" => {
                self.math(id);
                false
            }
            "amp-img" | "amp-anim" => self.enter_image(id, element),
            // What AMP shows on demand only, or to those who have to agree.
            "amp-sidebar" | "amp-lightbox" | "amp-user-notification" | "amp-consent" => {
                self.leave_out(id, Reason::Hidden)
            }
            local if local.starts_with("amp-") && is_not_laid_out(element) => {
                self.leave_out(id, Reason::Hidden)
            }
            "hl1" => self.enter_frame(id, FrameKind::Heading(1)),
            "hl2" => self.enter_frame(id, FrameKind::Heading(2)),
            "hedline" | "byline" | "media-caption" | "media-producer" => {
                self.enter_container(element)
            }
            "media-reference" => self.enter_media(id, element),
            _ if style.block => self.enter_container(element),
            _ => self.enter_marks(0),
        }
    }

    /// The text of a drawing: labels, a name set in letters. Icons have none.
    pub(super) fn svg_text(&mut self, id: NodeId) -> bool {
        let is_text =
            |node: &NodeId| self.tree.element(*node).is_some_and(|element| element.local == "text");
        let texts = self.tree.descendants(id).filter(is_text);
        let lines: Vec<String> = texts
            .map(|node| {
                let pieces = self.tree.descendants(node).filter_map(|node| self.tree.text(node));
                let text: String = pieces.map(|piece| piece.value.to_string() + " ").collect();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .filter(|line| line.contains(char::is_alphanumeric))
            .collect();
        if lines.is_empty() {
            return self.leave_out(id, Reason::NotContent);
        }
        let span = self.tree.span(id);
        self.atom(id, Inline::Text(Text::new(lines.join(" "), span)))
    }

    /// The picture that NITF refers to; what else it refers to can't be shown.
    fn enter_media(&mut self, id: NodeId, element: &Element) -> bool {
        let kind = element.attribute("mime-type").unwrap_or("image/");
        let source = element.attribute("source").filter(|_| kind.starts_with("image/"));
        let Some(url) = source.filter(|url| !url.trim().is_empty()) else {
            return self.enter_marks(0);
        };
        if is_unsafe(url) {
            self.report.remove(self.tree.span(id), Reason::UnsafeUrl);
            return self.enter_marks(0);
        }
        let alt = element.attribute("alternate-text").unwrap_or_default();
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        let image = Image { url: self.base.resolve(url.trim()), alt, title: None };
        self.flush();
        self.run.push(Inline::Image(Box::new(image)), self.tree.span(id));
        self.flush();
        self.enter_marks(0)
    }
}

fn is_not_laid_out(element: &Element) -> bool {
    element.attribute("layout").is_some_and(|layout| layout.eq_ignore_ascii_case("nodisplay"))
}
