//! Comments with damaged delimiters: `<！ - - x - - >`, `& lt ;!-- x --& gt ;`.

use super::reference::space;
use super::sign;

/// Longest comment with damaged delimiters.
const REACH: usize = 1024;

/// Where the damaged comment that opens at `at` ends; none if no comment opens there or none closes.
pub(crate) fn read(text: &str, at: usize) -> Option<usize> {
    let open = sign::expect(text, at, '<')?;
    let mut pos = open.end + space(text, open.end);
    let mark = text[pos..].chars().next().filter(|c| matches!(c, '!' | '！'))?;
    pos = dashes(text, pos + mark.len_utf8())?;
    let mut from = pos;
    let reach = text.len().min(pos + REACH);
    while let Some(found) =
        memchr::memchr3(b'-', 0xE2, 0xEF, &text.as_bytes()[from.min(reach)..reach])
    {
        let here = from + found;
        if text.is_char_boundary(here)
            && let Some(end) = dashes(text, here)
        {
            let end = end + space(text, end);
            if let Some(close) = sign::expect(text, end, '>') {
                return Some(close.end);
            }
            from = end.max(here + 1);
        } else {
            from = here + 1;
        }
    }
    None
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
