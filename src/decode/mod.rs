//! Stage 1: bytes to text.

use std::borrow::Cow;

use crate::Error;
use crate::options::DecodeOptions;
use crate::report::Report;
use crate::source::Origin;

/// The text of a document.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Where the text stands in the input; none when the text is the input, byte for byte.
    pub(crate) origin: Option<Origin>,
}

pub(crate) fn decode<'a>(
    input: &'a [u8],
    _options: &DecodeOptions,
    report: &mut Report,
) -> Result<Decoded<'a>, Error> {
    report.encoding = "UTF-8";
    Ok(Decoded { text: String::from_utf8_lossy(input), origin: None })
}
