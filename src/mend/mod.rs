//! Stage 6: blocks to blocks, the prose repaired.
//!
//! What a channel did to the letters of a text it did all over it, so nothing here is judged by
//! itself: a cheap look at every text tells whether there is anything to repair; only then are the
//! runs that hold a site read again, or all of them if words may be split, and what the document
//! shows of each kind of damage decides each site.

mod apart;
mod glyphs;
mod han;
mod hyphens;
mod lexicons;
mod marks;
mod quotes;
mod run;
mod signs;
mod sites;
mod token;
mod tokenised;
mod words;

use crate::model::document::{Document, Inline};
use crate::model::source::Span;
use crate::model::visit::for_each_line;
use crate::options::RepairOptions;
use crate::report::Report;
use crate::rules::{RuleId, Stage};
use crate::words::code_signs;
use lexicons::Lexicons;
use marks::Marks;
use run::{Edit, Plain, Run};
use signs::Signs;
use token::{Case, Token};

#[inline(never)]
pub(crate) fn mend(
    mut document: Document,
    options: &RepairOptions,
    report: &mut Report,
) -> Document {
    if !options.is_on() {
        return document;
    }
    let damaged = is_damaged(report);
    glyphs::mend(&mut document, report);
    let mut signs = Signs::of(&mut document, damaged);
    signs.taken_apart = signs.before_marks > 2 && tokenised::mend(&mut document, report);
    // A tokeniser sets sentences that begin with a number apart in the same way.
    signs.joined = !signs.taken_apart && signs.lone_marks > 1 && apart::mend(&mut document, report);
    signs.flattened = report.repairs.iter().any(|r| {
        matches!(r.rule, RuleId::ParagraphLines | RuleId::HeadingLine | RuleId::ListFlattened)
    });
    if !signs.any() {
        return document;
    }
    let mended = mended_references(report);
    let plain = Plain::of(&mut document);
    let language = document.metadata.language.clone();
    let lexicons = Lexicons::new(plain.text(), language.as_deref()).knowing(&options.words);
    let whole = signs.damaged
        || signs.taken_apart
        || signs.joined
        || !mended.is_empty()
        || signs.lone_letters > 1 && words::may_be_split(&plain, &lexicons);
    let mut texts = plain.runs();
    let mut runs = Vec::new();
    for_each_line(&mut document, &mut |content: &mut Vec<Inline>| {
        let wanted =
            texts.next().is_some_and(|text| whole || signs.has_spaced_han() || sites::any(text));
        runs.push(wanted.then(|| Run::new(content, &mended)));
    });
    let mut edits = find(&runs, &signs, &lexicons, whole).into_iter();
    let mut runs = runs.iter();
    for_each_line(&mut document, &mut |content: &mut Vec<Inline>| {
        if let Some(run) = runs.next().and_then(Option::as_ref) {
            run.apply(content, edits.next().unwrap_or_default(), report);
        }
    });
    document
}

/// The edits of each run that there is; `whole` tells that there are all.
fn find(runs: &[Option<Run>], signs: &Signs, lexicons: &Lexicons, whole: bool) -> Vec<Vec<Edit>> {
    let runs = runs.iter().flatten();
    let tokens: Vec<_> = runs.clone().map(tokens).collect();
    let spaced = signs.has_spaced_han() && han::are_spaced(runs.clone());
    let split = whole.then(|| words::Evidence::gather(&tokens, lexicons, signs.damaged)).flatten();
    let both = runs.zip(tokens.iter().map(Vec::as_slice));
    let damaged = signs.damaged || signs.taken_apart || signs.joined || split.is_some();
    let marks = Marks::gather(both.clone(), lexicons, damaged, signs);
    let edits = both.map(|(run, tokens)| {
        let mut edits = Vec::new();
        if let Some(split) = &split {
            split.repair(tokens, &mut edits);
        }
        if spaced {
            han::repair(run, &mut edits);
        }
        hyphens::repair(run.text(), tokens, lexicons, &mut edits);
        marks.repair(run, tokens, &mut edits);
        if whole {
            quotes::repair(run, tokens, lexicons, damaged, &mut edits);
        }
        // What is damage to prose is none to code that lost its markup.
        edits.retain(|edit| signs.taken_apart || !code_signs::near(run.text(), edit.range.start));
        edits
    });
    edits.collect()
}

/// The tokens of a run. A small letter that has a mark of its own (`<var>h</var> is`) is a symbol.
fn tokens(run: &Run) -> Vec<Token> {
    let mut tokens = token::tokens(run.text());
    for at in 0..tokens.len() {
        // Where the mark itself was torn, the rest stands in one of its own: `<i>m</i> <i>ap</i>`.
        let torn = tokens.get(at + 1).is_some_and(|next| run.begins_leaf(next.range.start));
        let token = &mut tokens[at];
        let small = token.letters == 1 && token.case == Case::Lower;
        if small && !torn && run.is_leaf(&token.range) {
            token.bound = true;
            token.follows = false;
            if let Some(next) = tokens.get_mut(at + 1) {
                next.follows = false;
            }
        }
    }
    tokens
}

/// Whether the markup is damaged, so that the prose is suspect too.
fn is_damaged(report: &Report) -> bool {
    // Who escapes a document, as a whole or again, leaves its prose alone.
    let escaped = |id| matches!(id, RuleId::TagEscaped | RuleId::CharRefOverEscaped);
    let markup = |id: RuleId| id.stage() == Stage::Tokenize && !escaped(id);
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
