//! What fails, as exceptions with names.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use unmangle_cli::record::Failure;

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

/// The exception of a failure.
pub(crate) fn exception(failure: &Failure) -> PyErr {
    let reason = failure.to_string();
    match failure {
        Failure::Refused(unmangle::Error::InputTooLarge { .. }) => InputTooLarge::new_err(reason),
        Failure::Refused(unmangle::Error::UnknownEncoding { .. }) => {
            UnknownEncoding::new_err(reason)
        }
        Failure::Refused(_) => Error::new_err(reason),
        _ => InternalError::new_err(reason),
    }
}
