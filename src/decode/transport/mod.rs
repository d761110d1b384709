//! What mail, feeds, databases and programs wrap documents in.
//!
//! A layer is taken off when the whole document shows it: enough marks, and no counter-examples in
//! its prose. A page that tells of `\n` has sound line breaks and tags beside it.

mod arabic_forms;
mod base64;
mod cdata;
mod chat;
mod escapes;
mod invisible;
mod iso_2022_jp;
mod mime;
mod percent;
mod quoted_printable;
mod quotes;
mod record;
mod remnants;
mod serialized;
mod utf7;

use encoding_rs::Encoding;

use super::layer::Layer;
use crate::report::Report;

/// Layers lie over one another, in more than one order; more than this do not occur.
const ROUNDS: usize = 3;

/// Takes off what has to go before bytes can be read as characters; with the encoding that mail
/// declares.
pub(super) fn unwrap_bytes<'a>(
    mut bytes: Layer<'a, [u8]>,
    report: &mut Report,
) -> (Layer<'a, [u8]>, Option<&'static Encoding>) {
    let charset = mime::unwrap(&mut bytes, report);
    base64::unwrap(&mut bytes, report);
    utf7::unwrap(&mut bytes, report);
    iso_2022_jp::unwrap(&mut bytes, report);
    quoted_printable::unwrap(&mut bytes, report);
    percent::unwrap(&mut bytes, report);
    (bytes, charset)
}

/// Undoes the escapes of string literals.
pub(super) fn unescape(text: &mut Layer<'_, str>, report: &mut Report) {
    escapes::unwrap(text, report);
}

/// Takes off the layers of text.
pub(super) fn unwrap_text(text: &mut Layer<'_, str>, report: &mut Report) {
    arabic_forms::unwrap(text, report);
    percent::letters::unwrap(text, report);
    for _ in 0..ROUNDS {
        let before = report.repairs.len();
        chat::unwrap(text, report);
        record::unwrap(text, report);
        cdata::unwrap(text, report);
        quotes::unwrap_field(text, report);
        escapes::unwrap(text, report);
        quotes::undouble(text, report);
        serialized::unwrap(text, report);
        if report.repairs.len() == before {
            break;
        }
    }
    remnants::undo(text, report);
    invisible::drop(text, report);
}
