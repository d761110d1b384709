//! Collecting inline content: a run is what stands between two block boundaries.
//!
//! Marks (emphasis, links, …) may hold blocks in HTML but not in the model. A mark that is still
//! open where a run ends is closed there and opened again in the next run, so `<b><p>…<p>…</b>`
//! is strong in both paragraphs.

use crate::model::document::{Inline, MAX_NESTING};
use crate::model::fold::is_white_space;
pub(super) use crate::model::mark::Mark;
use crate::model::source::{Span, Text};
use crate::parse::tree::TextNode;

/// The run that is being collected.
#[derive(Debug, Default)]
pub(super) struct Run {
    content: Vec<Inline>,
    marks: Vec<(Mark, Vec<Inline>)>,
    span: Option<Span>,
}

impl Run {
    /// Whether nothing was collected since the last block boundary.
    pub(super) fn is_empty(&self) -> bool {
        self.span.is_none()
    }

    /// Whether no mark is open.
    pub(super) fn is_unmarked(&self) -> bool {
        self.marks.is_empty()
    }

    /// Whether a mark of that kind is open.
    pub(super) fn has(&self, mark: &Mark) -> bool {
        let kind = std::mem::discriminant(mark);
        self.marks.iter().any(|(open, _)| std::mem::discriminant(open) == kind)
    }

    /// Whether a link is open.
    pub(super) fn in_link(&self) -> bool {
        self.marks.iter().any(|(mark, _)| mark.is_link())
    }

    /// Adds text with its white space as it is; whether there is more in it than white space.
    pub(super) fn text(&mut self, node: &TextNode, span: Span) -> bool {
        let blank = node.value.bytes().all(is_white_space);
        if self.is_empty() && blank {
            return false;
        }
        self.cover(span);
        let last = self.level().last_mut();
        if let Some(Inline::Text(text)) = last {
            text.push_slice(&node.value, &node.origin, 0..node.value.len());
        } else {
            let text = Text::copy(&node.value, &node.origin);
            self.level().push(Inline::Text(text));
        }
        !blank
    }

    /// Adds text whose line feeds are line breaks.
    pub(super) fn lines(&mut self, node: &TextNode, span: Span) -> bool {
        if self.is_empty() && node.value.bytes().all(is_white_space) {
            return false;
        }
        self.cover(span);
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', node.value.as_bytes()).chain([node.value.len()]) {
            if start > 0 {
                self.level().push(Inline::LineBreak);
            }
            let mut text = Text::default();
            text.push_slice(&node.value, &node.origin, start..end);
            self.level().push(Inline::Text(text));
            start = end + 1;
        }
        true
    }

    /// Adds anything else.
    pub(super) fn push(&mut self, inline: Inline, span: Span) {
        if self.is_empty() && matches!(inline, Inline::LineBreak) {
            return;
        }
        self.cover(span);
        self.level().push(inline);
    }

    /// Opens a mark; false if marks nest too deep or links would nest.
    pub(super) fn open(&mut self, mark: Mark) -> bool {
        let nested = mark.is_link() && self.in_link();
        if nested || self.marks.len() >= MAX_NESTING {
            return false;
        }
        // Most marks hold one text.
        self.marks.push((mark, Vec::with_capacity(1)));
        true
    }

    /// Closes the mark opened last.
    pub(super) fn close(&mut self) {
        if let Some((mark, content)) = self.marks.pop()
            && !content.is_empty()
        {
            self.level().push(mark.wrap(content));
        }
    }

    /// Takes what was collected; open marks stay open for what follows.
    pub(super) fn take(&mut self) -> Option<(Vec<Inline>, Span)> {
        let span = self.span.take()?;
        for index in (0..self.marks.len()).rev() {
            let content = std::mem::take(&mut self.marks[index].1);
            if !content.is_empty() {
                let inline = self.marks[index].0.clone().wrap(content);
                let below = index.checked_sub(1).map(|below| &mut self.marks[below].1);
                below.unwrap_or(&mut self.content).push(inline);
            }
        }
        Some((std::mem::take(&mut self.content), span))
    }

    fn level(&mut self) -> &mut Vec<Inline> {
        self.marks.last_mut().map_or(&mut self.content, |(_, content)| content)
    }

    fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |covered| covered.union(span)));
    }
}
