//! What character recognition writes: hOCR, whose `ocr_line` says how large the letters are, and ALTO.

use super::{Pages, Piece, attribute, number, shown};

pub(super) fn read(text: &str) -> Option<Pages> {
    let head = &text[..text.char_indices().nth(3000).map_or(text.len(), |(at, _)| at)];
    if head.contains("ocr_page") && text.contains("ocr_line") {
        return hocr(text);
    }
    (head.contains("<alto") && text.contains("<TextLine")).then(|| alto(text)).flatten()
}

fn hocr(text: &str) -> Option<Pages> {
    let mut pages = Pages::default();
    let mut block = 0;
    for (page, part) in text.split("ocr_page").skip(1).enumerate() {
        let Some((title, _)) = part.split_once('>') else { continue };
        pages.heights.push(corner(title, 3).unwrap_or_default());
        for area in part.split("ocr_par").skip(1) {
            block += 1;
            for line in area.split("class='ocr_").flat_map(|it| it.split("class=\"ocr_")).skip(1) {
                // A heading or a caption is a line as well.
                let kind = ["line", "header", "textfloat", "caption"];
                let Some((tag, rest)) = line.split_once('>') else { continue };
                if !kind.iter().any(|kind| tag.starts_with(kind)) {
                    continue;
                }
                let rest = rest.rsplit_once("</span>").map_or(rest, |(inside, _)| inside);
                let (left, top) =
                    (corner(tag, 0).unwrap_or_default(), corner(tag, 1).unwrap_or_default());
                let size = capital(rest).or_else(|| number(tag, "x_size ")).unwrap_or_default();
                let text = shown(rest);
                if !text.is_empty() {
                    pages.pieces.push(Piece { text, size, bold: false, top, left, page, block });
                }
            }
        }
    }
    (!pages.pieces.is_empty()).then_some(pages)
}

/// How high the words of a line are, in the middle: the line itself is as high as its highest.
fn capital(line: &str) -> Option<f32> {
    let mut heights: Vec<f32> = line
        .split("ocrx_word")
        .skip(1)
        .filter_map(|word| Some(corner(word, 3)? - corner(word, 1)?))
        .collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() / 2).copied()
}

/// A number of the box: left, top, right, bottom.
fn corner(tag: &str, index: usize) -> Option<f32> {
    let numbers = tag.split("bbox ").nth(1)?;
    numbers.split([' ', ';', '\'', '"']).nth(index)?.parse().ok()
}

fn alto(text: &str) -> Option<Pages> {
    let mut pages = Pages::default();
    let mut block = 0;
    for (page, part) in text.split("<Page").skip(1).enumerate() {
        let tag = |text: &str| format!(" {}", text.split('>').next().unwrap_or_default());
        let value = |tag: &str, name| attribute(tag, name).and_then(|value| value.parse().ok());
        pages.heights.push(value(&tag(part), "HEIGHT").unwrap_or_default());
        for area in part.split("<TextBlock").skip(1) {
            block += 1;
            for line in area.split("<TextLine").skip(1) {
                let own = tag(line);
                let words = line.split("<String").skip(1).map(tag);
                let words: Vec<String> = words
                    .filter_map(|word| Some(attribute(&word, "CONTENT")?.to_owned()))
                    .collect();
                let mut text = words.join(" ");
                if line.contains("<HYP") {
                    text.push('-');
                }
                let (top, left) = (value(&own, "VPOS"), value(&own, "HPOS"));
                let (top, left) = (top.unwrap_or_default(), left.unwrap_or_default());
                let size = value(&own, "HEIGHT").unwrap_or_default();
                if !text.is_empty() {
                    pages.pieces.push(Piece { text, size, bold: false, top, left, page, block });
                }
            }
        }
    }
    (!pages.pieces.is_empty()).then_some(pages)
}
