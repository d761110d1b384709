//! What fails, as exceptions with names.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(unmangle, Error, PyException, "A document could not be cleaned or read.");
create_exception!(unmangle, InputTooLarge, Error, "A document has more bytes than `max_document`.");
create_exception!(unmangle, UnknownEncoding, Error, "No encoding goes by the `charset` given.");
create_exception!(
    unmangle,
    InternalError,
    Error,
    "Cleaning this document met a defect of unmangle; other documents are not concerned."
);
create_exception!(unmangle, ReadError, Error, "A record of an archive could not be read.");

/// Why a document was not cleaned.
pub(crate) enum Failure {
    /// By a limit or a wrong option.
    Refused(unmangle::Error),
    /// By a panic. It is a defect, but it costs this document only: not the worker, not the batch.
    Panicked,
}

impl Failure {
    /// The reason, as the command line words it.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Refused(error) => error.to_string(),
            Self::Panicked => "internal error".to_owned(),
        }
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        let reason = failure.reason();
        match failure {
            Failure::Refused(unmangle::Error::InputTooLarge { .. }) => {
                InputTooLarge::new_err(reason)
            }
            Failure::Refused(unmangle::Error::UnknownEncoding { .. }) => {
                UnknownEncoding::new_err(reason)
            }
            Failure::Refused(_) => Error::new_err(reason),
            Failure::Panicked => InternalError::new_err(reason),
        }
    }
}
