//! The source of a document, what was found in it marked at its place.

use std::cmp::Reverse;

use super::super::check::{Finding, Kind, Source};
use super::text::escape;

/// Removed text of more bytes than this is folded.
const FOLDED: usize = 80;

/// Writes the source. `number` is that of the first finding; of those for the same bytes one is
/// marked.
pub(super) fn write(source: &Source, findings: &[Finding], number: usize, html: &mut String) {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|&at| (findings[at].range.start, Reverse(findings[at].range.end)));
    let mut pane = Pane { source, findings, number, html, at: 0, open: Vec::new(), fold: None };
    for at in order {
        pane.open(at);
    }
    pane.go_to(source.text.len());
}

struct Pane<'a> {
    source: &'a Source,
    findings: &'a [Finding],
    number: usize,
    html: &'a mut String,
    /// How far the source is written.
    at: usize,
    /// The findings that are not over yet; the last one is marked.
    open: Vec<usize>,
    /// Where the folded text ends.
    fold: Option<usize>,
}

impl Pane<'_> {
    /// Begins a finding, which is marked until one inside it begins.
    fn open(&mut self, at: usize) {
        let range = self.findings[at].range.clone();
        self.go_to(range.start);
        let is_long = range.len() > FOLDED;
        let is_removal = matches!(self.findings[at].kind, Kind::Removal(_));
        if is_removal && is_long && self.open.is_empty() && self.fold.is_none() {
            self.fold = Some(range.end);
            let characters = self.source.text[range].chars().count();
            let id = self.number + at;
            let reason = self.findings[at].kind.summary();
            *self.html += &format!(
                "<details class=\"cut\"><summary data-f=\"{id}\" id=\"m{id}\">{reason}: \
                 {characters} characters left out</summary>"
            );
        } else if range.is_empty() {
            self.mark(at, "");
        } else {
            // Of two for the same bytes the second one is marked, the first has its place here.
            if let Some(first) = self.open.last().filter(|&&one| self.findings[one].range == range)
            {
                let id = self.number + first;
                *self.html += &format!("<span id=\"m{id}\" data-f=\"{id}\"></span>");
            }
            self.open.push(at);
        }
    }

    /// Writes the source up to there, ending what ends before it.
    fn go_to(&mut self, to: usize) {
        while self.at < to {
            while self.open.last().is_some_and(|&at| self.findings[at].range.end <= self.at) {
                self.open.pop();
            }
            self.unfold();
            let inner = self.open.last().copied();
            let end = inner.map_or(to, |at| self.findings[at].range.end.min(to));
            let end = self.fold.map_or(end, |fold| fold.min(end)).max(self.at);
            let source = self.source;
            let text = &source.text[self.at..end];
            match inner {
                Some(at) => self.mark(at, text),
                None => escape(text, self.html),
            }
            self.at = end;
        }
        self.unfold();
    }

    fn unfold(&mut self) {
        if self.fold.is_some_and(|end| end <= self.at) {
            self.html.push_str("</details>");
            self.fold = None;
        }
    }

    fn mark(&mut self, at: usize, text: &str) {
        let id = self.number + at;
        let finding = &self.findings[at];
        let is_first = self.at == finding.range.start;
        let class = finding.kind.confidence().unwrap_or("removed");
        *self.html += &format!("<a class=\"m {class}\" data-f=\"{id}\" href=\"#f{id}\"");
        // What goes on behind another mark is one stop for the keyboard, and has one name.
        match is_first {
            true => *self.html += &format!(" id=\"m{id}\">"),
            false => self.html.push_str(" tabindex=\"-1\">"),
        }
        escape(text, self.html);
        self.html.push_str("</a>");
    }
}
