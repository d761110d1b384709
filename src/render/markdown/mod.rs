//! Markdown: CommonMark with GFM's tables, strikethrough and task lists, and footnotes.
//!
//! What is written is parsed to the same blocks again. Where Markdown has a choice the options
//! decide, where it has no syntax the content is kept in the plainest form: terms and summaries in
//! bold, captions as paragraphs, superscripts as `<sup>`.

mod block;
mod emphasis;
mod escape;
mod flanking;
mod inline;
mod link;
mod list;
mod runs;
mod table;
mod token;
mod wrap;

use std::ops::Range;

use self::escape::Site;
use crate::model::document::{Block, BlockKind, Document, Footnote, Inline, Metadata};
use crate::options::RenderOptions;

/// The document as Markdown.
pub(crate) fn render(document: &Document, options: &RenderOptions) -> String {
    let mut writer = Writer::new(options);
    writer.math = has_math(&document.blocks);
    writer.headline(&document.headline);
    writer.blocks(&document.blocks, false);
    writer.footnotes(&document.footnotes);
    writer.definitions_of_links();
    let text = writer.finish();
    if options.front_matter { front_matter(&document.metadata) + &text } else { text }
}

/// What is known of the document as YAML, whose flow scalars and sequences JSON's are.
fn front_matter(metadata: &Metadata) -> String {
    let Ok(serde_json::Value::Object(facts)) = serde_json::to_value(metadata) else {
        return String::new();
    };
    let known = facts.iter().filter(|(_, value)| match value {
        serde_json::Value::Array(values) => !values.is_empty(),
        value => !value.is_null(),
    });
    let lines: String = known.map(|(name, value)| format!("{name}: {value}\n")).collect();
    if lines.is_empty() { lines } else { format!("---\n{lines}---\n\n") }
}

/// Whether running text outside tables holds a formula.
fn has_math(blocks: &[Block]) -> bool {
    let in_text = |content: &[Inline]| content.iter().any(|i| matches!(i, Inline::Math(_)));
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Math(_) => true,
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => in_text(content),
        BlockKind::Quote(blocks) => has_math(blocks),
        BlockKind::List(list) => list.items.iter().any(|item| has_math(&item.blocks)),
        _ => false,
    })
}

/// Writes blocks below each other, each line behind the prefix of the containers it is in.
struct Writer<'a> {
    out: String,
    /// What every line begins with: quote markers and the indentation of items.
    prefix: String,
    options: &'a RenderOptions,
    /// The characters of the block at hand that could be markup.
    sites: Vec<Site>,
    /// Where the lines of the block at hand begin, the first left out.
    lines: Vec<usize>,
    /// Where the last list ended, at which indentation and with which marker.
    last_list: Option<(usize, usize, char)>,
    /// What is not to be broken, in the block at hand.
    solid: Vec<Range<usize>>,
    references: link::References,
    /// Whether there are formulas in the document, so that dollar signs are no prices.
    math: bool,
    /// Where the content of the last item begins.
    item_start: Option<usize>,
}

impl<'a> Writer<'a> {
    fn new(options: &'a RenderOptions) -> Self {
        Self {
            out: String::new(),
            prefix: String::new(),
            options,
            sites: Vec::new(),
            lines: Vec::new(),
            last_list: None,
            solid: Vec::new(),
            references: link::References::default(),
            math: false,
            item_start: None,
        }
    }

    fn newline(&mut self) {
        self.out.push('\n');
        self.out.push_str(&self.prefix);
    }

    fn blank_line(&mut self) {
        self.out.push('\n');
        self.out.push_str(self.prefix.trim_end());
        self.newline();
    }

    /// Runs `write` with a longer prefix.
    fn within(&mut self, prefix: &str, write: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        self.prefix.push_str(prefix);
        write(self);
        self.prefix.truncate(length);
    }

    fn footnotes(&mut self, notes: &[Footnote]) {
        let mut spread = true;
        for note in notes {
            let is_line = note.blocks.len() < 2;
            if spread || !is_line {
                if !self.out.is_empty() {
                    self.blank_line();
                }
            } else {
                self.newline();
            }
            spread = !is_line;
            self.note_label(&note.label);
            self.out.push_str(": ");
            self.within("    ", |writer| writer.blocks(&note.blocks, false));
            self.trim_end();
        }
    }

    /// Takes white space off the end, as of a marker that nothing followed.
    fn trim_end(&mut self) {
        let length = self.out.trim_end_matches(' ').len();
        self.out.truncate(length);
    }

    fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }
}

#[cfg(test)]
mod read_back;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
