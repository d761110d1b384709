//! The parts of a document that are not prose: scripts, styles, code, comments.
//!
//! What looks like an escape or like mojibake there may be meant, so it is no evidence. This is a
//! scan for a few names and no parser; it runs only on documents that need a closer look.

use std::ops::Range;

/// Elements whose content shows text as it is, or is none.
const ELEMENTS: [&str; 8] =
    ["pre", "code", "kbd", "samp", "script", "style", "textarea", "noscript"];
/// The first of them show text.
const CODE: usize = 4;

/// Ranges of the text that are not prose, in order.
pub(super) struct Regions(Vec<Region>);

struct Region {
    range: Range<usize>,
    /// Whether it shows text as it is.
    code: bool,
}

impl Regions {
    pub(super) fn of(text: &[u8]) -> Self {
        let mut scan = Scan::new(text);
        let mut at = 0;
        while let Some(offset) = text.get(at..).and_then(|t| memchr::memchr2(b'<', b'`', t)) {
            at += offset;
            at = if may_begin(text, at) { scan.region(at) } else { at + 1 };
        }
        Self(scan.found)
    }

    /// What lies between the regions of a text of this length.
    pub(super) fn prose(&self, length: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.0.iter().map(|region| region.range.end);
        let starts = self.0.iter().map(|region| region.range.start);
        std::iter::once(0).chain(ends).zip(starts.chain([length])).map(|(from, to)| from..to)
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.at(at).is_some()
    }

    /// Whether the place is in code that readers see.
    pub(super) fn is_code(&self, at: usize) -> bool {
        self.at(at).is_some_and(|region| region.code)
    }

    fn at(&self, at: usize) -> Option<&Region> {
        let index = self.0.partition_point(|region| region.range.end <= at);
        self.0.get(index).filter(|region| region.range.start <= at)
    }
}

/// Tells tags and text apart, going forward.
#[derive(Default)]
pub(super) struct Tags {
    at: usize,
    open: bool,
}

impl Tags {
    /// Whether the place is inside a tag. Places are asked for in order.
    pub(super) fn contain(&mut self, bytes: &[u8], at: usize) -> bool {
        if let Some(offset) = memchr::memrchr2(b'<', b'>', &bytes[self.at..at]) {
            let found = self.at + offset;
            let named = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'/';
            self.open = bytes[found] == b'<' && bytes.get(found + 1).is_some_and(named);
        }
        self.at = at;
        self.open
    }
}

/// Whether a region may begin at a sign; most elements are others.
fn may_begin(text: &[u8], at: usize) -> bool {
    let next = text.get(at + 1).map_or(b' ', u8::to_ascii_lowercase);
    text[at] == b'`' || matches!(next, b'!' | b'p' | b'c' | b'k' | b's' | b't' | b'n')
}

struct Scan<'a> {
    text: &'a [u8],
    found: Vec<Region>,
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
        let found = match self.text[at] {
            b'`' => self.ticks(at).map(|end| (end, true)),
            _ => self.element(at).or_else(|| Some((self.comment(at)?, false))),
        };
        let Some((end, code)) = found else { return at + 1 };
        self.found.push(Region { range: at..end, code });
        end
    }

    fn element(&mut self, at: usize) -> Option<(usize, bool)> {
        let name = &self.text[at + 1..];
        let length = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let which =
            ELEMENTS.iter().position(|e| name[..length].eq_ignore_ascii_case(e.as_bytes()))?;
        if self.unclosed[which] || name.get(length) == Some(&b'-') {
            return None;
        }
        let end = close(&self.text[at..], ELEMENTS[which].as_bytes());
        self.unclosed[which] = end.is_none();
        end.map(|end| (at + end, which < CODE))
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
    memchr::memchr_iter(b'<', text).find_map(|at| {
        let slash = at + 1 + usize::from(text.get(at + 1) == Some(&b'\\'));
        let opens = text.get(slash) == Some(&b'/');
        let rest = text.get(slash + 1..)?;
        let named = rest.get(..name.len())?.eq_ignore_ascii_case(name)
            && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric);
        let end = || memchr::memchr(b'>', rest).map_or(text.len(), |end| slash + 1 + end + 1);
        (opens && named).then(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions(text: &str) -> Vec<&str> {
        Regions::of(text.as_bytes()).0.into_iter().map(|region| &text[region.range]).collect()
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
