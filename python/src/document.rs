//! One document: bytes to what is made of them, without Python.

use std::panic::{AssertUnwindSafe, catch_unwind};

use unmangle::{Cleaned, Cleaner, Options};
use unmangle_cli::record::Failure;

/// A document and what its container says of it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Document<'a> {
    pub(crate) bytes: &'a [u8],
    /// Where it came from.
    pub(crate) url: Option<&'a str>,
    /// The encoding label of the transport.
    pub(crate) charset: Option<&'a str>,
}

impl Document<'_> {
    /// Cleans the document; a label that no one knows is an error.
    pub(crate) fn clean(self, options: &Options) -> Result<Cleaned, Failure> {
        let mut options = options.clone();
        if let Some(url) = self.url {
            options.build.base_url = Some(url.to_owned());
        }
        if let Some(charset) = self.charset {
            options.decode.label = Some(charset.to_owned());
        }
        catch_unwind(AssertUnwindSafe(|| Cleaner::new(options).clean(self.bytes)))
            .map_err(|_| Failure::Panicked)?
            .map_err(Failure::Refused)
    }
}
