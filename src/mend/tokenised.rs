//! Text that a tokeniser took apart: `-LRB- Wire -RRB-`, `` `` Fog . '' ``, `1 @,@ 026`, `ca n't`.
//!
//! Corpora keep their texts so. Their codes tell it, with spaces before commas and full stops all
//! over the text; a page about tokenisers shows the codes only.

use super::run::{self, Edit, Run};
use crate::model::document::{Document, Inline};
use crate::model::visit::for_each_line;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// How many codes a document must show.
const ENOUGH: usize = 2;

/// The codes, and what they stand for.
const CODES: &[(&str, &str)] = &[
    ("-LRB- ", "("),
    (" -RRB-", ")"),
    ("-LSB- ", "["),
    (" -RSB-", "]"),
    ("-LCB- ", "{"),
    (" -RCB-", "}"),
    ("-lrb- ", "("),
    (" -rrb-", ")"),
    ("-lsb- ", "["),
    (" -rsb-", "]"),
    (" @-@ ", "-"),
    (" @,@ ", ","),
    (" @.@ ", "."),
    (" @/@ ", "/"),
    ("`` ", "\""),
    (" ''", "\""),
];

/// Repairs the codes of `document`, if it is one of those, and tells so.
pub(super) fn mend(document: &mut Document, report: &mut Report) -> bool {
    // Two backticks open code in Markdown, two apostrophes are an empty string: a quotation has both.
    let (mut sites, mut opening, mut closing) = (0, 0, 0);
    for_each_line(document, &mut |content: &mut Vec<Inline>| {
        run::for_each_text(content, &mut |text| {
            for edit in codes(text) {
                match (edit.after, text[edit.range].starts_with('`')) {
                    ("\"", true) => opening += 1,
                    ("\"", false) => closing += 1,
                    _ => sites += 1,
                }
            }
        });
    });
    let quotes = opening.min(closing);
    if sites + quotes < ENOUGH {
        return false;
    }
    for_each_line(document, &mut |content: &mut Vec<Inline>| {
        let run = Run::new(content, &[]);
        let wanted = codes(run.text()).filter(|edit| edit.after != "\"" || quotes > 0);
        run.apply(content, wanted.chain(sums(run.text())).collect(), report);
    });
    true
}

fn codes(text: &str) -> impl Iterator<Item = Edit> + '_ {
    let starts = memchr::memchr3_iter(b'-', b' ', b'`', text.as_bytes());
    starts.filter_map(|at| {
        let (code, after) = CODES.iter().find(|(code, _)| text[at..].starts_with(code))?;
        let end = at + code.len();
        let free = match *after {
            "-" | "," | "." | "/" => true,
            _ if code.ends_with(' ') => !text[..at].ends_with(char::is_alphanumeric),
            _ => !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '\''),
        };
        free.then(|| edit(at..end, after))
    })
}

/// The space behind the sign of a currency.
fn sums(text: &str) -> impl Iterator<Item = Edit> + '_ {
    let signs = text.char_indices().filter(|(_, c)| "$£€¥".contains(*c));
    signs.filter_map(|(at, sign)| {
        let end = at + sign.len_utf8();
        let number = text[end..].strip_prefix(' ')?.starts_with(|c: char| c.is_ascii_digit());
        let free = !text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
        (number && free).then(|| edit(end..end + 1, ""))
    })
}

fn edit(range: std::ops::Range<usize>, after: &'static str) -> Edit {
    let context = range.clone();
    Edit { range, after, context, rule: RuleId::TokensSpaced, confidence: Confidence::Likely }
}
