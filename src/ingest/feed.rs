//! Feeds: RSS, Atom and WordPress exports (WXR), an entry each.
//!
//! Entries are cut out of the stream by their tags and each is parsed for itself: a damaged one
//! costs no other, and memory holds one entry. Specifications: RSS 2.0 with
//! `content:encoded` (RSS 1.0 content module), RFC 4287 (Atom), WXR 1.2.

use std::io::{BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::stream::{Counter, Stream};
use super::{ReadLimits, Record, RecordError, Records};

/// The documents of a feed.
pub(super) fn read(stream: Stream, limits: ReadLimits) -> Records {
    let source = stream.name;
    let mut input = Counter::new(stream.reader);
    let mut number = 0;
    let mut failed = false;
    Box::new(std::iter::from_fn(move || {
        while !failed {
            let mut offset = 0;
            let entry = match next_entry(&mut input, &mut offset, limits.document_bytes) {
                Ok(None) => return None,
                Ok(Some(entry)) => Ok(entry),
                Err(error) => {
                    failed = error.kind() != std::io::ErrorKind::FileTooLarge;
                    Err(error.to_string())
                }
            };
            number += 1;
            match entry.and_then(|entry| parse(&entry, number)) {
                // An attachment or a menu item: nothing to read.
                Ok(record) if record.payload.is_empty() => {}
                Ok(record) => {
                    return Some(Ok(Record {
                        source: source.clone(),
                        offset: Some(offset),
                        ..record
                    }));
                }
                Err(reason) => return Some(Err(RecordError::new(&source, Some(offset), reason))),
            }
        }
        None
    }))
}

/// The next entry, from its start tag to its end tag or, where that is lost, to the next start tag.
fn next_entry<R: BufRead>(
    input: &mut Counter<R>,
    offset: &mut u64,
    limit: u64,
) -> std::io::Result<Option<Vec<u8>>> {
    let mut entry = Vec::new();
    let (mut too_long, mut in_cdata) = (false, false);
    loop {
        let from = entry.len();
        let at = input.position;
        let count = input.by_ref().take(limit + 1).read_until(b'>', &mut entry)?;
        if count == 0 {
            return Ok((from > 0).then_some(entry));
        }
        let piece = &entry[from..];
        let tag = memchr::memrchr(b'<', piece).map_or(&b""[..], |at| &piece[at..]);
        in_cdata |= memchr::memmem::find(piece, b"<![CDATA[").is_some();
        in_cdata &= !piece.ends_with(b"]]>");
        if starts_entry(tag) {
            entry = tag.to_vec();
            *offset = at + (count - entry.len()) as u64;
            (too_long, in_cdata) = (false, false);
        } else if from == 0 {
            entry.clear();
        } else if !in_cdata && (tag == b"</item>" || tag == b"</entry>") {
            if too_long {
                let reason = format!("entry is over the limit of {limit} bytes");
                return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, reason));
            }
            return Ok(Some(entry));
        } else if entry.len() as u64 > limit {
            too_long = true;
            entry.truncate(1);
        }
    }
}

fn starts_entry(tag: &[u8]) -> bool {
    [&b"<item"[..], b"<entry"].iter().any(|start| {
        tag.strip_prefix(*start).is_some_and(|rest| {
            let ends = rest.first().is_some_and(|b| *b == b'>' || b.is_ascii_whitespace());
            ends && !tag.ends_with(b"/>")
        })
    })
}

/// What of an entry is read, the likeliest place of the document first.
#[derive(Default)]
struct Entry {
    encoded: String,
    content: String,
    description: String,
    record: Record,
}

fn parse(bytes: &[u8], number: u64) -> Result<Record, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    let mut entry = Entry::default();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) if !matches!(tag.name().as_ref(), "item" | "entry") => {
                let span = reader.read_to_end(tag.name()).map_err(|error| error.to_string())?;
                let inner = &text[span.start as usize..span.end as usize];
                let is_markup = attribute(&tag, "type").is_some_and(|kind| kind == "xhtml");
                let value = if is_markup { inner.to_owned() } else { characters(inner)? };
                entry.take(&tag, value);
            }
            Event::Empty(tag) => entry.take(&tag, String::new()),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(entry.finish(number))
}

impl Entry {
    fn take(&mut self, tag: &BytesStart<'_>, value: String) {
        let value = value.trim();
        let record = &mut self.record;
        match tag.name().as_ref() {
            "content:encoded" => value.clone_into(&mut self.encoded),
            "content" => value.clone_into(&mut self.content),
            "description" | "summary" => value.clone_into(&mut self.description),
            "title" => record.title = Some(value.to_owned()),
            "link" => link(record, tag, value),
            "guid" | "id" => value.clone_into(&mut record.id),
            "pubDate" | "published" | "dc:date" => record.date = Some(value.to_owned()),
            "updated" => {
                record.date.get_or_insert_with(|| value.to_owned());
            }
            "dc:creator" | "author" => record.authors.push(strip_markup(value)),
            _ => {}
        }
    }

    fn finish(self, number: u64) -> Record {
        let payload = [self.encoded, self.content, self.description]
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default();
        let id = if self.record.id.is_empty() { number.to_string() } else { self.record.id };
        let charset = Some("utf-8".to_owned());
        Record { id, charset, payload: payload.into_bytes(), ..self.record }
    }
}

/// RSS writes the address as text, Atom as an attribute, and links to other things too.
fn link(record: &mut Record, tag: &BytesStart<'_>, value: &str) {
    let is_page = attribute(tag, "rel").is_none_or(|rel| rel == "alternate");
    let url = attribute(tag, "href").unwrap_or_else(|| value.to_owned());
    if is_page && !url.is_empty() {
        record.url = Some(url);
    }
}

/// Atom's author is an element with a name in it.
fn strip_markup(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The text in a piece of XML: references and CDATA sections undone, tags left out. References that
/// XML does not know stay as they are: the document's own reader knows them.
fn characters(xml: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(part) => {
                match quick_xml::escape::unescape(&format!("&{};", &*part)) {
                    Ok(value) => text.push_str(&value),
                    Err(_) => text.push_str(&format!("&{};", &*part)),
                }
            }
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}
