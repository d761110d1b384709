//! Lines that are really headings.

use crate::model::document::Inline;

use super::line::Line;
use super::marker;
use super::shape::{First, Last};

/// Whether a line by itself may be a heading: short, without the end of a sentence in or after it.
pub(super) fn may_be(line: &Line) -> bool {
    let shape = &line.shape;
    let starts = matches!(shape.first, First::Upper | First::Digit | First::Uncased);
    let ends = match shape.last {
        Last::Word => true,
        Last::Cry => shape.words <= if is_question(&line.text) { 18 } else { 12 },
        _ => false,
    };
    starts
        && ends
        && !(shape.sentence_inside && !(is_question(&line.text) && shape.words <= 12))
        && shape.chars <= if shape.dense { 40 } else { 120 }
        && shape.words <= 18
        && line.text.chars().any(char::is_alphabetic)
        && !is_address(&line.text)
        && !marker::is_note(&line.text)
        && !marker::is_link_number(&line.text)
        && is_text(&line.inlines())
}

/// Words before the name of an author, in languages that begin no heading so.
const BY: &[&str] = &[
    "By", "BY", "Von", "VON", "Par", "PAR", "Por", "POR", "Door", "Oleh", "Di", "DI", "Af", "Av",
    "Od",
];

/// Words before the source of a picture or a text, and a colon.
const CREDIT: &[&str] = &[
    "photo",
    "photos",
    "foto",
    "fotos",
    "ảnh",
    "nguồn",
    "source",
    "sources",
    "quelle",
    "quellen",
    "fuente",
    "fonte",
    "bild",
    "credit",
    "crédit",
    "crédits",
    "zdroj",
    "źródło",
    "zdjęcie",
    "fot",
    "фото",
    "источник",
    "джерело",
    "kaynak",
    "sumber",
    "المصدر",
    "صورة",
    "منبع",
    "写真",
    "図",
    "来源",
    "图",
    "사진",
    "출처",
];

/// Whether the line tells who or when rather than what: `By Ann Bell`, `(Adds quotes)`,
/// `[00:12] CHAIR: Yes`, the slug of an agency, `BC-BRIDGE-TOLL`.
pub(super) fn is_credit(text: &str) -> bool {
    let text = text.trim();
    let stamp =
        text.strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric()));
    let noted = text.starts_with('(') && text.ends_with(')');
    let slug = text.contains('-')
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    stamp || noted || slug || is_byline(text) || is_source(text)
}

/// Whether the line says where a picture or a text is from: `Photo: Ann Bell`, `Nguồn: Báo Làng`.
pub(super) fn is_source(text: &str) -> bool {
    let Some((label, name)) = text.split_once([':', '：']) else { return false };
    let label = label.trim().to_lowercase();
    CREDIT.contains(&label.as_str()) && (1..=8).contains(&name.split_whitespace().count())
}

pub(super) fn is_byline(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let led = words.next().is_some_and(|word| BY.contains(&word));
    let names = words.clone().count();
    let named = |word: &str| {
        word.starts_with(char::is_uppercase) || ["and", "und", "et", "y", "e", "en"].contains(&word)
    };
    led && (2..=6).contains(&names) && words.all(named)
}

/// Whether the line ends with a question mark; quotation marks and brackets aside.
pub(super) fn is_question(text: &str) -> bool {
    let bare =
        text.trim_end_matches(|c: char| !c.is_alphanumeric() && !QUESTION_MARKS.contains(&c));
    bare.ends_with(QUESTION_MARKS)
}

const QUESTION_MARKS: [char; 4] = ['?', '？', '؟', ';'];

/// Whether the line may be a heading over `next` although lines are broken inside sentences too:
/// not if the break seems to part a name.
pub(super) fn may_be_over(line: &Line, next: &Line) -> bool {
    let last = line.text.split_whitespace().next_back().unwrap_or_default();
    let parts_name = last.starts_with(char::is_uppercase) && next.shape.first == First::Upper;
    may_be(line)
        && !parts_abbreviated(line, next)
        && (!parts_name
            || line.shape.first == First::Digit
            || is_title_case(&line.text)
            || next.words.starts_sentence(&next.text))
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

/// Web and mail addresses, telephone numbers, prices, labels with a number: lines that name no
/// section.
fn is_address(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    is_value(text)
        || text.contains("://")
        || text.contains('@')
        || text.starts_with("www.")
        || digits > letters
}

/// Whether the line is a label and a number or an address: nothing goes on after it.
pub(super) fn is_value(text: &str) -> bool {
    let number = |value: &str| {
        value.contains(|c: char| c.is_ascii_digit()) && !value.contains(char::is_alphabetic)
    };
    let address = |value: &str| value.contains("://") && !value.contains(' ');
    text.rsplit_once(": ").is_some_and(|(_, value)| number(value) || address(value))
}

/// Whether an abbreviation below stands for words above and below the break: `Static Application` /
/// `Security Testing (SAST)`.
fn parts_abbreviated(line: &Line, next: &Line) -> bool {
    let Some((words, rest)) = next.text.split_once('(') else { return false };
    let Some((short, _)) = rest.split_once(')') else { return false };
    let below = words.split_whitespace().count();
    let all: Vec<&str> = line.text.split_whitespace().chain(words.split_whitespace()).collect();
    let count = short.chars().count();
    let capital = |c: char| c.is_uppercase();
    below > 0
        && count > below
        && count <= all.len()
        && short.chars().all(capital)
        && short.chars().zip(&all[all.len() - count..]).all(|(c, word)| word.starts_with(c))
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

#[cfg(test)]
mod tests {
    use super::is_credit;

    #[test]
    fn credits_name_no_section() {
        for text in
            ["By Ann Bell", "Von Max Muster und Eva Kern", "(Adds quotes)", "BC-BRIDGE-TOLL"]
        {
            assert!(is_credit(text), "{text}");
        }
        for text in ["By the Numbers", "By Night", "The toll (again)", "TOLL", "T-shirts"] {
            assert!(!is_credit(text), "{text}");
        }
        assert!(is_credit("[00:12] CHAIR: Yes") && !is_credit("[Update] The toll"));
    }
}
