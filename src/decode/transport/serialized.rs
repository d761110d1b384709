//! A value as PHP serializes it: `a:1:{s:4:"text";s:15:"<p>A widget</p>";}`.
//!
//! Databases of publishing systems hold widgets and options so. Its strings that are text are kept,
//! each a paragraph; names and numbers go. Lengths are not believed, since escapes that were added and
//! taken away have changed them.

use std::ops::Range;

use crate::decode::layer::{Edits, Layer};
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

pub(super) fn unwrap(text: &mut Layer<'_, str>, report: &mut Report) {
    if !report.admits(RuleId::SerializedValue, Confidence::Likely) {
        return;
    }
    if let Some(edits) = edits(text) {
        text.edit(edits, RuleId::SerializedValue, report);
    }
}

fn edits(text: &str) -> Option<Edits> {
    let from = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let value = text.get(from..end).filter(|value| value.starts_with(['a', 'O', 's']))?;
    let strings = strings(value)?;
    let said = |range: &&Range<usize>| value[(*range).clone()].trim().contains(' ');
    let texts: Vec<&Range<usize>> = strings.iter().filter(said).collect();
    let mut edits = Edits::default();
    let mut done = from;
    for (index, string) in texts.iter().enumerate() {
        let between: &[u8] = if index == 0 { b"" } else { b"\n\n" };
        edits.push(done..from + string.start, between, Confidence::Likely);
        done = from + string.end;
    }
    edits.push(done..end, b"", Confidence::Likely);
    (!texts.is_empty()).then_some(edits)
}

/// Where the strings stand that a value holds, if nothing else stands there.
fn strings(value: &str) -> Option<Vec<Range<usize>>> {
    let (mut at, mut depth, mut found) = (0, 0_usize, Vec::new());
    while at < value.len() {
        let (token, length) = token(&value[at..])?;
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.checked_sub(1)?,
            Token::Scalar => {}
            Token::String => {
                let start = at + length;
                let end = start + closing(&value[start..])?;
                found.push(start..end);
                at = end + 2;
                continue;
            }
        }
        at += length;
    }
    (depth == 0).then_some(found)
}

enum Token {
    /// `a:3:{`, `O:8:"stdClass":1:{`.
    Open,
    Close,
    /// `i:1;`, `b:0;`, `d:0.5;`, `N;`.
    Scalar,
    /// `s:5:"`.
    String,
}

fn token(rest: &str) -> Option<(Token, usize)> {
    if rest.starts_with('}') {
        return Some((Token::Close, 1));
    }
    if rest.starts_with("N;") {
        return Some((Token::Scalar, 2));
    }
    let (kind, after) = rest.split_once(':').filter(|(kind, _)| kind.len() == 1)?;
    let number = after
        .bytes()
        .take(24)
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'E'));
    let number = number.count();
    let end = 2 + number;
    match (kind, &rest[end..]) {
        (_, _) if number == 0 => None,
        ("i" | "b" | "d" | "r" | "R", after) if after.starts_with(';') => {
            Some((Token::Scalar, end + 1))
        }
        ("s", after) if after.starts_with(":\"") => Some((Token::String, end + 2)),
        ("a", after) if after.starts_with(":{") => Some((Token::Open, end + 2)),
        ("O", after) => {
            let name = after.strip_prefix(":\"")?;
            let length = name.bytes().take(200).position(|byte| byte == b'{')?;
            Some((Token::Open, end + 2 + length + 1))
        }
        _ => None,
    }
}

/// Where a string closes: at quotes and a semicolon behind which the value goes on or ends.
fn closing(rest: &str) -> Option<usize> {
    memchr::memmem::find_iter(rest.as_bytes(), "\";").find(|at| {
        let after = &rest[at + 2..];
        after.is_empty() || token(after).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_values_are_found() {
        let found = |value: &'static str| -> Option<Vec<&'static str>> {
            Some(strings(value)?.into_iter().map(|range| &value[range]).collect())
        };
        assert_eq!(found(r#"a:1:{i:0;O:8:"stdClass":1:{s:1:"c";d:0.5;}}"#), Some(vec!["c"]));
        assert_eq!(
            found(r#"a:2:{s:4:"text";s:99:"<p class="a">x; "y";</p>";i:1;N;}"#),
            Some(vec!["text", r#"<p class="a">x; "y";</p>"#])
        );
        for text in ["a: one", "a:3:{", "s:1:2", "a:1:{s:1:\"x\";i:1;} and more"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
