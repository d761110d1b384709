//! What a document says about its own encoding.
//!
//! [Prescan a byte stream to determine its encoding], and the encoding of an XML declaration, as the
//! WHATWG HTML standard has them.
//!
//! [Prescan a byte stream to determine its encoding]: https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// An encoding, and where its label stands.
pub(super) struct Declared {
    pub(super) encoding: &'static Encoding,
    pub(super) label: Range<usize>,
}

/// The attributes that count.
const META: [&[u8]; 3] = [b"http-equiv", b"content", b"charset"];

pub(super) fn prescan(bytes: &[u8]) -> Option<Declared> {
    if bytes.starts_with(b"<\0?\0x\0") {
        return Some(Declared { encoding: UTF_16LE, label: 0..0 });
    }
    if bytes.starts_with(b"\0<\0?\0x") {
        return Some(Declared { encoding: UTF_16BE, label: 0..0 });
    }
    Scanner { bytes, at: 0 }.scan().or_else(|| xml_declaration(bytes))
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

struct Attribute {
    name: Range<usize>,
    value: Range<usize>,
}

impl Scanner<'_> {
    fn scan(&mut self) -> Option<Declared> {
        while let Some(offset) = memchr::memchr(b'<', self.rest()) {
            self.at += offset;
            if self.rest().starts_with(b"<!--") {
                // The dashes of the opening may be those of the end: `<!-->`.
                self.at += 2;
                self.at += memchr::memmem::find(self.rest(), b"-->")? + 3;
            } else if self.is_meta() {
                self.at += b"<meta".len();
                if let Some(found) = self.meta() {
                    return Some(found);
                }
            } else if self.is_tag() {
                self.skip_while(|byte| !is_space(byte) && byte != b'>');
                while self.attribute().is_some() {}
            } else if matches!(self.bytes.get(self.at + 1), Some(b'!' | b'/' | b'?')) {
                self.at += memchr::memchr(b'>', self.rest())?;
            } else {
                self.at += 1;
            }
        }
        None
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
    }

    fn is_meta(&self) -> bool {
        let rest = self.rest();
        rest.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"<meta"))
            && rest.get(5).is_some_and(|&byte| is_space(byte) || byte == b'/')
    }

    fn is_tag(&self) -> bool {
        let name = if self.rest().starts_with(b"</") { 2 } else { 1 };
        self.rest().get(name).is_some_and(u8::is_ascii_alphabetic)
    }

    /// Reads the attributes of a `meta` element for what they declare.
    fn meta(&mut self) -> Option<Declared> {
        let mut seen = [false; META.len()];
        let (mut pragma, mut need_pragma, mut label) = (false, None, None);
        while let Some(Attribute { name, value }) = self.attribute() {
            let name = &self.bytes[name];
            let Some(which) = META.iter().position(|meta| name.eq_ignore_ascii_case(meta)) else {
                continue;
            };
            if std::mem::replace(&mut seen[which], true) {
                continue;
            }
            if which == 0 {
                pragma |= self.bytes[value].eq_ignore_ascii_case(b"content-type");
            } else if which == 2 {
                (label, need_pragma) = (Some(value), Some(false));
            } else if label.is_none()
                && let Some(found) = charset_of_content(&self.bytes[value.clone()])
            {
                label = Some(value.start + found.start..value.start + found.end);
                need_pragma = Some(true);
            }
        }
        // A tag that the end of the input cuts short does not count.
        if self.peek()? != b'>' || (need_pragma? && !pragma) {
            return None;
        }
        let label = label?;
        let encoding = Encoding::for_label(&self.bytes[label.clone()])?;
        Some(Declared { encoding: as_declared_in_bytes(encoding), label })
    }

    /// [Get an attribute](https://html.spec.whatwg.org/multipage/parsing.html#concept-get-attributes-when-sniffing).
    fn attribute(&mut self) -> Option<Attribute> {
        self.skip_while(|byte| is_space(byte) || byte == b'/');
        if self.peek()? == b'>' {
            return None;
        }
        let start = self.at;
        // A name may begin with an equals sign.
        self.at += 1;
        self.skip_while(|byte| !is_space(byte) && !matches!(byte, b'=' | b'/' | b'>'));
        let name = start..self.at;
        self.skip_while(is_space);
        if self.peek() != Some(b'=') {
            return Some(Attribute { name, value: self.at..self.at });
        }
        self.at += 1;
        self.skip_while(is_space);
        let value = self.attribute_value()?;
        Some(Attribute { name, value })
    }

    fn attribute_value(&mut self) -> Option<Range<usize>> {
        let first = self.peek()?;
        if matches!(first, b'"' | b'\'') {
            let start = self.at + 1;
            let length = memchr::memchr(first, self.bytes.get(start..)?)?;
            self.at = start + length + 1;
            return Some(start..start + length);
        }
        let start = self.at;
        self.skip_while(|byte| !is_space(byte) && byte != b'>');
        self.peek().map(|_| start..self.at)
    }
}

/// The label in the `content` of a `meta` element: `text/html; charset=label`.
fn charset_of_content(content: &[u8]) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        let found =
            content.get(at..)?.windows(7).position(|w| w.eq_ignore_ascii_case(b"charset"))?;
        at += found + 7;
        at += spaces(&content[at..]);
        if content.get(at) == Some(&b'=') {
            break;
        }
    }
    at += 1;
    at += spaces(&content[at..]);
    let quote = *content.get(at)?;
    if matches!(quote, b'"' | b'\'') {
        let length = memchr::memchr(quote, &content[at + 1..])?;
        return Some(at + 1..at + 1 + length);
    }
    let rest = &content[at..];
    let length = rest.iter().position(|&b| is_space(b) || b == b';').unwrap_or(rest.len());
    Some(at..at + length)
}

/// The encoding of `<?xml version="1.0" encoding="label"?>` at the start of the document.
fn xml_declaration(bytes: &[u8]) -> Option<Declared> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memchr(b'>', declaration)?];
    let start = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
    let mut at = start + spaces(&declaration[start..]);
    if declaration.get(at) != Some(&b'=') {
        return None;
    }
    at += 1;
    at += spaces(&declaration[at..]);
    let quote = *declaration.get(at).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let length = memchr::memchr(quote, &declaration[at + 1..])?;
    let start = b"<?xml".len() + at + 1;
    let encoding = Encoding::for_label(&bytes[start..start + length])?;
    let label = start..start + length;
    Some(Declared { encoding: as_declared_in_bytes(encoding), label })
}

/// Bytes that can be read as ASCII are not UTF-16, whatever they say.
fn as_declared_in_bytes(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16BE || encoding == UTF_16LE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    }
}

fn spaces(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| is_space(byte)).count()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}
