//! Which elements are open, as far as tokens tell.
//!
//! An approximation of the stack of open elements that tree construction will have: good enough to
//! ask whether an end tag closes something.

use super::evidence::is_code;
use crate::html::ElementName;
use crate::html::sets;

/// The open elements and how often each is open.
#[derive(Debug)]
pub(super) struct Open {
    stack: Vec<ElementName>,
    count: [u32; ElementName::ALL.len()],
}

impl Default for Open {
    fn default() -> Self {
        Self { stack: Vec::new(), count: [0; ElementName::ALL.len()] }
    }
}

impl Open {
    /// Opens `element`; `closed` tells whether an end tag of it is to come.
    pub(super) fn start(&mut self, element: ElementName, closed: bool) {
        if sets::VOID.has(element) || (is_code(element) && !closed) {
            return;
        }
        if sets::CLOSES_PARAGRAPH.has(element) {
            self.end_above(ElementName::P);
        }
        for implied in implies_end(element) {
            self.end_above(*implied);
        }
        self.stack.push(element);
        self.count[element as usize] += 1;
    }

    /// Closes the innermost `element` and what is open in it; nothing if none is open.
    pub(super) fn end(&mut self, element: ElementName) {
        if !self.is_open(element) {
            return;
        }
        // An end tag of formatting closes itself alone.
        if sets::MARKS.has(element)
            && let Some(above) = self.stack.iter().rev().take(64).position(|open| *open == element)
        {
            self.stack.remove(self.stack.len() - 1 - above);
            self.count[element as usize] -= 1;
            return;
        }
        while let Some(open) = self.stack.pop() {
            self.count[open as usize] -= 1;
            if open == element {
                break;
            }
        }
    }

    /// Closes `element` if nothing but formatting and paragraphs is open in it.
    fn end_above(&mut self, element: ElementName) {
        if !self.is_open(element) {
            return;
        }
        let scope =
            self.stack.iter().rev().take(64).position(|open| *open == element || is_scope(*open));
        if scope.is_some_and(|above| self.stack[self.stack.len() - 1 - above] == element) {
            self.end(element);
        }
    }

    pub(super) fn is_open(&self, element: ElementName) -> bool {
        self.count[element as usize] > 0
    }

    /// The element that was opened last.
    pub(super) fn innermost(&self) -> Option<ElementName> {
        self.stack.last().copied()
    }

    pub(super) fn in_code(&self) -> bool {
        use ElementName::*;
        [Pre, Code, Kbd, Samp].iter().any(|element| self.is_open(*element))
    }
}

/// Elements that end tags implied by a start tag do not reach through.
fn is_scope(element: ElementName) -> bool {
    use ElementName::*;
    matches!(
        element,
        Table | Ul | Ol | Dl | Blockquote | Div | Section | Article | Td | Th | Body | Html
    )
}

/// Whether the element is a block or a part of a table.
pub(super) fn is_block(element: ElementName) -> bool {
    sets::BLOCKS.has(element)
}

/// Elements that end where `element` starts.
fn implies_end(element: ElementName) -> &'static [ElementName] {
    use ElementName::*;
    match element {
        Li => &[Li],
        Dt | Dd => &[Dt, Dd],
        Td | Th => &[Td, Th],
        Tr => &[Td, Th, Tr],
        Tbody | Thead | Tfoot => &[Td, Th, Tr, Tbody, Thead, Tfoot],
        H1 | H2 | H3 | H4 | H5 | H6 => &[H1, H2, H3, H4, H5, H6],
        _ => &[],
    }
}
