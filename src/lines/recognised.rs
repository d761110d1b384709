//! What character recognition makes of bullets and of the columns of a table: `« Hunde sind …`,
//! `Stahlbau 890.000€ 1.105.000 €`.
//!
//! A bullet is read as whatever sign is like it. Lines below each other that all begin with one, and
//! one of them with a quotation mark that nothing closes, are items. Rows of figures are lines with
//! the same number of them at the end, below a line with a word for each and one more.

use super::line::Line;

/// What is read for a bullet.
const BULLETS: [char; 8] = ['«', '»', '¢', '°', '*', '+', '•', '¤'];
/// Those that begin no line of a sound text.
const WRONG: [char; 5] = ['«', '»', '¢', '°', '¤'];
/// Signs and words of currencies and shares.
const UNITS: [&str; 12] = ["€", "$", "£", "%", "Kč", "zł", "kr", "kr.", "EUR", "USD", "Ft", "lei"];

/// Writes such items with bullets, and tabs between such cells.
pub(super) fn restore(lines: &mut [Line]) {
    bullets(lines);
    figures(lines);
}

fn bullets(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let joined = |(index, line): &(usize, &Line)| *index == 0 || !line.after_blank;
        let marked = |(_, line): &(usize, &Line)| mark(&line.text).is_some();
        let run = lines[at..].iter().enumerate().take_while(joined).take_while(marked);
        let count = run.count();
        let wrong = |line: &Line| {
            line.text.starts_with(WRONG) && !line.text.chars().skip(1).any(|c| WRONG.contains(&c))
        };
        if count > 1 && lines[at..at + count].iter().any(wrong) {
            for line in &mut lines[at..at + count] {
                let length = mark(&line.text).unwrap_or_default();
                line.edit(&(0..length), "•");
            }
        }
        at += count.max(1);
    }
}

/// The length of the sign that a line begins with, if a space and a letter follow.
fn mark(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| BULLETS.contains(c))?;
    let rest = text[sign.len_utf8()..].strip_prefix(' ')?;
    rest.starts_with(char::is_alphanumeric).then_some(sign.len_utf8())
}

fn figures(lines: &mut [Line]) {
    let mut at = 1;
    while at < lines.len() {
        let count = values(&lines[at].text).map_or(0, |values| values.len());
        let alike = |line: &&Line| values(&line.text).is_some_and(|own| own.len() == count);
        let rows = lines[at..].iter().take_while(alike).count();
        let words: Vec<&str> = lines[at - 1].text.split_whitespace().collect();
        let header = words.len() == count + 1 && !lines[at - 1].shape.ends_sentence();
        if count > 1 && rows > 1 && header && !lines[at].after_blank {
            let written = words.join("\t");
            let whole = 0..lines[at - 1].text.len();
            lines[at - 1].edit(&whole, &written);
            for line in &mut lines[at..at + rows] {
                for start in values(&line.text).unwrap_or_default().into_iter().rev() {
                    let end = line.text[..start].trim_end().len();
                    line.edit(&(end..start), "\t");
                }
                line.after_blank = false;
            }
        }
        at += rows.max(1);
    }
}

/// Where the figures begin that a line of words ends with.
fn values(text: &str) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let mut rest = text.trim_end();
    loop {
        let start = rest.rfind(' ').map_or(0, |at| at + 1);
        let word = &rest[start..];
        let bare = UNITS.iter().find_map(|unit| word.strip_suffix(unit)).unwrap_or(word);
        let before = rest[..start].trim_end();
        if bare.is_empty() && !before.is_empty() {
            let own = before.rfind(' ').map_or(0, |at| at + 1);
            if !is_figure(&before[own..]) {
                break;
            }
            found.push(own);
            rest = before[..own].trim_end();
            continue;
        }
        if !is_figure(bare) {
            break;
        }
        found.push(start);
        rest = before;
    }
    found.reverse();
    let label = rest.chars().any(char::is_alphabetic) && !rest.chars().any(|c| c.is_ascii_digit());
    (label && !found.is_empty()).then_some(found)
}

fn is_figure(word: &str) -> bool {
    let bare = word.trim_start_matches(['€', '$', '£', '+', '-', '−']);
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '\'' | ':'))
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn figures_stand_at_the_end() {
        assert_eq!(values("Stahlbau 890.000€ 1.105.000 €"), Some(vec![9, 20]));
        assert_eq!(values("Child 1.20 2.00"), Some(vec![6, 11]));
        assert_eq!(values("12 3 4"), None);
        assert_eq!(values("The year 1904."), Some(vec![9]));
        assert_eq!(values("He came in 1904"), Some(vec![11]));
    }
}
