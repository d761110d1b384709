//! Records of databases and interfaces: JSON, CSV, SQL, with the names of their fields.
//!
//! `{"id": 7, "title": "…", "content": "<p>…</p>"}`: an export was saved where its field belonged. A
//! text that is a record, and nothing besides, becomes what its fields hold: the title as headline,
//! the content below. A record within a record is taken out the same way, a step at a time. What is
//! cut off holds what came before the cut.
//!
//! Each form is one [`Decoder`]: a cheap sign at the beginning of the text, and a parse of all of it.

mod copy;
mod csv;
mod front_matter;
mod insert;
mod json;
mod lists;
mod literal;
mod names;

use std::ops::Range;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Reason, Report, Warning};
use crate::rules::RuleId;

/// Records within records, at most.
const STEPS: usize = 4;

/// One form of records.
struct Decoder {
    rule: RuleId,
    /// Whether a text that begins like this, without white space in front, may be one.
    sign: fn(&str) -> bool,
    decode: fn(&str) -> Option<Records>,
}

/// The forms, those that say most of themselves first.
const DECODERS: [Decoder; 6] = [
    Decoder { rule: RuleId::FrontMatter, sign: front_matter::sign, decode: front_matter::decode },
    Decoder { rule: RuleId::RecordFields, sign: json::sign, decode: json::decode },
    Decoder { rule: RuleId::RecordFields, sign: lists::sign, decode: lists::decode },
    Decoder { rule: RuleId::RecordFields, sign: insert::sign, decode: insert::decode },
    Decoder { rule: RuleId::RecordFields, sign: copy::sign, decode: copy::decode },
    Decoder { rule: RuleId::RecordFields, sign: csv::sign, decode: csv::decode },
];

/// What the records of a text hold.
#[derive(Debug, Default)]
struct Records {
    records: Vec<Record>,
    /// Whether the text ends within a record.
    cut: bool,
    /// What says nothing of the document and is left out.
    dropped: Vec<Range<usize>>,
}

/// One record.
#[derive(Debug)]
struct Record {
    /// Markup that says of the record what a page would say of itself.
    head: String,
    /// As it is to be shown.
    title: Option<String>,
    /// Where the content stands, without its quotes.
    content: Range<usize>,
    /// How it is written there.
    form: literal::Form,
}

/// Takes out what records hold; whether the text was one.
pub(super) fn unwrap(text: &mut Layer<'_, str>, report: &mut Report) -> bool {
    let mut any = false;
    for _ in 0..STEPS {
        let start = text.trim_start_matches(['\u{feff}']).trim_start();
        let signed = DECODERS.iter().filter(|it| (it.sign)(start));
        let found = signed
            .filter(|it| report.admits(it.rule, Confidence::Likely))
            .find_map(|it| Some((it.rule, (it.decode)(text)?)));
        let Some((rule, records)) = found else { break };
        if records.cut {
            report.warn(Warning::CutOff);
        }
        let edits = edits(text, &records.records);
        for dropped in records.dropped {
            report.remove(text.source(dropped), Reason::Residue);
        }
        text.edit(edits, rule, report);
        any = true;
    }
    any
}

/// Whether a text begins as JSON does, and is a record.
pub(super) fn is_one(text: &str) -> bool {
    json::sign(text.trim_start()) && json::decode(text).is_some()
}

/// Leaves the contents of the records, each below its title.
fn edits(text: &str, records: &[Record]) -> Edits {
    let mut edits = Edits::default();
    let mut done = 0;
    for (index, record) in records.iter().enumerate() {
        let mut head = if index == 0 { String::new() } else { "\n\n".to_owned() };
        head += &record.head;
        let body = &text[record.content.clone()];
        if let Some(title) =
            record.title.as_deref().filter(|title| !is_told(title, body, record.form))
        {
            let markup = body.contains("</") || body.contains("<\\/") || body.contains("u003c");
            head +=
                &if markup { format!("<h1>{title}</h1>\n\n") } else { format!("# {title}\n\n") };
        }
        edits.push(done..record.content.start, head.as_bytes(), Confidence::Likely);
        record.form.unescape(&mut edits, text, record.content.clone());
        done = record.content.end;
    }
    edits.push(done..text.len(), b"", Confidence::Likely);
    edits
}

/// Whether the content begins with its title.
fn is_told(title: &str, body: &str, form: literal::Form) -> bool {
    let head: String = body.chars().take(4 * title.chars().count() + 200).collect();
    let head = form.read(&head);
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (title, mut open) = (letters(title), false);
    let shown: String = head
        .chars()
        .filter(|&c| {
            open = c == '<' || open && c != '>';
            !open
        })
        .collect();
    letters(&shown).starts_with(&title)
}

#[cfg(test)]
pub(super) fn read(text: &str) -> String {
    let mut layer = Layer::new(text);
    unwrap(&mut layer, &mut Report::new(&crate::options::RepairOptions::default()));
    layer.to_string()
}
