//! Tags whose delimiters became quotation marks: `«h2» … «/ h2»`, `《p》`.
//!
//! Translation takes angle brackets for the quotation marks that look like them. What stands between
//! is a name and its attributes, and may be a word in quotation marks all the same.

use super::form::Form;
use super::reference::space;
use super::tag::LooseTag;
use super::{attributes, name, sign};
use crate::tokenize::{Tag, TagName};

/// Longest tag.
const REACH: usize = 400;

/// Reads the tag whose opening quotation mark stands at `at`.
pub(crate) fn read(text: &str, at: usize) -> Option<LooseTag<'_>> {
    let open = text[at..].chars().next()?;
    let close = match open {
        '«' => '»',
        '《' => '》',
        _ => return None,
    };
    let start = at + open.len_utf8();
    let mut pos = start + space(text, start);
    let slash = sign::expect(text, pos, '/').filter(|slash| slash.depth == 0);
    if let Some(slash) = slash {
        pos = slash.end + space(text, slash.end);
    }
    let name = name::read(text, pos)?;
    let rest = text[name.end..].trim_start_matches([' ', '\u{A0}']);
    let end = if rest.starts_with(['/', close]) {
        let rest = rest.trim_start_matches(['/', ' ', '\u{A0}']);
        rest.starts_with(close).then_some(text.len() - rest.len())?
    } else {
        // Attributes may be in the same marks; the last mark before the next tag ends this one.
        let stop = |c: char| c == '<' || c == '\n';
        let reach = rest.char_indices().find(|(at, c)| *at > REACH || stop(*c));
        let reach = &rest[..reach.map_or(rest.len(), |(at, _)| at)];
        let next = reach.find(open).filter(|_| !reach.contains('=')).unwrap_or(reach.len());
        let end = reach[..next].find(close).filter(|at| reach[..*at].contains('='))?;
        text.len() - rest.len() + end
    };
    let tail = attributes::read(&text[..end], name.end)?;
    let whole = text[tail.end.min(end)..end].trim().is_empty();
    if !whole || name.form.has(Form::SPLIT.or(Form::TRANSLATED)) {
        return None;
    }
    let closes = slash.is_some();
    let attributes = if closes { Vec::new() } else { tail.attributes };
    let tag = Tag { name: TagName::Known(name.element), attributes, self_closing: tail.slash };
    Some(LooseTag {
        tag,
        element: name.element,
        closes,
        start: at,
        end: end + close.len_utf8(),
        form: Form::QUOTED,
        depth: (0, 0),
    })
}
