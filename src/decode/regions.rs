//! The parts of a document that are not prose: scripts, styles, code, comments.
//!
//! What looks like an escape or like mojibake there may be meant, so it is no evidence. This is a
//! scan for a few names and no parser; it runs only on documents that need a closer look.

use std::ops::Range;

use super::tags::TagScan;
use super::visible::Visible;

/// Elements whose content shows text as it is, or is none.
const ELEMENTS: [&str; 8] =
    ["pre", "code", "kbd", "samp", "script", "style", "textarea", "noscript"];
/// The first of them show text.
const CODE: usize = 4;

/// Those whose content is no markup at all: only their own end tag ends them.
const RAW: Range<usize> = 4..6;

/// Ranges of the text that are not prose, in order.
pub(super) struct Regions {
    found: Vec<Region>,
    /// Values of attributes that hold what looks like markup or an escape, in order.
    values: Vec<Range<usize>>,
}

struct Region {
    range: Range<usize>,
    /// Whether it shows text as it is.
    code: bool,
    /// Whether it is a script or style sheet between sound tags.
    sealed: bool,
}

impl Regions {
    pub(super) fn of(text: &[u8]) -> Self {
        let mut scan = Scan::new(text);
        let mut at = 0;
        while let Some(offset) = text.get(at..).and_then(|t| memchr::memchr2(b'<', b'`', t)) {
            at += offset;
            at = if may_begin(text, at) { scan.region(at) } else { at + 1 };
        }
        Self { found: scan.found, values: scan.values }
    }

    /// What lies between the regions of a text of this length.
    pub(super) fn prose(&self, length: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.found.iter().map(|region| region.range.end);
        let starts = self.found.iter().map(|region| region.range.start);
        std::iter::once(0).chain(ends).zip(starts.chain([length])).map(|(from, to)| from..to)
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.at(at).is_some()
    }

    /// Whether the place is in code that readers see.
    pub(super) fn is_code(&self, at: usize) -> bool {
        self.at(at).is_some_and(|region| region.code)
    }

    /// Whether the place is in a script, a style sheet or the value of an attribute whose tags are
    /// sound: whatever was done to the text, it was not done there.
    pub(super) fn is_sealed(&self, at: usize) -> bool {
        self.is_in_value(at) || self.at(at).is_some_and(|region| region.sealed)
    }

    /// Whether the place is in the value of an attribute of a sound tag.
    pub(super) fn is_in_value(&self, at: usize) -> bool {
        let index = self.values.partition_point(|value| value.end <= at);
        self.values.get(index).is_some_and(|value| value.start <= at)
    }

    /// What readers see, all but the tags: a rough count, to compare a text with what it becomes.
    pub(super) fn visible(&self, text: &[u8]) -> Visible {
        let hidden = self.found.iter().filter(|region| !region.code);
        let ends = hidden.clone().map(|region| region.range.end);
        let starts = hidden.map(|region| region.range.start);
        let mut visible = Visible::default();
        let shown = std::iter::once(0).chain(ends).zip(starts.chain([text.len()]));
        for (from, to) in shown {
            visible.add(&text[from..to]);
        }
        visible
    }

    fn at(&self, at: usize) -> Option<&Region> {
        let index = self.found.partition_point(|region| region.range.end <= at);
        self.found.get(index).filter(|region| region.range.start <= at)
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

/// Whether a region or a tag may begin at a sign.
fn may_begin(text: &[u8], at: usize) -> bool {
    let next = text.get(at + 1).copied().unwrap_or(b' ');
    text[at] == b'`' || next == b'!' || next.is_ascii_alphabetic()
}

struct Scan<'a> {
    text: &'a [u8],
    found: Vec<Region>,
    values: Vec<Range<usize>>,
    /// Raw elements that have no sound end tag from here on.
    unsealed: [bool; ELEMENTS.len()],
    tags: TagScan<'a>,
    /// Elements that are not closed from here on; looking again would take quadratic time.
    unclosed: [bool; ELEMENTS.len()],
    /// The same for comments, and for fences of so many ticks and more.
    comments_end: bool,
    unclosed_fence: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a [u8]) -> Self {
        let unclosed = [false; ELEMENTS.len()];
        Self {
            text,
            found: Vec::new(),
            values: Vec::new(),
            unsealed: unclosed,
            tags: TagScan::new(text),
            unclosed,
            comments_end: true,
            unclosed_fence: usize::MAX,
        }
    }

    /// Notes the region that starts at `at`, if one does, and returns where to go on.
    fn region(&mut self, at: usize) -> usize {
        if self.text[at] != b'`' && self.text[at + 1..].first() != Some(&b'!') {
            let tag = self.tags.read(at, &mut self.values);
            return self.element(at, tag).or(tag).unwrap_or(at + 1);
        }
        let found = match self.text[at] {
            b'`' => self.ticks(at).map(|end| (end, true)),
            _ => self.comment(at).map(|end| (end, false)),
        };
        let Some((end, code)) = found else { return at + 1 };
        self.found.push(Region { range: at..end, code, sealed: false });
        end
    }

    /// The end of an element whose content is no prose; `tag` is the end of its tag, if that is
    /// sound.
    fn element(&mut self, at: usize, tag: Option<usize>) -> Option<usize> {
        let name = &self.text[at + 1..];
        let length = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let which =
            ELEMENTS.iter().position(|e| name[..length].eq_ignore_ascii_case(e.as_bytes()))?;
        if self.unclosed[which] || name.get(length) == Some(&b'-') {
            return None;
        }
        let from = tag.unwrap_or(at);
        let rest = &self.text[from..];
        let end = |escaped| close(rest, ELEMENTS[which].as_bytes(), escaped);
        // In a script that stands in the document itself, an escaped end tag is part of a string.
        let raw = RAW.contains(&which) && !self.unsealed[which];
        let sealed = if raw && tag.is_some() { end(false) } else { None };
        self.unsealed[which] |= raw && tag.is_some() && sealed.is_none();
        let found = sealed.or_else(|| end(true));
        self.unclosed[which] = found.is_none();
        let (code, end) = (which < CODE, from + found?);
        self.found.push(Region { range: at..end, code, sealed: sealed.is_some() });
        Some(end)
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

/// The end of the closing tag of `name`, also where its slash is escaped if that is asked for.
fn close(text: &[u8], name: &[u8], escaped: bool) -> Option<usize> {
    memchr::memchr_iter(b'<', text).find_map(|at| {
        let slash = at + 1 + usize::from(escaped && text.get(at + 1) == Some(&b'\\'));
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
        Regions::of(text.as_bytes()).found.into_iter().map(|region| &text[region.range]).collect()
    }

    #[test]
    fn code_scripts_and_comments_are_regions() {
        assert_eq!(
            regions("a<Script>1</script>b<!-- c -->d<pre><code>x</code></pre>`y` <codex>z</codex>"),
            ["<Script>1</script>", "<!-- c -->", "<pre><code>x</code></pre>", "`y`"]
        );
    }

    #[test]
    fn scripts_end_at_their_own_end_tag_where_there_is_one() {
        let text = r#"<script>s="<script src=\"x\"><\/script>\n";</script>a<script>b<\/script>"#;
        let sealed = r#"<script>s="<script src=\"x\"><\/script>\n";</script>"#;
        assert_eq!(regions(text), [sealed, r"<script>b<\/script>"]);
        let regions = Regions::of(text.as_bytes());
        assert_eq!([9, text.len() - 9].map(|at| regions.is_sealed(at)), [true, false]);
    }

    #[test]
    fn values_of_sound_tags_are_known() {
        let text = r#"<div data-a='<p class=\"b\">c<\/p>' id=d><p class=\"e > f\">g"#;
        let values = Regions::of(text.as_bytes()).values;
        let values: Vec<&str> = values.into_iter().map(|range| &text[range]).collect();
        assert_eq!(values, [r#"<p class=\"b\">c<\/p>"#]);
    }

    #[test]
    fn what_is_not_closed_is_no_region() {
        assert_eq!(regions("<code>a <p>b ` c\n`"), Vec::<&str>::new());
    }
}
