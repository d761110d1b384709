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

use self::escape::Site;
use crate::document::{Document, Footnote};
use crate::options::RenderOptions;

/// The document as Markdown.
pub(crate) fn render(document: &Document, options: &RenderOptions) -> String {
    let mut writer = Writer::new(options);
    writer.blocks(&document.blocks, false);
    writer.footnotes(&document.footnotes);
    writer.finish()
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
    /// Whether an item was begun and nothing written in it yet.
    item_start: bool,
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
            item_start: false,
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
mod round_trip;
#[cfg(test)]
mod tests;
