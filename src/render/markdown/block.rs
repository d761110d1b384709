//! Blocks, and what separates them.

use super::Writer;
use super::escape::Place;
use crate::model::document::{Block, BlockKind, Callout, Definition, Inline, List};
use crate::options::{Dialect, FenceMark, HeadingStyle};
use crate::render::{tex, url};

/// Characters that may begin a block.
const BLOCKS: [char; 9] = ['`', '~', '#', '>', '-', '+', '*', '=', '|'];

impl Writer<'_> {
    /// Writes a headline that the blocks below do not begin with.
    pub(super) fn headline(&mut self, content: &[Inline]) {
        if !content.is_empty() {
            self.heading(1, content);
            self.blank_line();
        }
    }

    /// Writes blocks below each other; `tight` without blank lines where they are not needed.
    pub(super) fn blocks(&mut self, blocks: &[Block], tight: bool) {
        let mut previous: Option<&Block> = None;
        for block in blocks {
            let end = self.out.len();
            let joined = previous.is_some_and(|previous| tight && self.joins(previous, block));
            match previous {
                Some(_) if joined => self.newline(),
                Some(_) => self.blank_line(),
                None => {}
            }
            let start = self.out.len();
            self.block(block, previous.is_none() || joined);
            if self.out.len() == start {
                self.out.truncate(end);
            } else {
                previous = Some(block);
            }
        }
    }

    /// Writes a block; `close` if no blank line stands before it.
    fn block(&mut self, block: &Block, close: bool) {
        match &block.kind {
            BlockKind::Heading { level, content } => self.heading(*level, content),
            BlockKind::Paragraph(content) => self.inlines(content, Place::default()),
            BlockKind::List(list) => self.list(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(blocks) => self.quote(blocks),
            BlockKind::Code(code) => self.code(code.language.as_deref(), &code.text),
            BlockKind::Figure(figure) => self.figure(&figure.content, &figure.caption),
            BlockKind::DefinitionList(definitions) => self.definitions(definitions),
            BlockKind::Details(details) => self.details(&details.summary, &details.content),
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Math(tex) => self.math(tex),
            BlockKind::ThematicBreak => self.thematic_break(close),
        }
    }

    /// Whether `next` is a block of its own directly below `block`, without a blank line.
    fn joins(&self, block: &Block, next: &Block) -> bool {
        let interrupts = match &next.kind {
            BlockKind::Code(_) | BlockKind::ThematicBreak => true,
            BlockKind::Heading { level, content } => !self.is_setext(*level, content),
            BlockKind::List(list) => interrupts_paragraph(list),
            BlockKind::Quote(_) => !matches!(block.kind, BlockKind::Quote(_)),
            _ => false,
        };
        match &block.kind {
            BlockKind::Paragraph(_) | BlockKind::Quote(_) => interrupts,
            BlockKind::List(_) => interrupts && !matches!(next.kind, BlockKind::List(_)),
            BlockKind::Heading { .. } | BlockKind::Code(_) | BlockKind::ThematicBreak => {
                interrupts || matches!(next.kind, BlockKind::Paragraph(_) | BlockKind::List(_))
            }
            _ => false,
        }
    }

    /// Whether a heading is written with an underline: if the options say so, or it has more than
    /// one line.
    fn is_setext(&self, level: u8, content: &[Inline]) -> bool {
        let lines = || content.iter().any(|inline| matches!(inline, Inline::LineBreak));
        level <= 2 && (self.options.heading == HeadingStyle::Setext || lines())
    }

    fn heading(&mut self, level: u8, content: &[Inline]) {
        let start = self.out.len();
        if self.is_setext(level, content) {
            self.inlines(content, Place::default());
            if self.out.len() > start {
                let last_line = self.out[start..].rsplit('\n').next().unwrap_or_default();
                let width = last_line.chars().count().max(3);
                self.newline();
                let underline = if level == 1 { '=' } else { '-' };
                self.out.extend(std::iter::repeat_n(underline, width));
                return;
            }
        }
        self.out.extend(std::iter::repeat_n('#', usize::from(level.clamp(1, 6))));
        self.out.push(' ');
        let text = self.out.len();
        self.inlines(content, Place { inline: true, ..Place::default() });
        self.escape_closing_sequence(text);
        self.trim_end();
    }

    /// Number signs at the end of a heading would close it and be lost.
    fn escape_closing_sequence(&mut self, start: usize) {
        let text = &self.out[start..];
        let kept = text.trim_end_matches('#');
        if kept.len() < text.len() && (kept.is_empty() || kept.ends_with(' ')) {
            self.out.insert(start + kept.len(), '\\');
        }
    }

    fn quote(&mut self, blocks: &[Block]) {
        self.out.push_str("> ");
        self.within("> ", |writer| writer.blocks(blocks, false));
        self.trim_end();
    }

    /// GitHub's alert: a quotation whose first line names the kind; its title is strong.
    fn callout(&mut self, callout: &Callout) {
        self.out.push_str("> ");
        self.within("> ", |writer| {
            let mut title = !callout.title.is_empty();
            if writer.options.dialect == Dialect::Obsidian {
                writer.out.extend(["[!", callout.kind.name(), "]"]);
                if title {
                    writer.out.push(' ');
                    writer.inlines(&callout.title, Place { inline: true, ..Place::default() });
                    title = false;
                }
            } else {
                writer.out.extend(["[!", &callout.kind.name().to_uppercase(), "]"]);
            }
            if title {
                writer.newline();
                writer.bold(&callout.title);
            }
            if title && !callout.content.is_empty() {
                writer.blank_line();
            } else if !callout.content.is_empty() {
                writer.newline();
            }
            writer.blocks(&callout.content, false);
        });
        self.trim_end();
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        let info = language.unwrap_or_default();
        let tilde = info.contains('`') || self.options.fence == FenceMark::Tilde;
        let mark = if tilde { '~' } else { '`' };
        let longest = text.lines().map(|line| fence_length(line, mark)).max().unwrap_or(0);
        let length = longest.max(2) + 1;
        self.out.extend(std::iter::repeat_n(mark, length));
        self.info_string(info);
        for line in text.split('\n').filter(|_| !text.is_empty()) {
            self.code_line(line);
        }
        self.newline();
        self.out.extend(std::iter::repeat_n(mark, length));
    }

    fn code_line(&mut self, line: &str) {
        if line.is_empty() {
            self.out.push('\n');
            self.out.push_str(self.prefix.trim_end());
        } else {
            self.newline();
            self.out.push_str(line);
        }
    }

    fn figure(&mut self, content: &[Block], caption: &[Inline]) {
        self.blocks(content, false);
        self.following(caption);
    }

    /// Writes a paragraph after what was written before it, if it says anything.
    fn following(&mut self, content: &[Inline]) {
        let end = self.out.len();
        let ends_line = self.out.ends_with(['\n', ' ']) || self.out.is_empty();
        if !ends_line {
            self.blank_line();
        }
        let start = self.out.len();
        self.inlines(content, Place::default());
        if self.out.len() == start {
            self.out.truncate(end);
        }
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        let mut separate = false;
        for definition in definitions {
            for term in &definition.terms {
                separate = self.piece(separate, |writer| writer.bold(term));
            }
            for blocks in &definition.definitions {
                separate = self.piece(separate, |writer| writer.blocks(blocks, false));
            }
        }
    }

    fn details(&mut self, summary: &[Inline], content: &[Block]) {
        let separate = self.piece(false, |writer| writer.bold(summary));
        self.piece(separate, |writer| writer.blocks(content, false));
    }

    /// Writes a part of a block after a blank line, if it says anything; says whether the next part
    /// needs a blank line.
    fn piece(&mut self, separate: bool, write: impl FnOnce(&mut Self)) -> bool {
        let end = self.out.len();
        if separate {
            self.blank_line();
        }
        let start = self.out.len();
        write(self);
        let written = self.out.len() > start;
        if !written {
            self.out.truncate(end);
        }
        separate || written
    }

    fn bold(&mut self, content: &[Inline]) {
        self.inlines(&[Inline::Strong(without_strong(content))], Place::default());
    }

    fn math(&mut self, tex: &str) {
        self.out.push_str("$$");
        for line in
            tex::quoted(tex).trim_matches('\n').split('\n').filter(|line| !line.trim().is_empty())
        {
            // What would begin a block at the start of a line stands behind an empty group.
            let group = if line.trim_start().starts_with(BLOCKS) { "{}" } else { "" };
            self.code_line(&format!("{group}{}", line.trim_start()));
        }
        self.newline();
        self.out.push_str("$$");
    }

    /// At the start of the document `---` would begin front matter, below a paragraph it would make
    /// it a heading, and in an item its characters may be those of the list.
    fn thematic_break(&mut self, close: bool) {
        self.out.push_str(match close {
            true if self.out.is_empty() => "***",
            true => "___",
            false => "---",
        });
    }
}

/// How long a fence has to be at least for a line not to end it, less one.
fn fence_length(line: &str, mark: char) -> usize {
    let line = line.trim_start_matches([' ', '\t']);
    line.len() - line.trim_start_matches(mark).len()
}

/// Only a list whose first item has content and, if it is ordered, the number 1, can follow a
/// paragraph without a blank line.
fn interrupts_paragraph(list: &List) -> bool {
    let first = list.items.first();
    matches!(list.start, None | Some(1))
        && first.is_some_and(|item| item.blocks.first().is_some_and(is_visible))
}

fn is_visible(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => has_text(content),
        BlockKind::Heading { .. } | BlockKind::Code(_) | BlockKind::Quote(_) => true,
        _ => false,
    }
}

fn has_text(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => !text.trim().is_empty(),
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content)
        | Inline::Superscript(content)
        | Inline::Subscript(content) => has_text(content),
        Inline::Phrase(phrase) => has_text(&phrase.content),
        Inline::Link(link) => has_text(&link.content) || url::is_link(link),
        Inline::Code(code) => !code.is_empty(),
        Inline::Image(_) | Inline::FootnoteRef(_) | Inline::Math(_) => true,
        Inline::LineBreak => false,
    })
}

/// Content without strong emphasis, for what is strong as a whole.
pub(super) fn without_strong(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Strong(inner) => out.extend(without_strong(inner)),
            inline => {
                let mut inline = inline.clone();
                if let Some(inner) = inline.content_mut() {
                    *inner = without_strong(inner);
                }
                out.push(inline);
            }
        }
    }
    out
}
