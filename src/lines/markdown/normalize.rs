//! Markdown whose marks were torn apart, as by machine translation, put right before it is parsed:
//! `##Title`, `** strong **`, `[text] (https: //…)`, `1 .`, `| - - - |`, fullwidth marks.

use std::ops::Range;

use super::attributes::attributes;
use super::signs::link_after;
use crate::model::source::Text;
use crate::report::{Confidence, Report};
use crate::rules::RuleId;

type Edit = (Range<usize>, String);

/// How long emphasis may be for its marks to be drawn to it.
const MAX_EMPHASIS: usize = 400;

/// The text with its marks put right.
pub(super) fn normalize(text: Text, report: &mut Report) -> Text {
    if !report.admits(RuleId::MarkdownBroken, Confidence::Likely) {
        return text;
    }
    let text = apply(text, escaped, report);
    let text = apply(text, attributes, report);
    let text = apply(text, lines, report);
    let text = apply(text, links, report);
    let text = apply(text, codes, report);
    apply(text, emphasis, report)
}

fn apply(text: Text, find: fn(&str) -> Vec<Edit>, report: &mut Report) -> Text {
    let edits = find(&text);
    if edits.is_empty() {
        return text;
    }
    for (range, after) in &edits {
        let span = text.span(range.clone());
        report.repair(RuleId::MarkdownBroken, Confidence::Likely, span, after.as_str());
    }
    text.with_edits(&edits)
}

/// How many marks must be escaped for the text to have been escaped as a whole.
const ESCAPED: usize = 3;

/// A mark that begins a line stands within so many bytes of its start.
const INDENT: usize = 12;

/// Marks that were escaped as a whole, as by a converter that took them for text: some of them begin
/// lines or links, where an author does not escape them.
fn escaped(text: &str) -> Vec<Edit> {
    let is_mark = |rest: &str| rest.starts_with(['#', '*', '_', '[', ']', '-', '`', '>', '.', '|']);
    let marks: Vec<usize> = text
        .match_indices('\\')
        .map(|(at, _)| at)
        .filter(|at| is_mark(&text[at + 1..]) && !text[..*at].ends_with('\\'))
        .collect();
    let starts = |at: &&usize| {
        let near = text.as_bytes()[..**at].iter().rev().take(INDENT).position(|b| *b == b'\n');
        let line = near.map(|length| text[**at - length..**at].trim_start());
        let line = line.or((**at < INDENT).then(|| text[..**at].trim_start()));
        let Some(line) = line else { return text[**at + 1..].starts_with("](") };
        let rest = &text[**at + 1..];
        let spaced = rest.trim_start_matches(['#', '-', '*', '.', '>']).starts_with(' ');
        let number = !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
        rest.starts_with("](") || spaced && (line.is_empty() || number && rest.starts_with('.'))
    };
    if marks.len() < ESCAPED || marks.iter().filter(starts).count() < 2 {
        return Vec::new();
    }
    marks.into_iter().map(|at| (at..at + 1, String::new())).collect()
}

/// What the marks at the start of lines become.
fn lines(text: &str) -> Vec<Edit> {
    let lines: Vec<(usize, &str)> = starts(text).collect();
    let mut edits = Vec::new();
    let mut fenced = false;
    for (index, &(start, line)) in lines.iter().enumerate() {
        let body = line.trim_start();
        let at = start + line.len() - body.len();
        if let Some((length, marks)) = fence(body) {
            fenced = !fenced;
            push(&mut edits, text, at..at + length, marks);
        } else if fenced {
            continue;
        } else if let Some((length, marks)) = heading(body) {
            push(&mut edits, text, at..at + length, marks);
        } else if is_row(body) {
            edits.extend(row(text, at, body));
        } else if let Some((length, mark)) = item(body) {
            let beside = [index.wrapping_sub(1), index + 1];
            let beside = beside.iter().filter_map(|&i| lines.get(i));
            let in_list = beside.clone().any(|(_, line)| marks_item(line.trim_start(), &mark));
            if in_list || mark.ends_with(". ") && body[..length].contains(" .") {
                push(&mut edits, text, at..at + length, mark);
            }
        }
    }
    edits
}

fn push(edits: &mut Vec<Edit>, text: &str, range: Range<usize>, after: String) {
    if text[range.clone()] != after {
        edits.push((range, after));
    }
}

/// Each line and where it starts.
fn starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

/// The length of a fence that was translated as a quotation: `'`'`. What marks its language stays.
pub(super) fn translated_fence(line: &str) -> Option<usize> {
    let quote = |c: char| matches!(c, '\'' | '‘' | '’' | '`' | ' ');
    let info = line.trim_start_matches(quote);
    let marks = &line[..line.len() - info.len()];
    let count = marks.chars().filter(|c| *c != ' ').count();
    let mixed = marks.contains('`') && marks.contains(['\'', '‘', '’']);
    let named = info.len() <= 12 && info.bytes().all(|b| b.is_ascii_alphanumeric());
    (mixed && count == 3 && named && !marks.starts_with(' ')).then_some(marks.len())
}

/// A fence with spaces among its marks, or translated as a quotation.
fn fence(line: &str) -> Option<(usize, String)> {
    if let Some(length) = translated_fence(line) {
        return Some((length, "```".to_owned()));
    }
    let info = line.trim_start_matches(['`', ' ']);
    let marks = &line[..line.len() - info.len()];
    let count = marks.matches('`').count();
    (count >= 3 && !info.contains('`')).then(|| (marks.len(), "`".repeat(count)))
}

/// A heading's marks, spaced, glued to the text or fullwidth.
fn heading(line: &str) -> Option<(usize, String)> {
    let content = line.trim_start_matches(['#', '＃', ' ', '\u{3000}']);
    let marks = &line[..line.len() - content.len()];
    let count = marks.chars().filter(|c| matches!(c, '#' | '＃')).count();
    let starts = marks.starts_with(['#', '＃']) && content.starts_with(char::is_alphanumeric);
    // One mark glued to one word is a hashtag.
    let tag = count == 1 && !marks.contains(' ') && content.split_whitespace().count() < 3;
    let sentence = content.trim_end().ends_with(['.', ',', ';']);
    let right =
        starts && (1..=6).contains(&count) && !tag && !sentence && content.chars().count() <= 150;
    let level = "#".repeat(count);
    right.then(|| (marks.len(), level + " "))
}

fn is_row(line: &str) -> bool {
    let row = line.trim_end();
    row.starts_with(['|', '｜']) && row.ends_with(['|', '｜']) && row.chars().count() > 2
}

/// The pipes of a row in ASCII; the cells of a delimiter row without spaces.
fn row(text: &str, at: usize, line: &str) -> Vec<Edit> {
    let marks = line.trim_end();
    let rule = |c: char| matches!(c, '-' | '－' | '—' | ':' | '：' | '|' | '｜' | ' ');
    let end = at + marks.len();
    let mut edits = Vec::new();
    if marks.chars().all(rule) && marks.contains(['-', '－', '—']) {
        let cells = marks.trim_matches(['|', '｜']).split(['|', '｜']);
        let cell = |cell: &str| {
            let colon = |c: Option<char>| matches!(c, Some(':' | '：'));
            let bare: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
            let (first, last) = (bare.chars().next(), bare.chars().next_back());
            format!(
                "{}---{}|",
                if colon(first) { ":" } else { "" },
                if colon(last) { ":" } else { "" }
            )
        };
        let after = format!("|{}", cells.map(cell).collect::<String>());
        let torn = marks.trim_matches('|').split('|').any(|cell| cell.trim().contains(' '));
        if torn || marks.contains(['－', '—', '：', '｜']) {
            edits.push((at..end, after));
        }
        return edits;
    }
    for (offset, found) in marks.match_indices('｜') {
        push(&mut edits, text, at + offset..at + offset + found.len(), "|".to_owned());
    }
    edits
}

/// An item's mark that is glued to its text or torn.
fn item(line: &str) -> Option<(usize, String)> {
    let first = line.chars().next()?;
    if matches!(first, '*' | '-' | '+' | '＊' | '•') {
        let rest = &line[first.len_utf8()..];
        let glued = rest.starts_with(char::is_alphabetic) || rest.starts_with('[');
        // Marks of emphasis come in pairs; one that is left over is the item's.
        let singles = delimiters(rest).iter().filter(|d| d.mark == first && d.count == 1).count();
        let closed = singles % 2 != 0;
        return (glued && !closed)
            .then(|| (first.len_utf8(), format!("{} ", if first == '＊' { '*' } else { first })));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let stop = rest.trim_start().chars().next().filter(|c| matches!(c, '.' | ')' | '．' | '）'))?;
    let spaced = rest.len() - rest.trim_start().len();
    let length = digits + spaced + stop.len_utf8();
    let content = &line[length..];
    let space = content.len() - content.trim_start().len();
    let starts = content.trim_start().starts_with(|c: char| !c.is_ascii_digit());
    ((1..=3).contains(&digits) && starts && (spaced > 0 || space == 0))
        .then(|| (length + space, format!("{}. ", &line[..digits])))
}

/// Whether a line begins with a mark of the same kind, right or torn.
fn marks_item(line: &str, mark: &str) -> bool {
    if mark.ends_with(". ") {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        return rest.len() < line.len() && rest.trim_start().starts_with(['.', ')']);
    }
    mark.chars().next().is_some_and(|first| line.starts_with(first) && !line.starts_with("**"))
}

/// Links and images whose brackets and parentheses stand apart, or whose address has spaces in it.
fn links(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (at, _) in text.match_indices(']') {
        let Some(target) = link_after(text, at) else { continue };
        let Some(open) = text[..at].rfind('[') else { continue };
        if edits.last().is_some_and(|(range, _)| range.end > open) {
            continue;
        }
        let label = &text[open + 1..at];
        let trimmed = label.trim();
        let inside = open + 1 + label.len() - label.trim_start().len();
        let before = text[..open].trim_end_matches(' ');
        let image = before.ends_with(['!', '！']) && image_mark(before);
        if image {
            let from = before.len() - before.chars().next_back().map_or(0, char::len_utf8);
            push(&mut edits, text, from..inside, "![".to_owned());
        } else {
            push(&mut edits, text, open..inside, "[".to_owned());
        }
        let address: String = text[target.clone()].replace('：', ":");
        let (address, title) = match address.split_once('"') {
            Some((address, title)) => (address.to_owned(), format!(" \"{title}")),
            None => (address, String::new()),
        };
        let address: String = address.split_whitespace().collect();
        let close = text[target.end..].chars().next().map_or(0, char::len_utf8);
        let after = format!("]({address}{title})");
        push(&mut edits, text, inside + trimmed.len()..target.end + close, after);
    }
    edits
}

/// Whether the exclamation mark at the end belongs to an image, not to a sentence.
fn image_mark(before: &str) -> bool {
    let rest = before.trim_end_matches(['!', '！']);
    rest.is_empty() || rest.ends_with(['\n', ' ', '(', '['])
}

/// Code spans with a space at one end, or inside a name with a dot.
fn codes(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Option<usize> = None;
    let mut fenced = false;
    for (start, line) in starts(text) {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        if fence || fenced || line.contains("``") {
            continue;
        }
        for (at, _) in line.match_indices('`') {
            match open.take() {
                None => open = Some(at + 1),
                Some(from) => {
                    let code = &line[from..at];
                    let bare = code.trim();
                    let name = bare.split(". ").count() == 2 && bare.split(' ').count() == 2;
                    let after = if name { bare.replace(". ", ".") } else { bare.to_owned() };
                    let torn = code.starts_with(' ') != code.ends_with(' ') || name;
                    if torn && !bare.is_empty() {
                        edits.push((start + from..start + at, after));
                    }
                }
            }
        }
        open = None;
    }
    edits
}

/// A mark of emphasis, spaces among its characters or not.
#[derive(Clone, Debug)]
struct Delimiter {
    range: Range<usize>,
    mark: char,
    count: usize,
}

/// Marks of emphasis that stand apart from what they emphasise, and code spans with a space at one
/// end.
fn emphasis(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    let mut fenced = false;
    for paragraph in text.split_inclusive('\n') {
        let fence = paragraph.trim_start().starts_with("```");
        fenced ^= fence;
        if !fence && !fenced && !is_rule(paragraph) && paragraph.contains(['*', '~', '_']) {
            in_paragraph(text, at, paragraph, &mut edits);
        }
        at += paragraph.len();
    }
    edits
}

fn is_rule(line: &str) -> bool {
    let marks = line.trim();
    !marks.is_empty() && marks.chars().all(|c| matches!(c, '*' | '-' | '_' | ' '))
}

fn in_paragraph(text: &str, base: usize, paragraph: &str, edits: &mut Vec<Edit>) {
    let delimiters = delimiters(paragraph);
    for mark in [('*', 1), ('*', 2), ('*', 3), ('~', 2)] {
        let own = delimiters.iter().filter(|d| (d.mark, d.count) == mark).collect::<Vec<_>>();
        if own.len() % 2 != 0 {
            continue;
        }
        for pair in own.chunks_exact(2) {
            let (open, close) = (pair[0], pair[1]);
            let inner = &paragraph[open.range.end..close.range.start];
            let marks = mark.0.to_string().repeat(mark.1);
            let (start, end) = (inner.len() - inner.trim_start().len(), inner.trim_end().len());
            if inner.trim().is_empty() || inner.len() > MAX_EMPHASIS || end <= start {
                continue;
            }
            push(
                edits,
                text,
                base + open.range.start..base + open.range.end + start,
                marks.clone(),
            );
            // A mark behind a sign and before a letter closes nothing: `**Note:**Bring`.
            let next = paragraph[close.range.end..].chars().next();
            let signed = end < inner.len() || !inner.ends_with(char::is_alphanumeric);
            let glued = mark == ('*', 2) && signed && next.is_some_and(char::is_alphanumeric);
            let marks = if glued { marks + " " } else { marks };
            push(edits, text, base + open.range.end + end..base + close.range.end, marks);
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    edits.dedup_by(|b, a| b.0.start < a.0.end);
}

/// The marks of emphasis in a line, outside code spans, the mark of an item aside.
fn delimiters(line: &str) -> Vec<Delimiter> {
    let mut found: Vec<Delimiter> = Vec::new();
    let body = line.trim_start();
    let first = line.len() - body.len();
    let skip = if body.starts_with("* ") && !body.starts_with("* *") { first + 1 } else { 0 };
    let mut code = false;
    for (at, c) in line.char_indices().filter(|(at, _)| *at >= skip) {
        if c == '`' {
            code = !code;
        }
        if code || !matches!(c, '*' | '~') || line[..at].ends_with('\\') {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.mark == c && joins(line, last, at) => {
                last.range.end = at + 1;
                last.count += 1;
            }
            _ => found.push(Delimiter { range: at..at + 1, mark: c, count: 1 }),
        }
    }
    found
}

/// Whether the character belongs to the mark before it: it touches, or one space is between two.
fn joins(line: &str, last: &Delimiter, at: usize) -> bool {
    let between = &line[last.range.end..at];
    between.is_empty() && last.count < 3 || between == " " && last.count == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::Span;
    use crate::options::RepairOptions;

    fn normalized(text: &str) -> String {
        let mut report = Report::new(&RepairOptions::default());
        normalize(Text::new(text, Span::new(0, text.len())), &mut report).as_str().to_owned()
    }

    #[test]
    fn torn_marks_are_put_right() {
        let cases = [
            ("\\## Boats\nthe \\*two\\*\n\\- red", "## Boats\nthe *two*\n- red"),
            ("a \\*star\\* and\n\\# 4", "a \\*star\\* and\n\\# 4"),
            ("- **Alto:**Ruth, **Bass: **Tom", "- **Alto:** Ruth, **Bass:** Tom"),
            ("##Levels", "## Levels"),
            ("# # What it means", "## What it means"),
            ("＃＃ Como ligar", "## Como ligar"),
            ("#gapyear", "#gapyear"),
            ("1 . Agua\n2 .Calzado", "1. Agua\n2. Calzado"),
            ("*En tren\n*En coche", "* En tren\n* En coche"),
            ("`` ` bash\nx\n`` `", "```bash\nx\n```"),
            ("'`'\nx\n'`'", "```\nx\n```"),
            ("| - - - | - : |", "|---|---:|"),
            ("| --- | --: |", "| --- | --: |"),
            ("｜ a ｜", "| a |"),
            (
                "see [the list] (https: //example.org / a).",
                "see [the list](https://example.org/a).",
            ),
            ("! [ a lamp ] ( lamp.jpg )", "![a lamp](lamp.jpg)"),
            ("the ** blue ** and **grey ** wire", "the **blue** and **grey** wire"),
            ("* * none * * of it", "**none** of it"),
            ("at ~ ~ four ~ ~ three", "at ~~four~~ three"),
            ("on * Tuesday * and *Friday *|", "on *Tuesday* and *Friday*|"),
            ("*En tren a * casa *\n*En coche", "* En tren a *casa*\n* En coche"),
            ("the file `rain. log ` here", "the file `rain.log` here"),
            ("* En tren: hasta **Sala **, y", "* En tren: hasta **Sala**, y"),
        ];
        for (before, after) in cases {
            assert_eq!(normalized(before), after, "{before}");
        }
    }
}
