//! The text of one block in one string.
//!
//! Damage does not respect inline boundaries (`<b>S</b> afe`), so prose is judged over the whole
//! inline content of a block: its texts in a row, with [`OPAQUE`] for whatever is not prose. Edits
//! are found on that string and then carried out in the texts it was made from.

use std::ops::Range;

use crate::model::document::{Document, Inline};
use crate::model::edits::{self, Checked, Cut};
use crate::model::source::{Span, Text};
use crate::model::visit::for_each_line;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// Stands for an inline that is not prose: code, an image, a note reference, mathematics.
pub(super) const OPAQUE: char = '\u{FFFC}';

/// Stands for a line break that is meant.
pub(super) const BREAK: char = '\u{2028}';

/// One change to the text of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// What is replaced.
    pub range: Range<usize>,
    /// What stands for it.
    pub after: &'static str,
    /// The words or marks around it that a reader of the report wants to see.
    pub context: Range<usize>,
    /// The rule.
    pub rule: RuleId,
    /// How sure it is.
    pub confidence: Confidence,
}

impl edits::Edit for Edit {
    fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

/// The text of every run of a document in one string, for a look at it without the origins.
#[derive(Debug, Default)]
pub(super) struct Plain {
    text: String,
    /// Where each run ends; a line break follows.
    ends: Vec<usize>,
}

impl Plain {
    /// The text of `document`.
    pub(super) fn of(document: &mut Document) -> Self {
        let mut plain = Self::default();
        for_each_line(document, &mut |content: &mut Vec<Inline>| {
            for_each_leaf(content, &mut |leaf| match leaf {
                Leaf::Text(text) => plain.text.push_str(text),
                Leaf::Mark(mark) => plain.text.push(mark),
            });
            plain.ends.push(plain.text.len());
            plain.text.push('\n');
        });
        plain
    }

    /// All of it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text of each run.
    pub(super) fn runs(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|end| end + 1));
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }
}

/// The text of a block's inline content.
#[derive(Debug, Default)]
pub(super) struct Run {
    text: Text,
    /// Where each text leaf begins.
    leaves: Vec<usize>,
    /// The characters that came of a repaired character reference.
    mended: Vec<Range<usize>>,
}

impl Run {
    /// The run of `content`; `mended` are the spans of repaired character references, sorted.
    pub(super) fn new(content: &mut [Inline], mended: &[Span]) -> Self {
        let mut run = Self::default();
        for_each_leaf(content, &mut |leaf| match leaf {
            Leaf::Text(text) => {
                run.leaves.push(run.text.len());
                run.text.push_text(text);
            }
            Leaf::Mark(mark) => {
                let at = run.text.span(run.text.len()..run.text.len());
                run.text.push(mark.encode_utf8(&mut [0; 4]), at);
            }
        });
        if !mended.is_empty() {
            let pieces = run.text.origin().pieces();
            let pieces = pieces.filter(|(_, source)| mended.binary_search(source).is_ok());
            run.mended = pieces.map(|(range, _)| range).collect();
        }
        run
    }

    /// The characters that came of a repaired character reference.
    pub(super) fn mended(&self) -> &[Range<usize>] {
        &self.mended
    }

    /// The text.
    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// Whether a range is all that one inline holds, and not all of the run.
    pub(super) fn is_leaf(&self, range: &Range<usize>) -> bool {
        let ends = self.begins_leaf(range.end) || range.end == self.text.len();
        self.begins_leaf(range.start) && ends && range.len() < self.text.len()
    }

    /// Whether an inline's text begins at `at`.
    pub(super) fn begins_leaf(&self, at: usize) -> bool {
        self.leaves.binary_search(&at).is_ok()
    }

    /// Whether two inlines meet at `at` or beside it.
    pub(super) fn is_seam(&self, at: usize) -> bool {
        self.text[..at].ends_with(OPAQUE)
            || [at, at + 1].iter().any(|at| self.leaves.binary_search(at).is_ok())
    }

    /// Makes the `edits` that can be made and that the report admits, and tells it of them.
    pub(super) fn apply(&self, content: &mut [Inline], edits: Vec<Edit>, report: &mut Report) {
        let edits = Checked::new(edits, self.text.as_str());
        let edits = edits.filter(|edit| report.admits(edit.rule, edit.confidence));
        let edits = edits.as_slice();
        if edits.is_empty() {
            return;
        }
        self.tell(edits, report);
        let mut leaves = self.leaves.iter().copied();
        for_each_leaf(content, &mut |leaf| {
            if let Leaf::Text(text) = leaf
                && let Some(start) = leaves.next()
            {
                edit_leaf(text, start, edits);
            }
        });
    }

    /// Tells of edits: of those whose words a reader sees together as one, which stands apart from the
    /// next.
    fn tell(&self, edits: &[Edit], report: &mut Report) {
        let mut at = 0;
        let mut done = 0;
        while let Some(first) = edits.get(at) {
            let mut context = self.context(first);
            let mut count = 1;
            while let Some(next) = edits.get(at + count)
                && (next.rule, next.confidence) == (first.rule, first.confidence)
                && let other = self.context(next)
                && other.start < context.end
            {
                context.end = context.end.max(other.end);
                count += 1;
            }
            let group = &edits[at..at + count];
            at += count;
            context.start = context.start.max(done).min(first.range.start);
            if let Some(next) = edits.get(at) {
                context.end = context.end.min(next.range.start);
            }
            context.end = group.iter().map(|edit| edit.range.end).fold(context.end, usize::max);
            match self.contiguous(&context) {
                Some(span) => {
                    let before = &self.text[context.clone()];
                    let after = edited(&self.text, &context, group);
                    report.edit_prose(first.rule, first.confidence, span, before, after);
                    done = context.end;
                }
                None => group.iter().for_each(|edit| self.tell_alone(edit, report)),
            }
        }
    }

    /// Tells of an edit without the words beside it; where there is markup in it, in parts.
    fn tell_alone(&self, edit: &Edit, report: &mut Report) {
        let (range, mut after) = self.without_same(edit);
        let slice = self.text.origin().slice(range.clone());
        let mut parts: Vec<(Range<usize>, Span)> = Vec::new();
        let begin = range.start;
        for (range, source) in slice.pieces() {
            let range = begin + range.start..begin + range.end;
            match parts.last_mut() {
                Some((last, span)) if span.end == source.start => {
                    last.end = range.end;
                    span.end = source.end;
                }
                _ => parts.push((range, source)),
            }
        }
        if range.is_empty() {
            parts = vec![(range.clone(), self.place(range.start))];
        }
        for (range, span) in parts {
            let before = &self.text[range];
            if span.is_empty() && !before.is_empty() {
                // It stands in no source.
                report.repair(edit.rule, edit.confidence, span, after);
            } else {
                report.edit_prose(edit.rule, edit.confidence, span, before, after);
            }
            after = "";
        }
    }

    /// What an edit replaces and what stands for it, without what is the same at their ends.
    fn without_same(&self, edit: &Edit) -> (Range<usize>, &'static str) {
        let (before, after) = (&self.text[edit.range.clone()], edit.after);
        let pairs = before.chars().zip(after.chars()).take_while(|(a, b)| a == b);
        let start: usize = pairs.map(|(c, _)| c.len_utf8()).sum();
        let (before, after) = (&before[start..], &after[start..]);
        let pairs = before.chars().rev().zip(after.chars().rev()).take_while(|(a, b)| a == b);
        let end: usize = pairs.map(|(c, _)| c.len_utf8()).sum();
        (edit.range.start + start..edit.range.end - end, &after[..after.len() - end])
    }

    /// The place in the source of what is put in at `at`: beside text rather than beside what is none.
    fn place(&self, at: usize) -> Span {
        let opaque = self.text[..at].ends_with([OPAQUE, BREAK]);
        let next = self.text[at..].chars().next().filter(|_| opaque).map_or(0, char::len_utf8);
        let start = self.text.span(at..at + next).start;
        Span { start, end: start }
    }

    /// What a reader of the report is shown: whole characters, and all of what is replaced.
    fn context(&self, edit: &Edit) -> Range<usize> {
        let (mut start, mut end) = (edit.context.start, edit.context.end);
        while start > 0 && !self.text.can_be_cut(start) {
            start -= 1;
        }
        while end < self.text.len() && !self.text.can_be_cut(end) {
            end += 1;
        }
        start.min(edit.range.start)..end.min(self.text.len()).max(edit.range.end)
    }

    /// The span of a range whose source is in one piece and reads alike; elsewhere there is markup
    /// between, or a character reference.
    fn contiguous(&self, range: &Range<usize>) -> Option<Span> {
        let slice = self.text.origin().slice(range.clone());
        let mut end: Option<u32> = None;
        for (range, source) in slice.pieces() {
            let follows = end.replace(source.end).is_none_or(|end| end == source.start);
            if !follows || range.len() != source.len() {
                return None;
            }
        }
        end.map(|_| self.text.span(range.clone()))
    }
}

/// The text of a range with the edits in it made.
fn edited(text: &str, range: &Range<usize>, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(range.len());
    let mut done = range.start;
    for edit in edits {
        out.push_str(&text[done..edit.range.start]);
        out.push_str(edit.after);
        done = edit.range.end;
    }
    out + &text[done..range.end]
}

fn edit_leaf(text: &mut Text, start: usize, edits: &[Edit]) {
    let end = start + text.len();
    let first = edits.partition_point(|edit| edit.range.end < start);
    let inside: Vec<_> = edits[first..]
        .iter()
        .take_while(|edit| edit.range.start < end)
        .filter_map(|edit| {
            let starts_here = edit.range.start >= start;
            let range = edit.range.start.max(start) - start..edit.range.end.min(end) - start;
            let after = if starts_here { edit.after } else { "" };
            (starts_here || !range.is_empty()).then_some((range, after))
        })
        .collect();
    if !inside.is_empty() {
        *text = text.with_edits(&inside);
    }
}

enum Leaf<'a> {
    Text(&'a mut Text),
    Mark(char),
}

/// Calls `visit` with every leaf of `content`, in the order of the text.
fn for_each_leaf(content: &mut [Inline], visit: &mut dyn FnMut(Leaf<'_>)) {
    for inline in content {
        match inline {
            Inline::Text(text) => visit(Leaf::Text(text)),
            Inline::LineBreak => visit(Leaf::Mark(BREAK)),
            other => match other.content_mut() {
                Some(inner) => for_each_leaf(inner, visit),
                None => visit(Leaf::Mark(OPAQUE)),
            },
        }
    }
}

/// Calls `visit` with every text of `content`.
pub(super) fn for_each_text(content: &mut [Inline], visit: &mut dyn FnMut(&str)) {
    for_each_leaf(content, &mut |leaf| {
        if let Leaf::Text(text) = leaf {
            visit(text);
        }
    });
}
