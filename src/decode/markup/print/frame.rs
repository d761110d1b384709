//! What stands on pages besides the text: running heads, numbers of pages, notes at the foot.

use std::collections::HashMap;

use super::{MARGIN, Pages, Piece};

/// Characters of a running head, at most.
const HEAD: usize = 60;

/// Takes out what stands at the edges of pages: by its place where the height of the page is known, by
/// its return, its capitals above the title, or as a number alone where it is not.
pub(super) fn drop(pages: &mut Pages) {
    let heights = &pages.heights;
    pages.pieces.retain(|piece| {
        let height = heights.get(piece.page).copied().unwrap_or_default();
        let edge = piece.top < height * MARGIN || piece.top > height * (1.0 - MARGIN);
        height == 0.0 || !edge || piece.text.chars().count() > HEAD
    });
    let pieces = &pages.pieces;
    let mut heads: HashMap<&str, usize> = HashMap::new();
    let first = |at: usize| at == 0 || pieces[at - 1].page != pieces[at].page;
    let last = |at: usize| at + 1 == pieces.len() || pieces[at + 1].page != pieces[at].page;
    for at in (0..pieces.len()).filter(|&at| first(at)) {
        *heads.entry(&pieces[at].text).or_default() += 1;
    }
    let gone: Vec<bool> = (0..pieces.len())
        .map(|at| {
            let text = pieces[at].text.as_str();
            let number = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
            let head = heads.get(text).is_some_and(|&count| count > 1);
            let capital = at == 0 && is_capital(text) && text.len() <= HEAD && pieces.len() > 1;
            let over = || capital && !pieces[0].bold && !is_capital(&pieces[1].text);
            number && (first(at) || last(at)) || first(at) && (head || over())
        })
        .collect();
    let mut gone = gone.into_iter();
    pages.pieces.retain(|_| !gone.next().unwrap_or_default());
}

fn is_capital(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Writes the marks of notes and the notes in brackets: `1. …` at the end, and each number once behind
/// a sentence.
pub(super) fn mark_notes(pieces: &mut [Piece]) {
    let Some(start) = pieces.iter().rposition(|piece| piece.text.starts_with("1. ")) else {
        return;
    };
    let mut count = 0;
    for piece in &pieces[start..] {
        count += usize::from(piece.text.starts_with(&format!("{}. ", count + 1)));
    }
    let (text, notes) = pieces.split_at_mut(start);
    let mut sites = Vec::new();
    for number in 1..=count {
        let mut found = text
            .iter()
            .enumerate()
            .filter_map(|(at, piece)| Some((at, mark(&piece.text, &number.to_string())?)));
        let (Some(site), None) = (found.next(), found.next()) else { return };
        sites.push(site);
    }
    for (number, (at, place)) in (1..).zip(sites) {
        let digits = number.to_string();
        text[at].text.replace_range(place..place + digits.len(), &format!("[{digits}]"));
    }
    let mut next = 1;
    for piece in notes {
        if let Some(rest) = piece.text.strip_prefix(&format!("{next}. ")) {
            piece.text = format!("[{next}] {rest}");
            next += 1;
        }
    }
}

/// Where the number stands as a mark: glued to the end of a sentence or of a word.
fn mark(text: &str, number: &str) -> Option<usize> {
    text.match_indices(number).map(|(at, _)| at).find(|&at| {
        let (before, after) = (&text[..at], &text[at + number.len()..]);
        let bare = before.trim_end_matches(['”', '"', '»', '“', '’', ')']);
        let stop = bare.strip_suffix(['.', '!', '?', '。', '…']);
        let ended = stop.is_some_and(|word| !word.ends_with(|c: char| c.is_ascii_digit()));
        ended && (after.is_empty() || after.starts_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn marks_are_glued_to_sentences() {
        assert_eq!(mark("Rok 2011. Jede.1", "1"), Some(15));
        assert_eq!(mark("Vlak 1 jede v 3.1 h.", "1"), None);
    }
}
