//! The repaired input: what a report says was done to the source, done again.
//!
//! A [`Patch`] is what a report says of text: its layers, and the repairs that are edits of them. A
//! reviewer may take repairs out of the report; the rest are made all the same, less those that
//! change what a repair that was taken out would have made. Everything else stays byte for byte as it
//! is, in the encoding that it is in; what is put in and has no character there is a character
//! reference.
//!
//! ```
//! use unmangle::Patch;
//!
//! let input = b"< p >Salt &amp;amp;amp; pepper</ p >";
//! let report = unmangle::clean(input)?.report;
//! let patched = Patch::of(&report).apply(input).unwrap();
//! assert_eq!(patched.bytes, b"<p>Salt &amp; pepper</p>");
//!
//! let mut written = serde_json::to_value(&report).unwrap();
//! written["repairs"].as_array_mut().unwrap().remove(0);
//! let patched = written.to_string().parse::<Patch>().unwrap().apply(input).unwrap();
//! assert_eq!(patched.bytes, b"< p >Salt &amp; pepper</p>");
//! # Ok::<(), unmangle::Error>(())
//! ```

mod step;
mod told;
mod written;

use std::fmt;

use crate::model::source::Span;
use crate::report::{Kind, Layer, LayerKind, Report, checksum};
use step::{Difference, Kept};
use written::Source;

/// The repairs of a report that are edits of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The length of its input.
    length: u32,
    hash: Option<u64>,
    encoding: String,
    layers: Vec<Layer>,
    /// The repairs of each layer.
    edits: Vec<Vec<Edit>>,
}

/// An edit of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    at: Span,
    before: String,
    after: Vec<u8>,
}

/// What a patch made of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Patched {
    /// The repaired input, in the encoding of the input.
    pub bytes: Vec<u8>,
    /// The same as characters.
    pub text: String,
    /// How many repairs were made.
    pub applied: usize,
    /// How many were not, since they change what repairs make that are not in the patch.
    pub skipped: usize,
}

/// Why a patch cannot be applied to an input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatchError {
    /// This is no report.
    NotAReport {
        /// What is wrong with it.
        reason: String,
    },
    /// The report is of an input of another length.
    OtherLength {
        /// The length of its input.
        expected: usize,
        /// The length of this one.
        found: usize,
    },
    /// The report is of another input of the same length.
    OtherContent,
    /// Something else stands where a repair says what it replaces.
    OtherText {
        /// The layer.
        layer: usize,
        /// The place in it.
        at: Span,
    },
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAReport { reason } => write!(f, "not a report of this version: {reason}"),
            Self::OtherLength { expected, found } => {
                write!(f, "the report is of an input of {expected} bytes, this one has {found}")
            }
            Self::OtherContent => f.write_str("the report is of another input of the same length"),
            Self::OtherText { layer, at } => write!(
                f,
                "the report says otherwise of what stands at {} to {} of layer {layer}",
                at.start, at.end
            ),
        }
    }
}

impl std::error::Error for PatchError {}

/// An input as characters, read in the encoding of that name.
#[must_use]
pub fn characters(input: &[u8], encoding: &str) -> String {
    let mut source = Source::new(input, encoding);
    source.read(&mut Vec::new());
    source.written().1
}

impl Patch {
    /// What a report says of the source.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut edits = vec![Vec::new(); report.layers.len()];
        for repair in &report.repairs {
            let (layer, at, after) = match &repair.kind {
                Kind::Text { layer, at } => (*layer, *at, repair.after.clone().into_bytes()),
                Kind::Bytes { layer, at, hex } => (*layer, *at, told::bytes(hex)),
                Kind::Structure => continue,
            };
            if let Some(edits) = edits.get_mut(usize::from(layer)) {
                edits.push(Edit { at, before: repair.before.clone(), after });
            }
        }
        let (length, hash) = (report.input.bytes, report.input.hash);
        let encoding = report.encoding.to_owned();
        Self { length, hash, encoding, layers: report.layers.clone(), edits }
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.iter().all(Vec::is_empty)
    }

    /// Makes the repairs in the input that the report is of.
    ///
    /// # Errors
    /// When the input is another one.
    pub fn apply(&self, input: &[u8]) -> Result<Patched, PatchError> {
        let (expected, found) = (self.length as usize, input.len());
        if expected != found {
            return Err(PatchError::OtherLength { expected, found });
        }
        if self.hash.is_some_and(|hash| hash != checksum(input)) {
            return Err(PatchError::OtherContent);
        }
        let mut source = Source::new(input, &self.encoding);
        let mut differences: Vec<Difference> = Vec::new();
        let (mut applied, mut skipped) = (0, 0);
        for (number, (layer, edits)) in self.layers.iter().zip(&self.edits).enumerate() {
            if layer.kind > LayerKind::Bytes {
                source.read(&mut differences);
            }
            let mut kept = Kept::new(edits);
            let done = step::step(&mut source, layer, &differences, &mut kept);
            let done = done.map_err(|at| PatchError::OtherText { layer: number, at })?;
            differences = done.differences;
            applied += done.applied;
            skipped += kept.count() - done.applied;
        }
        source.read(&mut differences);
        let (bytes, text) = source.written();
        Ok(Patched { bytes, text, applied, skipped })
    }
}
