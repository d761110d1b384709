//! The marks of notes in text: `[1]`, `[^1]`, `[a]`, `①`, `*`, `†`.

/// What a mark looks like; marks of one text look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[1]`
    Bracket,
    /// `[^1]`
    Caret,
    /// `[a]`, the first being 1.
    Letter,
    /// `①`
    Circled,
    /// `*`, as many as the number says.
    Star,
    /// `†`, as many as the number says.
    Dagger,
}

/// A mark in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) number: u32,
    pub(super) form: Form,
}

/// Whether the character alone may be a mark.
pub(super) const fn is_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '①'..='⑳')
}

/// The marks in a text.
pub(super) fn find(text: &str) -> impl Iterator<Item = Found> + '_ {
    let starts =
        text.match_indices(['[', '*', '†', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩']);
    starts.filter_map(|(at, sign)| match sign {
        "[" => bracketed(text, at),
        "*" => repeated(text, at, '*', Form::Star),
        "†" => repeated(text, at, '†', Form::Dagger),
        sign => {
            let number = sign.chars().next().map(|c| u32::from(c) - u32::from('①') + 1)?;
            Some(Found { at, end: at + sign.len(), number, form: Form::Circled })
        }
    })
}

fn bracketed(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at + 1..];
    let caret = usize::from(rest.starts_with('^'));
    let body = &rest[caret..];
    let digits = body.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let letter = body.bytes().next().filter(|b| digits == 0 && b.is_ascii_lowercase());
    let (length, number, form) = match letter {
        Some(letter) => (1, u32::from(letter - b'a') + 1, Form::Letter),
        None => (digits, body[..digits].parse().ok()?, [Form::Bracket, Form::Caret][caret]),
    };
    let closed = (1..=3).contains(&length) && body[length..].starts_with(']');
    let end = at + 1 + caret + length + 1;
    (closed && !text[end..].starts_with('(')).then_some(Found { at, end, number, form })
}

/// Up to three stars or daggers that no other stands beside: after a word, or before one where a
/// note may begin.
fn repeated(text: &str, at: usize, sign: char, form: Form) -> Option<Found> {
    let before = text[..at].chars().next_back();
    let count = text[at..].chars().take(4).take_while(|&c| c == sign).count();
    let end = at + count * sign.len_utf8();
    let after = text[end..].chars().next();
    let attached = before.is_some_and(|c| !c.is_whitespace() && c != '*' && c != '\\')
        && !after.is_some_and(char::is_alphanumeric);
    let rest = text[end..].trim_start();
    let words =
        rest.trim_start_matches(['"', '“', '«', '„', '(']).starts_with(char::is_alphanumeric);
    let leads = before.is_none_or(|c| c == '\n') && words && after.is_some_and(char::is_whitespace);
    let alone = count <= 3 && before != Some(sign);
    (alone && (attached || leads)).then_some(Found { at, end, number: count as u32, form })
}
