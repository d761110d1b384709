//! Names as a terminal may show them.

/// Text from outside, for a terminal: what would move its cursor, change its colours or turn its
/// reading order is written out.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_direction(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// The same for text of which the lines and tabs are shown as they are.
pub(crate) fn shown_line(text: &str) -> String {
    let parts = text.split_inclusive(['\n', '\t']);
    parts
        .map(|part| match part.strip_suffix(['\n', '\t']) {
            Some(rest) => shown(rest) + &part[rest.len()..],
            None => shown(part),
        })
        .collect()
}

/// Whether a character turns the order in which text is read (Unicode TR 36, "bidirectional text
/// spoofing").
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_a_terminal_raw() {
        assert_eq!(shown("a\x1b[2Jb\u{9b}\u{202e}c\né"), "a\\u{1b}[2Jb\\u{9b}\\u{202e}c\\né");
    }
}
