//! Inline content as one text: what a reader sees of it, where it comes from, cutting it short.

use std::borrow::Cow;

use super::document::Inline;
use super::source::Span;

/// The text of inline content as a reader sees it; an image is one object replacement character.
pub(crate) fn flat(inlines: &[Inline]) -> Cow<'_, str> {
    match inlines {
        [Inline::Text(text)] => Cow::Borrowed(text),
        _ => {
            let mut out = String::new();
            flatten(inlines, &mut out);
            Cow::Owned(out)
        }
    }
}

fn flatten(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Code(code) | Inline::Math(code) => out.push_str(code),
            Inline::Image(_) => out.push('\u{fffc}'),
            Inline::LineBreak => out.push('\n'),
            other => flatten(other.content().map_or(&[], Vec::as_slice), out),
        }
    }
}

/// The source that the text of inline content comes from.
pub(crate) fn span_of(inlines: &[Inline]) -> Span {
    let mut span: Option<Span> = None;
    cover(inlines, &mut span);
    span.unwrap_or_default()
}

fn cover(inlines: &[Inline], span: &mut Option<Span>) {
    for inline in inlines {
        if let Inline::Text(text) = inline {
            let own = text.span(0..text.len());
            *span = Some(span.map_or(own, |span| span.union(own)));
        } else if let Some(content) = inline.content() {
            cover(content, span);
        }
    }
}

/// Drops white space at the start and then `bytes` of text, from the outermost text only.
pub(crate) fn cut_start(mut inlines: Vec<Inline>, bytes: usize) -> Vec<Inline> {
    let mut left = bytes;
    let mut leading = true;
    while let Some(Inline::Text(text)) = inlines.first() {
        let blank = if leading { text.len() - text.trim_start().len() } else { 0 };
        if blank == text.len() {
            inlines.remove(0);
            continue;
        }
        leading = false;
        let drop = (blank + left).min(text.len());
        let rest = text.slice(drop..text.len());
        left -= drop - blank;
        if !rest.is_empty() {
            inlines[0] = Inline::Text(rest);
            break;
        }
        inlines.remove(0);
        if left == 0 {
            break;
        }
    }
    inlines
}

/// Keeps the first `length` bytes of the visible text.
pub(crate) fn truncate(content: &mut Vec<Inline>, length: usize) {
    let mut left = length;
    let mut kept = 0;
    for inline in content.iter_mut() {
        let own = flat(std::slice::from_ref(inline)).len();
        if own > left {
            if let Inline::Text(text) = inline {
                *text = text.slice(0..text[..left].trim_end().len());
            } else if let Some(inner) = inline.content_mut() {
                truncate(inner, left);
            } else {
                left = 0;
            }
            kept += usize::from(left > 0);
            break;
        }
        left -= own;
        kept += 1;
    }
    content.truncate(kept);
    let trimmed = match content.last_mut() {
        Some(Inline::Text(text)) => text.trim_end().len(),
        _ => return,
    };
    if trimmed == 0 {
        content.pop();
    } else if let Some(Inline::Text(text)) = content.last_mut() {
        *text = text.slice(0..trimmed);
    }
}
