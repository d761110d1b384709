//! Where inline content stands in the input: text knows it; what has no text of its own (an image, a
//! formula, a line break) stands between the texts beside it.

use super::document::{Block, Document, Inline};
use super::source::Span;
use super::visit::{Part, parts};

/// Where each of the inlines stands, within `around`.
pub(crate) fn located(content: &[Inline], around: Span) -> Vec<Span> {
    let own: Vec<Option<Span>> = content.iter().map(text_of).collect();
    let mut after: Vec<u32> = vec![around.end; content.len()];
    let mut next = around.end;
    for (index, span) in own.iter().enumerate().rev() {
        after[index] = next;
        next = span.map_or(next, |span| span.start);
    }
    let mut before = around.start;
    let place = |(span, after): (&Option<Span>, &u32)| {
        let between = Span { start: before, end: *after };
        let found = span.unwrap_or(if between.start < between.end { between } else { around });
        before = span.map_or(before, |span| span.end);
        found
    };
    own.iter().zip(&after).map(place).collect()
}

/// The source of the text that an inline holds, if it holds any.
fn text_of(inline: &Inline) -> Option<Span> {
    if let Inline::Text(text) = inline {
        return Some(text.span(0..text.len())).filter(|span| !span.is_empty());
    }
    let inner = inline.content()?.iter().filter_map(text_of);
    inner.reduce(Span::union)
}

/// Calls `visit` with every inline of the blocks in the order of reading, a mark before what it
/// holds, and with where it stands.
pub(crate) fn each_inline<'d>(blocks: &'d [Block], visit: &mut dyn FnMut(&'d Inline, Span)) {
    for block in blocks {
        parts(&block.kind, &mut |_, part| match part {
            Part::Line(content) => each_of_line(content, block.span, visit),
            Part::Blocks(inner) => each_inline(inner, visit),
        });
    }
}

/// The same for inline content that stands within `around`.
pub(crate) fn each_of_line<'d>(
    content: &'d [Inline],
    around: Span,
    visit: &mut dyn FnMut(&'d Inline, Span),
) {
    for (inline, span) in content.iter().zip(located(content, around)) {
        visit(inline, span);
        if let Some(inner) = inline.content() {
            each_of_line(inner, span, visit);
        }
    }
}

/// Where every inline of the document stands: its blocks', then its notes'.
pub(crate) fn inlines(document: &Document) -> Vec<Span> {
    let mut spans = Vec::new();
    let notes = document.footnotes.iter().map(|note| &note.blocks);
    for blocks in std::iter::once(&document.blocks).chain(notes) {
        each_inline(blocks, &mut |_, span| spans.push(span));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{ExtractMode, Options};

    #[test]
    fn every_inline_knows_its_place() {
        let page = "<p>See <b>the</b> <code>map</code>, <img src=a.png> or<br>ask.</p>";
        let mut options = Options::default();
        options.extract.mode = ExtractMode::Never;
        let cleaned = crate::Cleaner::new(options).clean(page.as_bytes()).unwrap();
        let quoted: Vec<&str> =
            inlines(&cleaned.document).iter().map(|span| &page[span.range()]).collect();
        assert_eq!(
            quoted,
            ["See ", "the", "the", " ", "<code>map</code>", ", ", "<img src=a.png>", " or"]
                .into_iter()
                .chain(["<br>", "ask."])
                .collect::<Vec<_>>()
        );
    }
}
