//! Attributes in damaged tags: spaced (`class = "x"`), in curly, fullwidth, doubled, escaped or
//! unclosed quotes.

use std::borrow::Cow;

use super::form::Form;
use super::reference::{self, space};
use super::{name, sign};
use crate::tokenize::Attribute;

/// What follows a tag's name.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tail<'t> {
    pub(crate) attributes: Vec<Attribute<'t>>,
    pub(crate) end: usize,
    pub(crate) form: Form,
    /// A slash stands before the end.
    pub(crate) slash: bool,
    /// How often the closing delimiter was escaped.
    pub(crate) depth: u32,
}

/// Longest value of an attribute, and longest stretch of words that are no attributes.
const REACH: usize = 2048;

/// Reads attributes from `at` to the closing delimiter, or to where it must have been lost: at the
/// next tag, the end of the input, or before words that cannot be attributes.
pub(crate) fn read(text: &str, at: usize) -> Option<Tail<'_>> {
    let mut tail = Tail { end: at, ..Tail::default() };
    let mut pos = at;
    loop {
        pos += white_space(text, pos);
        if pos >= text.len() {
            return lost(tail);
        }
        match sign::read(text, pos).or_else(|| sign::cut(text, pos, '>')) {
            Some(sign) if sign.sign == '>' => return Some(close(text, tail, sign)),
            Some(sign) if sign.sign == '<' => return lost_before(text, pos, tail),
            Some(sign) if sign.sign == '/' => {
                tail.slash = true;
                tail.form = tail.form.or(super::tag::slash_form(sign));
                pos = sign.end;
                continue;
            }
            Some(sign) if sign.sign != '=' => {
                tail.form = tail.form.or(Form::QUOTES);
                pos = sign.end;
                continue;
            }
            _ => {}
        }
        let Some(next) = attribute(text, pos, &mut tail) else { return words(text, pos, tail) };
        pos = next;
        tail.end = pos;
        tail.slash = false;
    }
}

fn lost(mut tail: Tail<'_>) -> Option<Tail<'_>> {
    tail.form = tail.form.or(Form::LOST_CLOSE);
    Some(tail)
}

/// The closing delimiter was lost before the tag at `at`, if it is one.
fn lost_before<'t>(text: &str, at: usize, tail: Tail<'t>) -> Option<Tail<'t>> {
    let open = sign::expect(text, at, '<')?;
    let next = open.end + space(text, open.end);
    let next =
        sign::expect(text, next, '/').map_or(next, |slash| slash.end + space(text, slash.end));
    let amp = usize::from(text[next..].starts_with('&'));
    name::read(text, next + amp + space(text, next + amp)).and_then(|_| lost(tail))
}

fn close<'t>(text: &'t str, mut tail: Tail<'t>, sign: sign::Sign) -> Tail<'t> {
    tail.end = sign.end;
    tail.depth = sign.depth;
    tail.form = tail.form.or(sign.form);
    // A second closing delimiter, if damaged, is what is left of the first: `/> & g;t;`.
    let next = sign.end + space(text, sign.end);
    if let Some(again) = sign::expect(text, next, '>')
        && again.form.has(Form::HALF_ESCAPED)
    {
        tail.end = again.end;
        tail.form = tail.form.or(again.form);
    }
    tail
}

/// Words stand where attributes were expected. If a tag begins before the closing delimiter, this
/// tag ended before them; if not, this is no tag.
fn words<'t>(text: &'t str, at: usize, tail: Tail<'t>) -> Option<Tail<'t>> {
    let rest = &text[at..];
    let reach = rest.char_indices().take_while(|(i, _)| *i < REACH);
    for (offset, c) in reach {
        match c {
            '>' => return None,
            '<' => return lost_before(text, at + offset, behind_values(&rest[..offset], at, tail)),
            _ if offset + c.len_utf8() == rest.len() => {
                return lost(behind_values(rest, at, tail));
            }
            _ => {}
        }
    }
    None
}

/// Whether the name is written as those of attributes are.
fn is_plain(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

/// Where the attributes end whose values lost their quotes, so that the first of their words alone
/// was read: `class=note note--wide id=a The text`.
fn behind_values<'t>(words: &str, at: usize, mut tail: Tail<'t>) -> Tail<'t> {
    let mut pos = 0;
    for word in words.split_inclusive([' ', '\n', '\t', '\r']) {
        pos += word.len();
        let word = word.trim_end();
        let value = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '#');
        match word.split_once('=') {
            Some((name, value)) if !value.is_empty() && is_plain(name) => tail.end = at + pos,
            None if word.chars().all(value) => {}
            _ => break,
        }
    }
    tail
}

pub(super) fn white_space(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    rest.len() - rest.trim_start_matches(|c| c == '\u{C}' || reference::is_space(c)).len()
}

/// Reads one attribute; `None` for a word that is none.
fn attribute<'t>(text: &'t str, at: usize, tail: &mut Tail<'t>) -> Option<usize> {
    let length = name_length(text, at);
    let (name, end) = (&text[at..at + length], at + length);
    let gap = white_space(text, end);
    let Some(equals) = sign::expect(text, end + gap, '=').filter(|_| length > 0) else {
        return (is_boolean(name) || is_preposition(name)).then(|| {
            push(tail, name, Cow::Borrowed(""));
            end
        });
    };
    let start = equals.end + white_space(text, equals.end);
    let spaced = gap > 0 || start > equals.end;
    tail.form = tail.form.or(equals.form).or(Form::SPACED_ATTRIBUTE.when(spaced));
    let mut value = Value::read(text, start)?;
    // `target = _ «blank»`: the underscore was set before the quote.
    let gap = white_space(text, value.end);
    if value.text == "_"
        && gap > 0
        && let Some(open) = sign::read(text, value.end + gap).filter(is_quote)
        && let Some(quoted) = Value::quoted(text, open)
    {
        value = quoted;
    }
    tail.form = tail.form.or(value.form);
    let original = name;
    let name = name::attribute(name);
    tail.form = tail.form.or(Form::ATTRIBUTE.when(name != original));
    let is_url = matches!(name, "href" | "src" | "cite" | "poster" | "data-src" | "action");
    let cleaned = clean(value.text, is_url);
    if matches!(cleaned, Cow::Owned(_)) {
        tail.form = tail.form.or(Form::SPACED_ATTRIBUTE);
    }
    push(tail, name, cleaned);
    Some(value.end)
}

fn push<'t>(tail: &mut Tail<'t>, name: &'t str, value: Cow<'t, str>) {
    let name = if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    };
    tail.attributes.push(Attribute { name, value });
}

/// What translation puts between a name and its attribute: `clase de sección = "…"`.
fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "de" | "del" | "do" | "da" | "du" | "di" | "della" | "der" | "des" | "van"
    )
}

/// The bytes of the attribute's name at `at`: translated ones are of any alphabet.
fn name_length(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '@');
    rest.find(|c| !is_name(c)).unwrap_or(rest.len())
}

/// Attributes that stand without a value.
fn is_boolean(name: &str) -> bool {
    const BOOLEAN: &[&str] = &[
        "allowfullscreen",
        "alt",
        "async",
        "autoplay",
        "border",
        "checked",
        "compact",
        "controls",
        "defer",
        "disabled",
        "download",
        "hidden",
        "inert",
        "ismap",
        "itemscope",
        "loop",
        "muted",
        "nofollow",
        "noshade",
        "nowrap",
        "open",
        "readonly",
        "required",
        "reversed",
        "selected",
    ];
    BOOLEAN.contains(&&*name.to_ascii_lowercase())
}

fn is_quote(sign: &sign::Sign) -> bool {
    matches!(sign.sign, '"' | '\'')
}

struct Value<'t> {
    text: &'t str,
    end: usize,
    form: Form,
}

impl<'t> Value<'t> {
    fn read(text: &'t str, at: usize) -> Option<Self> {
        match sign::read(text, at).filter(is_quote) {
            Some(open) => Self::quoted(text, open),
            None => Some(Self::bare(text, at)),
        }
    }

    fn bare(text: &'t str, at: usize) -> Self {
        let mut end = at;
        for (offset, c) in text[at..].char_indices().take_while(|(i, _)| *i < REACH) {
            let here = at + offset;
            end = here;
            let closes =
                matches!(c, '>' | '＞' | '›' | '<' | '＜' | '‹' | ' ' | '\t' | '\n' | '\r');
            let escaped = c == '&' && sign::read(text, here).is_some_and(|s| s.sign != '=');
            let slash =
                matches!(c, '/' | '／') && text[here + c.len_utf8()..].starts_with(['>', '＞']);
            if closes || escaped || slash {
                break;
            }
            end = here + c.len_utf8();
        }
        Self { text: &text[at..end], end, form: Form::SOUND }
    }

    /// Reads to the quote that closes: one of the same kind behind which a tag can go on.
    fn quoted(text: &'t str, open: sign::Sign) -> Option<Self> {
        let mut start = open.end;
        let mut form = open.form;
        // `""value""`, unless the value is empty.
        if let Some(second) = doubled(text, open.start, start)
            && !goes_on(text, second)
        {
            start = second;
            form = form.or(Form::QUOTES);
        }
        let mut end = start;
        while end < text.len() && end - start < REACH {
            if let Some(sign) = sign::read(text, end) {
                match sign.sign {
                    '>' | '<'
                        if sign.form.has(Form::HALF_ESCAPED.or(Form::WIDE)) || sign.depth == 0 =>
                    {
                        break;
                    }
                    '>' if open.depth > 0 && sign.depth >= open.depth => break,
                    quote
                        if quote == open.sign
                            && (sign.depth == 0 || open.depth > 0 || !open.form.is_sound()) =>
                    {
                        let after = doubled(text, end, sign.end).unwrap_or(sign.end);
                        let plain = open.form.is_sound() && sign.form.is_sound() && form.is_sound();
                        if goes_on(text, after)
                            || (plain && (ends_value(text, after) || ends_tag(text, after)))
                        {
                            let form = form.or(sign.form);
                            return Some(Self { text: &text[start..end], end: after, form });
                        }
                    }
                    _ => {}
                }
                end = sign.end;
            } else {
                end += text[end..].chars().next().map_or(1, char::len_utf8);
            }
        }
        let unclosed = end < text.len() && end - start < REACH || end == text.len();
        unclosed.then(|| Self { text: &text[start..end], end, form: form.or(Form::QUOTES) })
    }
}

/// Whether the text of the element stands at `at`, with a tag behind it and nothing of an attribute:
/// `target="_blank"Read more</a>`.
fn ends_tag(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let end = rest.char_indices().take_while(|(i, _)| *i < 256).find(|(_, c)| "<>=\"".contains(*c));
    rest.starts_with(char::is_alphabetic) && end.is_some_and(|(_, c)| c == '<')
}

/// Where a sign ends that stands twice, first from `start` to `end`.
fn doubled(text: &str, start: usize, end: usize) -> Option<usize> {
    text[end..].starts_with(&text[start..end]).then_some(end + (end - start))
}

/// Whether what stands at `at` follows a value in plain quotes, in whatever broken tag.
fn ends_value(text: &str, at: usize) -> bool {
    text[at..].starts_with([' ', '\t', '\n', '\r', '<'])
}

/// Whether what stands at `at` can follow a value: the tag's end, a further attribute.
fn goes_on(text: &str, at: usize) -> bool {
    let gap = white_space(text, at);
    let next = at + gap;
    if next >= text.len() {
        return true;
    }
    match sign::read(text, next).or_else(|| sign::cut(text, next, '>')) {
        Some(sign) => matches!(sign.sign, '>' | '/'),
        None => {
            let length = name_length(text, next);
            let end = next + length;
            let equals = sign::expect(text, end + white_space(text, end), '=').is_some();
            length > 0 && (equals || is_boolean(&text[next..end]))
        }
    }
}

/// A value without the marks of damage: references read, and in addresses no white space beside
/// other signs and no fullwidth signs.
fn clean(value: &str, is_url: bool) -> Cow<'_, str> {
    let is_url = is_url && !value.trim_start().starts_with("data:");
    let trimmed = if is_url { value.trim() } else { value };
    let wide = |c: char| ('\u{FF01}'..='\u{FF5E}').contains(&c);
    let torn = is_url && trimmed.contains(|c: char| c.is_whitespace() || wide(c));
    if !torn && !trimmed.contains(['&', '＆']) {
        let same = trimmed.len() == value.len();
        return if same { Cow::Borrowed(value) } else { Cow::Owned(trimmed.to_owned()) };
    }
    let mut out = String::with_capacity(trimmed.len());
    let mut pos = 0;
    while let Some(c) = trimmed[pos..].chars().next() {
        let found = reference::read(trimmed, pos).filter(|r| !r.form.has(Form::NO_SEMICOLON));
        if let Some(found) = found {
            out.push_str(&found.value);
            pos = found.end;
            continue;
        }
        pos += c.len_utf8();
        let beside = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric());
        match c {
            c if is_url && c.is_whitespace() => {
                if !(beside(out.chars().next_back()) || beside(trimmed[pos..].chars().next())) {
                    out.push(c);
                }
            }
            c if is_url && wide(c) => out.extend(char::from_u32(c as u32 - 0xFEE0)),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
