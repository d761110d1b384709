//! Signs of Markdown in text: whether a document's authors wrote it.

/// How often each sign occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// Links and images with their targets, which name a host or a file.
    pub(crate) links: usize,
    /// Links with a space before their targets, or with targets that prove less.
    pub(crate) loose_links: usize,
    /// Strong emphasis among other words.
    pub(crate) strong: usize,
    /// Texts that are strong as a whole: stars around a notice or a stage direction.
    pub(crate) starred: usize,
    /// Headings with their marks, at the start of lines of loose text.
    pub(crate) headings: usize,
    /// Code fences.
    pub(crate) fences: usize,
    /// Rows that part the header of a table from its body.
    pub(crate) tables: usize,
    /// Spans of code that hold a name or a call.
    pub(crate) codes: usize,
}

impl Signs {
    /// Counts the signs in a text; lines mean something only if it stands `loose`.
    pub(crate) fn count(&mut self, text: &str, loose: impl FnOnce() -> bool) {
        // Blocks of bytes as a whole, which is faster than to stop at the first sign.
        let mut blocks = text.as_bytes().chunks(64);
        let may_sign = |block: &[u8]| block.iter().fold(false, |any, &byte| any | is_sign(byte));
        if !blocks.any(may_sign) {
            return;
        }
        if text.contains(']') {
            for (at, _) in text.match_indices(']') {
                let Some(target) = link_after(text, at) else { continue };
                let tight = text[at + 1..].starts_with('(');
                let sure = tight && names_place(&text[target]);
                self.links += usize::from(sure);
                self.loose_links += usize::from(!sure);
            }
        }
        if text.contains("**") {
            let pairs = strong(text);
            let whole = pairs == 1 && is_starred(text.trim());
            self.starred += usize::from(whole);
            self.strong += if whole { 0 } else { pairs };
        }
        if text.contains('`') {
            self.codes += codes(text);
        }
        if text.contains(['#', '`', '＃', '|']) && loose() {
            for line in text.lines() {
                self.headings += usize::from(is_heading(line.trim()));
                self.fences += usize::from(is_fence(line.trim()));
                self.tables += usize::from(is_table_rule(line.trim()));
            }
            self.headings += usize::from(ends_with_marks(text));
        }
    }

    /// Whether the document is written in Markdown; `tagged` if it has block tags as well.
    pub(crate) fn are_markdown(&self, tagged: bool) -> bool {
        // Plain text has tables of its own.
        let tables = if tagged { self.tables } else { 0 };
        let lines = self.headings + self.fences + tables;
        let enough = if tagged { 2 } else { 1 };
        let loose = (lines + self.loose_links + self.codes).max(self.starred);
        self.links > 0 || self.strong > 0 || loose >= enough
    }
}

/// How many pairs of backticks hold a name with a sign in it and nothing else: `a.b`, `f(x)`.
fn codes(text: &str) -> usize {
    let mut count = 0;
    for line in text.lines().filter(|line| !line.contains("``")) {
        let mut parts = line.split('`');
        let mut before = parts.next().unwrap_or_default();
        while let (Some(code), Some(after)) = (parts.next(), parts.next()) {
            let free = !before.ends_with(char::is_alphanumeric)
                && !after.starts_with(char::is_alphanumeric);
            count += usize::from(free && is_name(code));
            before = after;
        }
    }
    count
}

/// Whether it is an address, a call or a name of several parts, without a space.
fn is_name(code: &str) -> bool {
    let inner = code.trim_matches(|c: char| !c.is_alphanumeric() && !"()<>/".contains(c));
    inner.len() > 2
        && inner.len() <= 80
        && !inner.contains(char::is_whitespace)
        && inner.contains(char::is_alphabetic)
        && inner.contains(['.', '_', '(', '/', '=', '<', ':'])
}

/// Whether a sign may begin with the byte: one of `]*#|`, a backtick or the first of `＃`.
const fn is_sign(byte: u8) -> bool {
    matches!(byte, b']' | b'*' | b'#' | b'`' | b'|' | 0xEF)
}

/// Links are looked for within so many bytes, lest every bracket read to the end of the text.
const LONGEST_TARGET: usize = 1000;
const LONGEST_TEXT: usize = 400;

/// The target of a link whose text ends with the bracket at `at`: the range of what stands in the
/// parentheses. A space before them, or inside the address, does not hide it.
pub(super) fn link_after(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let rest = &text[at + 1..];
    let open = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let inner = rest[open..].strip_prefix(['(', '（'])?;
    let start = text.len() - inner.len();
    let mut near = inner.char_indices().take_while(|(index, _)| *index <= LONGEST_TARGET);
    let (length, _) = near.find(|(_, c)| matches!(c, ')' | '）' | '\n'))?;
    let target = &inner[..length];
    let mut before = text[..at].char_indices().rev().take_while(|(i, _)| at - i <= LONGEST_TEXT);
    let opening = before.find(|(_, c)| *c == '[');
    let has_open = opening.is_some_and(|(from, _)| !text[from..at].contains("\n\n"));
    (length > 0 && has_open && !inner[length..].starts_with('\n') && is_target(target))
        .then_some(start..start + length)
}

/// Whether the target names a host or a file rather than just a path.
fn names_place(target: &str) -> bool {
    !target.contains(' ') && target.contains(['.', ':'])
}

/// Whether the text is an address, a path or a file's name, spaces aside.
fn is_target(target: &str) -> bool {
    let bare: String = target.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.split('"').next().unwrap_or_default().replace('：', ":");
    let lower = bare.to_ascii_lowercase();
    let scheme = ["http://", "https://", "mailto:", "ftp://", "www.", "/", "#", "./", "../"];
    if scheme.iter().any(|start| lower.starts_with(start)) {
        return bare.len() > 1;
    }
    let words = target.split_whitespace().count();
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let file = [
        "html", "htm", "php", "md", "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "org",
        "com", "net",
    ];
    words <= 3 && file.contains(&extension)
}

/// How many pairs of `**` have a word tight on their inside and none on their outside.
fn strong(text: &str) -> usize {
    let mut open = None;
    let mut count = 0;
    for (at, _) in text.match_indices("**") {
        let before = text[..at].chars().next_back();
        let after = text[at + 2..].chars().next();
        let wordy = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let tight = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '*');
        match open {
            Some(from) if at - from > 1000 => open = None,
            Some(_) if tight(before) && !wordy(after) => {
                count += 1;
                open = None;
                continue;
            }
            _ => {}
        }
        if open.is_none() && tight(after) && !wordy(before) {
            open = Some(at);
        }
    }
    count
}

/// Whether the marks of strong emphasis stand around all of the text.
fn is_starred(text: &str) -> bool {
    text.starts_with("**") && text.ends_with("**")
}

/// A heading's marks before a word, spaces between them or not; one mark alone needs a space and
/// proves nothing.
fn is_heading(line: &str) -> bool {
    let content = line.trim_start_matches(['#', '＃', ' ']);
    let marks = line[..line.len() - content.len()].chars().filter(|c| *c != ' ').count();
    (2..=6).contains(&marks)
        && content.starts_with(char::is_alphanumeric)
        && !content.ends_with('.')
        && content.chars().count() <= 120
}

/// Whether a heading's marks stand at the end, before an element: `## <a name="x"></a> Water`.
fn ends_with_marks(text: &str) -> bool {
    let line = text[text.trim_end_matches(' ').rfind('\n').map_or(0, |at| at + 1)..].trim();
    (2..=6).contains(&line.len()) && line.bytes().all(|b| b == b'#')
}

/// `| --- | :-: |`, with three dashes a cell: rows of signs are drawn with more.
fn is_table_rule(line: &str) -> bool {
    let Some(cells) = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) else {
        return false;
    };
    let is_cell = |cell: &str| {
        let dashes = cell.trim().trim_start_matches(':').trim_end_matches(':');
        let torn = dashes.replace(' ', "");
        (3..=20).contains(&torn.len()) && torn.bytes().all(|b| b == b'-')
    };
    cells.contains('|') && cells.split('|').all(is_cell)
}

fn is_fence(line: &str) -> bool {
    if super::normalize::translated_fence(line).is_some() {
        return true;
    }
    let content = line.trim_start_matches(['`', ' ']);
    let marks = line[..line.len() - content.len()].matches('`').count();
    marks >= 3 && !content.contains(['`', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Signs {
        let mut signs = Signs::default();
        signs.count(text, || true);
        signs
    }

    #[test]
    fn markdown_is_recognised_broken_or_not() {
        assert_eq!(signs("see [the list](https://example.org/a).").links, 1);
        assert_eq!(signs("see [the list] (https: //example.org/a).").loose_links, 1);
        assert_eq!(signs("a ** b ** c, 2**3, f**k").strong, 0);
        assert_eq!(signs("the **Tide Desk** is **out of order ** today").strong, 1);
        assert_eq!(signs(" **leaves the stage** ").strong, 0);
        assert_eq!(signs(" **leaves the stage** ").starred, 1);
        assert_eq!(signs("**Update** Open until **ten**").strong, 2);
        assert_eq!(signs("# # What it means\n##Water").headings, 2);
        assert_eq!(signs("#gapyear\n# 4 is written\n##, said the clerk").headings, 0);
        assert_eq!(signs("`` ` bash").fences, 1);
        assert_eq!(signs("'`'\nx\n'`'").fences, 2);
        assert_eq!(signs("x\n\n## ").headings, 1);
        assert_eq!(signs("x\n\n## \n").headings + signs("C# ").headings, 0);
        assert_eq!(signs("| a | b |\n| :--- | --- |").tables, 1);
        assert_eq!(signs("|---|\n||\n|-----------------------|---|").tables, 0);
        assert_eq!(signs("as he wrote [sic] (see below)").links, 0);
    }
}
