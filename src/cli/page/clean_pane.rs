//! The clean document: its blocks by elements of our own, what was repaired in them marked.

use unmangle::document::{Block, BlockKind, Cell, Document, Inline};
use unmangle::model::source::Text;

use super::super::check::{Finding, Kind};
use super::text::{escape, escaped};

/// Findings of more bytes than this are of whole blocks, and are not marked in their text.
const MARKED: usize = 120;

/// What is still to be written; the stack stands in for a recursion over the document.
enum Step<'a> {
    Block(&'a Block),
    Inline(&'a Inline),
    Raw(&'static str),
    Own(String),
}

/// Writes the blocks of a document, each top block as `bN-…` of document `number`, and says in which
/// of them each finding is.
pub(super) fn write(
    document: &Document,
    findings: &[Finding],
    number: usize,
    first: usize,
    html: &mut String,
) -> Vec<Option<usize>> {
    let mut marks: Vec<usize> = (0..findings.len()).collect();
    marks.retain(|&at| findings[at].bytes.len() <= MARKED);
    let notes = document.footnotes.iter().flat_map(|note| &note.blocks);
    let blocks: Vec<&Block> = document.blocks.iter().chain(notes).collect();
    let places = places(&blocks, findings);
    let mut repaired = vec![false; blocks.len()];
    for (finding, place) in findings.iter().zip(&places) {
        if let Some(at) = place.filter(|_| matches!(finding.kind, Kind::Repair(..))) {
            repaired[at] = true;
        }
    }
    let mut pane = Pane { findings, first, marks, html: String::new(), stack: Vec::new() };
    for (at, block) in blocks.iter().enumerate() {
        let class = if repaired[at] { "block repaired" } else { "block" };
        pane.html += &format!("<div class=\"{class}\" id=\"b{number}-{at}\" dir=\"auto\">");
        pane.stack.push(Step::Block(block));
        pane.run();
        pane.html.push_str("</div>");
    }
    html.push_str(&pane.html);
    places
}

/// The block that each finding is in, or the one that it begins or ends.
fn places(blocks: &[&Block], findings: &[Finding]) -> Vec<Option<usize>> {
    let mut starts: Vec<(usize, usize)> =
        blocks.iter().enumerate().map(|(at, block)| (block.span.range().start, at)).collect();
    starts.sort_unstable();
    let place = |finding: &Finding| {
        let after = starts.partition_point(|start| start.0 <= finding.bytes.start);
        let before = after.checked_sub(1).and_then(|at| starts.get(at)).map(|start| start.1);
        let is_inside = |at: &usize| finding.bytes.start < blocks[*at].span.range().end;
        // A start tag between two blocks is the second one's.
        let is_start = finding.after.starts_with('<') && !finding.after.starts_with("</");
        let next = || starts.get(after).map(|start| start.1);
        match before.filter(|at| is_inside(at) || !is_start) {
            Some(at) => Some(at),
            None => next().or(before),
        }
    };
    findings.iter().map(place).collect()
}

struct Pane<'a> {
    findings: &'a [Finding],
    first: usize,
    /// The findings that are marked, by their places.
    marks: Vec<usize>,
    html: String,
    stack: Vec<Step<'a>>,
}

impl<'a> Pane<'a> {
    fn run(&mut self) {
        while let Some(step) = self.stack.pop() {
            match step {
                Step::Raw(markup) => self.html.push_str(markup),
                Step::Own(markup) => self.html.push_str(&markup),
                Step::Inline(inline) => self.inline(inline),
                Step::Block(block) => self.block(block),
            }
        }
    }

    /// Puts steps before all that are there, in their order.
    fn next(&mut self, steps: Vec<Step<'a>>) {
        self.stack.extend(steps.into_iter().rev());
    }

    fn around(&mut self, open: &'static str, content: &'a [Inline], close: &'static str) {
        let mut steps = vec![Step::Raw(open)];
        steps.extend(content.iter().map(Step::Inline));
        steps.push(Step::Raw(close));
        self.next(steps);
    }

    fn block(&mut self, block: &'a Block) {
        let mut steps = Vec::new();
        match &block.kind {
            BlockKind::Paragraph(content) => return self.around("<p>", content, "</p>"),
            BlockKind::Heading { level, content } => {
                // Headings of the document are none of the page.
                steps.push(Step::Own(format!(
                    "<p class=\"head h{level}\" role=\"heading\" aria-level=\"{}\">",
                    level + 3
                )));
                steps.extend(content.iter().map(Step::Inline));
                steps.push(Step::Raw("</p>"));
            }
            BlockKind::List(list) => {
                let ordered = list.start.is_some();
                steps.push(match list.start {
                    Some(start) => Step::Own(format!("<ol start=\"{start}\">")),
                    None => Step::Raw("<ul>"),
                });
                for item in &list.items {
                    steps.push(Step::Raw(match item.checked {
                        Some(true) => "<li>☑ ",
                        Some(false) => "<li>☐ ",
                        None => "<li>",
                    }));
                    steps.extend(item.blocks.iter().map(Step::Block));
                    steps.push(Step::Raw("</li>"));
                }
                steps.push(Step::Raw(if ordered { "</ol>" } else { "</ul>" }));
            }
            BlockKind::Table(table) => {
                steps.push(Step::Raw("<table><caption>"));
                steps.extend(table.caption.iter().map(Step::Inline));
                steps.push(Step::Raw("</caption>"));
                if let Some(header) = &table.header {
                    row(header, "<th>", "</th>", &mut steps);
                }
                for cells in &table.rows {
                    row(cells, "<td>", "</td>", &mut steps);
                }
                steps.push(Step::Raw("</table>"));
            }
            BlockKind::Quote(blocks) => {
                steps.push(Step::Raw("<blockquote>"));
                steps.extend(blocks.iter().map(Step::Block));
                steps.push(Step::Raw("</blockquote>"));
            }
            BlockKind::Figure(figure) => {
                steps.extend(figure.content.iter().map(Step::Block));
                steps.push(Step::Raw("<p>"));
                steps.extend(figure.caption.iter().map(Step::Inline));
                steps.push(Step::Raw("</p>"));
            }
            BlockKind::Details(details) => {
                steps.push(Step::Raw("<p>▸ "));
                steps.extend(details.summary.iter().map(Step::Inline));
                steps.push(Step::Raw("</p>"));
                steps.extend(details.content.iter().map(Step::Block));
            }
            BlockKind::Callout(callout) => {
                steps.push(Step::Own(format!("<blockquote><p>{}: ", callout.kind.name())));
                steps.extend(callout.title.iter().map(Step::Inline));
                steps.push(Step::Raw("</p>"));
                steps.extend(callout.content.iter().map(Step::Block));
                steps.push(Step::Raw("</blockquote>"));
            }
            BlockKind::DefinitionList(list) => {
                steps.push(Step::Raw("<dl>"));
                for entry in list {
                    for term in &entry.terms {
                        steps.push(Step::Raw("<dt>"));
                        steps.extend(term.iter().map(Step::Inline));
                        steps.push(Step::Raw("</dt>"));
                    }
                    for definition in &entry.definitions {
                        steps.push(Step::Raw("<dd>"));
                        steps.extend(definition.iter().map(Step::Block));
                        steps.push(Step::Raw("</dd>"));
                    }
                }
                steps.push(Step::Raw("</dl>"));
            }
            BlockKind::Code(code) => steps.push(preformatted(&code.text)),
            BlockKind::Math(text) => steps.push(preformatted(text)),
            BlockKind::ThematicBreak => steps.push(Step::Raw("<hr>")),
            _ => {}
        }
        self.next(steps);
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Emphasis(content) => self.around("<em>", content, "</em>"),
            Inline::Strong(content) => self.around("<strong>", content, "</strong>"),
            Inline::Strikethrough(content) => self.around("<s>", content, "</s>"),
            Inline::Superscript(content) => self.around("<sup>", content, "</sup>"),
            Inline::Subscript(content) => self.around("<sub>", content, "</sub>"),
            Inline::Phrase(phrase) => self.around("<span>", &phrase.content, "</span>"),
            Inline::Code(text) | Inline::Math(text) => {
                self.html += &format!("<code>{}</code>", escaped(text));
            }
            // Links lead nowhere: their addresses are the document's.
            Inline::Link(link) => {
                let mut steps = vec![Step::Own(format!(
                    "<span class=\"link\" title=\"{}\">",
                    plain(&link.url)
                ))];
                steps.extend(link.content.iter().map(Step::Inline));
                steps.push(Step::Raw("</span>"));
                self.next(steps);
            }
            Inline::Image(image) => {
                let (url, alt) = (plain(&image.url), escaped(&image.alt));
                self.html += &format!("<span class=\"image\" title=\"{url}\">🖼 {alt}</span>");
            }
            Inline::FootnoteRef(label) => self.html += &format!("<sup>[{}]</sup>", escaped(label)),
            Inline::LineBreak => self.html.push_str("<br>"),
            _ => {}
        }
    }

    /// Text, in which what was made of the bytes of a finding is marked.
    fn text(&mut self, text: &Text) {
        let value = text.as_str();
        let mut last: Option<usize> = None;
        for (range, source) in text.origin().pieces() {
            let bytes = source.range();
            let verbatim = range.len() == bytes.len();
            let mut at = range.start;
            let begin = bytes.start.saturating_sub(MARKED);
            let from = self.marks.partition_point(|&mark| self.findings[mark].bytes.start < begin);
            let near = self.marks[from..].iter().copied();
            let near = near.take_while(|&mark| self.findings[mark].bytes.start < bytes.end);
            let hits: Vec<usize> =
                near.filter(|&mark| self.findings[mark].bytes.end > bytes.start).collect();
            for mark in hits {
                let found = &self.findings[mark].bytes;
                let start = if verbatim {
                    range.start + found.start.saturating_sub(bytes.start)
                } else {
                    range.start
                };
                let end = if verbatim {
                    range.start + (found.end - bytes.start).min(bytes.len())
                } else {
                    range.end
                };
                let (start, end) = (start.max(at), end);
                let (Some(before), Some(marked)) = (value.get(at..start), value.get(start..end))
                else {
                    continue;
                };
                if marked.is_empty() {
                    continue;
                }
                if !before.is_empty() {
                    last = self.close(last);
                }
                escape(before, &mut self.html);
                if last != Some(mark) {
                    self.close(last);
                    let id = self.first + mark;
                    self.html += &format!("<a class=\"t\" data-f=\"{id}\" href=\"#f{id}\">");
                    last = Some(mark);
                }
                escape(marked, &mut self.html);
                at = end;
            }
            if at < range.end {
                last = self.close(last);
                escape(value.get(at..range.end).unwrap_or_default(), &mut self.html);
            }
        }
        self.close(last);
    }

    fn close(&mut self, open: Option<usize>) -> Option<usize> {
        if open.is_some() {
            self.html.push_str("</a>");
        }
        None
    }
}

fn row<'a>(cells: &'a [Cell], open: &'static str, close: &'static str, steps: &mut Vec<Step<'a>>) {
    steps.push(Step::Raw("<tr>"));
    for cell in cells {
        steps.push(Step::Raw(open));
        steps.extend(cell.blocks.iter().map(Step::Block));
        steps.push(Step::Raw(close));
    }
    steps.push(Step::Raw("</tr>"));
}

/// Text for an attribute, where there is no markup at all.
fn plain(text: &str) -> String {
    escaped(&super::super::shown::shown(text))
}
/// Text as it stands.
fn preformatted<'a>(text: &str) -> Step<'a> {
    Step::Own(format!("<pre>{}</pre>", escaped(text)))
}
