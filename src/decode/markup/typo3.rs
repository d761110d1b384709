//! Fields of TYPO3's editor as its database holds them: a line is a paragraph, `<typolist>` a list of
//! a line each, `###MARKER###` what a template should have replaced.

use std::ops::Range;

use crate::decode::layer::{Edits, Layer};
use crate::html::ElementName;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

const LIST: &str = "<typolist";
const LIST_END: &str = "</typolist>";

/// Puts HTML in the place of TYPO3's; `linked` tells that the text has links of TYPO3's own.
pub(super) fn translate(text: &mut Layer<'_, str>, linked: bool, report: &mut Report) {
    if !linked && !super::holds(text, LIST) {
        return;
    }
    let lists = lists(text);
    if !linked && lists.is_empty() {
        return;
    }
    let edits = edits(text, &lists);
    text.edit(edits, RuleId::SystemMarkup, report);
}

/// Where lists stand, tags and all.
fn lists(text: &Layer<'_, str>) -> Vec<Range<usize>> {
    let mut lists: Vec<Range<usize>> = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), LIST) {
        if lists.last().is_some_and(|list| at < list.end) || text.regions().contains(at) {
            continue;
        }
        let Some(end) = memchr::memmem::find(&text.as_bytes()[at..], LIST_END.as_bytes()) else {
            break;
        };
        lists.push(at..at + end + LIST_END.len());
    }
    lists
}

fn edits(text: &Layer<'_, str>, lists: &[Range<usize>]) -> Edits {
    let mut edits = Edits::default();
    let mut push = |range: Range<usize>, after: &str| {
        edits.push(range, after.as_bytes(), Confidence::Likely);
    };
    // A page has its paragraphs; a field has lines.
    let field = !["<p>", "<p ", "<div", "<body", "<td"].iter().any(|tag| super::holds(text, tag));
    let mut lists = lists.iter().peekable();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = start..start + line.trim_end().len();
        start += line.len();
        while lists.next_if(|list| list.end <= own.start).is_some() {}
        let list = lists.peek().filter(|list| list.start < own.end);
        if own.is_empty() || text.regions().contains(own.start) {
            continue;
        }
        if is_marker(text[own.clone()].trim()) {
            push(own, "");
        } else if let Some(list) = list {
            item(text, own, list, &mut push);
        } else if field && !begins_block(&text[own.clone()]) {
            push(own.start..own.start, "<p>");
            push(own.end..own.end, "</p>");
        }
    }
    edits
}

/// A line of a list, which may hold the tags of the list as well.
fn item(
    text: &str,
    line: Range<usize>,
    list: &Range<usize>,
    push: &mut impl FnMut(Range<usize>, &str),
) {
    let (mut from, mut to) = (line.start, line.end);
    if from <= list.start {
        let Some(length) = text[list.start..to].find('>') else { return };
        from = list.start + length + 1;
        push(list.start..from, "<ul>");
    }
    let ends = list.end <= line.end;
    if ends {
        to = list.end - LIST_END.len();
    }
    if from < to && !text[from..to].trim().is_empty() {
        push(from..from, "<li>");
        push(to..to, "</li>");
    }
    if ends {
        push(to..list.end, "</ul>");
    }
}

/// Whether a line is nothing but a marker.
fn is_marker(line: &str) -> bool {
    let name = line.strip_prefix("###").and_then(|rest| rest.strip_suffix("###"));
    name.is_some_and(|name| {
        name.len() > 2
            && name.bytes().all(|b| b.is_ascii_uppercase() || b"_-0123456789".contains(&b))
    })
}

/// Whether a line begins with a tag of a block.
fn begins_block(line: &str) -> bool {
    use ElementName::*;
    let Some(tag) = line.trim_start().strip_prefix('<') else { return false };
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    ElementName::parse(&name[..end].to_ascii_lowercase()).is_some_and(|element| {
        matches!(element, H1 | H2 | H3 | H4 | H5 | H6 | Ul | Ol | Li | Dl | Dt | Dd)
            || matches!(element, Table | Tbody | Tr | Hr | Pre | Blockquote)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_headings() {
        assert!(is_marker("###NEWS_SINGLE_PAGEBROWSER###"));
        assert!(!is_marker("### News ###") && !is_marker("######") && !is_marker("### A"));
    }
}
