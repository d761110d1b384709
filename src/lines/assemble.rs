//! Lines to blocks.

use super::markdown;
use crate::model::document::{Block, BlockKind, Code, Inline};
use crate::model::fold;
use crate::model::source::{Span, Text};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

use super::evidence::{Evidence, Mode, is_broken_at_space};
use super::line::{End, Line};
use super::shape::{First, Last};
use super::starts::Starts;
use super::{heading, list, marker, stacked, table, wrap};
use crate::model::flat::{flat, span_of};

/// How deep quotes in text nest at most.
const MAX_QUOTES: usize = 8;
/// Lines of a headline, at most.
const HEAD: usize = 3;
/// So many empty lines of a quote begin none.
const EMPTY_QUOTES: usize = 16;

/// What a run's lines become.
pub(super) struct Assembler<'a> {
    pub(super) evidence: Evidence,
    /// Whether what is done counts as repair; in a document that is plain text it does not.
    pub(super) damage: bool,
    pub(super) report: &'a mut Report,
    pub(super) blocks: Vec<Block>,
    /// Starts of the blocks that may be headings.
    pub(super) candidates: Vec<u32>,
    pub(super) quotes: usize,
    /// Whether the text is written in Markdown.
    pub(super) markdown: bool,
    /// Whether the document is text without tags.
    pub(super) plain_text: bool,
    before: Option<Last>,
    /// Fences that nothing closes from here to the end.
    unclosed: Vec<(char, usize)>,
    /// What begins blocks.
    pub(super) starts: Starts,
}

impl<'a> Assembler<'a> {
    pub(super) fn new(evidence: Evidence, damage: bool, report: &'a mut Report) -> Self {
        let (blocks, candidates) = (Vec::new(), Vec::new());
        Self {
            evidence,
            damage,
            report,
            blocks,
            candidates,
            quotes: 0,
            markdown: false,
            plain_text: false,
            before: None,
            unclosed: Vec::new(),
            starts: Starts::default(),
        }
    }

    /// Records a change and says whether to make it.
    pub(super) fn admit(
        &mut self,
        rule: RuleId,
        sure: Confidence,
        span: Span,
        after: &str,
    ) -> bool {
        !self.damage || self.report.repair(rule, sure, span, after)
    }

    pub(super) fn lines(&mut self, lines: &[Line]) {
        let mut at = 0;
        while at < lines.len() {
            let rest = &lines[at..];
            if at > 0 && !self.split(&lines[at - 1], &lines[at]) {
                at += self.run_on(rest);
                continue;
            }
            let taken = self.structure(rest);
            at += if taken > 0 { taken } else { self.paragraph(rest) };
            let last = &lines[at - 1];
            self.before = Some(last.shape.last).filter(|_| !heading::is_source(&last.text));
        }
    }

    /// Records that a block ends at a line break.
    fn split(&mut self, before: &Line, line: &Line) -> bool {
        let end = before.span.end as usize;
        let start = end - usize::from(before.end == End::Newline && end > 0);
        let span = Span::new(start, line.span.start.max(before.span.end) as usize);
        self.admit(RuleId::ParagraphLines, Confidence::Likely, span, "\n\n")
    }

    /// Adds a line to the paragraph before it, as a browser would.
    fn run_on(&mut self, rest: &[Line]) -> usize {
        let content = rest[0].inlines().into_owned();
        if let Some(Block { kind: BlockKind::Paragraph(before), span }) = self.blocks.last_mut() {
            *span = span.union(rest[0].span);
            before.push(Inline::Text(Text::new(" ", Span::default())));
            before.extend(fold::paragraph(content));
        } else {
            self.push(BlockKind::Paragraph(fold::paragraph(content)), rest[0].span);
        }
        1
    }

    /// Tables, lists, quotes, code, marked headings and breaks; how many lines they take.
    fn structure(&mut self, rest: &[Line]) -> usize {
        let text = rest[0].text.as_ref();
        if marker::fence(text).is_some() {
            return self.code(rest);
        }
        if rest[0].program {
            return 0;
        }
        if let Some((level, mark)) = marker::atx(text) {
            return self.marked_heading(&rest[0], level, mark, RuleId::MarkdownInText);
        }
        let under = rest.get(1).filter(|next| !next.after_blank || next.text.starts_with('='));
        if let Some(level) = under.and_then(|next| marker::underline(&next.text))
            && heading::may_be(&rest[0])
        {
            return self.underlined_heading(&rest[0], &rest[1], level);
        }
        if marker::is_break(text) {
            let taken = self.admit(RuleId::MarkdownInText, Confidence::Likely, rest[0].span, "---");
            if taken {
                self.push(BlockKind::ThematicBreak, rest[0].span);
            }
            return usize::from(taken);
        }
        if marker::quote(text).is_some() {
            return self.quote(rest);
        }
        if let Some(mark) = self.marked_title(rest) {
            return self.marked_heading(&rest[0], 2, mark, RuleId::HeadingLine);
        }
        let taken = self.list(rest);
        let taken = if taken > 0 { taken } else { self.table(rest) };
        if taken > 0 { taken } else { self.stacked(rest) }
    }

    /// Tables and lists of which only lines are left.
    fn stacked(&mut self, rest: &[Line]) -> usize {
        if !self.plain_text || self.markdown {
            return 0;
        }
        let span = |count: usize| rest[0].span.union(rest[count - 1].span);
        let sure = Confidence::Likely;
        if let Some((table, count)) = stacked::table(rest, &self.evidence) {
            if !self.admit(RuleId::TableFlattened, sure, rest[0].span, &header(&table)) {
                return 0;
            }
            self.push(BlockKind::Table(Box::new(table)), span(count));
            return count;
        }
        let headed = |block: &Block| self.candidates.last() == Some(&block.span.start);
        let below = match &self.blocks[..] {
            [.., over, heading] => ends_sentence(over) && headed(heading),
            _ => false,
        };
        if below
            && let Some((list, count)) = stacked::list(rest, &self.evidence)
            && self.admit(RuleId::ListFlattened, sure, rest[0].span, "- ")
        {
            self.push(BlockKind::List(Box::new(list)), span(count));
            return count;
        }
        0
    }

    fn table(&mut self, rest: &[Line]) -> usize {
        let Some((mut table, count)) = table::read(rest) else { return 0 };
        if !self.admit(RuleId::TableFlattened, Confidence::Likely, rest[0].span, &header(&table)) {
            return 0;
        }
        for cell in table.header.iter_mut().chain(&mut table.rows).flatten() {
            for block in &mut cell.blocks {
                if let BlockKind::Paragraph(content) = &mut block.kind {
                    *content = self.marked(std::mem::take(content));
                }
            }
        }
        let span = rest[0].span.union(rest[count - 1].span);
        self.push(BlockKind::Table(Box::new(table)), span);
        count
    }

    fn list(&mut self, rest: &[Line]) -> usize {
        if self.is_lettered(&rest[0]) {
            return 0;
        }
        let Some((items, count)) = list::extent(rest, self.before, &self.evidence, &self.starts)
        else {
            return 0;
        };
        let first = &rest[0];
        let mark = if items.numbered { "1. " } else { "- " };
        let span = Span::new(first.span.start as usize, first.span.start as usize + items.mark);
        if !self.admit(RuleId::ListFlattened, Confidence::Likely, span, mark) {
            return 0;
        }
        let span = first.span.union(rest[count - 1].span);
        let list = list::build(&rest[..count], self);
        self.push(BlockKind::List(Box::new(list)), span);
        count
    }

    fn code(&mut self, rest: &[Line]) -> usize {
        let Some((mark, length, info)) = marker::fence(&rest[0].text) else { return 0 };
        let closes = |line: &Line| {
            marker::fence(&line.text)
                .is_some_and(|(c, n, info)| c == mark && n >= length && info.is_empty())
        };
        let open = self.unclosed.iter().any(|&(c, n)| c == mark && n <= length);
        let end = if open { None } else { rest.iter().skip(1).position(closes) };
        let Some(end) = end else {
            if !open {
                self.unclosed.push((mark, length));
            }
            return 0;
        };
        let span = rest[0].span.union(rest[end + 1].span);
        if !self.admit(RuleId::MarkdownInText, Confidence::Likely, span, "```") {
            return 0;
        }
        let base = rest[0].indent();
        let mut text = String::new();
        for (index, line) in rest[1..=end].iter().enumerate() {
            if index > 0 {
                text.push_str(if line.after_blank { "\n\n" } else { "\n" });
            }
            text.extend(std::iter::repeat_n(' ', line.indent().saturating_sub(base)));
            text.push_str(&line.text);
        }
        let language = (!info.is_empty()).then(|| info.to_owned());
        self.push(BlockKind::Code(Box::new(Code { language, text })), span);
        end + 2
    }

    fn quote(&mut self, rest: &[Line]) -> usize {
        let quoted = |line: &Line| marker::quote(&line.text).is_some();
        // A quote quotes something; a prompt (`>>>`) does not.
        let is_empty = |line: &Line| marker::quote(&line.text) == Some(line.text.len());
        if rest.iter().take(EMPTY_QUOTES).take_while(|line| quoted(line)).all(is_empty) {
            return 0;
        }
        let deep = self.quotes >= MAX_QUOTES;
        if deep || !self.admit(RuleId::MarkdownInText, Confidence::Likely, rest[0].span, "> ") {
            return 0;
        }
        let joined = |(index, line): &(usize, &Line)| *index == 0 || !line.after_blank;
        let lines = rest.iter().enumerate().take_while(joined);
        let lines = lines.take_while(|(at, line)| quoted(line) || is_overflow(rest, *at));
        let lines = &rest[..lines.count()];
        let span = rest[0].span.union(rest[lines.len() - 1].span);
        let mut inner = Vec::with_capacity(lines.len());
        let mut blank = false;
        for line in lines {
            let mut bare = line.without_start(marker::quote(&line.text).unwrap_or_default());
            bare.after_blank = std::mem::replace(&mut blank, bare.text.is_empty());
            if !bare.text.is_empty() {
                inner.push(bare);
            }
        }
        let outer = std::mem::take(&mut self.blocks);
        let unclosed = std::mem::take(&mut self.unclosed);
        self.quotes += 1;
        self.lines(&inner);
        self.quotes -= 1;
        self.unclosed = unclosed;
        let content = std::mem::replace(&mut self.blocks, outer);
        self.push(BlockKind::Quote(content), span);
        lines.len()
    }

    fn marked_heading(&mut self, line: &Line, level: u8, mark: usize, rule: RuleId) -> usize {
        let bare = line.without_start(mark);
        if bare.shape.last == Last::Terminal && bare.shape.words > 8
            || !self.admit(rule, Confidence::Likely, line.span, "# ")
        {
            return 0;
        }
        let content = heading::without_closing_marks(fold::paragraph(bare.inlines().into_owned()));
        let content = self.marked(content);
        self.push(BlockKind::Heading { level, content }, line.span);
        1
    }

    /// The length of the mark before a line that is no item, since none with its mark stands below it.
    fn marked_title(&self, rest: &[Line]) -> Option<usize> {
        let mark = marker::heading_mark(&rest[0].text)?;
        let (own, next) = (rest[0].text.chars().next()?, rest.get(1)?);
        let bare = rest[0].without_start(mark);
        let alone = !next.text.starts_with(own);
        let led_in = self.before == Some(Last::Colon);
        (alone && !led_in && heading::may_be(&bare)).then_some(mark)
    }

    fn underlined_heading(&mut self, line: &Line, under: &Line, level: u8) -> usize {
        if !self.admit(RuleId::HeadingLine, Confidence::Certain, under.span, "") {
            return 0;
        }
        let content = self.marked(fold::paragraph(line.inlines().into_owned()));
        self.push(BlockKind::Heading { level, content }, line.span);
        2
    }

    /// A paragraph: the lines up to where it ends.
    fn paragraph(&mut self, rest: &[Line]) -> usize {
        let mut end = 1;
        while end < rest.len() && self.joins(&rest[..end], &rest[end..]) {
            end += 1;
        }
        let lines = &rest[..end];
        let breaks = wrap::keeps_breaks(lines, &self.evidence);
        let content = wrap::join(lines, breaks, self);
        let span = span_of(&content);
        let named = lines[0].text.contains(char::is_alphanumeric)
            && (!self.evidence.indented || lines[0].indent() < 2)
            && !lines[0].program
            && !lines[0].spoken
            && !heading::is_credit(&lines[0].text);
        let title = (2..=HEAD).contains(&end)
            && self.blocks.is_empty()
            && !breaks
            && self.plain_text
            && end < rest.len()
            // A break that is meant is no wrap of a headline.
            && lines[..end - 1].iter().all(|line| line.end == End::Newline)
            && lines.iter().all(|line| line.indent() <= lines[0].indent() + 2)
            && !flat(&content).contains("--")
            && heading::may_be(&Line::whole(&content));
        if title && named {
            self.candidates.push(span.start);
        }
        if end == 1
            && named
            && (heading::may_be(&lines[0]) || self.starts.is_returning_label(&lines[0]))
        {
            self.candidates.push(span.start);
        }
        for paragraph in fold::paragraphs(content) {
            let paragraph = self.marked(paragraph);
            let span = span_of(&paragraph);
            self.push(BlockKind::Paragraph(paragraph), span);
        }
        end
    }

    /// Whether the paragraph goes on with the line after it.
    fn joins(&self, paragraph: &[Line], rest: &[Line]) -> bool {
        let (Some(last), next) = (paragraph.last(), &rest[0]) else { return false };
        let goes_on = next.shape.first == First::Lower;
        if next.after_page {
            return goes_on && !last.shape.ends_sentence() || last.shape.last == Last::Open;
        }
        if next.after_blank || self.starts_structure(paragraph, rest) {
            return false;
        }
        if last.end == End::Break || self.is_hard(last) {
            return true;
        }
        if self.evidence.hung {
            return true;
        }
        if self.evidence.indented && !last.shape.dense {
            return next.indent() == 0;
        }
        match self.evidence.mode {
            Mode::Blank => !self.ends_head(paragraph, next),
            Mode::Lines => self.joins_lines(paragraph, last, rest),
        }
    }

    /// Whether the lines of a paragraph are the headline or the byline above its text, although no
    /// blank line parts them: who wrote it stands on a line of its own, and a headline is not full.
    fn ends_head(&self, paragraph: &[Line], next: &Line) -> bool {
        let open = |line: &Line| !line.shape.ends_sentence() && !line.shape.sentence_inside;
        let begun = self.blocks.iter().all(|block| !ends_sentence(block));
        if !begun || paragraph.len() > HEAD || !paragraph.iter().all(open) {
            return false;
        }
        let by = |line: &Line| heading::is_byline(&line.text);
        if by(next) || paragraph.len() == 1 && by(&paragraph[0]) {
            return true;
        }
        let [line] = paragraph else { return false };
        let width = self.evidence.width;
        let short = heading::may_be(line)
            && width.is_some_and(|width| {
                !width.is_full(line, next) && line.shape.chars * 4 <= width.chars * 3
            });
        short
            && matches!(next.shape.first, First::Upper | First::Uncased)
            && next.shape.words > 0
            && next.shape.chars > line.shape.chars
    }

    /// Whether a line ends with the break that Markdown marks with spaces.
    pub(super) fn is_hard(&self, line: &Line) -> bool {
        self.markdown && line.hard
    }

    fn joins_lines(&self, paragraph: &[Line], last: &Line, rest: &[Line]) -> bool {
        let next = &rest[0];
        if self.evidence.set_in {
            let title = paragraph.len() == 1 && !last.set_in && heading::may_be(last);
            let ended = last.shape.ends_sentence() && !self.evidence.is_full(last, next);
            return !next.set_in && !title && !ended;
        }
        let goes_on = next.shape.first == First::Lower
            || matches!(last.shape.last, Last::Open | Last::Hyphen);
        if self.evidence.width.is_some() {
            let heading = last.shape.ends_sentence() && self.is_short_heading(rest);
            let full = self.evidence.is_full(last, next);
            let number = next.shape.first == First::Digit && paragraph.len() > 1;
            let inside = goes_on || number && !heading::is_value(&last.text);
            return full && !heading || inside && !last.shape.ends_sentence();
        }
        if goes_on {
            return self.evidence.wraps || !last.shape.ends_sentence();
        }
        let closed = !last.text.contains(char::is_alphanumeric) || heading::is_value(&last.text);
        if last.shape.ends_sentence() || closed || self.starts.returns(next) {
            return false;
        }
        if self.starts.uncased {
            let title = self.blocks.is_empty();
            let over = heading::may_be(last) && (title || self.starts.is_over(last, next));
            return self.evidence.wraps && !(paragraph.len() == 1 && over);
        }
        if self.evidence.wraps && is_broken_at_space(last, next) {
            return true;
        }
        if paragraph.len() == 1 && heading::may_be_over(last, next) {
            return false;
        }
        self.evidence.wraps && !last.shape.dense
    }

    /// Whether the line begins with a letter that a text gives its clauses and refers to by: Markdown
    /// has numbers only, and what the clause is called would be gone.
    fn is_lettered(&self, line: &Line) -> bool {
        let letter = || matches!(marker::item(&line.text), Some((marker::Mark::Letter(..), _)));
        !self.damage && letter()
    }

    /// Whether a block other than a paragraph begins here.
    fn starts_structure(&self, paragraph: &[Line], rest: &[Line]) -> bool {
        let text = rest[0].text.as_ref();
        let before = match paragraph {
            [line] if heading::may_be(line) => Some(Last::Word),
            [.., line] if line.shape.last == Last::Colon => Some(Last::Colon),
            _ => None,
        };
        if rest[0].program {
            return marker::fence(text).is_some();
        }
        marker::is_note(text)
            || marker::fence(text).is_some()
            || marker::atx(text).is_some()
            || marker::is_break(text)
            || marker::quote(text).is_some()
            || self.is_lettered(&rest[0])
            || rest[0].spoken && marker::item(text).is_some()
            || list::extent(rest, before, &self.evidence, &self.starts).is_some()
            || table::read(rest).is_some()
            || rest
                .get(1)
                .is_some_and(|next| !next.after_blank && marker::underline(&next.text).is_some())
    }

    /// Whether the line may be a heading and is not full.
    fn is_short_heading(&self, rest: &[Line]) -> bool {
        let [line, next, ..] = rest else { return false };
        heading::may_be(line)
            && matches!(next.shape.first, First::Upper | First::Uncased)
            && !self.evidence.is_full(line, next)
    }

    /// The content with the Markdown in it read, if the text is written in it.
    pub(super) fn marked(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let recorded = self.damage;
        if self.markdown { markdown::inlines(content, recorded, self.report) } else { content }
    }

    pub(super) fn push(&mut self, kind: BlockKind, span: Span) {
        self.blocks.push(Block { kind, span });
    }
}

/// Whether a block is text that ends a sentence.
fn ends_sentence(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => Line::whole(content).shape.ends_sentence(),
        BlockKind::Heading { .. } => false,
        _ => true,
    }
}

/// Whether the line is the end of the quoted one before it, which the mark had made too long for the
/// lines of a mail, so that it was wrapped once more: an answer would begin and end a sentence.
fn is_overflow(lines: &[Line], at: usize) -> bool {
    let Some([before, line, after]) = at.checked_sub(1).and_then(|from| lines.get(from..at + 2))
    else {
        return false;
    };
    let quoted = |line: &Line| marker::quote(&line.text).is_some();
    let single = !line.after_blank && !after.after_blank && marker::item(&line.text).is_none();
    let open = !before.shape.ends_sentence() && !line.shape.ends_sentence();
    let short = line.shape.chars * 2 <= before.shape.chars;
    quoted(before) && quoted(after) && !quoted(line) && single && open && short
}

/// The header of a table as Markdown.
fn header(table: &crate::model::document::Table) -> String {
    let mut out = String::from("|");
    for cell in table.header.iter().flatten() {
        for block in &cell.blocks {
            if let BlockKind::Paragraph(content) = &block.kind {
                out.push(' ');
                out.push_str(&flat(content));
            }
        }
        out.push_str(" |");
    }
    out
}
