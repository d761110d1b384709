//! The source while it is patched: bytes, then characters, then bytes again.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::step::Difference;
use crate::decode;
use crate::model::source::{Origin, Span};

/// What an input has become so far, and what of it was copied.
pub(super) struct Source<'i> {
    content: Cow<'i, [u8]>,
    encoding: &'static Encoding,
    /// The bytes that the characters were read from, once they are.
    read: Option<Read<'i>>,
    /// What the next layer holds so far, and how much of this one went into it.
    next: Vec<u8>,
    done: usize,
    /// Where the parts of the content stand in the characters that were read; what was put in stands
    /// nowhere.
    parts: Vec<Part>,
    next_parts: Vec<Part>,
    /// The part at hand, and where it begins.
    part: (usize, usize),
}

struct Read<'i> {
    bytes: Cow<'i, [u8]>,
    bom: usize,
    /// None where the characters are the bytes.
    origin: Option<Origin>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    length: usize,
    from: Option<usize>,
}

impl<'i> Source<'i> {
    pub(super) fn new(input: &'i [u8], encoding: &str) -> Self {
        Self {
            content: Cow::Borrowed(input),
            encoding: Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8),
            read: None,
            next: Vec::new(),
            done: 0,
            parts: Vec::new(),
            next_parts: Vec::new(),
            part: (0, 0),
        }
    }

    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        self.content.get(range)
    }

    /// Puts `after` into the place of a range behind those replaced before.
    pub(super) fn replace(&mut self, range: Range<usize>, after: &[u8]) {
        self.copy(range.start);
        self.next.extend_from_slice(after);
        if self.read.is_some() && !after.is_empty() {
            self.next_parts.push(Part { length: after.len(), from: None });
        }
        self.done = range.end;
    }

    /// Goes on to the next layer.
    pub(super) fn turn(&mut self) {
        if self.done > 0 || !self.next.is_empty() {
            self.copy(self.content.len());
            self.content = Cow::Owned(std::mem::take(&mut self.next));
            self.parts = std::mem::take(&mut self.next_parts);
        }
        (self.done, self.part) = (0, (0, 0));
    }

    fn copy(&mut self, to: usize) {
        let range = self.done..to.max(self.done).min(self.content.len());
        self.next.extend_from_slice(&self.content[range.clone()]);
        if self.read.is_none() {
            return;
        }
        while let Some(part) = self.parts.get(self.part.0) {
            let (start, end) = (self.part.1, self.part.1 + part.length);
            let inner = range.start.max(start)..range.end.min(end);
            if !inner.is_empty() {
                let from = part.from.map(|from| from + inner.start - start);
                self.next_parts.push(Part { length: inner.len(), from });
            }
            if end > range.end {
                break;
            }
            self.part = (self.part.0 + 1, end);
        }
    }

    /// Reads the bytes as characters, if that is not done. Where repairs of bytes were left out, the
    /// places behind them are known only if the characters are the bytes.
    pub(super) fn read(&mut self, differences: &mut Vec<Difference>) {
        if self.read.is_some() {
            return;
        }
        let bytes = std::mem::take(&mut self.content);
        let marked = Encoding::for_bom(&bytes).filter(|(found, _)| *found == self.encoding);
        let bom = marked.map_or(0, |(_, length)| length);
        let is_text = self.encoding == UTF_8 && bom == 0 && std::str::from_utf8(&bytes).is_ok();
        let origin = if is_text {
            self.content = bytes.clone();
            None
        } else {
            let (text, origin, _) = decode::characters(&bytes, self.encoding, bom);
            if let Some(first) = differences.first() {
                let at = origin.place(Span::new(0, first.told.start)).end as usize;
                let length = text.len().saturating_sub(at);
                *differences = vec![Difference { told: at..usize::MAX >> 1, length }];
            }
            self.content = Cow::Owned(text.into_bytes());
            Some(origin)
        };
        self.parts = vec![Part { length: self.content.len(), from: Some(0) }];
        self.read = Some(Read { bytes, bom, origin });
    }

    /// The source as bytes and as characters.
    pub(super) fn written(self) -> (Vec<u8>, String) {
        let text = String::from_utf8_lossy(&self.content).into_owned();
        let Some(Read { bytes, bom, origin: Some(origin) }) = self.read else {
            return (self.content.into_owned(), text);
        };
        let mut out = bytes[..bom].to_vec();
        if self.encoding == ISO_2022_JP {
            // What a byte means there depends on those before it.
            out.extend(encoded(&self.content, self.encoding));
            return (out, text);
        }
        let mut at = 0;
        for Part { length, from } in self.parts {
            match from {
                Some(from) => out.extend(&bytes[origin.span(from..from + length).range()]),
                None => out.extend(encoded(&self.content[at..at + length], self.encoding)),
            }
            at += length;
        }
        (out, text)
    }
}

/// Text in an encoding; a character that it has none for is a character reference.
fn encoded(text: &[u8], encoding: &'static Encoding) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    encoding.encode(&text).0.into_owned()
}
