//! What the end of the text leaves of a tag: `</`, `< /`, `& lt ;/ l`.

use super::form::Form;
use super::reference::space;
use super::sign;

/// Longest piece of a tag that is looked for.
const REACH: usize = 24;

/// Where the text ends, if from `at` on there is nothing but the beginning of a tag. A name alone
/// is none: `a < b`.
pub(crate) fn read(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].trim_end();
    if rest.len() > REACH {
        return None;
    }
    let end = at + rest.len();
    let open = sign::expect(text, at, '<').or_else(|| sign::cut(text, at, '<'))?;
    let pos = open.end + space(text, open.end);
    if pos >= end {
        // A well-formed `&lt;` is a sign of the text.
        return (!open.form.has(Form::ESCAPED)).then_some(end);
    }
    let slash = sign::expect(text, pos, '/')?;
    let name = text[slash.end..end].trim();
    name.chars().all(char::is_alphanumeric).then_some(end)
}
