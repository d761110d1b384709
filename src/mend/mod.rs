//! Stage 6: blocks to blocks, the prose repaired.
//!
//! What a channel did to the letters of a text it did all over it, so nothing here is judged by
//! itself: a cheap look at every text tells whether there is anything to repair; only then is the
//! document read again, and what it shows of each kind of damage decides each site.

mod hyphens;
mod lexicons;
mod marks;
mod quotes;
mod run;
mod signs;
mod token;
mod words;

use crate::document::{Document, Inline};
use crate::options::RepairOptions;
use crate::report::Report;
use crate::rules::{RULES, RuleId, Stage};
use crate::source::Span;
use lexicons::Lexicons;
use marks::Marks;
use run::{Edit, Run};
use signs::Signs;

pub(crate) fn mend(
    mut document: Document,
    options: &RepairOptions,
    report: &mut Report,
) -> Document {
    if !options.is_on() {
        return document;
    }
    let mut signs = Signs::of(&mut document, is_damaged(report));
    signs.flattened = report.repairs.iter().any(|r| {
        matches!(r.rule, RuleId::ParagraphLines | RuleId::HeadingLine | RuleId::ListFlattened)
    });
    if !signs.any() {
        return document;
    }
    let mended = mended_references(report);
    let mut runs = Vec::new();
    run::for_each_content(&mut document, &mut |content: &mut Vec<Inline>| {
        runs.push(Run::new(content, &mended));
    });
    let edits = find(&runs, &signs, document.metadata.language.as_deref());
    let mut pairs = runs.iter().zip(edits);
    run::for_each_content(&mut document, &mut |content: &mut Vec<Inline>| {
        if let Some((run, edits)) = pairs.next() {
            run.apply(content, edits, report);
        }
    });
    document
}

/// The edits of each run, sorted and apart.
fn find(runs: &[Run], signs: &Signs, language: Option<&str>) -> Vec<Vec<Edit>> {
    let tokens: Vec<_> = runs.iter().map(|run| token::tokens(run.text(), run.mended())).collect();
    let lexicons = Lexicons::detect(&tokens, language);
    let split = words::Evidence::gather(&tokens, &lexicons, signs.damaged);
    let both = runs.iter().zip(tokens.iter().map(Vec::as_slice));
    let damaged = signs.damaged || split.is_some();
    let marks = Marks::gather(both.clone(), &lexicons, damaged, signs.flattened);
    let edits = both.map(|(run, tokens)| {
        let mut edits = Vec::new();
        if let Some(split) = &split {
            split.repair(tokens, &mut edits);
        }
        hyphens::repair(run.text(), tokens, &lexicons, &mut edits);
        marks.repair(run, tokens, &mut edits);
        quotes::repair(run, tokens, &lexicons, damaged, &mut edits);
        in_order(edits)
    });
    edits.collect()
}

/// The edits by place; of two that meet, the first.
fn in_order(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup_by(|next, edit| next.range.start < edit.range.end);
    edits
}

/// Whether the markup is damaged, so that the prose is suspect too.
fn is_damaged(report: &Report) -> bool {
    // Who escapes a document, as a whole or again, leaves its prose alone.
    let escaped = |id| matches!(id, RuleId::TagEscaped | RuleId::CharRefOverEscaped);
    let markup = |id: RuleId| {
        RULES.get(id as usize).is_some_and(|r| r.stage == Stage::Tokenize) && !escaped(id)
    };
    report.profile.is_damaged() || report.repairs.iter().filter(|r| markup(r.rule)).count() > 2
}

/// Where character references were repaired.
fn mended_references(report: &Report) -> Vec<Span> {
    let is_reference = |rule: &str| rule.starts_with("char-ref");
    let mut spans: Vec<Span> =
        report.repairs.iter().filter(|r| is_reference(r.rule.as_str())).map(|r| r.span).collect();
    spans.sort_unstable();
    spans
}
