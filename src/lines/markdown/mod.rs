//! Markdown left as text: in a document written in it, among HTML, or torn by translation.
//!
//! Whether a document's authors wrote Markdown is decided once, by the [`Signs`] in all of its text.

mod attributes;
mod normalize;
mod parse;
mod signs;

use crate::model::document::{Block, Footnote, Inline};
use crate::model::flat::{flat, span_of};
use crate::model::fold;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;
pub(super) use signs::Signs;

/// The blocks of a run written in Markdown, and its footnotes; nothing if it can't be read as such.
pub(super) fn blocks(run: &[Inline], report: &mut Report) -> Option<(Vec<Block>, Vec<Footnote>)> {
    let mut source = parse::Source::new(run.to_vec())?;
    source.text = normalize::normalize(source.text, report);
    Some(parse::blocks(source))
}

/// Inline content with the Markdown in it read; `recorded` if that counts as a repair.
pub(super) fn inlines(content: Vec<Inline>, recorded: bool, report: &mut Report) -> Vec<Inline> {
    if recorded && !report.admits(RuleId::MarkdownInText, Confidence::Likely) {
        return content;
    }
    let content: Vec<Inline> =
        content.into_iter().map(|inline| inside(inline, recorded, report)).collect();
    let marked = |inline: &Inline| match inline {
        Inline::Text(text) => text.contains(['*', '_', '`', '[', '~', '\\', '{']),
        _ => false,
    };
    if !content.iter().any(marked) {
        return content;
    }
    read(&content, recorded, report).unwrap_or(content)
}

fn read(content: &[Inline], recorded: bool, report: &mut Report) -> Option<Vec<Inline>> {
    let mut source = parse::Source::new(content.to_vec())?;
    source.text = normalize::normalize(source.text, report);
    let read = fold::paragraph(parse::inlines(source)?);
    if flat(&read) == flat(content) && read.len() == content.len() {
        return None;
    }
    let span = span_of(content);
    let admitted =
        !recorded || report.repair(RuleId::MarkdownInText, Confidence::Likely, span, flat(&read));
    admitted.then_some(read)
}

/// Reads the Markdown inside an element.
fn inside(mut inline: Inline, recorded: bool, report: &mut Report) -> Inline {
    match &mut inline {
        Inline::Strong(content) => {
            let bare = |inline| without_strong(inline, recorded, report);
            let bare = std::mem::take(content).into_iter().map(bare).collect();
            *content = inlines(bare, recorded, report);
        }
        Inline::Emphasis(content) | Inline::Strikethrough(content) => {
            *content = inlines(std::mem::take(content), recorded, report);
        }
        Inline::Link(link) => {
            link.content = inlines(std::mem::take(&mut link.content), recorded, report);
        }
        _ => {}
    }
    inline
}

/// Marks of strong emphasis say nothing where everything is strong.
fn without_strong(inline: Inline, recorded: bool, report: &mut Report) -> Inline {
    match inline {
        Inline::Text(text) if text.contains("**") => {
            let marks = text.match_indices("**").map(|(at, _)| at..at + 2);
            let mut admit = |range: &std::ops::Range<usize>| {
                let span = text.span(range.clone());
                !recorded || report.repair(RuleId::MarkdownInText, Confidence::Likely, span, "")
            };
            let marks: Vec<_> = marks.filter(|range| admit(range)).map(|r| (r, "")).collect();
            Inline::Text(text.with_edits(&marks))
        }
        other => other,
    }
}
