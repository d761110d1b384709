//! What machine translation takes apart inside words: `3 . 5`, `e . g .`, `state - of - the - art`,
//! `http : / / www . huts . example . org`.
//!
//! Each form has sites that no sound text shows. Where a document has several of them, and few of
//! the same form are whole, the others of that form are joined too: those that a sentence or a list
//! might show alone, like `20 %` or `well - known`.

mod addresses;
mod compounds;
mod numbers;

use std::ops::Range;

use super::lexicons::Lexicons;
use super::run::{self, Edit, Plain, Run};
use super::signs::holds_lone_mark;
use crate::model::document::{Document, Inline};
use crate::model::visit::for_each_line;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;
use crate::words::code_signs;

/// How many sure sites a document must show in all, with one of the form.
const ENOUGH: usize = 3;

/// How many of one form alone do.
const ENOUGH_OF_FORM: usize = 2;

/// What is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Number,
    Abbreviation,
    Compound,
    Address,
    /// None shows it by itself: it goes with the others.
    Unit,
}

const FORMS: usize = 5;

/// A place where parts may have been set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Site {
    form: Form,
    /// Whether sound text does not show it.
    sure: bool,
    /// Whether only English writes it together.
    english: bool,
    range: Range<usize>,
    after: &'static str,
}

impl Site {
    const fn new(form: Form, range: Range<usize>, after: &'static str) -> Self {
        Self { form, sure: false, english: false, range, after }
    }

    /// Whether code that lost its markup may show the like.
    fn is_code(&self, text: &str) -> bool {
        let own = matches!(self.form, Form::Address | Form::Abbreviation);
        !own && code_signs::near(text, self.range.start)
    }
}

/// Joins what is apart in `document`, if it is one of those; tells whether it shows so much that other
/// marks have been set apart as well.
pub(super) fn mend(document: &mut Document, report: &mut Report) -> bool {
    let mut sure = [0; FORMS];
    let mut whole = [0; FORMS];
    let mut compounds = compounds::Evidence::default();
    for_each_line(document, &mut |content: &mut Vec<Inline>| {
        run::for_each_text(content, &mut |text| {
            count_whole(text, &mut whole);
            if !holds_lone_mark(text) {
                return;
            }
            let pieces = pieces(text);
            compounds.look(&pieces);
            for site in sites(&pieces, &compounds) {
                sure[site.form as usize] += usize::from(site.sure && !site.is_code(text));
            }
        });
    });
    let all: usize = sure.iter().sum();
    let mut decided: [bool; FORMS] = std::array::from_fn(|form| {
        let enough = sure[form] >= ENOUGH_OF_FORM || sure[form] > 0 && all >= ENOUGH;
        enough && sure[form] * 2 >= whole[form]
    });
    if !decided.contains(&true) {
        return false;
    }
    decided[Form::Unit as usize] = true;
    let plain = Plain::of(document);
    let declared = document.metadata.language.clone();
    let english = Lexicons::new(plain.text(), declared.as_deref()).language() == Some("en");
    for_each_line(document, &mut |content: &mut Vec<Inline>| {
        let run = Run::new(content, &[]);
        let text = run.text().as_str();
        let wanted = sites(&pieces(text), &compounds)
            .into_iter()
            .filter(|site| decided[site.form as usize] && (english || !site.english))
            .filter(|site| site.form != Form::Compound || !site.is_code(text))
            .map(|site| edit(site.range, site.after));
        run.apply(content, wanted.collect(), report);
    });
    all > ENOUGH
}

/// A part between spaces, and whether one plain space stands before it.
#[derive(Clone, Debug)]
struct Piece<'a> {
    at: usize,
    text: &'a str,
    near: bool,
}

impl Piece<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut end = 0;
    let words = text.split_whitespace().map(|word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let near = matches!(&text[end..at], " " | "\n");
        end = at + word.len();
        Piece { at, text: word, near }
    });
    words.collect()
}

/// Whether the pieces of a window each stand one space behind the one before.
fn are_near(window: &[Piece]) -> bool {
    window.iter().skip(1).all(|piece| piece.near)
}

fn sites(pieces: &[Piece], compounds: &compounds::Evidence) -> Vec<Site> {
    let mut sites = Vec::new();
    numbers::find(pieces, &mut sites);
    compounds.find(pieces, &mut sites);
    addresses::find(pieces, &mut sites);
    sites
}

/// What of each form is whole in `text`: hyphens between letters, decimal signs between digits.
fn count_whole(text: &str, whole: &mut [usize; FORMS]) {
    for three in text.as_bytes().windows(3) {
        match three {
            [a, b'.' | b',', b] if a.is_ascii_digit() && b.is_ascii_digit() => {
                whole[Form::Number as usize] += 1;
            }
            [a, b'-', b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => {
                whole[Form::Compound as usize] += 1;
            }
            _ => {}
        }
    }
}

fn edit(range: Range<usize>, after: &'static str) -> Edit {
    let context = range.clone();
    Edit { range, after, context, rule: RuleId::PartsSpaced, confidence: Confidence::Likely }
}
