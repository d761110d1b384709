//! What was done to a document: repairs, removals, warnings.
//!
//! Stages ask the report before they change anything: `Report::repair` records a repair and says
//! whether the options admit it, so there are no silent fixes and `--disable` reaches every rule.

use crate::model::source::{Origin, Span};
use crate::options::RepairOptions;
use crate::rules::{RuleId, Stage};

/// How sure a repair is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Another reading is possible.
    #[default]
    Possible,
    /// Another reading is unlikely.
    Likely,
    /// There is no other sensible reading.
    Certain,
}

/// One change to the input.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Repair {
    /// The rule that made it.
    pub rule: RuleId,
    /// Where in the input.
    pub span: Span,
    /// What stood there.
    pub before: String,
    /// What stands for it now.
    pub after: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Visible text that is not in the output, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Removed {
    /// Where in the input.
    pub span: Span,
    /// Why it went.
    pub reason: Reason,
}

/// Why visible text was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// Outside the main content: menus, footers, related links.
    Boilerplate,
    /// Marked as hidden (`hidden`, `display:none`, `aria-hidden`).
    Hidden,
    /// Not text for readers: scripts, styles, form controls.
    NotContent,
    /// An advertisement marker or slot.
    Advertisement,
    /// Leftovers of a publishing system: shortcodes, feed tails, template code.
    Residue,
    /// A back-link of a footnote, or its number.
    NoteMark,
    /// The title, given again.
    RepeatedTitle,
    /// A link or image whose scheme is unsafe.
    UnsafeUrl,
}

/// Something a reader of the report should know.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Warning {
    /// Elements nested deeper than the limit were flattened; their text is kept.
    DepthCapped {
        /// The limit.
        limit: usize,
    },
    /// More formatting elements were open than the limit; the rest are left out, their text is kept.
    FormattingCapped {
        /// The limit.
        limit: usize,
    },
    /// The tables' spans and short rows ask for more cells than the limit; the rest of them are not
    /// added, and what is written is kept.
    CellsCapped {
        /// The limit.
        limit: usize,
    },
    /// Bytes that are not valid in the encoding became U+FFFD.
    MalformedBytes {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The page holds no main content.
    NoContent,
    /// Repairing failed by a defect of ours; the document is cleaned with repair off.
    RepairFailed,
    /// Cleaning failed by a defect of ours; the text is kept, its markup is taken off crudely.
    CleaningFailed,
    /// The input ends inside of what holds its text; what came before is kept.
    CutOff,
}

/// How damaged a document is: what triage counted in its pass over the text.
///
/// One suspicious site proves nothing; forty of a kind are a broken channel. Later stages weigh
/// their evidence by these counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// Tags that are spaced, split, half-escaped or cut short.
    pub broken_tags: u32,
    /// Character references that are split, over-escaped or cut short.
    pub broken_char_refs: u32,
    /// Tags that are well formed.
    pub sound_tags: u32,
}

impl Profile {
    /// Whether markup in the document is broken often enough that the rest of it is suspect too.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.broken_tags + self.broken_char_refs > 2
    }
}

/// Everything that was done to one document.
#[derive(Clone, Debug, Default, serde::Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Every change, in the order of the input.
    pub repairs: Vec<Repair>,
    /// Visible text that is not in the output.
    pub removed: Vec<Removed>,
    /// What else a reader should know.
    pub warnings: Vec<Warning>,
    /// How damaged the document is.
    pub profile: Profile,
    /// The name of the encoding the input was read in.
    pub encoding: &'static str,
    #[serde(skip)]
    gate: RepairOptions,
}

impl Report {
    /// An empty report that admits what `options` allow.
    pub(crate) fn new(options: &RepairOptions) -> Self {
        Self { gate: options.clone(), ..Self::default() }
    }

    /// Whether the options admit a repair by `rule` at this confidence.
    pub(crate) fn admits(&self, rule: RuleId, confidence: Confidence) -> bool {
        self.gate.admits(rule, confidence)
    }

    /// Whether anything is repaired at all.
    pub(crate) fn is_repairing(&self) -> bool {
        self.gate.is_on()
    }

    /// Records a repair of `span` and says whether to make it. The span is one of the decoded text;
    /// decoding itself gives spans of the input.
    pub(crate) fn repair(
        &mut self,
        rule: RuleId,
        confidence: Confidence,
        span: Span,
        after: impl Into<String>,
    ) -> bool {
        let admitted = self.admits(rule, confidence);
        if admitted {
            let (before, after) = (String::new(), after.into());
            self.repairs.push(Repair { rule, span, before, after, confidence });
        }
        admitted
    }

    /// Records that the text at `span` is left out of the output.
    pub(crate) fn remove(&mut self, span: Span, reason: Reason) {
        self.removed.push(Removed { span, reason });
    }

    /// Records a warning, once.
    pub(crate) fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// Moves every span from the decoded text to the input and quotes the input in each repair.
    #[inline(never)]
    pub(crate) fn finish(&mut self, input: &[u8], decoded: Option<&Origin>) {
        let place = |span: Span| decoded.map_or(span, |origin| origin.span(span.range()));
        for removed in &mut self.removed {
            removed.span = place(removed.span);
        }
        for repair in &mut self.repairs {
            if repair.rule.stage() != Stage::Decode {
                repair.span = place(repair.span);
            }
            let bytes = input.get(repair.span.range()).unwrap_or_default();
            repair.before = String::from_utf8_lossy(bytes).into_owned();
        }
        self.repairs.sort_by_key(|repair| (repair.span.start, repair.span.end));
        self.removed.sort_by_key(|removed| (removed.span.start, removed.span.end));
    }
}
