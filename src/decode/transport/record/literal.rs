//! How the values of records are written.

use std::ops::Range;

use crate::decode::layer::Edits;
use crate::decode::transport::escapes::Sequence;
use crate::report::Confidence;

/// What stands for what in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Plain,
    /// With backslashes: JSON, JavaScript, Python.
    Escaped,
    /// With backslashes, and a quote doubled: SQL.
    Sql,
    /// With the quote doubled: CSV.
    Doubled,
}

impl Form {
    const fn has_backslashes(self) -> bool {
        matches!(self, Self::Escaped | Self::Sql)
    }

    const fn doubled(self) -> Option<u8> {
        match self {
            Self::Sql => Some(b'\''),
            Self::Doubled => Some(b'"'),
            Self::Plain | Self::Escaped => None,
        }
    }

    /// Undoes what the form did to the value at `range`.
    pub(super) fn unescape(self, edits: &mut Edits, text: &str, range: Range<usize>) {
        let bytes = &text.as_bytes()[..range.end];
        let mut at = range.start;
        if self == Self::Plain {
            return;
        }
        let quote = self.doubled().unwrap_or(b'\\');
        let escape = if self.has_backslashes() { b'\\' } else { quote };
        while let Some(offset) = memchr::memchr2(escape, quote, &bytes[at..]) {
            at += offset;
            if bytes[at] == quote && quote != b'\\' {
                if bytes.get(at + 1) == Some(&quote) {
                    edits.push(at..at + 2, &[quote], Confidence::Certain);
                    at += 1;
                }
                at += 1;
                continue;
            }
            match Sequence::read(text, at).filter(|(_, length)| at + length <= range.end) {
                Some((sequence, length)) => {
                    sequence.put(edits, text, at..at + length);
                    at += length;
                }
                // What the end has cut off.
                None if range.end - at < 6 && range.end == text.len() => {
                    edits.push(at..range.end, b"", Confidence::Certain);
                    return;
                }
                None => at += 1,
            }
        }
    }

    /// The value.
    pub(super) fn read(self, value: &str) -> String {
        let mut edits = Edits::default();
        self.unescape(&mut edits, value, 0..value.len());
        edits.made(value)
    }
}

/// Where the literal ends whose text begins at `from`, at its closing quote; none if it is cut off.
pub(super) fn closing(bytes: &[u8], from: usize, quote: u8, form: Form) -> Option<usize> {
    let mut at = from;
    let escape = if form.has_backslashes() { b'\\' } else { quote };
    loop {
        at += memchr::memchr2(escape, quote, bytes.get(at..)?)?;
        if bytes[at] == quote {
            if form.doubled() == Some(quote) && bytes.get(at + 1) == Some(&quote) {
                at += 2;
                continue;
            }
            return Some(at);
        }
        at += 2;
    }
}
