//! The parts of a document that are not prose: scripts, styles, code, comments.
//!
//! What looks like an escape or like mojibake there may be meant, so it is no evidence. This is a
//! scan for a few names and no parser; it runs only on documents that need a closer look.

use std::ops::Range;

/// Elements whose content shows text as it is, or is none.
const ELEMENTS: [&str; 8] =
    ["script", "style", "textarea", "pre", "code", "kbd", "samp", "noscript"];

/// Ranges of the text that are not prose, in order.
pub(super) struct Regions(Vec<Range<usize>>);

impl Regions {
    pub(super) fn of(text: &[u8]) -> Self {
        let mut scan = Scan::new(text);
        let mut at = 0;
        while let Some(offset) = text.get(at..).and_then(|t| memchr::memchr2(b'<', b'`', t)) {
            at = scan.region(at + offset);
        }
        Self(scan.found)
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        let index = self.0.partition_point(|region| region.end <= at);
        self.0.get(index).is_some_and(|region| region.start <= at)
    }
}

struct Scan<'a> {
    text: &'a [u8],
    found: Vec<Range<usize>>,
    /// Elements that are not closed from here on; looking again would take quadratic time.
    unclosed: [bool; ELEMENTS.len()],
    /// The same for comments, and for fences of so many ticks and more.
    comments_end: bool,
    unclosed_fence: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a [u8]) -> Self {
        let unclosed = [false; ELEMENTS.len()];
        Self { text, found: Vec::new(), unclosed, comments_end: true, unclosed_fence: usize::MAX }
    }

    /// Notes the region that starts at `at`, if one does, and returns where to go on.
    fn region(&mut self, at: usize) -> usize {
        let end = match self.text[at] {
            b'`' => self.ticks(at),
            _ => self.element(at).or_else(|| self.comment(at)),
        };
        let Some(end) = end else { return at + 1 };
        self.found.push(at..end);
        end
    }

    fn element(&mut self, at: usize) -> Option<usize> {
        let name = &self.text[at + 1..];
        let length = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let which =
            ELEMENTS.iter().position(|e| name[..length].eq_ignore_ascii_case(e.as_bytes()))?;
        if self.unclosed[which] || name.get(length) == Some(&b'-') {
            return None;
        }
        let end = close(&self.text[at..], ELEMENTS[which].as_bytes());
        self.unclosed[which] = end.is_none();
        end.map(|end| at + end)
    }

    fn comment(&mut self, at: usize) -> Option<usize> {
        let rest = self.text[at..].strip_prefix(b"<!--").filter(|_| self.comments_end)?;
        let end = memchr::memmem::find(rest, b"-->");
        self.comments_end = end.is_some();
        end.map(|end| at + 4 + end + 3)
    }

    /// A code span or fence of Markdown; a span ends on its line.
    fn ticks(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let count = rest.iter().take_while(|&&byte| byte == b'`').count();
        let ticks = &rest[..count];
        let body = &rest[count..];
        let line = memchr::memchr(b'\n', body).unwrap_or(body.len());
        if count < 3 {
            return memchr::memmem::find(&body[..line], ticks).map(|end| at + count + end + count);
        }
        if count >= self.unclosed_fence {
            return None;
        }
        let end = memchr::memmem::find(body, ticks);
        if end.is_none() {
            self.unclosed_fence = count;
        }
        end.map(|end| at + count + end + count)
    }
}

/// The end of the closing tag of `name`, also where its slash is escaped.
fn close(text: &[u8], name: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(offset) = memchr::memchr(b'/', &text[at..]) {
        at += offset + 1;
        let rest = &text[at..];
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            let end = memchr::memchr(b'>', rest).map_or(text.len(), |end| at + end + 1);
            return Some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions(text: &str) -> Vec<&str> {
        Regions::of(text.as_bytes()).0.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn code_scripts_and_comments_are_regions() {
        assert_eq!(
            regions("a<Script>1</script>b<!-- c -->d<pre><code>x</code></pre>`y` <codex>z</codex>"),
            ["<Script>1</script>", "<!-- c -->", "<pre><code>x</code></pre>", "`y`"]
        );
    }

    #[test]
    fn what_is_not_closed_is_no_region() {
        assert_eq!(regions("<code>a <p>b ` c\n`"), Vec::<&str>::new());
    }
}
