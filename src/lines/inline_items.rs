//! Lists that stand in one line, each item behind its bullet: `They are: • books • visits • events`.
//!
//! A bullet that stands for nothing else, twice or more in a line and with spaces around it, parts
//! items. What follows the last item stands in its line; where the items end alike, `(Loans)`,
//! `(Visits)`, so does the last.

use crate::report::{Confidence, Report};
use crate::rules::RuleId;

use super::line::Line;
use crate::model::document::Inline;

/// Fewer bullets part dates and names.
const FEWEST: usize = 2;
/// Characters of an item, at most.
const LONGEST: usize = 300;

/// Whether a line has items.
pub(super) fn are_in(lines: &[Line]) -> bool {
    lines.iter().any(|line| parts(&line.text).is_some())
}

/// Gives each item a line of its own.
pub(super) fn restore(lines: &mut Vec<Line>, report: &mut Report) {
    if !lines.iter().any(|line| line.text.matches(" • ").nth(FEWEST - 1).is_some()) {
        return;
    }
    let mut out = Vec::with_capacity(lines.len());
    for line in std::mem::take(lines) {
        let parted = parts(&line.text).filter(|_| line.is_editable());
        let cuts = parted
            .filter(|_| report.repair(RuleId::ListFlattened, Confidence::Likely, line.span, "- "));
        match cuts {
            Some(cuts) => out.extend(cut(&line, &cuts)),
            None => out.push(line),
        }
    }
    *lines = out;
}

/// Where the text is cut: before each bullet, and behind the last item.
fn parts(text: &str) -> Option<Vec<usize>> {
    let mut cuts: Vec<usize> = text.match_indices(" • ").map(|(at, _)| at + 1).collect();
    let led_in = text.starts_with('•') || text[..*cuts.first()?].trim_end().ends_with(':');
    if !led_in || cuts.len() < FEWEST {
        return None;
    }
    let items: Vec<&str> = cuts.windows(2).map(|pair| text[pair[0]..pair[1]].trim()).collect();
    if items.iter().any(|item| item.chars().count() > LONGEST) {
        return None;
    }
    let last = *cuts.last()?;
    let closing = items.first()?.chars().next_back().filter(|c| ").;".contains(*c));
    let alike = closing.filter(|c| items.iter().all(|item| item.ends_with(*c)));
    let end = alike.and_then(|c| text[last..].find(c).map(|at| last + at + c.len_utf8()));
    cuts.extend(end.filter(|&end| end < text.len()));
    Some(cuts)
}

/// The lines between the cuts.
fn cut<'r>(line: &Line<'r>, cuts: &[usize]) -> Vec<Line<'r>> {
    let inlines = line.inlines();
    let [Inline::Text(text)] = &inlines[..] else { return vec![line.clone()] };
    let margin = text.len() - text.trim_start().len();
    let bounds = cuts.iter().map(|cut| margin + cut);
    let mut from = 0;
    let mut found = Vec::new();
    for (index, end) in bounds.chain([text.len()]).enumerate() {
        let after_blank = if index == 0 { line.after_blank } else { index == cuts.len() };
        let piece = vec![Inline::Text(text.slice(from..end))];
        found.push(Line::like(line, piece, after_blank));
        from = end;
    }
    found.retain(|line| !line.text.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn bullets_part_items_below_what_leads_in() {
        assert_eq!(parts("They are: • a (x) • b (y) And on.").map(|cuts| cuts.len()), Some(3));
        assert_eq!(parts("• a • b • c").map(|cuts| cuts.len()), Some(2));
        assert_eq!(parts("June 4 • Ann Lee • Sport"), None);
        assert_eq!(parts("They are: • a"), None);
    }
}
