//! The reply of a language model around a document: ```` ```html ````, "Here is the article:",
//! `【4†source】`.
//!
//! A document that was pasted out of a chat stands in a fence of code, between a sentence that
//! announces it and an offer of more. The fence tells: of a lesson it shows an example, of a reply it
//! holds next to everything, and what it holds is prose. The marks of citations stand for links that
//! only the chat had.

use std::ops::Range;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

/// What a fence around a document may say of it.
const DOCUMENTS: [&str; 8] = ["html", "htm", "xhtml", "markdown", "md", "text", "txt", "plaintext"];
/// So many of them say that it is markup.
const MARKUP: usize = 3;
/// Characters of what is said before or behind the fence, at most.
const FRAME: usize = 300;
/// The document is so many times as long as what is said around it, at least.
const PART: usize = 4;
/// Words of a document, at least: less is an example.
const WORDS: usize = 40;

pub(super) fn unwrap(text: &mut Layer<'_, str>, report: &mut Report) {
    if !report.admits(RuleId::ChatFrame, Confidence::Likely) {
        return;
    }
    if let Some(body) = fenced(text) {
        let mut edits = Edits::default();
        for around in [0..body.start, body.end..text.len()] {
            let said = around.start + text[around.clone()].find("```").unwrap_or(0);
            let (before, behind) = (around.start..said, said..around.end);
            for part in [before, behind].into_iter().filter(|part| !text[part.clone()].is_empty()) {
                edits.push(part.clone(), b"", Confidence::Likely);
            }
            report.remove(text.source(around), Reason::Residue);
        }
        text.edit(edits, RuleId::ChatFrame, report);
    }
    let marks = citations(text);
    if !marks.is_empty() {
        let mut edits = Edits::default();
        for range in marks {
            report.remove(text.source(range.clone()), Reason::Residue);
            edits.push(range, b"", Confidence::Certain);
        }
        text.edit(edits, RuleId::ChatFrame, report);
    }
}

/// The document inside the only fence of a reply.
fn fenced(text: &str) -> Option<Range<usize>> {
    let open = text.find("```")?;
    let before = &text[..open];
    let info = text[open + 3..].lines().next()?;
    let form = DOCUMENTS.iter().position(|form| info.trim().eq_ignore_ascii_case(form))?;
    let start = open + 3 + info.len() + 1;
    let body = text.get(start..)?;
    let close = body.rfind("\n```");
    let end = start + close.map_or(body.len(), |close| close + 1);
    let behind = close.map_or("", |close| body[close + 4..].trim_start_matches('`'));
    let around = before.trim().len() + behind.trim().len();
    let own_line = before.is_empty() || before.ends_with('\n');
    let body = &text[start..end];
    let fits = own_line
        && [before, behind].iter().all(|said| said.trim().chars().count() <= FRAME)
        && !body.contains("\n```")
        && !body.starts_with("```")
        && around * PART <= body.len();
    // The paragraphs around a fence are one each.
    let single = [before, behind].iter().all(|said| !said.trim().contains('\n'));
    (fits && single && is_document(body, form < MARKUP)).then_some(start..end)
}

/// Whether what a fence holds is prose: in markup, between its tags, and not the page of a lesson.
fn is_document(body: &str, markup: bool) -> bool {
    let mut open = false;
    let shown: String = body
        .chars()
        .filter(|&c| {
            let inside = open;
            open = markup && (c == '<' || open && c != '>');
            !open && !inside
        })
        .collect();
    let blocks = ["<p", "<P", "<li", "<h1", "<h2"];
    let starts = !markup || body.trim_start().starts_with('<');
    let blocks: usize = blocks.iter().map(|tag| body.matches(tag).count()).sum();
    starts && (!markup || blocks >= 2) && shown.split_whitespace().count() >= WORDS
}

/// `【4†source】`, `【7:2†file.pdf】` and `:contentReference[oaicite:2]{index=2}`.
fn citations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), "【") {
        let rest = &text[at + "【".len()..];
        let number = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b':').count();
        let named = rest[number..].strip_prefix('†').filter(|_| number > 0);
        let name = named.and_then(|name| name.split_once('】')).map(|(name, _)| name);
        let Some(name) = name.filter(|name| name.len() <= 200 && !name.contains('\n')) else {
            continue;
        };
        let length = "【".len() + number + "†".len() + name.len() + "】".len();
        found.push(at..at + length);
    }
    for at in memchr::memmem::find_iter(text.as_bytes(), ":contentReference[oaicite:") {
        let rest = &text[at..];
        if let Some(length) = rest.find('}').filter(|&length| length < 80 && rest.contains("]{")) {
            found.push(at..at + length + 1);
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::{citations, fenced};

    #[test]
    fn lessons_keep_their_fences() {
        let prose = "The ferry was late again and nobody on the pier minded. ".repeat(6);
        let reply =
            format!("Here it is:\n\n```html\n<p>{prose}</p>\n<p>So.</p>\n```\n\nAnything else?");
        assert!(fenced(&reply).is_some());
        for text in [
            format!("```rust\n{prose}\n```\n"),
            format!("One.\n\nTwo.\n\n```html\n<p>{prose}</p>\n<p>So.</p>\n```\n"),
            format!("{prose}\n\n```html\n<p>One.</p>\n<p>Two.</p>\n```\n"),
            format!(
                "So:\n\n```html\n<p>{prose}</p><p>\n```\n\nAnd:\n\n```html\n<p>{prose}</p><p>\n```\n"
            ),
            "Write:\n\n```html\n<p>One.</p>\n<p>Two.</p>\n```\n".to_owned(),
        ] {
            assert_eq!(fenced(&text), None, "{text}");
        }
    }

    #[test]
    fn citations_have_a_number_and_a_dagger() {
        assert_eq!(
            citations("A【4†source】 b【7:2†a.pdf】:contentReference[oaicite:0]{index=0}").len(),
            3
        );
        assert!(citations("【重要】 【4】 【†】 【4†").is_empty());
    }
}
