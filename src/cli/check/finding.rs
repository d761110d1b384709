//! What was found in a document: repairs and removals, those that were asked for.

use serde_json::{Value, json};
use unmangle::report::{Confidence, Reason, Report};
use unmangle::rules::{RuleId, Stage};

use super::super::rules::nearest;
use super::source::{Point, Source};
use unmangle::rules::RULES;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Repair(RuleId, Confidence),
    Removal(Reason),
}

/// One repair or removal.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) kind: Kind,
    /// Bytes of the input.
    pub(crate) bytes: std::ops::Range<usize>,
    /// The same in the text of the source.
    pub(crate) range: std::ops::Range<usize>,
    pub(crate) start: Point,
    pub(crate) end: Point,
    /// What stands there now.
    pub(crate) after: String,
}

/// Why text was left out, by the name that findings have.
const REASONS: &[(Reason, &str, &str)] = &[
    (Reason::Boilerplate, "removed-boilerplate", "Text outside the main content"),
    (Reason::Hidden, "removed-hidden", "Text that is marked as hidden"),
    (Reason::NotContent, "removed-not-content", "What is no text for readers"),
    (Reason::Advertisement, "removed-advertisement", "A marker or slot of an advertisement"),
    (Reason::Residue, "removed-residue", "What a publishing system left"),
    (Reason::NoteMark, "removed-note-mark", "The number or back-link of a footnote"),
    (Reason::RepeatedTitle, "removed-repeated-title", "The title, given again"),
    (Reason::UnsafeUrl, "removed-unsafe-url", "An address whose scheme is unsafe"),
];

/// What is damage among what is left out; the rest is the page around the article.
const DAMAGE: &[Reason] = &[Reason::Advertisement, Reason::Residue, Reason::UnsafeUrl];

impl Kind {
    /// The name it goes by.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Repair(rule, _) => rule.as_str(),
            Self::Removal(reason) => named(reason).0,
        }
    }

    /// What it is, in one line.
    pub(crate) fn summary(self) -> &'static str {
        match self {
            Self::Repair(rule, _) => rule.rule().summary,
            Self::Removal(reason) => named(reason).1,
        }
    }

    /// The class it is of: a stage, or `removed`.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Repair(rule, _) => stage_name(rule.stage()),
            Self::Removal(_) => "removed",
        }
    }

    pub(crate) fn confidence(self) -> Option<&'static str> {
        match self {
            Self::Repair(_, Confidence::Certain) => Some("certain"),
            Self::Repair(_, Confidence::Likely) => Some("likely"),
            Self::Repair(_, Confidence::Possible) => Some("possible"),
            Self::Removal(_) => None,
        }
    }
}

fn named(reason: Reason) -> (&'static str, &'static str) {
    let known = REASONS.iter().find(|known| known.0 == reason);
    known.map_or(("removed", "Text that was left out"), |known| (known.1, known.2))
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Decode => "decode",
        Stage::Tokenize => "tokenize",
        Stage::Build => "build",
        Stage::Mend => "mend",
    }
}

/// Every name a removal can have, with its summary.
pub(crate) fn reasons() -> impl Iterator<Item = (&'static str, &'static str)> {
    REASONS.iter().map(|known| (known.1, known.2))
}

/// A rule, a class of rules, or what is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    All,
    Rule(RuleId),
    Stage(Stage),
    Removed,
    Reason(Reason),
}

const STAGES: &[Stage] = &[Stage::Decode, Stage::Tokenize, Stage::Build, Stage::Mend];

impl Class {
    /// The class that goes by a name.
    ///
    /// # Errors
    /// When there is none: with the one that may have been meant.
    pub(crate) fn parse(name: &str) -> Result<Self, String> {
        let stage = || STAGES.iter().find(|stage| stage_name(**stage) == name);
        let reason = || REASONS.iter().find(|known| known.1 == name);
        match name {
            "all" => return Ok(Self::All),
            "removed" => return Ok(Self::Removed),
            _ => {}
        }
        if let Some(rule) = RuleId::parse(name) {
            return Ok(Self::Rule(rule));
        }
        if let Some(stage) = stage() {
            return Ok(Self::Stage(*stage));
        }
        if let Some(known) = reason() {
            return Ok(Self::Reason(known.0));
        }
        let names = RULES.iter().map(|rule| rule.id.as_str());
        let names = names.chain(REASONS.iter().map(|known| known.1));
        let names = names.chain(STAGES.iter().map(|stage| stage_name(*stage)));
        Err(match nearest(name, names.chain(["all", "removed"])) {
            Some(near) => format!("no such rule or class; did you mean `{near}`?"),
            None => "no such rule or class: a rule, decode, tokenize, build, mend, removed or all"
                .to_owned(),
        })
    }

    fn holds(self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::All, _) | (Self::Removed, Kind::Removal(_)) => true,
            (Self::Rule(rule), Kind::Repair(of, _)) => rule == of,
            (Self::Stage(stage), Kind::Repair(of, _)) => of.stage() == stage,
            (Self::Reason(reason), Kind::Removal(of)) => reason == of,
            _ => false,
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// Nothing named: all repairs, and of what is left out that which is damage.
    pub(crate) select: Vec<Class>,
    pub(crate) ignore: Vec<Class>,
}

impl Selection {
    fn holds(&self, kind: Kind) -> bool {
        let is_damage = match kind {
            Kind::Repair(..) => true,
            Kind::Removal(reason) => DAMAGE.contains(&reason),
        };
        let selected = match self.select.is_empty() {
            true => is_damage,
            false => self.select.iter().any(|class| class.holds(kind)),
        };
        selected && !self.ignore.iter().any(|class| class.holds(kind))
    }
}

/// What was found in a document, in its order. What a repair took out is not told a second time.
pub(crate) fn findings(
    input: &[u8],
    report: &Report,
    selection: &Selection,
) -> (Source, Vec<Finding>) {
    let repaired: std::collections::HashSet<_> =
        report.repairs.iter().map(|repair| repair.span).collect();
    let repairs = report.repairs.iter().map(|repair| {
        (Kind::Repair(repair.rule, repair.confidence), repair.span, repair.after.as_str())
    });
    let removed = report.removed.iter().filter(|part| !repaired.contains(&part.span));
    let removed = removed.map(|part| (Kind::Removal(part.reason), part.span, ""));
    let mut found: Vec<_> =
        repairs.chain(removed).filter(|(kind, ..)| selection.holds(*kind)).collect();
    found.sort_by_key(|(_, span, _)| (span.start, span.end));
    let offsets = found.iter().flat_map(|(_, span, _)| [span.range().start, span.range().end]);
    let source = Source::new(input, report.encoding, offsets.collect());
    let mut starts = Points::new(&source);
    let mut ends = Points::new(&source);
    let findings = found.iter().map(|(kind, span, after)| {
        let range = source.range(span.range());
        let (start, end) = (starts.point(range.start), ends.point(range.end));
        Finding { kind: *kind, bytes: span.range(), start, end, range, after: (*after).to_owned() }
    });
    let findings = findings.collect();
    (source, findings)
}

/// Points that are near each other: a page may be one line, which is not counted for each.
struct Points<'a> {
    source: &'a Source,
    last: (usize, Point),
}

impl<'a> Points<'a> {
    fn new(source: &'a Source) -> Self {
        Self { source, last: (0, Point { line: 1, column: 1 }) }
    }

    fn point(&mut self, offset: usize) -> Point {
        let (from, last) = self.last;
        let line = self.source.line_of(offset);
        let characters = |range: std::ops::Range<usize>| {
            self.source.text.get(range).unwrap_or_default().chars().count()
        };
        let point = match line == last.line {
            true if offset >= from => {
                Point { line, column: last.column + characters(from..offset) }
            }
            true => Point { line, column: last.column - characters(offset..from) },
            false => self.source.point(offset),
        };
        self.last = (offset, point);
        point
    }
}

impl Finding {
    /// What stood there, as an editor shows it.
    pub(crate) fn before<'a>(&self, source: &'a Source) -> &'a str {
        source.text.get(self.range.clone()).unwrap_or_default()
    }

    /// The finding as a JSON object.
    pub(crate) fn to_json(&self, document: &str, source: &Source) -> Value {
        json!({
            "document": document,
            "line": self.start.line,
            "column": self.start.column,
            "end_line": self.end.line,
            "end_column": self.end.column,
            "start": self.bytes.start,
            "end": self.bytes.end,
            "rule": self.kind.id(),
            "class": self.kind.class(),
            "confidence": self.kind.confidence(),
            "message": self.kind.summary(),
            "before": self.before(source),
            "after": match self.kind { Kind::Repair(..) => Some(&self.after), Kind::Removal(_) => None },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_what_they_name() {
        let word = Kind::Repair(RuleId::WordSplit, Confidence::Likely);
        let menu = Kind::Removal(Reason::Boilerplate);
        let advertisement = Kind::Removal(Reason::Advertisement);
        let classes = |names: &[&str]| -> Vec<Class> {
            names.iter().map(|name| Class::parse(name).expect("a class")).collect()
        };
        let holds = |select: &[&str], ignore: &[&str]| {
            let selection = Selection { select: classes(select), ignore: classes(ignore) };
            [word, menu, advertisement].map(|kind| selection.holds(kind))
        };
        assert_eq!(holds(&[], &[]), [true, false, true]);
        assert_eq!(holds(&["all"], &[]), [true, true, true]);
        assert_eq!(holds(&["mend"], &[]), [true, false, false]);
        assert_eq!(holds(&["removed"], &["removed-boilerplate"]), [false, false, true]);
        assert_eq!(holds(&["all"], &["word-split", "removed"]), [false, false, false]);
        assert!(Class::parse("mned").is_err_and(|error| error.contains("`mend`")));
    }
}
