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
#[derive(Debug)]
pub(super) struct Run {
    content: Vec<Inline>,
    marks: Vec<(Mark, Vec<Inline>)>,
    span: Option<Span>,
    /// The outermost mark that no block has been written with yet: those before it were written.
    fresh: usize,
    /// So many bytes of addresses may be written again.
    repeats: usize,
}

/// The address of a link around several blocks is written with each of them, up to so many bytes in
/// a document and, beyond that, so many for each byte of text: output stays in proportion to input.
/// A card of five blocks with an address of 2,000 bytes, the most that browsers and servers are sure
/// to take (RFC 9110, section 4.1, asks for 8,000), is far below both.
const REPEATS: usize = 16_384;
const REPEATS_A_BYTE: usize = 8;

impl Default for Run {
    fn default() -> Self {
        let (content, marks) = Default::default();
        Self { content, marks, span: None, fresh: 0, repeats: REPEATS }
    }
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
        self.repeats = self.repeats.saturating_add(REPEATS_A_BYTE * node.value.len());
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
        let Some((_, content)) = self.marks.last_mut() else { return };
        let content = std::mem::take(content);
        let index = self.marks.len() - 1;
        let writes = !content.is_empty() && self.may_write(index);
        let mark = self.marks.pop().map(|(mark, _)| mark).filter(|_| writes);
        self.fresh = self.fresh.min(index);
        self.write(index, mark, content);
    }

    /// Takes what was collected; open marks stay open for what follows.
    pub(super) fn take(&mut self) -> Option<(Vec<Inline>, Span)> {
        let span = self.span.take()?;
        for index in (0..self.marks.len()).rev() {
            let content = std::mem::take(&mut self.marks[index].1);
            if !content.is_empty() {
                let mark = self.may_write(index).then(|| self.marks[index].0.clone());
                self.write(index, mark, content);
            }
        }
        self.fresh = self.marks.len();
        Some((std::mem::take(&mut self.content), span))
    }

    /// Whether the mark at `index` is written: a link that was written before, only as long as its
    /// address may be repeated.
    fn may_write(&mut self, index: usize) -> bool {
        let cost = match &self.marks[index].0 {
            Mark::Link(link) if index < self.fresh => link.url.len(),
            _ => 0,
        };
        let spare = self.repeats.checked_sub(cost);
        self.repeats = spare.unwrap_or(self.repeats);
        spare.is_some()
    }

    /// Writes content to the level below the one at `index`, in a mark if there is one.
    fn write(&mut self, index: usize, mark: Option<Mark>, content: Vec<Inline>) {
        let below = index.checked_sub(1).map(|below| &mut self.marks[below].1);
        let below = below.unwrap_or(&mut self.content);
        match mark {
            _ if content.is_empty() => {}
            Some(mark) => below.push(mark.wrap(content)),
            None => below.extend(content),
        }
    }

    fn level(&mut self) -> &mut Vec<Inline> {
        self.marks.last_mut().map_or(&mut self.content, |(_, content)| content)
    }

    fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |covered| covered.union(span)));
    }
}
