//! Code that is indented in texts, as in Markdown: `    <p>`.

use std::ops::Range;

/// CommonMark, "indented code blocks": so many spaces, or a tab.
const INDENT: usize = 4;

/// Where blocks of indented code stand that hold a sign of markup. Pages are indented as well, so a
/// block counts only where a line that is not leads it in with a colon, a blank line between them.
pub(super) fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut led_in = false;
    let mut blank = false;
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim().is_empty() {
            blank = true;
            continue;
        }
        if is_indented(line) {
            match &mut open {
                Some(block) => block.end = at,
                None if led_in && blank => open = Some(start..at),
                None => {}
            }
        } else {
            out.extend(open.take());
        }
        led_in = !is_indented(line) && line.trim_end().ends_with([':', '：']);
        blank = false;
    }
    out.extend(open);
    out.retain(|block| text[block.clone()].contains(['<', '&']));
    out
}

fn is_indented(line: &str) -> bool {
    let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
    spaces >= INDENT || line[spaces..].starts_with('\t')
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn blocks_are_led_in_and_set_in() {
        let found = |text: &'static str| -> Vec<&str> {
            blocks(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(found("So:\n\n    <p>\n\n    x\n\nthen <b>"), ["    <p>\n\n    x\n"]);
        assert_eq!(found("So:\n\n\ta &amp; b"), ["\ta &amp; b"]);
        assert!(found("So:\n    <p>").is_empty());
        assert!(found("So:\n\n   <p>").is_empty());
        assert!(found("So it is.\n\n    <p>").is_empty());
        assert!(found("So:\n\n    x = 1\n").is_empty());
        assert!(found("<div>\n\n    <p>One:</p>\n\n    <p>Two</p>\n</div>").is_empty());
    }
}
