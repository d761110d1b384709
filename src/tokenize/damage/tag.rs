//! Tags, however damaged: `< / strong >`, `& lt ;/ li >`, `<& tr />`, `＜p＞`, `</ u l >`.

use super::form::Form;
use super::reference::{Reference, space};
use super::{attributes, name, sign};
use crate::html::ElementName;
use crate::tokenize::tag::drop_duplicates;
use crate::tokenize::{Tag, TagName};

/// A tag as the damage grammar reads it.
#[derive(Debug, PartialEq)]
pub(crate) struct LooseTag<'t> {
    pub(crate) tag: Tag<'t>,
    pub(crate) element: ElementName,
    pub(crate) closes: bool,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) form: Form,
    /// How often its opening and closing delimiters were escaped.
    pub(crate) depth: (u32, u32),
}

/// Reads the tag whose opening delimiter stands at `at`.
pub(crate) fn read(text: &str, at: usize) -> Option<LooseTag<'_>> {
    let open = opening(text, at).filter(|open| !is_shift(text, open))?;
    after(text, at, open)
}

/// Whether the sign is half of `&lt;&lt;`, which shifts and prints in programs and opens types that
/// begin with one (`<<I as IntoIterator>::Item>`). What a channel doubled is torn as well.
fn is_shift(text: &str, open: &sign::Sign) -> bool {
    let whole = |sign: &sign::Sign| sign.depth == 1 && sign.form == Form::ESCAPED;
    whole(open)
        && (sign::expect(text, open.end, '<').is_some_and(|next| whole(&next))
            || text[..open.start].ends_with("&lt;")
            || text[..open.start].ends_with("&#60;"))
}

/// Reads the tag whose opening delimiter is what is left of a reference: `lt ;/ li >`.
pub(crate) fn read_after<'t>(text: &'t str, found: &Reference) -> Option<LooseTag<'t>> {
    let form = Form::HALF_ESCAPED.or(Form::NO_AMPERSAND);
    after(
        text,
        found.start,
        sign::Sign { sign: '<', start: found.start, end: found.end, form, depth: 1 },
    )
}

/// Reads the tag at `at` by a name that is no element's, for one in whose place it may stand.
pub(crate) fn read_unknown(text: &str, at: usize) -> Option<LooseTag<'_>> {
    let open = opening(text, at).filter(|open| open.depth == 0)?;
    let tag = named(text, at, open, name::read_unknown)?;
    (!tag.form.has(Form::LOST_CLOSE) && tag.depth.1 == 0).then_some(tag)
}

/// Where an end tag without a name ends that begins at `at`: `< / >`.
pub(crate) fn read_nameless(text: &str, at: usize) -> Option<usize> {
    let open = sign::expect(text, at, '<')?;
    let slash = sign::expect(text, open.end + space(text, open.end), '/')?;
    let close = sign::expect(text, slash.end + space(text, slash.end), '>')?;
    let plain = [open, slash, close].iter().all(|sign| sign.depth == 0);
    plain.then_some(close.end)
}

/// The end tag from `start` to `end` by a name that is none of HTML's.
pub(crate) fn ending<'t>(name: &str, start: usize, end: usize) -> LooseTag<'t> {
    let known = name::find(name).filter(|(_, form)| form.has(Form::TRANSLATED));
    let (element, form) = known.unwrap_or((ElementName::Span, Form::SOUND));
    LooseTag {
        tag: Tag { name: TagName::Known(element), attributes: Vec::new(), self_closing: false },
        element,
        closes: true,
        start,
        end,
        form: form.or(Form::SPACED),
        depth: (0, 0),
    }
}

fn after(text: &str, at: usize, open: sign::Sign) -> Option<LooseTag<'_>> {
    named(text, at, open, name::read)
}

fn named(
    text: &str,
    at: usize,
    mut open: sign::Sign,
    read_name: impl Fn(&str, usize) -> Option<name::Name>,
) -> Option<LooseTag<'_>> {
    let mut form = open.form;
    let mut pos = open.end;
    let mut gap = space(text, pos);
    // An escaped delimiter that was doubled: `& lt; & lt; / li`.
    let again = opening(text, pos + gap).filter(|again| open.depth > 0 && again.depth > 0);
    let doubled = again.is_some();
    if let Some(again) = again {
        open = again;
        pos = again.end;
        form = form.or(again.form).or(Form::HALF_ESCAPED);
        gap = space(text, pos);
    }
    form = form.or(Form::SPACED.when(gap > 0));
    pos += gap;
    if text[pos..].starts_with('&') && sign::read(text, pos).is_none() {
        pos += 1 + space(text, pos + 1);
        form = form.or(Form::AMPERSAND);
    }
    let slash = sign::expect(text, pos, '/');
    if let Some(slash) = slash {
        let gap = space(text, slash.end);
        form = form.or(slash_form(slash)).or(Form::SPACED.when(gap > 0));
        pos = slash.end + gap;
    }
    let name = read_name(text, pos)?;
    let tail = attributes::read(text, name.end)?;
    // `1 << b` shifts, `<<I as Iterator>` names a type.
    if doubled && slash.is_none() && tail.form.has(Form::LOST_CLOSE) {
        return None;
    }
    Some(finish(name, tail, at, slash.is_some(), form, open.depth))
}

/// What a slash adds to the form of its tag.
pub(super) fn slash_form(slash: sign::Sign) -> Form {
    let torn = slash.form.has(Form::HALF_ESCAPED);
    Form::WIDE
        .when(slash.form.has(Form::WIDE))
        .or(Form::SLASH.when(slash.depth > 0))
        .or(Form::HALF_ESCAPED.when(torn))
}

/// The opening delimiter at `at`, whole or cut.
fn opening(text: &str, at: usize) -> Option<sign::Sign> {
    sign::expect(text, at, '<').or_else(|| sign::cut(text, at, '<'))
}

/// Reads the tag whose name stands at `at` and whose opening delimiter is lost.
pub(crate) fn read_from_name(
    text: &str,
    at: usize,
    start: usize,
    closes: bool,
) -> Option<LooseTag<'_>> {
    let name = name::read(text, at)?;
    let tail = attributes::read(text, name.end)?;
    Some(finish(name, tail, start, closes, Form::LOST_OPEN, 0))
}

fn finish<'t>(
    name: name::Name,
    tail: attributes::Tail<'t>,
    start: usize,
    closes: bool,
    form: Form,
    depth: u32,
) -> LooseTag<'t> {
    let mut attributes = if closes { Vec::new() } else { tail.attributes };
    drop_duplicates(&mut attributes);
    LooseTag {
        tag: Tag { name: TagName::Known(name.element), attributes, self_closing: tail.slash },
        element: name.element,
        closes,
        start,
        end: tail.end,
        form: form.or(name.form).or(tail.form),
        depth: (depth, tail.depth),
    }
}
