//! Headings of pages that `html2text` made text of: `***** History[edit] *****`, six stars for the
//! first level and one less for each below.
//!
//! A line between stars is a notice elsewhere (`*** The end ***`), so stars are a level only where
//! lines of several levels stand, or where a label of the page returns behind their words. Such a
//! line is written with number signs, and the label, a control of the page, goes.

use std::collections::BTreeMap;

use crate::model::document::Inline;
use crate::model::source::Text;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

use super::line::Line;

/// How many stars show a level: fewer are notices and emphasis.
const STARS: std::ops::RangeInclusive<usize> = 4..=6;

/// A line between stars.
struct Starred<'a> {
    stars: usize,
    title: &'a str,
    /// What stands in brackets behind the title.
    label: Option<&'a str>,
}

impl<'a> Starred<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let stars = text.bytes().take_while(|&b| b == b'*').count();
        let mark = text.get(..stars).filter(|_| STARS.contains(&stars))?;
        let title = text[stars..].strip_suffix(mark)?;
        let title = title.strip_prefix(' ')?.strip_suffix(' ')?.trim();
        let wrong = title.contains('*') || !title.contains(char::is_alphanumeric);
        let label = title.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
        let label = label.filter(|(title, label)| {
            !title.trim().is_empty() && label.starts_with(char::is_alphabetic)
        });
        (!wrong).then_some(Self { stars, title, label: label.map(|(_, label)| label) })
    }
}

/// Writes the headings with number signs.
pub(super) fn restore(lines: &mut [Line], report: &Report, damage: bool) {
    if damage && !report.admits(RuleId::MarkdownInText, Confidence::Likely) {
        return;
    }
    let starred = || lines.iter().filter_map(|line| Starred::of(&line.text));
    let mut labels: BTreeMap<String, usize> = BTreeMap::new();
    for label in starred().filter_map(|line| line.label) {
        *labels.entry(label.to_owned()).or_default() += 1;
    }
    let returns = |label: &str| labels.get(label).is_some_and(|&count| count > 1);
    let first = starred().next().map(|line| line.stars);
    let levels = starred().any(|line| Some(line.stars) != first);
    if !levels && !labels.keys().any(|label| returns(label)) {
        return;
    }
    for line in lines {
        let Some(found) = Starred::of(&line.text) else { continue };
        let label = found.label.filter(|label| returns(label)).map_or(0, |label| label.len() + 2);
        let title = found.title[..found.title.len() - label].trim_end().to_owned();
        let mark = "#".repeat(7 - found.stars);
        rewrite(line, &mark, &title);
    }
}

/// Gives a line that is all text its mark and its title.
fn rewrite(line: &mut Line, mark: &str, title: &str) {
    let inlines = line.inlines();
    let [Inline::Text(text)] = &inlines[..] else { return };
    let Some(at) = text.find(title) else { return };
    let title = text.slice(at..at + title.len());
    let mark = Text::new(format!("{mark} "), text.span(0..at));
    let text = format!("{}{}", &*mark, &*title);
    line.rewrite(vec![Inline::Text(mark), Inline::Text(title)], text);
}
