//! Text for terminals: how wide they are, and lines that fit.

use unicode_width::UnicodeWidthStr;

/// Columns where nobody says how many there are.
const DEFAULT: usize = 80;
/// Narrower than this, tables would be unreadable however they are set.
const NARROWEST: usize = 60;
/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 120;

/// The columns of standard output: those of its terminal, or as `COLUMNS` says.
pub(crate) fn columns() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    said.or_else(terminal).unwrap_or(DEFAULT).clamp(NARROWEST, WIDEST)
}

/// The words of `text` in lines of at most `width` columns, `indent` spaces before each.
pub(crate) fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let wide = word.width();
        if column > 0 && column + 1 + wide > width {
            lines.push('\n');
            column = 0;
        }
        let space = if column == 0 { indent } else { 1 };
        lines.extend(std::iter::repeat_n(' ', space));
        lines.push_str(word);
        column += space + wide;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_whatever_the_script() {
        assert_eq!(wrapped("one two three", 2, 9), "  one two\n  three");
        assert_eq!(wrapped("豆腐 豆腐 豆腐", 0, 9), "豆腐 豆腐\n豆腐");
        assert_eq!(wrapped("", 4, 9), "");
    }
}
