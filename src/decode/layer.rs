//! A document under one of its layers: its content, and where that stands in the input.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::regions::Regions;
use crate::model::edits::{self, Checked, Cut};
use crate::model::source::{Origin, Span};
use crate::report::{self, Confidence, Kind, LayerKind, Repair, Report};
use crate::rules::RuleId;

/// Bytes or text, and where they stand in the input.
pub(super) struct Layer<'a, T: ?Sized + ToOwned> {
    content: Cow<'a, T>,
    /// None when the content is the input, byte for byte.
    origin: Option<Origin>,
    /// Found when they are first asked for.
    regions: OnceCell<Regions>,
}

impl<'a, T: ?Sized + ToOwned> Layer<'a, T> {
    pub(super) fn new(content: &'a T) -> Self {
        Self::with_origin(Cow::Borrowed(content), None)
    }

    pub(super) fn with_origin(content: Cow<'a, T>, origin: Option<Origin>) -> Self {
        Self { content, origin, regions: OnceCell::new() }
    }

    pub(super) fn into_parts(self) -> (Cow<'a, T>, Option<Origin>) {
        (self.content, self.origin)
    }

    /// Where a range of the content stands in the input.
    pub(super) fn source(&self, range: Range<usize>) -> Span {
        match &self.origin {
            Some(origin) => origin.span(range),
            None => Span::new(range.start, range.end),
        }
    }

    /// The next layer: `content`, where `origin` says what of this layer it was made from.
    pub(super) fn next<'b, U: ?Sized + ToOwned>(
        &self,
        content: Cow<'b, U>,
        origin: Origin,
    ) -> Layer<'b, U> {
        let origin = match &self.origin {
            Some(outer) => origin.over(outer),
            None => origin,
        };
        Layer::with_origin(content, Some(origin))
    }
}

impl<T: ?Sized + ToOwned> std::ops::Deref for Layer<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

/// Replacements, as rules find them.
#[derive(Default)]
pub(super) struct Edits {
    edits: Vec<Edit>,
    /// What the edits put in, one after the other.
    after: Vec<u8>,
}

struct Edit {
    range: Range<usize>,
    after: Range<usize>,
    confidence: Confidence,
}

impl edits::Edit for Edit {
    fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

impl Edits {
    pub(super) fn push(&mut self, range: Range<usize>, after: &[u8], confidence: Confidence) {
        let start = self.after.len();
        self.after.extend_from_slice(after);
        self.edits.push(Edit { range, after: start..self.after.len(), confidence });
    }

    pub(super) fn push_char(&mut self, range: Range<usize>, after: char, confidence: Confidence) {
        self.push(range, after.encode_utf8(&mut [0; 4]).as_bytes(), confidence);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Whether the edits touch what tells markup from text, so that more may be seen afterwards.
    fn may_show(&self, content: &[u8]) -> bool {
        let marks = |text: &[u8]| text.iter().any(|byte| b"<>/\"'`-!\\".contains(byte));
        let replaced = |edit: &Edit| content.get(edit.range.clone()).is_some_and(marks);
        marks(&self.after) || self.edits.iter().any(replaced)
    }

    /// What a text becomes by the edits, which are in order.
    pub(super) fn made(self, text: &str) -> String {
        let edits = Checked::new(self.edits, text);
        let mut out = Vec::with_capacity(text.len());
        let mut done = 0;
        for Edit { range, after, .. } in edits.as_slice() {
            out.extend_from_slice(&text.as_bytes()[done..range.start]);
            out.extend_from_slice(&self.after[after.clone()]);
            done = range.end;
        }
        out.extend_from_slice(&text.as_bytes()[done..]);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// Makes the edits and reports those that touch each other as one repair.
    fn apply<T: ?Sized + ToOwned + Content>(
        self,
        layer: &Layer<'_, T>,
        content: &[u8],
        rule: RuleId,
        report: &mut Report,
    ) -> (Vec<u8>, Origin) {
        let edits = Checked::new(self.edits, &**layer);
        let mut told = Told { number: report.layers.len() as u16, edits: Vec::new() };
        let mut out = Vec::with_capacity(content.len());
        let mut origin = Origin::default();
        let mut done = 0;
        for run in edits.as_slice().chunk_by(|a, b| a.range.end == b.range.start) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let confidence = run.iter().map(|edit| edit.confidence).min().unwrap_or_default();
            if !report.admits(rule, confidence) {
                continue;
            }
            let at = Span::new(first.range.start, last.range.end);
            let after = run.iter().flat_map(|edit| &self.after[edit.after.clone()]).copied();
            let (after, before) = (after.collect::<Vec<u8>>(), &content[at.range()]);
            let span = layer.source(at.range());
            let (after, kind) = told.edit(at, after);
            let before = String::from_utf8_lossy(before).into_owned();
            report.repairs.push(Repair { rule, span, before, after, confidence, kind });
            for Edit { range, after, .. } in run {
                out.extend_from_slice(&content[done..range.start]);
                origin.push(range.start - done, Span::new(done, range.start));
                out.extend_from_slice(&self.after[after.clone()]);
                origin.push(after.len(), Span::new(range.start, range.end));
                done = range.end;
            }
        }
        out.extend_from_slice(&content[done..]);
        origin.push(content.len() - done, Span::new(done, content.len()));
        if !told.edits.is_empty() {
            report.layers.push(report::Layer { kind: T::KIND, edits: told.edits });
        }
        (out, origin)
    }
}

/// What a layer tells the report.
struct Told {
    number: u16,
    edits: Vec<[u32; 3]>,
}

impl Told {
    /// What stands at `at` now, as the report shows it and finds it again.
    fn edit(&mut self, at: Span, after: Vec<u8>) -> (String, Kind) {
        self.edits.push([at.start, at.end, after.len() as u32]);
        let layer = self.number;
        match String::from_utf8(after) {
            Ok(after) => (after, Kind::Text { layer, at }),
            Err(error) => {
                let hex = error.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
                let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (shown, Kind::Bytes { layer, at, hex })
            }
        }
    }
}

/// What a document is held in.
trait Content: Cut {
    /// The kind of layer that its edits make.
    const KIND: LayerKind;
}

impl Content for [u8] {
    const KIND: LayerKind = LayerKind::Bytes;
}

impl Content for str {
    const KIND: LayerKind = LayerKind::Text;
}

impl<'a> Layer<'a, [u8]> {
    /// The bytes as text, if they are still the input and valid UTF-8.
    pub(super) fn as_utf8(&self) -> Option<&'a str> {
        match self.content {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok(),
            Cow::Owned(_) => None,
        }
    }

    /// The same layer, its bytes read as what they are.
    pub(super) fn read_as(self, text: &'a str) -> Layer<'a, str> {
        Layer { content: Cow::Borrowed(text), origin: self.origin, regions: self.regions }
    }

    pub(super) fn regions(&self) -> &Regions {
        self.regions.get_or_init(|| Regions::of(self))
    }

    fn shows_more_than(&self, before: &Self) -> bool {
        self.regions().visible(self).is_more_than(&before.regions().visible(before))
    }

    /// Makes edits by `rule` and reports them, unless readers would see what they should not.
    pub(super) fn edit(&mut self, edits: Edits, rule: RuleId, report: &mut Report) {
        if edits.is_empty() {
            return;
        }
        let (known, shows) = (report.mark(), edits.may_show(self));
        let (bytes, origin) = edits.apply(self, self, rule, report);
        let next: Layer<'_, [u8]> = self.next(Cow::Owned(bytes), origin);
        if shows && next.shows_more_than(self) {
            report.back_to(known);
        } else {
            *self = next;
        }
    }
}

impl Layer<'_, str> {
    pub(super) fn regions(&self) -> &Regions {
        self.regions.get_or_init(|| Regions::of(self.as_bytes()))
    }

    fn shows_more_than(&self, before: &Self) -> bool {
        let visible = |layer: &Self| layer.regions().visible(layer.as_bytes());
        visible(self).is_more_than(&visible(before))
    }

    /// Makes edits by `rule` and reports them, unless readers would see what they should not.
    pub(super) fn edit(&mut self, edits: Edits, rule: RuleId, report: &mut Report) {
        if edits.is_empty() {
            return;
        }
        let (known, shows) = (report.mark(), edits.may_show(self.as_bytes()));
        let (bytes, origin) = edits.apply(self, self.as_bytes(), rule, report);
        // Ranges and replacements are whole characters, so this never replaces anything.
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        let next: Layer<'_, str> = self.next(Cow::Owned(text), origin);
        if shows && next.shows_more_than(self) {
            report.back_to(known);
        } else {
            *self = next;
        }
    }
}
