//! Numbers and abbreviations: `1 , 200`, `3 . 5`, `19 : 30`, `$ 4`, `20 %`, `9 km / h`, `e . g .`.

use super::{Form, Piece, Site, are_near};

/// Abbreviations as they are taken apart, and whole.
const ABBREVIATIONS: &[(&[&str], &str)] = &[
    (&["e", ".", "g", "."], "e.g."),
    (&["i", ".", "e", "."], "i.e."),
    (&["a", ".", "m", "."], "a.m."),
    (&["p", ".", "m", "."], "p.m."),
    (&["U", ".", "S", "."], "U.S."),
    (&["U", ".", "K", "."], "U.K."),
    (&["U", ".", "N", "."], "U.N."),
    (&["D", ".", "C", "."], "D.C."),
    (&["Ph", ".", "D", "."], "Ph.D."),
];

/// What stands behind a time of day, where a score or a ratio has none.
const CLOCKS: &[&str] = &["am", "pm", "a.m.", "p.m.", "Uhr", "hrs"];

const SIGNS: &[char] = &['=', '+', '×', '*', '<', '>', '±'];

/// The sites among `pieces`.
pub(super) fn find(pieces: &[Piece], sites: &mut Vec<Site>) {
    for at in 0..pieces.len() {
        let behind = |far: usize| at.checked_sub(far).map_or("", |i| pieces[i].text);
        let rest = &pieces[at..];
        abbreviation(rest, behind(1), sites);
        sum_or_share(rest, behind(1), sites);
        if let [left, mark, right, ..] = rest
            && are_near(&rest[..3])
        {
            let three = [left.text, mark.text, right.text];
            let next = rest.get(3).map_or("", |piece| piece.text);
            let range = left.end()..right.at;
            if let Some((after, sure)) = number(three, [behind(2), behind(1)], next) {
                sites.push(Site { sure, ..Site::new(Form::Number, range, after) });
            } else if is_speed(three, behind(1)) {
                sites.push(Site::new(Form::Unit, range, "/"));
            }
        }
    }
}

fn is_speed([left, mark, right]: [&str; 3], before: &str) -> bool {
    left == "km"
        && mark == "/"
        && is_digits(before)
        && right.trim_end_matches(['.', ',', ')']) == "h"
}

/// The mark that joins two numbers, and whether sound text never sets it apart so.
fn number(
    [left, mark, right]: [&str; 3],
    [beyond, before]: [&str; 2],
    next: &str,
) -> Option<(&'static str, bool)> {
    let whole = left.trim_start_matches(['(', '[', '"', '“', '‘', '$', '€', '£']);
    let rest = right.trim_start_matches(|c: char| c.is_ascii_digit());
    let part = &right[..right.len() - rest.len()];
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let ends = rest.is_empty() || rest.chars().all(|c| ".,;:!?)]%\"”’".contains(c));
    // Products, lists and the numbers of sections have more numbers or signs beside them.
    let goes_on = matches!(before, "." | "," | ":") && is_digits(beyond);
    let formula = before.ends_with(SIGNS) || next.starts_with(SIGNS);
    if !digits(whole) || whole.len() > 3 || part.is_empty() || !ends || goes_on || formula {
        return None;
    }
    let counts = rest.is_empty() && next.starts_with(|c: char| c.is_alphabetic() || c == '%');
    match mark {
        "." if part.len() <= 3 => Some((".", counts || rest.starts_with('%'))),
        "," if part.len() < 3 && next.starts_with('%') => Some((",", true)),
        "," if part.len() == 3 && !whole.starts_with('0') => Some((",", counts)),
        ":" if part.len() == 2 && is_time(whole, part) && !is_digits(next) => {
            Some((":", CLOCKS.contains(&next.trim_end_matches([',', ';', ')']))))
        }
        _ => None,
    }
}

fn is_time(hour: &str, minute: &str) -> bool {
    let at_most = |s: &str, most: u32| s.parse().is_ok_and(|n: u32| n <= most);
    hour.len() <= 2 && at_most(hour, 24) && at_most(minute, 59)
}

fn is_digits(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn abbreviation(rest: &[Piece], before: &str, sites: &mut Vec<Site>) {
    let found = ABBREVIATIONS.iter().find(|(parts, _)| {
        let same = rest.iter().zip(*parts).all(|(piece, part)| piece.text == *part);
        same && rest.len() >= parts.len() && are_near(&rest[..parts.len()])
    });
    // A letter behind another stop is one of more initials.
    if let Some((parts, after)) = found.filter(|_| before != ".") {
        let range = rest[0].at..rest[parts.len() - 1].end();
        let further = rest.get(parts.len() + 1).is_some_and(|piece| piece.text == ".");
        if !further || parts[0].starts_with(char::is_lowercase) {
            sites.push(Site { sure: true, ..Site::new(Form::Abbreviation, range, after) });
        }
    }
}

/// Signs of currencies and shares: many languages set a space at them, English none.
fn sum_or_share(rest: &[Piece], before: &str, sites: &mut Vec<Site>) {
    let [left, right, ..] = rest else { return };
    let sum = matches!(left.text.trim_start_matches(['(', '"', '“']), "$" | "£" | "€")
        && is_digits(right.text)
        && !is_digits(before);
    let share = left.text.ends_with(|c: char| c.is_ascii_digit())
        && right
            .text
            .strip_prefix('%')
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if right.near && (sum || share) {
        let range = left.end()..right.at;
        sites.push(Site { english: true, ..Site::new(Form::Number, range, "") });
    }
}
