//! The frame of agencies' wires: `^Clay pipes found<`, `BC-Pipes,200`, `(Adds details)`, `-0-`.
//!
//! The protocol of the agencies (ANPA 1312) marks lines of its own between `^` and `<`: the slug, the
//! headline, who wrote it. Two such lines show the frame; its keywords and its end go, the headline
//! is the first line that is no keyword.

use crate::report::{Confidence, Reason, Report};
use crate::rules::RuleId;

use super::heading;
use super::line::Line;

/// Fewer marked lines are chance.
const FEWEST: usize = 2;

/// Takes the frame off.
pub(super) fn restore(lines: &mut Vec<Line>, report: &mut Report) {
    let framed: Vec<usize> = (0..lines.len()).filter(|&at| is_framed(&lines[at].text)).collect();
    if framed.len() < FEWEST || !report.admits(RuleId::SystemMarkup, Confidence::Likely) {
        return;
    }
    let first = framed[0];
    let mut titled = false;
    let mut gone = vec![false; lines.len()];
    for at in 0..lines.len() {
        let text = lines[at].text.clone();
        let end = at > first + 1 && at + 3 > lines.len() && is_end(&text);
        gone[at] = at < first && is_slug(&text) || end || is_mark(&text) || text == "___";
        if !framed.contains(&at) {
            continue;
        }
        let inner = text.trim_start_matches('^').trim_end_matches('<').trim();
        gone[at] = is_slug(inner) || inner.starts_with('(') && inner.ends_with(')');
        if gone[at]
            || !report.repair(RuleId::SystemMarkup, Confidence::Likely, lines[at].span, inner)
        {
            continue;
        }
        let title = !std::mem::replace(&mut titled, true) && !heading::is_credit(inner);
        let written = if title { format!("# {inner}") } else { inner.to_owned() };
        let line = &mut lines[at];
        line.edit(&(0..text.len()), &written);
        line.after_blank = true;
        if let Some(next) = lines.get_mut(at + 1) {
            next.after_blank = true;
        }
    }
    let mut gone = gone.into_iter();
    lines.retain(|line| {
        let goes = gone.next().unwrap_or_default()
            && report.repair(RuleId::SystemMarkup, Confidence::Likely, line.span, "");
        if goes {
            report.remove(line.span, Reason::Residue);
        }
        !goes
    });
}

fn is_framed(text: &str) -> bool {
    text.starts_with('^') && text.ends_with('<') && text.len() > 3
}

/// `BC-Brewery-Pipes,200`, `r i BC-Pipes   06-04 0231`: a keyword with hyphens, numbers, single
/// letters and nothing else.
fn is_slug(text: &str) -> bool {
    let mut keyword = false;
    let fits = text.split([' ', ',', '\t']).filter(|word| !word.is_empty()).all(|word| {
        let number = word.bytes().all(|b| b.is_ascii_digit() || b"-:".contains(&b));
        let key = word.contains('-') && word.starts_with(|c: char| c.is_ascii_uppercase());
        keyword |= key;
        number || key || word.len() == 1
    });
    keyword && fits
}

/// `-0-`, `-30-`, `###`: the end of a story.
fn is_mark(text: &str) -> bool {
    matches!(text, "-0-" | "-30-" | "###" | "_END_" | "-- 30 --")
}

/// A line of codes and a time below the end: `AP-NY-06-04-24 1811GMT<`.
fn is_end(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.ends_with('<') && digits >= 6 || is_slug(text)
}
