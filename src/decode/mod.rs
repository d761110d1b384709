//! Stage 1: bytes to text.
//!
//! ```text
//! bytes ─parts of mail, base64, UTF-7, quoted-printable, percent→ bytes ─charset→ text
//!       ─percent, CDATA, escapes, quotes, serialized values→ text ─mojibake, misread→ text
//!       ─markup of systems→ text ─joined paragraphs→ text
//! ```
//!
//! Each step is a layer that some channel laid over the document: it is taken off when the document
//! as a whole shows it, never because one place looks like it. Every layer knows where its text
//! stands in the input, so repairs of this stage carry spans of the input.

mod charset;
mod detect;
mod joined;
mod layer;
mod markup;
mod misread;
mod mojibake;
mod prescan;
mod regions;
mod scan;
mod tags;
mod transport;
mod visible;

use std::borrow::Cow;

use crate::Error;
use crate::model::source::Origin;
use crate::options::DecodeOptions;
use crate::report::Report;
pub(crate) use charset::characters;
use layer::Layer;

/// The text of a document.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Where the text stands in the input; none when the text is the input, byte for byte.
    pub(crate) origin: Option<Origin>,
}

#[inline(never)]
pub(crate) fn decode<'a>(
    input: &'a [u8],
    options: &DecodeOptions,
    report: &mut Report,
) -> Result<Decoded<'a>, Error> {
    let label = detect::transport_label(options.label.as_deref())?;
    let (bytes, declared) = transport::unwrap_bytes(Layer::new(input), report);
    let utf8 = bytes.as_utf8();
    let charset = detect::detect(&bytes, utf8.is_some(), label.or(declared), report);
    let mut text = charset::decode(bytes, utf8, &charset, report);
    transport::unwrap_text(&mut text, report);
    let doubts = misread::Doubts::of(&text, report);
    misread::repair_scripts(&mut text, &doubts, report);
    let known = report.repairs.len();
    mojibake::repair(&mut text, report);
    if report.repairs.len() > known {
        // What a sentence ends with may have been unreadable before.
        transport::unescape(&mut text, report);
    }
    misread::repair(&mut text, doubts, report);
    markup::translate(&mut text, report);
    joined::part(&mut text, report);
    let (text, origin) = text.into_parts();
    Ok(Decoded { text, origin })
}
