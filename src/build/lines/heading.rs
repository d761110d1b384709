//! Lines that are really headings.

use crate::document::Inline;

use super::line::Line;
use super::marker;
use super::shape::{First, Last};
use super::words;

/// Whether a line by itself may be a heading: short, without the end of a sentence in or after it.
pub(super) fn may_be(line: &Line) -> bool {
    let shape = &line.shape;
    let starts = matches!(shape.first, First::Upper | First::Digit | First::Uncased);
    let ends = match shape.last {
        Last::Word => true,
        Last::Cry if line.text.ends_with(['?', '？', '؟']) => shape.words <= 12,
        Last::Cry => shape.words <= 12 && (shape.words <= 6 || is_title_case(&line.text)),
        _ => false,
    };
    starts
        && ends
        && !shape.sentence_inside
        && shape.chars <= if shape.dense { 40 } else { 120 }
        && shape.words <= 18
        && line.text.chars().any(char::is_alphabetic)
        && !is_address(&line.text)
        && !marker::is_note(&line.text)
        && is_text(&line.inlines)
}

/// Whether the line may be a heading over `next` although lines are broken inside sentences too:
/// not if the break seems to part a name.
pub(super) fn may_be_over(line: &Line, next: &Line) -> bool {
    let last = line.text.split_whitespace().next_back().unwrap_or_default();
    let parts_name = last.starts_with(char::is_uppercase) && next.shape.first == First::Upper;
    may_be(line)
        && (!parts_name
            || line.shape.first == First::Digit
            || is_title_case(&line.text)
            || words::starts_with_function_word(&next.text))
}

/// Whether most words of some length begin with a capital.
fn is_title_case(text: &str) -> bool {
    let long = text.split_whitespace().filter(|word| word.chars().count() > 3);
    let (mut count, mut capitals) = (0, 0);
    for word in long {
        count += 1;
        capitals += usize::from(word.contains(char::is_uppercase));
    }
    count > 0 && capitals * 3 >= count * 2
}

/// Whether there is text outside marks, so that it is not a bold lead or a link of its own.
fn is_text(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) => text.contains(char::is_alphanumeric),
        _ => false,
    })
}

/// Web and mail addresses, telephone numbers, prices: lines that name no section.
fn is_address(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.contains("://") || text.contains('@') || text.starts_with("www.") || digits > letters
}

/// Takes off the closing `##` of an ATX heading.
pub(super) fn without_closing_marks(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = content.last_mut() {
        let kept = text.trim_end_matches('#').len();
        if kept < text.len() && text[..kept].ends_with(' ') {
            *text = text.slice(0..text[..kept].trim_end().len());
        }
    }
    content
}
