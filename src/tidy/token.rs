//! Tokens that a publishing system should have replaced: `[[{"fid":"41","type":"media"}]]` of Drupal,
//! `{loadposition banner}` of Joomla, `[Gambas:Video]` of Detik.

use std::ops::Range;

use super::pieces;
use crate::model::source::near;

/// How far a token may reach.
const LONGEST: usize = 6000;
/// How far one without data may reach.
const SHORT: usize = 200;

/// Names that begin tokens in braces.
const BRACED: &[&str] = &[
    "loadposition ",
    "loadmodule ",
    "loadmoduleid ",
    "mosloadposition ",
    "module ",
    "modulepos ",
    "moduleid ",
    "jcomments ",
    "jumi ",
    "rokbox",
    "mosimage",
    "mospagebreak",
    "oshits",
    "sharethis",
    "simplepopup",
    "jathumbnail",
    "filedir_",
    "literature ",
    "fastsocialshare",
    "flexi_related",
];

/// Names that begin tokens in doubled brackets, before a colon and a number.
const NUMBERED: &[&str] = &["nid:", "node:", "file:", "media:", "block:", "view:", "fid:"];

/// Where tokens stand.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut done = 0;
    for at in memchr::memchr2_iter(b'[', b'{', text.as_bytes()) {
        if at < done {
            continue;
        }
        let rest = &text[at..];
        let token = media(rest).or_else(|| {
            let end = numbered(rest).or_else(|| braced(rest))?;
            let apart = pieces::ends_before(text, at) && pieces::begins_after(text, at + end);
            apart.then_some(end)
        });
        if let Some(end) = token {
            done = at + end;
            found.push(at..done);
        }
    }
    found
}

/// Where images are named that a mail had with it: `[cid:image001.png@01DB392E.A05E8730]`.
pub(super) fn images(text: &str) -> Vec<Range<usize>> {
    let found = text.match_indices("[cid:").filter_map(|(at, mark)| {
        let name = near(&text[at + mark.len()..], SHORT);
        let end = name.find(|c: char| c == ']' || c == '[' || c.is_whitespace())?;
        (name[end..].starts_with(']') && end > 0).then_some(at..at + mark.len() + end + 1)
    });
    found.collect()
}

/// Whether a line of plain text is what a text browser writes for an image without a description.
pub(super) fn is_image(text: &str) -> bool {
    matches!(text.trim(), "[IMG]" | "[INLINE]" | "[IMAGE]" | "[EMBED]")
}

/// The end of a media token; the quotes in it may have become curly.
fn media(text: &str) -> Option<usize> {
    let body = near(text.strip_prefix("[[{")?, LONGEST);
    let end = body.find("}]]")?;
    let inner = &body[..end];
    let keyed = ["fid", "view_mode", "type", "nid"].iter().any(|key| {
        inner.match_indices(key).any(|(at, _)| {
            let quote = |c: Option<char>| c.is_some_and(|c| "\"“”″‟«»".contains(c));
            let after = &inner[at + key.len()..];
            quote(inner[..at].chars().next_back()) && quote(after.chars().next())
        })
    });
    keyed.then_some(3 + end + 3)
}

/// The end of a token that names what is to be put in.
fn numbered(text: &str) -> Option<usize> {
    if let Some(body) = text.strip_prefix("[Gambas:") {
        return near(body, SHORT)
            .find([']', '[', '.'])
            .filter(|&end| body[end..].starts_with(']'))
            .map(|end| 8 + end + 1);
    }
    let body = text.strip_prefix("[[")?;
    let name = NUMBERED.iter().find(|name| body.starts_with(**name))?;
    let digits = body[name.len()..].bytes().take_while(u8::is_ascii_digit).count();
    let rest = near(&body[name.len() + digits..], SHORT);
    let end = rest.find("]]").filter(|&end| end == 0 || rest.starts_with([':', '|', ' ']))?;
    (digits > 0).then_some(2 + name.len() + digits + end + 2)
}

fn braced(text: &str) -> Option<usize> {
    let body = text.strip_prefix('{')?;
    let closing = body.strip_prefix('/').unwrap_or(body);
    let named = BRACED.iter().any(|name| {
        closing.strip_prefix(name.trim_end()).is_some_and(|rest| {
            name.ends_with(['_', ' ']) != rest.starts_with('}')
                && rest.starts_with(|c: char| c == '}' || c == ' ' || c.is_ascii_digit())
        })
    });
    if !named {
        return None;
    }
    let end = near(body, SHORT).find('}')?;
    (!body[..end].contains(['{', '\n'])).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_from_prose() {
        let whole = |text: &str| tokens(text).first() == Some(&(0..text.len()));
        assert!(whole("[[{\"fid\":\"41″,\"fields\":{\"a[und][0]\":\"\"},\"type\":\"media\"}]]"));
        assert!(whole("[[nid:4711]]") && whole("{loadposition banner-1}") && whole("{mosimage}"));
        assert!(tokens("Write {loadposition banner} there.").is_empty());
        assert_eq!(images("a [cid:b.png@01D] c").first(), Some(&(2..17)));
        assert!(images("[cid: a b] [cid:] [cid:x").is_empty());
        assert!(tokens("[[pendulum]] {module} {a: 1} [[node:tree]]").is_empty());
    }
}
