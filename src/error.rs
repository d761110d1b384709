//! What can fail: limits, options and input; never mangled content.

use std::fmt;

/// Why a document was not cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The input has more bytes than [`Limits::input_bytes`](crate::options::Limits) allows.
    InputTooLarge {
        /// Bytes in the input.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// No encoding goes by this label.
    UnknownEncoding {
        /// The label as given.
        label: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InputTooLarge { bytes, limit } => {
                write!(f, "input of {bytes} bytes is over the limit of {limit} bytes")
            }
            Self::UnknownEncoding { label } => write!(f, "unknown encoding label {label:?}"),
        }
    }
}

impl std::error::Error for Error {}
