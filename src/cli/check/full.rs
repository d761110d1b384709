//! Findings as compilers print them, with the line they are in.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::super::shown::shown;
use super::finding::{Finding, Kind};
use super::source::Source;

/// Characters of a line that are shown before and behind what is marked, and of that itself.
const BEFORE: usize = 40;
const BEHIND: usize = 60;
const MARKED: usize = 80;

/// Prints findings for one output.
pub(crate) struct Full {
    renderer: Renderer,
}

impl Full {
    pub(crate) fn new(styled: bool, width: usize) -> Self {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        Self { renderer: renderer.decor_style(DecorStyle::Ascii).term_width(width) }
    }

    pub(crate) fn print(&self, document: &str, source: &Source, finding: &Finding) -> String {
        let level = match finding.kind {
            Kind::Repair(..) => Level::WARNING.with_name("repair"),
            Kind::Removal(_) => Level::NOTE.with_name("removal"),
        };
        let excerpt = Excerpt::of(source, finding);
        let (line, column) = (finding.start.line, finding.start.column);
        let mark = AnnotationKind::Primary.span(excerpt.mark).label(becomes(finding));
        let mut group = level
            .primary_title(finding.kind.summary())
            .id(finding.kind.id())
            .element(Origin::path(shown(document)).line(line).char_column(column))
            .element(Snippet::source(excerpt.text).line_start(line).annotation(mark));
        let more = finding.end.line - line;
        if more > 0 {
            let lines = if more == 1 { "line" } else { "lines" };
            group = group.element(Level::NOTE.message(format!("it goes on for {more} {lines}")));
        }
        if let Some(confidence) = finding.kind.confidence() {
            let message = format!("{confidence}; see `unmangle rules {}`", finding.kind.id());
            group = group.element(Level::NOTE.with_name("confidence").message(message));
        }
        without_second_mark(&self.renderer.render(&[group]))
    }
}

/// Takes out the arrow to a second file, `:::`, which the renderer sets before a source without a
/// path; with one it would count the columns of what was cut.
fn without_second_mark(rendered: &str) -> String {
    // The title, the place, a bar, the arrow.
    const LINE: usize = 3;
    let mut lines: Vec<&str> = rendered.lines().collect();
    if lines.get(LINE).is_some_and(|line| line.contains(":::")) {
        lines.remove(LINE);
    }
    lines.join("\n")
}

/// What became of what is marked.
pub(super) fn becomes(finding: &Finding) -> String {
    match finding.kind {
        Kind::Removal(_) => "left out".to_owned(),
        Kind::Repair(..) if finding.after.is_empty() => "goes".to_owned(),
        Kind::Repair(..) => format!("becomes `{}`", cut(&finding.after, MARKED)),
    }
}

/// The beginning of a text, on one line and for a terminal.
pub(super) fn cut(text: &str, characters: usize) -> String {
    let end = text.char_indices().nth(characters).map(|(at, _)| at);
    match end {
        Some(end) => format!("{}…", shown(&text[..end])),
        None => shown(text),
    }
}

/// The part of a line that a finding is in: long lines are cut, nothing of it is raw.
struct Excerpt {
    text: String,
    mark: Range<usize>,
}

impl Excerpt {
    fn of(source: &Source, finding: &Finding) -> Self {
        let line = source.line(finding.start.line);
        let start = finding.range.start.min(line.end);
        let end = finding.range.end.clamp(start, line.end);
        let all = &source.text;
        let before = &all[line.start..start];
        let from = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, c)| at + c.len_utf8());
        let behind = &all[end..line.end];
        let to = behind.char_indices().nth(BEHIND).map_or(behind.len(), |(at, _)| at);
        let mut text = if from > 0 { "…".to_owned() } else { String::new() };
        text += &cut(&before[from..], usize::MAX);
        let mark = text.len();
        text += &cut(&all[start..end], MARKED);
        let mark = mark..text.len();
        text += &cut(&behind[..to], usize::MAX);
        if to < behind.len() {
            text.push('…');
        }
        Self { text, mark }
    }
}
