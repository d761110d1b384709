//! Tags without an opening delimiter: `li >`, `/p>`, `td > tr > table >`, `img src = "…" / >`.
//!
//! They are found from their closing delimiter backwards.

use super::form::Form;
use super::reference::space;
use super::{name, tag};
use crate::tokenize::damage::tag::LooseTag;

/// A torn name is searched so many pieces back.
const PIECES: usize = 8;
/// Attributes are searched so many bytes back.
const REACH: usize = 512;

/// Reads the tag that ends with the closing delimiter at `at`; it begins at `from` or later.
pub(crate) fn read(text: &str, from: usize, at: usize) -> Option<LooseTag<'_>> {
    let before = text[from..at].trim_end_matches([' ', '\u{A0}', '\t']);
    let before =
        before.strip_suffix(['/', '／']).unwrap_or(before).trim_end_matches([' ', '\u{A0}', '\t']);
    let found = if before.ends_with(['"', '\'', '”', '“', '»', '＂']) {
        with_attributes(text, from, from + before.len())
    } else {
        bare(text, from, from + before.len())
    }?;
    (found.end > at).then_some(found)
}

/// The longest name whose pieces end at `end`.
fn bare(text: &str, from: usize, end: usize) -> Option<LooseTag<'_>> {
    let mut best = None;
    let mut start = end;
    for _ in 0..PIECES {
        let piece = word_before(text, from, start);
        if piece == start || end - piece > 32 {
            break;
        }
        if starts_markup(text, from, piece)
            && name::read(text, piece)
                .is_some_and(|name| name.end == end && may_stand(text, from, piece, name))
        {
            best = Some(piece);
        }
        let gap = text[from..piece].trim_end_matches([' ', '\u{A0}']).len() + from;
        if gap == piece {
            break;
        }
        start = gap;
    }
    let name = best?;
    let (start, closes) = slash_before(text, from, name);
    tag::read_from_name(text, name, start, closes)
}

/// The start of the letters that end at `end`.
fn word_before(text: &str, from: usize, end: usize) -> usize {
    let word = text[from..end].trim_end_matches(char::is_alphanumeric);
    from + word.len()
}

/// Whether a tag may begin before the name at `at`: nothing that binds to it stands there.
fn starts_markup(text: &str, from: usize, at: usize) -> bool {
    !text[from..at].ends_with(['-', '_', ':', '#', '@', '\\', '$', '%', '+', '=', '&', '＆'])
}

/// Whether the name is one without its opening delimiter: a word of the text is none, unless a slash
/// marks it as an end tag.
fn may_stand(text: &str, from: usize, at: usize, name: name::Name) -> bool {
    let slash = slash_before(text, from, at).1 && !name.form.has(Form::DOUBTFUL);
    slash || !name.form.has(Form::TRANSLATED)
}

/// A slash before the name makes it an end tag.
fn slash_before(text: &str, from: usize, at: usize) -> (usize, bool) {
    let before = text[from..at].trim_end_matches([' ', '\u{A0}']);
    match before.strip_suffix(['/', '／']) {
        Some(rest) => (from + rest.len(), true),
        None => (at, false),
    }
}

/// The tag whose last attribute value ends at `end`.
fn with_attributes(text: &str, from: usize, end: usize) -> Option<LooseTag<'_>> {
    let mut floor = from.max(end.saturating_sub(REACH));
    while !text.is_char_boundary(floor) {
        floor += 1;
    }
    let line = text[floor..end].rfind('\n').map_or(floor, |offset| floor + offset + 1);
    let line = if text[line..end].contains(['=', '＝']) { line } else { floor };
    let mut found = None;
    let mut at = line;
    for word in text[line..end].split_inclusive([' ', '\u{A0}', '\n']) {
        if starts_markup(text, from, at)
            && let Some(name) = name::read(text, at)
            && may_stand(text, from, at, name)
            && is_attribute(text, name.end + space(text, name.end))
        {
            found = Some(at);
        }
        at += word.len();
    }
    let name = found?;
    let (start, closes) = slash_before(text, from, name);
    tag::read_from_name(text, name, start, closes)
}

/// Whether `name =` and a quote stand at `at`.
fn is_attribute(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let value = name.trim_start().strip_prefix(['=', '＝']).map(str::trim_start);
    name.len() < rest.len()
        && value.is_some_and(|v| v.starts_with(['"', '\'', '“', '”', '«', '＂', '&']))
}
