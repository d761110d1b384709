//! Every word of an output has a place in the input that holds it, or that a repair changed.

use std::path::PathBuf;

use unmangle::options::{ExtractMode, Format, LinkStyle, Options};
use unmangle::replay::characters;
use unmangle::report::Report;
use unmangle::source_map::Piece;
use unmangle::{Cleaned, Cleaner};

use crate::support::{files, fixtures, read};

const FORMATS: [Format; 3] = [Format::Markdown, Format::Text, Format::Html];

fn inputs() -> Vec<PathBuf> {
    let stages = ["articles", "build", "decode", "extract", "mend", "tokenize"];
    stages.iter().flat_map(|stage| files(&fixtures().join(stage), "html")).collect()
}

fn clean(input: &[u8]) -> Cleaned {
    let mut options = Options::default();
    options.extract.mode = ExtractMode::Never;
    options.render.links = LinkStyle::Reference;
    Cleaner::new(options).clean(input).expect("fixtures are within the limits")
}

/// Letters and digits alone.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether what stands at a place in the input holds the words that came of it.
fn holds(piece: &Piece, output: &str, input: &[u8], report: &Report) -> bool {
    let range = piece.input.range();
    let source = characters(&input[range.clone()], report.encoding);
    let made = output[piece.output.range()].replace("&quot;", "\"").replace("&lt;", "<");
    let made = made.replace("&gt;", ">").replace("&amp;", "&");
    let made = made.replace("&#39;", "'").replace("<br>", " ");
    let touches = |repair: &unmangle::report::Repair| {
        repair.span.range().start <= range.end && repair.span.range().end >= range.start
    };
    // Formulas and addresses that pages hide are written anew; of some encodings a part says nothing.
    let written = ["<math", "latex", "data-cfemail"].iter().any(|sign| source.contains(sign));
    if written || report.encoding == "ISO-2022-JP" || report.repairs.iter().any(touches) {
        return true;
    }
    let shown = |html: &str| bare(&clean(html.as_bytes()).document.plain_text());
    let outside = |part: &str| part.split_once('>').map_or(part, |(_, text)| text).to_owned();
    let text: String = source.split_inclusive('<').map(outside).collect();
    let parts = [bare(&source), shown(&format!("<p>{source}</p>")), bare(&text)];
    let mut words = made.split(|c: char| !c.is_alphanumeric());
    words.all(|word| parts.iter().any(|part| part.contains(word)))
}

#[test]
fn every_word_has_a_place_that_holds_it() {
    let (mut words, mut unplaced, mut wrong) = (0, 0, Vec::new());
    for path in inputs() {
        let input = read(&path);
        let cleaned = clean(&input);
        for format in FORMATS {
            let output = cleaned.render(format);
            let map = cleaned.source_map(format, &output);
            words += output.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
            unplaced += map.unplaced();
            if format == Format::Markdown && map.unplaced() > 0 {
                wrong.push(format!("{}: {} unplaced", path.display(), map.unplaced()));
            }
            for piece in map.pieces() {
                if !holds(piece, &output, &input, &cleaned.report) {
                    let from = String::from_utf8_lossy(&input[piece.input.range()]).into_owned();
                    let made = &output[piece.output.range()];
                    wrong.push(format!("{}: {format:?} {made:?} of {from:?}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{words} words, {unplaced} unplaced\n{}", wrong.join("\n"));
}
