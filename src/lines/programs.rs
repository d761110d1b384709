//! Lines of programs that lost their `pre`: what marks structure in prose is code there. `# Count`
//! is a comment, `>` closes a tag, `* args` and `| x` are parts of expressions.

use super::line::Line;
use super::marker;
use crate::words::code_signs;

const MARKS: [char; 7] = ['#', '>', '*', '-', '+', '|', ' '];

/// Notes which of the lines that look like structure are lines of programs.
pub(super) fn mark(lines: &mut [Line]) {
    if !lines.iter().any(|line| looks_marked(line) || is_token(line)) {
        return;
    }
    let mut text = String::new();
    let mut starts = Vec::with_capacity(lines.len());
    for line in lines.iter() {
        text.push_str(if line.after_blank { "\n\n" } else { "\n" });
        starts.push(text.len());
        // The marks are what is in question.
        text.push_str(line.text.trim_start_matches(MARKS));
    }
    for (at, start) in starts.into_iter().enumerate() {
        lines[at].program = (looks_marked(&lines[at]) || is_token(&lines[at]))
            && !marker::is_among_items(lines, at)
            && code_signs::near(&text, start);
    }
}

/// Whether the line begins as the lines of lists, quotes, tables and headings do. Comments have one
/// number sign.
fn looks_marked(line: &Line) -> bool {
    line.text.starts_with(|c: char| !c.is_alphanumeric()) && !line.text.starts_with("##")
}

/// Whether the line is one word directly below another line, as the parts of a statement are where
/// each stands in a line of its own.
fn is_token(line: &Line) -> bool {
    !line.after_blank && line.shape.words == 1 && line.text.starts_with(char::is_alphabetic)
}
