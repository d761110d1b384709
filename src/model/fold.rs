//! Folding white space, by the rules of CSS Text 3, "the white space processing rules".
//!
//! Runs are collected with their white space as it stands. Here spaces, tabs and line feeds fold to
//! one space, or to none at the edges of a paragraph, around a line break, and where a line feed
//! parts two characters of a script that is written without spaces. A space at the edge of a mark
//! moves out of it, which changes nothing for the reader and is what Markdown can say.

use super::document::Inline;
use super::mark::Mark;
use super::source::{Span, Text};

/// A run as paragraphs: two line breaks in a row begin a new one. Empty ones are left out.
pub(crate) fn paragraphs(mut raw: Vec<Inline>) -> impl Iterator<Item = Vec<Inline>> {
    let (first, more) = if let [Inline::Text(text)] = raw.as_mut_slice() {
        (fold_text(text).then(|| peeled(raw)), Vec::new())
    } else {
        let paragraph = Vec::with_capacity(raw.len());
        let mut folder = Folder { paragraph, ..Folder::default() };
        folder.inlines(raw);
        folder.end_paragraph();
        (folder.first, folder.more)
    };
    first.into_iter().chain(more)
}

/// Folds a text that is a paragraph; whether there is anything to read.
fn fold_text(text: &mut Text) -> bool {
    let bytes = text.as_bytes();
    let Some(start) = bytes.iter().position(|&b| !is_white_space(b)) else { return false };
    let end = bytes.iter().rposition(|&b| !is_white_space(b)).map_or(start, |at| at + 1);
    let seen = is_seen(text, start);
    if seen {
        *text = core(std::mem::take(text), start, end);
    }
    seen
}

/// Whether a text has more than white space of any kind; there is none that folds before `start`.
fn is_seen(text: &str, start: usize) -> bool {
    text.as_bytes()[start].is_ascii_graphic() || !text.trim().is_empty()
}

/// A run as one paragraph, single line breaks where there were more.
pub(crate) fn paragraph(raw: Vec<Inline>) -> Vec<Inline> {
    let mut paragraphs = paragraphs(raw);
    let mut all = paragraphs.next().unwrap_or_default();
    for more in paragraphs {
        all.push(Inline::LineBreak);
        all.extend(more);
    }
    all
}

#[derive(Default)]
struct Folder {
    /// The paragraphs that are done.
    first: Option<Vec<Inline>>,
    more: Vec<Vec<Inline>>,
    paragraph: Vec<Inline>,
    /// The content of each mark that holds something.
    levels: Vec<Vec<Inline>>,
    /// The marks that are open, the first `levels.len()` of them with content.
    open: Vec<Mark>,
    /// An empty list to be filled again.
    spare: Option<Vec<Inline>>,
    /// White space that waits for what follows it, and whether a line feed is in it.
    space: Option<(Span, bool)>,
    breaks: usize,
    /// The character written last, in this paragraph.
    last: Option<char>,
    any: bool,
    /// How many links touch the one before.
    touching: usize,
}

/// So many links that touch are the entries of a menu, which style sheets put apart.
const MENU: usize = 2;

impl Folder {
    fn inlines(&mut self, raw: Vec<Inline>) {
        for inline in raw {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::LineBreak => {
                self.space = None;
                self.breaks += 1;
            }
            other => match Mark::split(other) {
                Ok((mark, content)) => self.mark(mark, content),
                Err(atom) => {
                    self.ready(None);
                    self.level().push(atom);
                    self.last = None;
                }
            },
        }
    }

    fn mark(&mut self, mark: Mark, mut content: Vec<Inline>) {
        if content.is_empty() && matches!(mark, Mark::Link(_)) {
            self.ready(None);
            self.level().push(mark.wrap(content));
            return;
        }
        self.open.push(mark);
        match content.pop() {
            Some(only) if content.is_empty() => {
                self.spare = Some(content);
                self.inline(only);
            }
            last => {
                self.inlines(content);
                last.into_iter().for_each(|last| self.inline(last));
            }
        }
        let holds_something = self.levels.len() >= self.open.len();
        if let Some(mark) = self.open.pop()
            && holds_something
        {
            self.close(mark);
        }
    }

    fn text(&mut self, text: Text) {
        let bytes = text.as_bytes();
        let start = bytes.iter().position(|&b| !is_white_space(b));
        // A no-break space alone on its line keeps an empty line open.
        let start = start.filter(|&at| (self.any && self.breaks == 0) || is_seen(&text, at));
        let Some(start) = start else {
            return self.pend(&text, 0..text.len());
        };
        let end = bytes.iter().rposition(|&b| !is_white_space(b)).map_or(start, |at| at + 1);
        self.pend(&text, 0..start);
        self.ready(text[start..].chars().next());
        self.last = text[..end].chars().next_back();
        let tail = (end < text.len()).then(|| trailing(&text, end));
        let text = core(text, start, end);
        match self.level().last_mut() {
            Some(Inline::Text(last)) => last.push_text(&text),
            _ => self.level().push(Inline::Text(text)),
        }
        self.space = tail;
    }

    /// Keeps white space until it is known what follows.
    fn pend(&mut self, text: &Text, range: std::ops::Range<usize>) {
        if range.is_empty() || !self.any || self.breaks > 0 {
            return;
        }
        let line_feed = text[range.clone()].contains('\n');
        match &mut self.space {
            Some((_, seen)) => *seen |= line_feed,
            None => self.space = Some((text.span(range), line_feed)),
        }
    }

    /// Writes the break or the space that waited, and opens marks, for content that begins so.
    fn ready(&mut self, next: Option<char>) {
        let (breaks, space) = (std::mem::take(&mut self.breaks), self.space.take());
        if self.any && breaks > 1 {
            self.end_paragraph();
        } else if self.any && breaks == 1 {
            self.level().push(Inline::LineBreak);
        } else if let Some((span, line_feed)) = space
            && !(line_feed && is_unspaced(self.last) && is_unspaced(next))
        {
            match self.level().last_mut() {
                Some(Inline::Text(text)) => text.push(" ", span),
                _ => self.level().push(Inline::Text(Text::new(" ", span))),
            }
        }
        self.any = true;
        while self.levels.len() < self.open.len() {
            self.levels.push(self.spare.take().unwrap_or_default());
        }
    }

    fn level(&mut self) -> &mut Vec<Inline> {
        self.levels.last_mut().unwrap_or(&mut self.paragraph)
    }

    /// Closes the innermost mark that has content.
    fn close(&mut self, mark: Mark) {
        let mut content = self.levels.pop().unwrap_or_default();
        let (before, after) = match mark {
            Mark::Link(_) => (None, None),
            _ => (peel(&mut content, false), peel(&mut content, true)),
        };
        let is_link = matches!(mark, Mark::Link(_));
        let level = self.level();
        level.extend(before);
        let touches = is_link && matches!(level.last(), Some(Inline::Link(_)));
        if !content.is_empty() {
            match level.pop_if(|last| mark.joins(last)) {
                Some(last) => level.push(joined(last, content)),
                None => level.push(mark.wrap(content)),
            }
        }
        level.extend(after);
        self.touching += usize::from(touches);
    }

    fn end_paragraph(&mut self) {
        while let Some(innermost) = self.levels.len().checked_sub(1) {
            let mark = self.open[innermost].clone();
            self.close(mark);
        }
        let mut paragraph = peeled(std::mem::take(&mut self.paragraph));
        if self.touching >= MENU {
            paragraph = apart(paragraph);
        }
        if !is_blank(&paragraph) {
            match &self.first {
                None => self.first = Some(paragraph),
                Some(_) => self.more.push(paragraph),
            }
        }
        (self.any, self.last, self.touching) = (false, None, 0);
    }
}

/// A paragraph without spaces of any kind at its ends.
fn peeled(mut paragraph: Vec<Inline>) -> Vec<Inline> {
    peel(&mut paragraph, false);
    peel(&mut paragraph, true);
    paragraph
}

/// A paragraph with spaces between the links that touch.
fn apart(paragraph: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(paragraph.len() * 2);
    for inline in paragraph {
        if matches!((out.last(), &inline), (Some(Inline::Link(_)), Inline::Link(_))) {
            out.push(Inline::Text(Text::new(" ", Span::default())));
        }
        out.push(inline);
    }
    out
}

/// Whether there is nothing to read.
pub(crate) fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::LineBreak => true,
        _ => false,
    })
}

/// A mark with more content at its end.
fn joined(last: Inline, more: Vec<Inline>) -> Inline {
    let (mark, mut content) = match Mark::split(last) {
        Ok(split) => split,
        Err(atom) => return atom,
    };
    for inline in more {
        match (&inline, content.last_mut()) {
            (Inline::Text(text), Some(Inline::Text(last))) => last.push_text(text),
            _ => content.push(inline),
        }
    }
    mark.wrap(content)
}

fn trailing(text: &Text, end: usize) -> (Span, bool) {
    (text.span(end..text.len()), text[end..].contains('\n'))
}

/// The text from `start` to `end` with the white space inside folded.
fn core(mut text: Text, start: usize, end: usize) -> Text {
    if is_folded(&text.as_bytes()[start..end]) {
        text.keep(start..end);
        return text;
    }
    let bytes = &text.as_bytes()[..end];
    let mut edits = Vec::new();
    let mut at = start;
    while let Some(found) = bytes[at..].iter().position(|&b| is_white_space(b)) {
        let from = at + found;
        let length = bytes[from..].iter().position(|&b| !is_white_space(b)).unwrap_or(1);
        at = from + length;
        if length > 1 || bytes[from] != b' ' {
            let parts = bytes[from..at].contains(&b'\n')
                && is_unspaced(text[..from].chars().next_back())
                && is_unspaced(text[at..].chars().next());
            edits.push((from..at, if parts { "" } else { " " }));
        }
    }
    if end < text.len() {
        edits.push((end..text.len(), ""));
    }
    if start > 0 {
        edits.insert(0, (0..start, ""));
    }
    text.with_edits(&edits)
}

/// Whether there is no white space but single spaces, and none at the end. Blocks of bytes are
/// looked at as a whole, which is faster than to stop at the first that decides.
fn is_folded(bytes: &[u8]) -> bool {
    let Some(after) = bytes.get(1..) else { return true };
    bytes.chunks(64).zip(after.chunks(64)).all(|(these, next)| {
        let pairs = these.iter().zip(next);
        !pairs.fold(false, |bad, (&byte, &next)| {
            let other = matches!(byte, b'\n' | b'\t' | b'\r' | 0x0C);
            bad | other | ((byte == b' ') & (next == b' '))
        })
    })
}

/// Whether a character is of a script written without spaces: a line feed beside it is none.
fn is_unspaced(char: Option<char>) -> bool {
    matches!(
        char,
        Some(
            '\u{2E80}'..='\u{312F}'
            | '\u{31A0}'..='\u{A4CF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE4F}'
            | '\u{FF00}'..='\u{FFEF}'
            | '\u{20000}'..='\u{3FFFF}',
        )
    )
}

/// Takes no-break and other spaces off one end of a mark's content; Markdown can't mark them.
fn peel(content: &mut Vec<Inline>, at_end: bool) -> Option<Inline> {
    let index = if at_end { content.len().checked_sub(1)? } else { 0 };
    let Some(Inline::Text(text)) = content.get(index) else {
        return None;
    };
    let edge = if at_end { text.as_bytes().last() } else { text.as_bytes().first() };
    if edge.is_some_and(u8::is_ascii_graphic) {
        return None;
    }
    let kept = if at_end { text.trim_end().len() } else { text.len() - text.trim_start().len() };
    let (edge, rest) =
        if at_end { (kept..text.len(), 0..kept) } else { (0..kept, kept..text.len()) };
    if edge.is_empty() {
        return None;
    }
    let (edge, rest) = (text.slice(edge), text.slice(rest));
    if rest.is_empty() {
        content.remove(index);
    } else {
        content[index] = Inline::Text(rest);
    }
    Some(Inline::Text(edge))
}

/// What CSS folds: not the no-break space.
pub(crate) const fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0C)
}
