//! Links of TYPO3: `<link https://example.org/a _blank class "Title">text</link>`.
//!
//! What is linked comes first, without a name; a `-` stands for what is left out. Where it is the
//! number of a page, only TYPO3 knows the address, and the tag is left to be dropped.

use crate::decode::layer::{Edits, Layer};
use crate::model::source::near;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// How long a tag may be, and what it links.
const LONGEST: usize = 2000;

/// The delimiters of tags, and of tags that were escaped as a whole.
const DELIMITERS: [(&str, &str); 2] = [("<", ">"), ("&lt;", "&gt;")];

/// Puts links of HTML in the place of TYPO3's, and tells whether there were any.
pub(super) fn translate(text: &mut Layer<'_, str>, report: &mut Report) -> bool {
    if !super::holds(text, "/link") {
        return false;
    }
    let mut linked = false;
    for (open, close) in DELIMITERS {
        let edits = links(text, open, close);
        if !edits.is_empty() {
            text.edit(edits, RuleId::SystemMarkup, report);
            linked = true;
        }
    }
    linked
}

fn links(text: &Layer<'_, str>, open: &str, close: &str) -> Edits {
    let mut edits = Edits::default();
    let (start_tag, end_tag) = (format!("{open}link "), format!("{open}/link{close}"));
    let mut done = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), &start_tag) {
        if at < done || text.regions().contains(at) {
            continue;
        }
        let inner = at + start_tag.len();
        let rest = &text[inner..];
        let Some(length) = near(rest, LONGEST).find(close) else { continue };
        let Some(link) = start(&rest[..length]) else { continue };
        let after = inner + length + close.len();
        // Links do not nest: the end belongs to this one, if no other begins before.
        let body = near(&text[after..], LONGEST);
        let next = body.find(&start_tag).unwrap_or(body.len());
        let Some(end) = body[..next].find(&end_tag) else { continue };
        let end = after + end;
        let sure = Confidence::Likely;
        edits.push(at..after, format!("{open}{link}{close}").as_bytes(), sure);
        done = end + end_tag.len();
        edits.push(end..done, format!("{open}/a{close}").as_bytes(), sure);
    }
    edits
}

/// The start tag of HTML for what stands in the one of TYPO3.
fn start(parameters: &str) -> Option<String> {
    let target = parameters.split_whitespace().next()?;
    let target = target.trim_matches(['"', '\'']);
    let plain = !target.contains(['<', '>', '"', '\'']);
    let web = ["http://", "https://", "ftp://", "mailto:", "tel:", "fileadmin/", "/"];
    if plain && web.iter().any(|start| target.starts_with(start)) {
        return Some(format!("a href=\"{target}\""));
    }
    let (name, host) = target.split_once('@')?;
    let mail = plain && !name.is_empty() && host.contains('.') && !target.contains('=');
    mail.then(|| format!("a href=\"mailto:{target}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_comes_first() {
        let start = |parameters| start(parameters).unwrap_or_default();
        assert_eq!(start("https://a.example _blank - \"A\""), "a href=\"https://a.example\"");
        assert_eq!(start("ann@a.example - mail"), "a href=\"mailto:ann@a.example\"");
        for parameters in ["rel=\"stylesheet\" href=\"https://a\"", "123 - internal", "", "a b"] {
            assert_eq!(start(parameters), "");
        }
    }
}
