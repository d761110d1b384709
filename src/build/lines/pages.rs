//! Headers and footers of printed pages between the lines of a text.

use std::collections::HashMap;

use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

use super::line::Line;
use super::shape::First;

/// Takes out the lines that return page by page with another number.
pub(super) fn drop(lines: &mut Vec<Line>, report: &mut Report) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in lines.iter().filter(|line| is_short_with_number(line)) {
        *seen.entry(pattern(&line.text)).or_default() += 1;
    }
    if seen.values().all(|&count| count < 2) {
        return;
    }
    let is_page = |line: &Line| is_short_with_number(line) && seen[&pattern(&line.text)] > 1;
    let breaks_in = |pair: &[Line]| {
        is_page(&pair[1]) && !pair[0].shape.ends_sentence() && pair[2].shape.first == First::Lower
    };
    // Numbered headings return too, but never inside a sentence.
    if !lines.windows(3).any(breaks_in) {
        return;
    }
    let mut after = false;
    let mut kept = Vec::with_capacity(lines.len());
    for mut line in std::mem::take(lines) {
        let page = is_page(&line);
        if page && report.repair(RuleId::PageFurniture, Confidence::Likely, line.span, "") {
            report.remove(line.span, Reason::Residue);
            after = true;
            continue;
        }
        line.after_page = std::mem::take(&mut after);
        kept.push(line);
    }
    *lines = kept;
}

fn is_short_with_number(line: &Line) -> bool {
    line.after_blank && line.shape.chars <= 80 && line.text.contains(|c: char| c.is_ascii_digit())
}

/// The line with every number as one mark.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}
