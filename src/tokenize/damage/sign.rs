//! The signs of markup in whatever spelling: `<`, `&lt;`, `& lt ;`, `＜`, `‹`, and so for `>`, `/`,
//! `=` and quotes.

use super::form::Form;
use super::reference;

/// One sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sign {
    /// What it stands for: `<`, `>`, `/`, `=`, `"` or `'`.
    pub(crate) sign: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) form: Form,
    /// How often it was escaped.
    pub(crate) depth: u32,
}

/// The sign at `at`.
pub(crate) fn read(text: &str, at: usize) -> Option<Sign> {
    let rest = text.get(at..)?;
    let c = rest.chars().next()?;
    let sign = |sign, form| Some(Sign { sign, start: at, end: at + c.len_utf8(), form, depth: 0 });
    match c {
        '<' | '>' | '/' | '=' | '"' | '\'' => sign(c, Form::SOUND),
        '＜' | '‹' | '〈' => sign('<', Form::WIDE),
        '＞' | '›' | '〉' => sign('>', Form::WIDE),
        '／' => sign('/', Form::WIDE),
        '＝' => sign('=', Form::WIDE),
        '＂' | '“' | '”' | '„' | '«' | '»' | '〝' | '〞' | '「' | '」' | '『' | '』' | '″'
        | '`' => sign('"', Form::QUOTES),
        '＇' | '‘' | '’' | '‚' => sign('\'', Form::QUOTES),
        '\\' if rest[1..].starts_with(['"', '\'']) => {
            let sign = if rest[1..].starts_with('"') { '"' } else { '\'' };
            Some(Sign { sign, start: at, end: at + 2, form: Form::QUOTES, depth: 0 })
        }
        '&' | '＆' => escaped(text, at),
        _ => None,
    }
}

fn escaped(text: &str, at: usize) -> Option<Sign> {
    let reference = reference::read(text, at)?;
    let capital = capital(&text[at..reference.end]);
    let sign = capital.or_else(|| reference.value.chars().next())?;
    if !['<', '>', '/', '=', '"', '\''].contains(&sign)
        || (capital.is_none() && reference.value.len() != 1)
    {
        return None;
    }
    let depth = reference.depth + 1;
    let sound = reference.form.only(Form::OVER_ESCAPED) && capital.is_none();
    let wide = Form::WIDE.when(reference.form.has(Form::WIDE));
    let form = if sound { Form::ESCAPED } else { Form::HALF_ESCAPED.or(wide) };
    let form = form.or(Form::OVER_ESCAPED.when(reference.depth > 0));
    Some(Sign { sign, start: at, end: reference.end, form, depth })
}

/// `&Lt;` and `&Gt;` are names of other signs, but mean `&lt;` and `&gt;` where those delimit a tag.
fn capital(reference: &str) -> Option<char> {
    let mut letters = reference.chars().filter(char::is_ascii_alphabetic);
    let name = [letters.next()?, letters.next()?];
    match (name, letters.next()) {
        (['L', 't'], None) => Some('<'),
        (['G', 't'], None) => Some('>'),
        _ => None,
    }
}

/// The sign `wanted` at `at`.
pub(crate) fn expect(text: &str, at: usize, wanted: char) -> Option<Sign> {
    read(text, at).filter(|found| found.sign == wanted)
}

/// What is left of an escaped `<` or `>` of which the end is lost: `& l`, `&g`.
pub(crate) fn cut(text: &str, at: usize, wanted: char) -> Option<Sign> {
    let letter = if wanted == '<' { b'l' } else { b'g' };
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'&') {
        return None;
    }
    let mut end = at + 1 + reference::space(text, at + 1);
    if bytes.get(end) != Some(&letter) {
        return None;
    }
    end += 1;
    let gap = reference::space(text, end);
    if bytes.get(end + gap) == Some(&b't')
        && !bytes.get(end + gap + 1).is_some_and(u8::is_ascii_alphanumeric)
    {
        end += gap + 1;
    }
    if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    Some(Sign { sign: wanted, start: at, end, form: Form::HALF_ESCAPED, depth: 1 })
}

/// Whether a character reference stands for `<`.
pub(crate) fn is_less_than(value: &str) -> bool {
    value == "<"
}
