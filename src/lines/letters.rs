//! Letters set apart, as typewriters emphasised a heading: `D i e   R e g e l n`.
//!
//! One space between letters and more between words tell the words apart, until HTML folds them
//! all to one; so they are closed up before that. A word alone may be set apart on purpose.

use crate::model::document::Inline;
use crate::model::source::Text;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

/// So many letters are no row of labels or initials.
const FEWEST: usize = 6;

/// Closes up the lines of a run that are nothing but such words.
pub(crate) fn restore(run: &mut [Inline], report: &mut Report) {
    for inline in run {
        match inline {
            Inline::Text(text) if may_hold(text) => in_text(text, report),
            Inline::Strong(inner) | Inline::Emphasis(inner) => restore(inner, report),
            _ => {}
        }
    }
}

/// Whether there is a lone letter between spaces and a gap that is wide: a cheap look.
fn may_hold(text: &str) -> bool {
    let wide = ["  ", " \u{a0}", "\u{a0} ", "\u{a0}\u{a0}"].iter().any(|gap| text.contains(gap));
    wide && text.split(' ').any(is_letter)
}

fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn in_text(text: &mut Text, report: &mut Report) {
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        let at = start + line.len() - line.trim_start().len();
        let gaps = gaps(body);
        start += line.len();
        let span = text.span(at..at + body.len());
        if let Some(gaps) = gaps {
            let mut closed = String::with_capacity(body.len());
            let mut from = 0;
            for (range, after) in &gaps {
                closed.push_str(&body[from..range.start]);
                closed.push_str(after);
                from = range.end;
            }
            closed.push_str(&body[from..]);
            if report.edit_prose(RuleId::LettersSpaced, Confidence::Likely, span, body, closed) {
                let moved = gaps.into_iter().map(|(gap, by)| (at + gap.start..at + gap.end, by));
                edits.extend(moved);
            }
        }
    }
    if !edits.is_empty() {
        *text = text.with_edits(&edits);
    }
}

/// The gaps of a line and what they become; none if anything in it is not set apart.
fn gaps(line: &str) -> Option<Vec<(std::ops::Range<usize>, &'static str)>> {
    let (mut gaps, mut letters, mut wide, mut inside) = (Vec::new(), 0, 0, 0);
    let mut chars = line.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        if c.is_whitespace() {
            return None;
        }
        letters += usize::from(c.is_alphabetic());
        let Some(&(start, next)) = chars.peek() else { break };
        if !next.is_whitespace() {
            // A mark may stand close to its letter.
            if c.is_alphanumeric() && next.is_alphanumeric() {
                return None;
            }
            continue;
        }
        let mut count = 0;
        let mut end = start;
        while let Some((at, space)) = chars.next_if(|(_, c)| c.is_whitespace()) {
            count += 1;
            end = at + space.len_utf8();
        }
        wide += usize::from(count > 1);
        inside += usize::from(count == 1);
        gaps.push((start..end, if count > 1 { " " } else { "" }));
    }
    (letters >= FEWEST && wide > 0 && inside > 2 * wide).then_some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::Span;
    use crate::options::RepairOptions;

    #[test]
    fn letters_set_apart_are_told_from_others() {
        let closed = |before: &str| {
            let mut report = Report::new(&RepairOptions::default());
            let mut run = [Inline::Text(Text::new(before, Span::new(0, before.len())))];
            restore(&mut run, &mut report);
            let [Inline::Text(text)] = &run else { return String::new() };
            text.as_str().to_owned()
        };
        assert_eq!(closed("W a s   n o c h   f e h l t?\n"), "Was noch fehlt?\n");
        assert_eq!(closed("Ü b e r\u{a0}\u{a0}u n s"), "Über uns");
        for text in
            ["A  B  C  D  E  F", "K A F F E E", "a b  c", "x y z  and more", "1 2 3  4 5 6 7"]
        {
            assert_eq!(closed(text), text);
        }
    }
}
