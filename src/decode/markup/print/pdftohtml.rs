//! `pdftohtml`: `<br/>` between lines, bold for headings; with `-s` or `-c` a place for each piece.

use std::collections::HashMap;

use crate::model::source::near;

use super::{Pages, Piece, attribute, number, shown};

/// Where the name of the program stands, at the latest.
const HEAD: usize = 4000;

pub(super) fn read(text: &str) -> Option<Pages> {
    let head = near(text, HEAD).to_ascii_lowercase();
    if !head.contains("content=\"pdftohtml") {
        return None;
    }
    let body = text.find("<body").and_then(|at| Some(at + text[at..].find('>')? + 1))?;
    let end = text.find("<a name=\"outline\">").unwrap_or(text.len());
    let outline = outline(text.get(end..).unwrap_or_default());
    let mut pages = Pages { outline, ..Pages::default() };
    let body = text.get(body..end)?;
    if body.contains("position:absolute") {
        places(body, &mut pages);
    } else {
        lines(body, &mut pages);
    }
    (!pages.pieces.is_empty()).then_some(pages)
}

/// The links of the outline.
fn outline(text: &str) -> Vec<String> {
    let links = text.split("<a href=").skip(1);
    links.filter_map(|link| Some(shown(link.split_once('>')?.1.split("</a>").next()?))).collect()
}

/// Lines between breaks, on pages between rules.
fn lines(body: &str, pages: &mut Pages) {
    let body = body.split("</body>").next().unwrap_or_default();
    for (page, part) in body.split("<hr/>").enumerate() {
        for line in part.split("<br/>") {
            let line = line.trim();
            let text = shown(line);
            // What a link that was left out leaves.
            let named = line.contains("<a name=");
            let text = match text.strip_prefix("link to page ") {
                Some(rest) if named => rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim(),
                _ => &text,
            };
            let bare = line.rsplit("</a>").next().filter(|_| named).unwrap_or(line).trim();
            let bold = bare.starts_with("<b>") && bare.ends_with("</b>");
            if !text.is_empty() {
                let text = text.to_owned();
                pages.pieces.push(Piece { text, bold, page, block: page, ..Piece::default() });
            }
        }
    }
}

/// Pieces with their places.
fn places(body: &str, pages: &mut Pages) {
    let mut sizes: HashMap<&str, f32> = HashMap::new();
    for rule in body.split(".ft").skip(1) {
        if let (Some((name, rest)), Some(size)) = (rule.split_once('{'), number(rule, "font-size"))
            && rest.contains('}')
        {
            sizes.insert(name, size);
        }
    }
    let mut block = 0;
    for (page, part) in body.split("<div id=\"page").skip(1).enumerate() {
        pages.heights.push(number(part, "height").unwrap_or_default());
        for element in part.split("<p ").skip(1) {
            let Some((tag, rest)) = element.split_once('>') else { continue };
            let tag = format!(" {tag}");
            let style = attribute(&tag, "style").unwrap_or_default();
            let (Some(top), Some(left)) = (number(style, "top"), number(style, "left")) else {
                continue;
            };
            let class = attribute(&tag, "class").unwrap_or_default();
            let size = sizes.get(class.trim_start_matches("ft")).copied().unwrap_or_default();
            let content = rest.split("</p>").next().unwrap_or_default();
            block += 1;
            for (index, line) in content.split("<br/>").enumerate() {
                let text = shown(line);
                let bold = line.trim().starts_with("<b>") && line.trim().ends_with("</b>");
                let top = top + index as f32 * size * LEADING;
                if !text.is_empty() {
                    pages.pieces.push(Piece { text, size, bold, top, left, page, block });
                }
            }
        }
    }
}

/// The height of a line beside its letters, as most programs set it.
const LEADING: f32 = 1.2;
