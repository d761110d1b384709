//! Front matter of site generators: YAML between `---`, TOML between `+++`, JSON at the beginning.
//!
//! Its title becomes the headline, its author and date what a page would say of itself; the rest is
//! for the generator.

use std::fmt::Write;
use std::ops::Range;

use super::literal::Form;
use super::{Record, Records, names};

/// More lines are no front matter.
const LINES: usize = 200;
/// A value as it may be kept.
const LONGEST: usize = 400;

pub(super) fn sign(start: &str) -> bool {
    start.starts_with("---") || start.starts_with("+++")
}

pub(super) fn decode(text: &str) -> Option<Records> {
    let start = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
    let fence = text[start..].lines().next()?.trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let between = if fence == "---" { ':' } else { '=' };
    let mut found = Found::default();
    let mut at = start;
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        let from = at;
        at += line.len();
        let line = line.trim_end();
        if index > 0 && (line == fence || line == "..." && between == ':') {
            return found.record(text, at);
        }
        let kept = found.kept;
        if index > LINES || (index > 0 && !found.note(line, between)) {
            return None;
        }
        if index > 0 && found.kept == kept && line.contains(char::is_alphanumeric) {
            found.dropped.push(from..from + line.len());
        }
    }
    None
}

#[derive(Default)]
struct Found {
    fields: usize,
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
    /// How many values say something of the document.
    kept: usize,
    /// The lines of the others.
    dropped: Vec<Range<usize>>,
    /// Whether values on lines of their own may follow.
    open: bool,
    /// Whether the fields are those of a table inside.
    inner: bool,
}

impl Found {
    /// Reads a line; whether front matter can have it.
    fn note(&mut self, line: &str, between: char) -> bool {
        let inner = line.trim_start();
        if inner.is_empty() || inner.starts_with('#') {
            return true;
        }
        let indented = inner.len() < line.len();
        if between == '=' && inner.starts_with('[') {
            self.inner = true;
            return self.fields > 0 || inner.ends_with(']');
        }
        if indented
            || inner.starts_with("- ")
            || matches!(inner, "-" | "]" | "}" | "\"\"\"" | "'''")
        {
            return self.open && self.fields > 0;
        }
        let Some((name, value)) = line.split_once(between) else { return false };
        let name = name.trim_end();
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if name.is_empty() || name.len() > 40 || !name.chars().all(word) {
            return false;
        }
        let value = value.trim();
        self.fields += 1;
        self.open = true;
        if self.inner {
            return true;
        }
        let kept = || scalar(value).filter(|value| value.len() <= LONGEST);
        let field = match name.to_ascii_lowercase().as_str() {
            "author" | "byline" if self.author.is_none() => &mut self.author,
            "date" | "published" | "pubdate" if self.date.is_none() => &mut self.date,
            name if names::title(name) == Some(0) => &mut self.title,
            _ => return true,
        };
        *field = kept();
        self.kept += usize::from(field.is_some());
        true
    }

    fn record(self, text: &str, at: usize) -> Option<Records> {
        // Two rules around a line with a colon are no front matter; a title is.
        let told = self.fields >= 3 || (self.fields > 0 && self.title.is_some());
        if !told || text[at..].trim().is_empty() {
            return None;
        }
        let mut head = String::new();
        let quoted = |value: &str| value.replace('"', "&quot;").replace('<', "&lt;");
        for (name, value) in [("author", &self.author), ("date", &self.date)] {
            if let Some(value) = value {
                let _ = writeln!(head, "<meta name=\"{name}\" content=\"{}\">", quoted(value));
            }
        }
        let record = Record { head, title: self.title, content: at..text.len(), form: Form::Plain };
        Some(Records { records: vec![record], cut: false, dropped: self.dropped })
    }
}

/// A value without its quotes; none for lists, tables and texts of many lines.
fn scalar(value: &str) -> Option<String> {
    let value = match value.bytes().next()? {
        b'[' | b'{' | b'|' | b'>' | b'&' | b'*' => return None,
        b'"' => Form::Escaped.read(value.strip_prefix('"')?.strip_suffix('"')?),
        b'\'' => value.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'"),
        _ => value.split(" #").next().unwrap_or_default().trim().to_owned(),
    };
    (!value.is_empty() && !matches!(value.as_str(), "null" | "~")).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn the_title_becomes_the_headline() {
        let text = "---\nid: 4\ntitle: 'It''s late'\ncategories:\n  - News\nauthor: Ann Lee\n---\n<p>The ferry is late.</p>\n";
        let expected = "<meta name=\"author\" content=\"Ann Lee\">\n<h1>It's late</h1>\n\n<p>The ferry is late.</p>\n";
        assert_eq!(read(text), expected);
        let text = "+++\ntitle = \"Late\"\ntags = [\"a\"]\n[params]\n  title = \"x\"\n+++\n\nThe ferry is late.\n";
        assert_eq!(read(text), "# Late\n\n\nThe ferry is late.\n");
    }

    #[test]
    fn rules_are_not_front_matter() {
        for text in [
            "---\n\nThe ferry: it was late.\n\n---\n\nNobody minded.",
            "---\nNote: the ferry is late.\n---\nNobody minded.",
            "---\ntitle: Late\n---\n",
            "--- \"Look,\" she said.\n",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
