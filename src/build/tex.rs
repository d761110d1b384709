//! TeX left in the text of pages that a script typesets: `\(a\)`, `\[b\]`, `$$c$$`, `$d$`.
//!
//! Only where the page loads MathJax or KaTeX, for everywhere else a dollar is a dollar.

use crate::html::ElementName;
use crate::model::document::{Block, BlockKind, Inline};
use crate::model::source::{Span, Text};
use crate::parse::Tree;
use crate::parse::tree::NodeId;

/// Delimiters, and whether what is between them is displayed.
const DELIMITERS: &[(&str, &str, bool)] =
    &[("$$", "$$", true), ("\\[", "\\]", true), ("\\(", "\\)", false), ("$", "$", false)];

/// A formula is no longer than this.
const MAX_LENGTH: usize = 4000;

/// Whether the page loads a script that typesets TeX.
pub(super) fn is_typeset(tree: &Tree) -> bool {
    let named = |node, name| tree.children(node).find(|&child| tree.name(child) == Some(name));
    let Some(html) = named(NodeId::DOCUMENT, ElementName::Html) else { return false };
    let places = [named(html, ElementName::Head), named(html, ElementName::Body)];
    let mut scripts = places.into_iter().flatten().flat_map(|place| tree.children(place));
    scripts.any(|child| {
        let source = tree.attribute(child, "src").unwrap_or_default().to_ascii_lowercase();
        tree.name(child) == Some(ElementName::Script)
            && (source.contains("mathjax") || source.contains("katex"))
    })
}

/// A paragraph with its formulas; those that are displayed part it, unless all must stay in a line.
pub(super) fn blocks(content: Vec<Inline>, span: Span, in_line: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = Vec::new();
    let end = |paragraph: &mut Vec<Inline>, blocks: &mut Vec<Block>| {
        let content = crate::model::fold::paragraph(std::mem::take(paragraph));
        if !content.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph(content), span });
        }
    };
    for inline in content {
        let Inline::Text(text) = inline else {
            paragraph.push(inline);
            continue;
        };
        for piece in pieces(&text) {
            match piece {
                Piece::Text(text) => paragraph.push(Inline::Text(text)),
                Piece::Formula(tex, true) if !in_line => {
                    end(&mut paragraph, &mut blocks);
                    blocks.push(Block { kind: BlockKind::Math(tex), span });
                }
                Piece::Formula(tex, _) => paragraph.push(Inline::Math(tex)),
            }
        }
    }
    end(&mut paragraph, &mut blocks);
    blocks
}

enum Piece {
    Text(Text),
    /// TeX, and whether it is displayed.
    Formula(String, bool),
}

fn pieces(text: &Text) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut done, mut at) = (0, 0);
    // Where no closing delimiter was found, there is none further on.
    let mut hopeless = [false; 4];
    while let Some(found) = text[at..].find(['$', '\\']) {
        let start = at + found;
        match formula(text, start, &mut hopeless) {
            Some((tex, end, display)) => {
                if done < start {
                    pieces.push(Piece::Text(text.slice(done..start)));
                }
                pieces.push(Piece::Formula(tex, display));
                (done, at) = (end, end);
            }
            None => at = start + 1,
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(text.slice(done..text.len())));
    }
    pieces
}

/// The formula that begins at `start`, where it ends, and whether it is displayed.
fn formula(text: &str, start: usize, hopeless: &mut [bool; 4]) -> Option<(String, usize, bool)> {
    let index = DELIMITERS.iter().position(|(open, ..)| text[start..].starts_with(open))?;
    let (open, close, display) = DELIMITERS[index];
    if hopeless[index] || text[..start].ends_with('\\') {
        return None;
    }
    let from = start + open.len();
    let length = text[from..].find(close);
    hopeless[index] = length.is_none();
    let tex = &text[from..from + length.filter(|length| *length <= MAX_LENGTH)?];
    let end = from + tex.len() + close.len();
    let sound = !tex.trim().is_empty() && (open != "$" || is_inline(tex, &text[end..]));
    sound.then(|| (tex.trim().to_owned(), end, display))
}

/// Whether what stands between two dollars is TeX and not a sum of money.
fn is_inline(tex: &str, after: &str) -> bool {
    let tight = !tex.starts_with(char::is_whitespace) && !tex.ends_with(char::is_whitespace);
    let short = tex.len() <= 3 && tex.chars().all(char::is_alphanumeric);
    tight
        && !after.starts_with(|c: char| c.is_ascii_digit())
        && (tex.contains(['\\', '^', '_', '=', '{'])
            || (short && !tex.starts_with(|c: char| c.is_ascii_digit())))
}
