//! The native half of the Python package: what is here has no Python of its own to it, only types
//! and calls. `unmangle/` beside this folder has the rest, with documentation and types.

mod batch;
mod cleaned;
mod cleaner;
mod column;
mod document;
mod error;
mod options;
mod read;
mod record;
mod schema;

use std::ffi::OsString;

use pyo3::prelude::*;

/// The module `unmangle._unmangle`.
#[pymodule]
mod _unmangle {
    #[pymodule_export]
    use super::{
        cleaned::Cleaned,
        cleaner::Cleaner,
        error::{Error, InputTooLarge, InternalError, ReadError, UnknownEncoding},
        main,
        read::{Batches, Records, batches, records},
        record::Record,
        rules,
        schema::columns,
    };
}

/// The repair rules: their names, the stage that applies each and what it repairs.
#[pyfunction]
fn rules() -> Vec<(&'static str, &'static str)> {
    unmangle::rules::RULES.iter().map(|rule| (rule.id.as_str(), rule.summary)).collect()
}

/// Runs the command line with these arguments, the program's name first; gives its exit status.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| unmangle_cli::run(arguments))
}
