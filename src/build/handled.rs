//! Elements that a handler of the program's own is asked about.

use super::walk::Builder;
use crate::html::handler::{Element as Asked, Handled};
use crate::parse::tree::{Element, NodeId};
use crate::report::Reason;

impl Builder<'_> {
    /// Asks the handler of an element, if there is one; whether the element's children are to be
    /// walked, or none where it is as usual.
    pub(super) fn enter_handled(&mut self, id: NodeId, element: &Element) -> Option<bool> {
        let handler = self.handlers.of(element.local)?;
        let tree = self.tree;
        let attribute = |name: &str| element.attribute(name);
        let text = || {
            let texts = tree.descendants(id).filter_map(|node| tree.text(node));
            let text: String = texts.map(|text| &*text.value).collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        match handler(&Asked::new(element.local, &attribute, &text)) {
            Handled::AsUsual => None,
            Handled::As(name) => {
                let style = self.styles.of(element);
                Some(self.enter_known(id, element, name, style))
            }
            Handled::Unwrapped => Some(self.enter_marks(0)),
            Handled::LeftOut => Some(self.leave_out(id, Reason::NotContent)),
            Handled::Inline(inline) => Some(self.atom(id, inline)),
            Handled::Blocks(_) if self.is_in_line() => None,
            Handled::Blocks(blocks) => {
                self.flush();
                let span = tree.span(id);
                blocks.into_iter().for_each(|kind| self.push(kind, span));
                Some(false)
            }
        }
    }
}
