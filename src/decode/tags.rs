//! Sound tags, so that the values of their attributes are told from text.
//!
//! A tag whose quotes are escaped, lost or doubled is not sound, and says nothing here.

use std::ops::Range;

/// Reads tags of one text, going forward.
pub(super) struct TagScan<'a> {
    text: &'a [u8],
    /// Whether there may be double and single quotes from here on; looking again would take
    /// quadratic time.
    quoted: [bool; 2],
}

impl<'a> TagScan<'a> {
    pub(super) const fn new(text: &'a [u8]) -> Self {
        Self { text, quoted: [true; 2] }
    }

    /// The end of the start tag at `at`, if it is sound; its values that hold what looks like markup
    /// or an escape are added to `values`.
    pub(super) fn read(&mut self, at: usize, values: &mut Vec<Range<usize>>) -> Option<usize> {
        let known = values.len();
        let end = self.tag(at, values);
        if end.is_none() {
            values.truncate(known);
        }
        end
    }

    fn tag(&mut self, start: usize, values: &mut Vec<Range<usize>>) -> Option<usize> {
        let mut at = start + 1;
        at += self.length(at, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':'));
        loop {
            at += self.length(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
            match *self.text.get(at)? {
                b'>' => return Some(at + 1),
                b'=' => return None,
                _ => {}
            }
            let name = self.length(at, |byte| {
                byte > b' ' && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'=' | b'/' | b'\\')
            });
            if name == 0 {
                return None;
            }
            at += name;
            let space = self.length(at, |byte| byte.is_ascii_whitespace());
            if self.text.get(at + space) == Some(&b'=') {
                at += space + 1;
                at += self.length(at, |byte| byte.is_ascii_whitespace());
                at = self.value(at, values)?;
            }
        }
    }

    /// The end of the value that begins at `at`, with its quotes.
    fn value(&mut self, at: usize, values: &mut Vec<Range<usize>>) -> Option<usize> {
        let quote = *self.text.get(at)?;
        if !matches!(quote, b'"' | b'\'') {
            let end = at
                + self.length(at, |byte| {
                    byte > b' ' && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\')
                });
            return (end > at).then_some(end);
        }
        let may_close = &mut self.quoted[usize::from(quote == b'\'')];
        if !*may_close {
            return None;
        }
        let length = memchr::memchr(quote, &self.text[at + 1..]);
        *may_close = length.is_some();
        let value = at + 1..at + 1 + length?;
        let end = value.end + 1;
        let after = self.text.get(end)?;
        if !(after.is_ascii_whitespace() || matches!(after, b'/' | b'>')) {
            return None;
        }
        if memchr::memchr2(b'<', b'\\', &self.text[value.clone()]).is_some() {
            values.push(value);
        }
        Some(end)
    }

    fn length(&self, at: usize, is: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.iter().position(|byte| !is(*byte)).unwrap_or(rest.len())
    }
}
