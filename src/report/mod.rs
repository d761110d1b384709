//! What was done to a document: repairs, removals, warnings.
//!
//! Stages ask the report before they change anything: `Report::repair` and `Report::edit` record
//! a repair and say whether the options admit it, so there are no silent fixes and `--disable`
//! reaches every rule.
//!
//! What changes text is told as an edit of a [`Layer`]: replayed layer by layer, the report makes the
//! repaired input out of the input ([`Patch`](crate::Patch)). What changes blocks has no place in any
//! text and says so.

mod layers;

use crate::model::source::{Origin, Span};
use crate::options::{Assume, RepairOptions};
use crate::rules::RuleId;
pub(crate) use layers::checksum;

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
    /// What stood there; in a layer, what the layers before had made of it.
    pub before: String,
    /// What stands for it now.
    pub after: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// What was changed.
    #[serde(flatten)]
    pub kind: Kind,
}

/// What a repair changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// The text of a layer.
    Text {
        /// Which of [`Report::layers`].
        layer: u16,
        /// Where in its text.
        at: Span,
    },
    /// The bytes of a layer, to what is not UTF-8: `after` shows it as well as it can be shown.
    Bytes {
        /// Which of [`Report::layers`].
        layer: u16,
        /// Where in its bytes.
        at: Span,
        /// What stands there now, two hexadecimal digits a byte.
        hex: Box<str>,
    },
    /// The blocks of the document, or its tree: no edit of the source says the same.
    #[default]
    Structure,
}

/// A step from the input to the repaired input: what was changed at once, in one text.
///
/// The bytes of the input are the first of them, until they are read as characters.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Layer {
    /// Of which kind the step is.
    pub kind: LayerKind,
    /// Start, end and the length of what stands for it of every edit, in order: with them a part of
    /// the repairs can be replayed, and the places of later layers found all the same.
    pub edits: Vec<[u32; 3]>,
}

/// The kinds of layers, in their order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LayerKind {
    /// Transports of bytes, and bytes of another encoding than the rest.
    Bytes,
    /// Transports of text, mojibake, markup of other systems.
    Text,
    /// Tags and character references.
    Tags,
    /// Tags that were lost, and those left without a partner.
    Containers,
    /// Words, marks, and text that is no part of the article.
    Prose,
}

/// What the input was, to know it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Input {
    /// Its length.
    pub bytes: u32,
    /// A hash of it, where there is anything to replay.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "layers::hex")]
    pub hash: Option<u64>,
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
    /// Whether the user says that the document is damaged.
    #[serde(skip)]
    pub(crate) assumed: bool,
}

impl Profile {
    /// Whether markup in the document is broken often enough that the rest of it is suspect too.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.assumed || self.broken_tags + self.broken_char_refs > 2
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
    /// What the input was.
    pub input: Input,
    /// The steps from the input to the repaired input.
    pub layers: Vec<Layer>,
    #[serde(skip)]
    gate: RepairOptions,
    /// How many repairs have their place in the input, not in the text made of it.
    #[serde(skip)]
    placed: usize,
    /// Repairs that wait for their place in a layer after decoding.
    #[serde(skip)]
    pending: Vec<(usize, LayerKind)>,
}

impl Report {
    /// An empty report that admits what `options` allow.
    pub(crate) fn new(options: &RepairOptions) -> Self {
        let mut report = Self { gate: options.clone(), ..Self::default() };
        report.profile.assumed = options.is_on() && options.assume == Assume::Damaged;
        report
    }

    /// Whether the options admit a repair by `rule` at this confidence.
    pub(crate) fn admits(&self, rule: RuleId, confidence: Confidence) -> bool {
        self.gate.admits(rule, confidence)
    }

    /// Whether anything is repaired at all.
    pub(crate) fn is_repairing(&self) -> bool {
        self.gate.is_on()
    }

    /// Records a repair of the blocks made of `span` and says whether to make it. The span is one of
    /// the decoded text.
    pub(crate) fn repair(
        &mut self,
        rule: RuleId,
        confidence: Confidence,
        span: Span,
        after: impl Into<String>,
    ) -> bool {
        let admitted = self.admits(rule, confidence);
        if admitted {
            let (before, after, kind) = (String::new(), after.into(), Kind::Structure);
            self.repairs.push(Repair { rule, span, before, after, confidence, kind });
        }
        admitted
    }

    /// Records an edit of the decoded text at `span`, in a layer of that kind, and says whether to
    /// make it. `after` is HTML.
    pub(crate) fn edit(
        &mut self,
        layer: LayerKind,
        rule: RuleId,
        confidence: Confidence,
        span: Span,
        after: impl Into<String>,
    ) -> bool {
        let admitted = self.repair(rule, confidence, span, after);
        if admitted {
            self.pending.push((self.repairs.len() - 1, layer));
        }
        admitted
    }

    /// Records an edit of text that reads `before` in the document and stands at `span`; `after` is
    /// text.
    pub(crate) fn edit_prose(
        &mut self,
        rule: RuleId,
        confidence: Confidence,
        span: Span,
        before: &str,
        after: impl Into<String>,
    ) -> bool {
        let admitted = self.edit(LayerKind::Prose, rule, confidence, span, after);
        if admitted && let Some(repair) = self.repairs.last_mut() {
            before.clone_into(&mut repair.before);
        }
        admitted
    }

    /// How much is recorded by now, for [`Self::back_to`].
    pub(crate) fn mark(&self) -> (usize, usize) {
        (self.repairs.len(), self.layers.len())
    }

    /// Forgets the repairs and layers since then, which were not made after all.
    pub(crate) fn back_to(&mut self, (repairs, layers): (usize, usize)) {
        self.repairs.truncate(repairs);
        self.layers.truncate(layers);
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

    /// Ends the stage whose repairs have their place in the input.
    pub(crate) const fn end_decoding(&mut self) {
        self.placed = self.repairs.len();
    }

    /// Gives every repair its place: in the input, and in its layer. `text` is the decoded text.
    #[inline(never)]
    pub(crate) fn finish(&mut self, input: &[u8], text: &str, decoded: Option<&Origin>) {
        self.input.bytes = input.len() as u32;
        if self.repairs.is_empty() && self.removed.is_empty() {
            return;
        }
        layers::settle(self, text, decoded);
        let place = |span: Span| decoded.map_or(span, |origin| origin.span(span.range()));
        for removed in &mut self.removed {
            removed.span = place(removed.span);
        }
        for (at, repair) in self.repairs.iter_mut().enumerate() {
            if at >= self.placed {
                repair.span = place(repair.span);
            }
            if repair.kind == Kind::Structure {
                let bytes = input.get(repair.span.range()).unwrap_or_default();
                repair.before = String::from_utf8_lossy(bytes).into_owned();
            }
        }
        self.input.hash = (!self.layers.is_empty()).then(|| checksum(input));
        self.repairs.sort_by_key(|repair| (repair.span.start, repair.span.end));
        self.removed.sort_by_key(|removed| (removed.span.start, removed.span.end));
    }
}
