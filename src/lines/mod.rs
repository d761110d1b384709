//! Text that stands loose in a container: lines that are blocks.
//!
//! Where an article lost its tags, its structure survives as lines: a paragraph or a heading a line,
//! items with their marks, cells between pipes. HTML takes a line feed for a space, so lines mean
//! something only with evidence: the document has no tags at all, or much of its markup is broken,
//! or the lines themselves are plainly blocks. Inside `p`, `li` and the like they never do.
//!
//! Which lines are headings is decided when the whole document is built: [`Lines::finish`].

mod assemble;
mod bullets;
mod chrome;
mod columns;
mod dialogue;
mod dumps;
mod endnotes;
mod evidence;
pub(crate) mod flat_links;
mod heading;
mod inline_items;
pub(crate) mod letters;
mod line;
mod list;
mod markdown;
mod marker;
mod pages;
mod print;
mod programs;
mod promote;
mod recognised;
mod shape;
mod shown;
mod stacked;
mod starts;
mod survey;
mod table;
mod width;
mod wire;
mod words;
mod wrap;

use crate::html::ElementName;
use crate::model::document::{Block, BlockKind, Document, Footnote, Inline};
use crate::model::fold;
use crate::model::source::Span;
use crate::report::{Confidence, LayerKind, Report};
use crate::rules::RuleId;
use crate::tidy;

use assemble::Assembler;
use evidence::{Evidence, Mode};
use line::{End, Line};
use shape::{First, Last};
use starts::Starts;
pub(crate) use survey::{Count, Survey};

/// Where a run stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The block-level element around it; none in the document itself and in unknown elements.
    pub(crate) container: Option<ElementName>,
    /// Where the run comes from.
    pub(crate) span: Span,
}

impl Place {
    /// Whether the run stands in the document itself.
    fn is_root(&self) -> bool {
        matches!(self.container, None | Some(ElementName::Body | ElementName::Html))
    }
}

/// What is known of the document's lines while it is built.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) survey: Survey,
    /// Starts of the blocks that may be headings.
    candidates: Vec<u32>,
    /// Whether lines stood for blocks where HTML has none.
    damage: bool,
    /// The notes of what was written in Markdown.
    footnotes: Vec<Footnote>,
}

impl Lines {
    pub(crate) fn new(survey: Survey) -> Self {
        Self { survey, ..Self::default() }
    }

    /// The blocks that a run with its white space as it stands makes.
    pub(crate) fn blocks(
        &mut self,
        raw: Vec<Inline>,
        place: Place,
        report: &mut Report,
    ) -> Vec<Block> {
        if !self.may_be_more(&raw, place) {
            return self.paragraphs(raw, place.span, report);
        }
        let mut lines = line::split(&raw);
        let mut evidence = Evidence::of(&lines);
        let parted = lines.iter().skip(1).any(|line| line.after_blank);
        let blank = evidence.mode == Mode::Blank || self.survey.is_markdown && parted;
        let plain = self.survey.is_plain_text && blank;
        let told = plain
            || report.is_repairing()
                && (self.is_markdown_part(&raw, place)
                    || self.are_blocks(&lines, &evidence, place));
        if !told {
            drop(lines);
            return self.paragraphs(raw, place.span, report);
        }
        if self.survey.is_markdown
            && (evidence.mode == Mode::Blank || plain || lines.len() == 1)
            && let Some(blocks) = self.markdown(&raw, !plain, report)
        {
            return blocks;
        }
        let count = lines.len();
        pages::drop(&mut lines, report);
        let ruled = pages::drop_rules(&mut lines, report);
        if self.survey.is_plain_text {
            line::level_first(&mut lines);
            inline_items::restore(&mut lines, report);
            print::drop(&mut lines, report);
            let framed = chrome::drop(&mut lines, report);
            wire::restore(&mut lines, report);
            endnotes::restore(&mut lines, report);
            if framed {
                chrome::drop_addresses(&mut lines, report);
            }
            recognised::restore(&mut lines);
            columns::restore(&mut lines);
        }
        bullets::restore(&mut lines, report, !plain);
        dumps::restore(&mut lines, report, !plain);
        drop_residue(&mut lines, self.survey.is_plain_text, report);
        if lines.len() < count || ruled {
            evidence = Evidence::of(&lines);
        }
        programs::mark(&mut lines);
        dialogue::mark(&mut lines);
        let mut assembler = Assembler::new(evidence, !plain, report);
        assembler.markdown = self.survey.is_markdown;
        assembler.plain_text = self.survey.is_plain_text;
        assembler.starts = Starts::of(&lines);
        assembler.lines(&lines);
        self.damage |= !plain;
        self.candidates.append(&mut assembler.candidates);
        assembler.blocks
    }

    /// The blocks of a run written in Markdown.
    fn markdown(
        &mut self,
        raw: &[Inline],
        damage: bool,
        report: &mut Report,
    ) -> Option<Vec<Block>> {
        let sure = Confidence::Likely;
        if damage && !report.admits(RuleId::MarkdownInText, sure) {
            return None;
        }
        let (blocks, mut footnotes) = markdown::blocks(raw, report)?;
        self.footnotes.append(&mut footnotes);
        let is_paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
        if damage {
            for block in blocks.iter().filter(|block| !is_paragraph(block)) {
                report.repair(RuleId::MarkdownInText, sure, block.span, "");
            }
        }
        if !self.survey.has_marked_headings {
            self.damage |= damage;
            for block in &blocks {
                if let BlockKind::Paragraph(content) = &block.kind
                    && let line = Line::whole(content)
                    && heading::may_be(&line)
                    && !heading::is_credit(&line.text)
                {
                    self.candidates.push(block.span.start);
                }
            }
        }
        Some(blocks)
    }

    /// The paragraphs of a run whose lines mean nothing.
    pub(crate) fn paragraphs(
        &self,
        raw: Vec<Inline>,
        span: Span,
        report: &mut Report,
    ) -> Vec<Block> {
        let paragraphs = fold::paragraphs(raw);
        let mut block = |mut content: Vec<Inline>| {
            if self.survey.is_markdown {
                content = markdown::inlines(content, !self.survey.is_plain_text, report);
            }
            Block { kind: BlockKind::Paragraph(content), span }
        };
        paragraphs.map(&mut block).collect()
    }

    /// The paragraphs of a paragraph element. In a damaged document it may have lost a boundary: every
    /// line in it ends a sentence, and the last leads in what follows.
    pub(crate) fn paragraph(
        &self,
        raw: Vec<Inline>,
        span: Span,
        report: &mut Report,
    ) -> Vec<Block> {
        let leads_in = self.survey.is_damaged
            && matches!(raw.last(), Some(Inline::Text(text)) if text.trim_end().ends_with(':'));
        if !leads_in {
            return self.paragraphs(raw, span, report);
        }
        let lines = line::split(&raw);
        let [sentences @ .., last] = &lines[..] else { return Vec::new() };
        let whole = |line: &Line| line.end == End::Newline && line.shape.last == Last::Terminal;
        let split = !sentences.is_empty()
            && sentences.iter().all(whole)
            && lines.iter().all(|line| line.shape.first != First::Lower)
            && last.shape.words > 2
            && report.repair(RuleId::ParagraphLines, Confidence::Likely, last.span, "\n\n");
        if !split {
            drop(lines);
            return self.paragraphs(raw, span, report);
        }
        let parts = lines.iter().map(|line| line.inlines().into_owned());
        parts.flat_map(|part| self.paragraphs(part, span, report)).collect()
    }

    /// Makes headings of the lines that turn out to be ones.
    pub(crate) fn finish(&mut self, document: &mut Document, report: &mut Report) {
        // What stood below the line is gone with the residue.
        let suspect = self.survey.is_suspect();
        let last = document.blocks.pop_if(|block| block.kind == BlockKind::ThematicBreak);
        document.blocks.extend(last.filter(|_| !suspect));
        promote::headings(&mut document.blocks, &self.candidates, self.damage, report);
        document.footnotes.append(&mut self.footnotes);
    }

    /// Whether a run may become more than paragraphs of its text as it stands; `known` tells that its
    /// element says what its text is.
    pub(crate) fn are_read(&self, raw: &[Inline], place: Place, known: bool) -> bool {
        let damaged = self.survey.is_damaged;
        self.survey.is_markdown || if known { damaged } else { self.may_be_more(raw, place) }
    }

    /// Whether the lines of a run may be blocks.
    fn may_be_more(&self, raw: &[Inline], place: Place) -> bool {
        (self.may_be_blocks(place) || self.is_markdown_part(raw, place))
            && self.may_have_lines(raw, place)
    }

    /// Whether the run is Markdown inside HTML: behind a blank line that is what Markdown makes of it.
    fn is_markdown_part(&self, raw: &[Inline], place: Place) -> bool {
        use ElementName as E;
        let holds = matches!(
            place.container,
            Some(E::Div | E::Details | E::Section | E::Article | E::Center | E::Main)
        );
        let Some(Inline::Text(text)) = raw.first() else { return false };
        let margin = &text[..text.len() - text.trim_start().len()];
        self.survey.is_markdown && holds && margin.matches('\n').nth(1).is_some()
    }

    /// Whether lines may mean something, whatever they are.
    fn may_be_blocks(&self, place: Place) -> bool {
        self.survey.is_plain_text || self.survey.is_damaged || place.is_root()
    }

    /// Whether it is worth looking at the lines at all.
    fn may_have_lines(&self, raw: &[Inline], place: Place) -> bool {
        let broken = raw.iter().any(|inline| match inline {
            Inline::Text(text) => text.trim().contains('\n'),
            Inline::LineBreak => true,
            _ => false,
        });
        let loose = !matches!(place.container, Some(ElementName::Td));
        loose && (broken || place.is_root())
    }

    /// Whether the lines of a document with tags are blocks.
    fn are_blocks(&self, lines: &[Line], evidence: &Evidence, place: Place) -> bool {
        if self.survey.is_plain_text || self.survey.is_damaged {
            // A line that is all there is shows no lines, if it does not quote a sentence.
            let quote = |line: &Line| line.text.starts_with('>') && line.shape.ends_sentence();
            let whole = lines.len() > 1 || !self.survey.is_plain_text;
            return whole || lines.iter().any(quote) || inline_items::are_in(lines);
        }
        let indented = lines.iter().filter(|line| line.indent() > 1).count();
        let long =
            lines.iter().filter(|line| line.shape.weight() > 120 && line.shape.ends_sentence());
        // WordPress makes paragraphs of what blank lines part; posts as they are stored have
        // shortcodes.
        let stored =
            || evidence.mode == Mode::Blank && lines.iter().any(|line| line.text.contains("[/"));
        let headed = || {
            self.survey.is_markdown
                && evidence.mode == Mode::Blank
                && lines.first().is_some_and(|line| marker::atx(&line.text).is_some())
        };
        // Converters of manuals leave the first words of each paragraph loose, and the lines of
        // their sources between them.
        place.is_root()
            && (self.survey.is_markdown || !self.survey.has_paragraphs || stored())
            && indented * 4 < lines.len()
            && (lines.len() >= 3 || stored() || headed())
            && (long.count() >= 2 || evidence.mode == Mode::Blank)
    }
}

/// Whether the line goes on with the sentence of the line directly before it.
fn ends_sentence_of(lines: &[Line], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &lines[before]);
    let goes_on = lines[at].shape.first == First::Lower && !lines[at].after_blank;
    goes_on && before.is_some_and(|before| !before.shape.ends_sentence() && before.shape.words > 1)
}

/// Takes out the lines that a publishing system left, or in `plain` text a text browser.
fn drop_residue(lines: &mut Vec<Line>, plain: bool, report: &mut Report) {
    let mut gone: Vec<bool> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let beside = || {
            let near = at.saturating_sub(tidy::BESIDE)..(at + tidy::BESIDE + 1);
            let near = near.filter(|&near| near != at).filter_map(|near| lines.get(near));
            let mut out = String::new();
            near.for_each(|line| tidy::push_start(&line.text, &mut out));
            out
        };
        let found = tidy::line(&line.text, gone.last() == Some(&true), &beside)
            .or_else(|| plain.then(|| tidy::plain_line(&line.text)).flatten());
        let found =
            found.filter(|_| !marker::is_among_items(lines, at) && !ends_sentence_of(lines, at));
        let goes = found.is_some_and(|(rule, reason)| {
            let admitted = report.edit(LayerKind::Prose, rule, Confidence::Likely, line.span, "");
            if admitted {
                report.remove(line.span, reason);
            }
            admitted
        });
        gone.push(goes);
    }
    let mut went = false;
    let mut gone = gone.into_iter();
    lines.retain_mut(|line| {
        let goes = gone.next().unwrap_or_default();
        if !goes {
            line.after_page |= went;
        }
        went = goes;
        !goes
    });
}
