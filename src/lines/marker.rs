//! What a line begins with: the marks of list items, headings, quotes, notes and breaks.

use super::line::Line;
use super::shape::is_dense;

/// The mark of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet(char),
    /// A number and what stands after it.
    Number(u64, char),
    /// A letter, `a` being 1, and what stands after it.
    Letter(u64, char),
}

impl Mark {
    /// Whether items with the two marks stand in one list.
    pub(super) fn continues(self, before: Self) -> bool {
        match (before, self) {
            (Self::Bullet(a), Self::Bullet(b)) => a == b,
            (Self::Number(n, a), Self::Number(m, b)) => a == b && m == n + 1,
            (Self::Letter(n, a), Self::Letter(m, b)) => a == b && m == n + 1,
            _ => false,
        }
    }
}

const BULLETS: &[char] = &['-', '*', '+', '–', '—', '−'];

/// Bullets that stand for nothing else.
pub(super) const SURE_BULLETS: &[char] = &[
    '•', '‣', '◦', '▪', '▫', '●', '○', '■', '□', '◆', '◇', '►', '▶', '➢', '➤', '✓', '✔', '⁃', '∙',
    '·', '・', '･', '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f0fc}', '\u{f0a8}', '\u{f076}',
    '\u{f071}', '\u{f06c}', '\u{f06e}', '\u{f06f}', '\u{f0fe}',
];

/// Marks that stand before headings too in Chinese, Japanese and Korean.
const HEADING_MARKS: &[char] = &['■', '□', '◆', '◇', '●', '○', '▼', '▽', '▲', '△', '★', '☆', '◎'];

/// The length of a mark that stands before headings as well as items.
pub(super) fn heading_mark(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(HEADING_MARKS)?;
    let content = rest.trim_start();
    let eastern = |c| is_dense(c) || matches!(c, '\u{ac00}'..='\u{d7a3}');
    content.starts_with(eastern).then_some(text.len() - content.len())
}

/// The mark that `text` begins with, and its length with the white space after it.
pub(super) fn item(text: &str) -> Option<(Mark, usize)> {
    let first = text.chars().next()?;
    if let Some(rest) = text.strip_prefix("[*]") {
        let content = rest.trim_start();
        let length = text.len() - content.len();
        return (!content.is_empty()).then_some((Mark::Bullet('•'), length));
    }
    let (mark, length) = if BULLETS.contains(&first) || SURE_BULLETS.contains(&first) {
        (Mark::Bullet(first), first.len_utf8())
    } else {
        counted(text)?
    };
    let rest = &text[length..];
    let content = rest.trim_start();
    let spaced = content.len() < rest.len() || SURE_BULLETS.contains(&first);
    (spaced && content.chars().any(char::is_alphanumeric))
        .then(|| (mark, text.len() - content.len()))
}

/// Whether the line is an item and stands beside one with the same mark.
pub(super) fn is_among_items(lines: &[Line], at: usize) -> bool {
    let mark = |line: &Line| item(&line.text).map(|(mark, _)| mark);
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let own = mark(&lines[at]);
    own.is_some() && beside.filter_map(|at| lines.get(at)).any(|line| mark(line) == own)
}

/// `1.`, `1)`, `(1)`, `a)`.
fn counted(text: &str) -> Option<(Mark, usize)> {
    let open = text.strip_prefix('(');
    let body = open.unwrap_or(text);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let after = |length: usize| body[length..].chars().next();
    let length = |body_length: usize| body_length + 1 + usize::from(open.is_some());
    if (1..=3).contains(&digits) {
        let number = body[..digits].parse().ok()?;
        let closing = after(digits).filter(|c| *c == ')' || *c == '.' && open.is_none())?;
        return Some((Mark::Number(number, closing), length(digits)));
    }
    let letter = body.bytes().next().filter(u8::is_ascii_lowercase)?;
    let closing = after(1).filter(|c| *c == ')')?;
    Some((Mark::Letter(u64::from(letter - b'a') + 1, closing), length(1)))
}

/// `## ` and what it marks: the level and the length of the mark.
pub(super) fn atx(text: &str) -> Option<(u8, usize)> {
    let hashes = text.bytes().take_while(|&b| b == b'#').count();
    let content = text.get(hashes..)?;
    let spaced = content.starts_with([' ', '\t']) && !content.trim().is_empty();
    ((1..=6).contains(&hashes) && spaced)
        .then(|| (hashes as u8, text.len() - content.trim_start().len()))
}

/// The level of the heading above an underline: `====` or `----`.
pub(super) fn underline(text: &str) -> Option<u8> {
    let mark = text.chars().next().filter(|c| matches!(c, '=' | '-' | '~' | '–' | '—' | '_'))?;
    let same = text.chars().all(|c| c == mark);
    (same && text.chars().count() >= 2).then_some(if mark == '=' { 1 } else { 2 })
}

/// Whether the line is a thematic break: three or more of a mark, or an ornament.
pub(super) fn is_break(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return false };
    if !matches!(first, '*' | '-' | '_' | '=' | '~' | '–' | '—' | '―' | '⁂' | '•' | '·' | '─' | '═')
    {
        return false;
    }
    let rest = marks.try_fold(0, |n, c| (c == first).then_some(n + 1));
    rest.is_some_and(|n| n >= 2 || first == '⁂')
}

/// The length of a quote's mark, `> `.
pub(super) fn quote(text: &str) -> Option<usize> {
    let content = text.strip_prefix('>')?;
    let content = content.strip_prefix(' ').unwrap_or(content);
    Some(text.len() - content.len())
}

/// A code fence: its mark's length and its info string.
pub(super) fn fence(text: &str) -> Option<(char, usize, &str)> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|&c| c == mark).count();
    let info = text[length..].trim();
    (length >= 3 && !info.contains('`') && !info.contains(' ')).then_some((mark, length, info))
}

/// Whether the line begins with a note's mark: `[1] `, `[^1]: `, `[a] `, `¹ `, `①`, `† `.
pub(super) fn is_note(text: &str) -> bool {
    if text.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡'])
    {
        return true;
    }
    if text.starts_with(|c| matches!(c, '①'..='⑳')) {
        return true;
    }
    let Some((mark, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return false;
    };
    is_note_label(mark) && rest.trim_start_matches([':', '.']).starts_with(char::is_whitespace)
}

/// Whether the line begins with a number in brackets and a word glued to it, as a text browser writes
/// a link.
pub(super) fn is_link_number(text: &str) -> bool {
    let Some((mark, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return false;
    };
    let digits = (1..=4).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
    digits && rest.starts_with(char::is_alphanumeric)
}

/// Whether it is what stands in the brackets of a note: up to three digits, or one letter that
/// marks no task.
pub(super) fn is_note_label(mark: &str) -> bool {
    let mark = mark.strip_prefix('^').unwrap_or(mark);
    let digits = (1..=3).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
    digits || matches!(mark.as_bytes(), [b'a'..=b'w'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_recognised() {
        assert_eq!(item("- rye"), Some((Mark::Bullet('-'), 2)));
        assert_eq!(item("•rye"), Some((Mark::Bullet('•'), 3)));
        assert_eq!(item("12) rye"), Some((Mark::Number(12, ')'), 4)));
        assert_eq!(item("(2) rye"), Some((Mark::Number(2, ')'), 4)));
        assert_eq!(item("b) rye"), Some((Mark::Letter(2, ')'), 3)));
        assert_eq!(item("[*]rye"), Some((Mark::Bullet('•'), 3)));
        assert_eq!(item("-rye"), None);
        assert_eq!(item("1937. rye"), None);
        assert_eq!(item("3.5 rye"), None);
        assert_eq!(item("- - -"), None);
    }

    #[test]
    fn breaks_and_underlines() {
        assert!(is_break("* * *") && is_break("---") && !is_break("--") && !is_break("-- x --"));
        assert_eq!(underline("===="), Some(1));
        assert_eq!(underline("--"), Some(2));
        assert_eq!(underline("-- x"), None);
    }
}
