//! Comments with damaged delimiters: `<！ - - x - - >`, `& lt ;!-- x --& gt ;`.

use std::ops::Range;

use super::form::Form;
use super::reference::space;
use super::sign;

/// Longest comment with damaged delimiters, and longest condition with what it hides.
const REACH: usize = 1024;
const CONDITION: usize = 4096;

/// A comment, as the damage grammar reads it.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) end: usize,
    /// What it says.
    pub(crate) inner: Range<usize>,
    /// Both delimiters are well-formed references, as in text that shows a comment.
    pub(crate) shown: bool,
    /// It is a condition that Office programs write.
    pub(crate) office: bool,
}

/// The damaged or escaped comment that opens at `at`; none if none closes.
pub(crate) fn read(text: &str, at: usize) -> Option<Comment> {
    let open = sign::expect(text, at, '<')?;
    let mut pos = open.end + space(text, open.end);
    let mark = text[pos..].chars().next().filter(|c| matches!(c, '!' | '！'))?;
    pos = dashes(text, pos + mark.len_utf8())?;
    let inner = pos;
    let mut from = pos;
    let condition = text[pos..].starts_with("[if");
    let reach = text.len().min(pos + if condition { CONDITION } else { REACH });
    while let Some(found) =
        memchr::memchr3(b'-', 0xE2, 0xEF, &text.as_bytes()[from.min(reach)..reach])
    {
        let here = from + found;
        if text.is_char_boundary(here)
            && let Some(end) = dashes(text, here)
        {
            let end = end + space(text, end);
            if let Some(close) = sign::expect(text, end, '>') {
                let shown = open.form.has(Form::ESCAPED) && close.form.has(Form::ESCAPED);
                let (range, inner) = (inner..here, &text[inner..here]);
                // Text that shows a comment goes on in the same block.
                let apart = !shown || !holds_tags(inner);
                let office = is_office(inner);
                return apart.then_some(Comment { end: close.end, inner: range, shown, office });
            }
            from = end.max(here + 1);
        } else {
            from = here + 1;
        }
    }
    None
}

/// Whether this is a condition on what Office programs support, or the end of a condition.
fn is_office(inner: &str) -> bool {
    let inner = inner.trim();
    let condition = inner.strip_prefix("[if").is_some_and(|rest| {
        let rest = rest.split(']').next().unwrap_or(rest);
        ["!support", "mso", "!vml", "!ppt"].iter().any(|word| rest.contains(word))
    });
    condition || matches!(inner, "[endif]" | "<![endif]" | "EndFragment" | "StartFragment")
}

/// Whether an unescaped tag stands there.
fn holds_tags(inner: &str) -> bool {
    let bytes = inner.as_bytes();
    memchr::memchr_iter(b'<', bytes)
        .any(|at| bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/'))
}

/// Reads two dashes or one long one.
fn dashes(text: &str, at: usize) -> Option<usize> {
    let mut pos = at;
    let mut count = 0;
    loop {
        let gap = if count == 0 { space(text, pos) } else { space(text, pos).min(2) };
        match text[pos + gap..].chars().next() {
            Some('-' | '－' | '‐') => count += 1,
            Some('–' | '—') => count += 2,
            _ => break,
        }
        pos += gap + text[pos + gap..].chars().next().map_or(0, char::len_utf8);
    }
    (count >= 2).then_some(pos)
}
