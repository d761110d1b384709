//! JSON: one object a line, an array of objects, or one object.

use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use super::record::bounded;
use super::stream::{Counter, Stream};
use super::{ReadOptions, Record, RecordError, Records};

/// The keys and columns that hold a document, the likeliest first.
const DOCUMENT: &[&str] = &[
    "html",
    "content",
    "content_html",
    "content:encoded",
    "post_content",
    "article_html",
    "body_html",
    "body",
    "raw_html",
    "text",
    "article",
];
/// The keys and columns that name one.
const ID: &[&str] = &["id", "guid", "url", "uri", "link", "permalink"];
const URL: &[&str] =
    &["url", "uri", "link", "permalink", "canonical_url", "page_url", "source_url", "target_uri"];
const DATE: &[&str] = &[
    "date",
    "published",
    "date_published",
    "datePublished",
    "pubdate",
    "published_at",
    "publish_date",
    "post_date_gmt",
    "post_date",
    "created_at",
    "timestamp",
];
const TITLE: &[&str] = &["title", "headline", "post_title"];
const AUTHOR: &[&str] = &["author", "authors", "byline", "creator", "post_author"];
/// How many columns an error names.
const COLUMNS_NAMED: usize = 12;

/// The documents of JSON Lines.
pub(super) fn lines(stream: Stream, options: ReadOptions) -> Records {
    let source = stream.name;
    let mut input = Counter::new(stream.reader);
    let mut number = 0;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            let offset = input.position;
            let mut line = Vec::new();
            let limit = options.limits.document_bytes;
            match (&mut input).take(limit.saturating_add(1)).read_until(b'\n', &mut line) {
                Ok(0) => ended = true,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(count) => {
                    number += 1;
                    if count as u64 > limit && !line.ends_with(b"\n") {
                        ended = skip_line(&mut input).is_err();
                        let reason = format!("line is over the limit of {limit} bytes");
                        return Some(Err(RecordError::new(&source, Some(offset), reason)));
                    }
                    return Some(value(&line, number, &source, offset, &options));
                }
                Err(error) => {
                    ended = true;
                    return Some(Err(RecordError::of(&source, Some(offset), &error)));
                }
            }
        }
        None
    }))
}

fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (count, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(count);
        if done {
            return Ok(());
        }
    }
}

/// The documents of one JSON value, which is held in memory.
pub(super) fn array(stream: Stream, options: ReadOptions) -> Records {
    let source = stream.name;
    let bytes = match bounded(stream.reader, options.limits.document_bytes.saturating_mul(16)) {
        Ok(bytes) => bytes,
        Err(error) => return RecordError::of(&source, None, &error).once(),
    };
    let mut number = 0;
    let elements: Vec<_> = elements(&bytes);
    Box::new(elements.into_iter().map(move |range| {
        number += 1;
        value(&bytes[range.clone()], number, &source, range.start as u64, &options)
    }))
}

/// The outermost objects of a JSON text, each by its range: a damaged one ends where the next one
/// begins on a line of its own, so it costs no other.
fn elements(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start, mut in_string, mut at) = (0_u32, 0, false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_string => at += 1,
            b'"' if depth > 0 => in_string = !in_string,
            // A raw line break cannot be in a string: the string was never closed.
            b'\n' if in_string => {
                in_string = false;
                if bytes[at + 1..].trim_ascii_start().starts_with(b"{") {
                    found.push(start..at);
                    depth = 0;
                }
            }
            b'{' if !in_string => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            b'}' if !in_string && depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    if depth > 0 {
        found.push(start..bytes.len());
    }
    found
}

fn value(
    bytes: &[u8],
    number: u64,
    source: &str,
    offset: u64,
    options: &ReadOptions,
) -> Result<Record, RecordError> {
    let error = |reason: String| RecordError::new(source, Some(offset), reason);
    let object: Map<String, Value> = match serde_json::from_slice(bytes) {
        Ok(object) => object,
        // What is cut off gives what is there: the record is read as a document.
        Err(e) if e.is_eof() && options.field.is_none() && names_document(bytes) => {
            let (source, payload) = (source.to_owned(), bytes.to_vec());
            let charset = Some("utf-8".to_owned());
            let id = number.to_string();
            let offset = Some(offset);
            return Ok(Record { id, source, offset, charset, payload, ..Record::default() });
        }
        Err(e) => return Err(error(format!("not a JSON object: {e}"))),
    };
    let place = Place { source, offset: Some(offset), number };
    from_fields(&object, &place, options)
}

impl Fields for Map<String, Value> {
    fn names(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }

    fn value(&self, name: &str) -> Option<String> {
        let found = self.get(name).or_else(|| path(self, name)).or_else(|| {
            self.iter().find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
        })?;
        match found {
            Value::Null => Some(String::new()),
            value => text(value),
        }
    }

    fn whole(&self, name: &str) -> Option<String> {
        match self.get(name).or_else(|| path(self, name))? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            value => Some(value.to_string()),
        }
    }
}

/// The value at `article.body`.
fn path<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    let mut parts = name.split('.');
    let first = object.get(parts.next()?)?;
    parts.try_fold(first, |value, key| match value {
        Value::Array(values) => values.get(key.parse::<usize>().ok()?),
        value => value.get(key),
    })
}

/// Whether the text has a key that holds a document.
fn names_document(bytes: &[u8]) -> bool {
    let quoted =
        |key: &&str| memchr::memmem::find(bytes, format!("\"{key}\"").as_bytes()).is_some();
    DOCUMENT.iter().any(quoted)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => {
            object.get("rendered").or_else(|| object.get("name")).and_then(text)
        }
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(text).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

/// The keys of an object, the columns of a row.
pub(super) trait Fields {
    /// All there are.
    fn names(&self) -> Vec<&str>;

    /// A value as text; empty where there is none in the field, none where there is no field.
    fn value(&self, name: &str) -> Option<String>;

    /// A value to keep: text as it is, others as JSON; none where there is none.
    fn whole(&self, name: &str) -> Option<String>;
}

/// Where a record is.
pub(super) struct Place<'a> {
    pub(super) source: &'a str,
    pub(super) offset: Option<u64>,
    pub(super) number: u64,
}

/// A record from named fields.
pub(super) fn from_fields(
    fields: &impl Fields,
    place: &Place<'_>,
    options: &ReadOptions,
) -> Result<Record, RecordError> {
    let first =
        |names: &[&str]| names.iter().find_map(|name| fields.value(name).filter(|v| !v.is_empty()));
    // A document may be empty: the field tells that it is one.
    let payload = match &options.field {
        Some(name) => fields.value(name),
        None => first(DOCUMENT).or_else(|| DOCUMENT.iter().find_map(|name| fields.value(name))),
    };
    let payload = payload.ok_or_else(|| no_field(fields, place, options))?;
    let id = match &options.id_field {
        Some(name) => fields.value(name).filter(|id| !id.is_empty()),
        None => first(ID),
    };
    let kept = options.keep.iter().flat_map(|name| match name.as_str() {
        "all" => fields.names().into_iter().map(str::to_owned).collect(),
        name => vec![name.to_owned()],
    });
    Ok(Record {
        id: id.unwrap_or_else(|| place.number.to_string()),
        source: place.source.to_owned(),
        offset: place.offset,
        url: first(URL),
        date: first(DATE),
        title: first(TITLE),
        authors: first(AUTHOR).into_iter().collect(),
        charset: Some("utf-8".to_owned()),
        fields: kept
            .filter_map(|name| fields.whole(&name).map(|value| (name, value)))
            .filter(|(_, value)| *value != payload)
            .collect(),
        payload: payload.into_bytes(),
        ..Record::default()
    })
}

fn no_field(fields: &impl Fields, place: &Place<'_>, options: &ReadOptions) -> RecordError {
    let names = fields.names();
    let more = if names.len() > COLUMNS_NAMED { ", …" } else { "" };
    let names = names[..names.len().min(COLUMNS_NAMED)].join(", ");
    let (reason, remedy) = match &options.field {
        Some(field) => (format!("no field {field:?}"), "there are"),
        None => ("no field that holds a document".to_owned(), "name it with --field; there are"),
    };
    RecordError {
        kind: super::ErrorKind::NoField,
        remedy: Some(format!("{remedy} {names}{more}")),
        ..RecordError::new(place.source, place.offset, reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_element_costs_no_other() {
        let text = br#"[{"html": "<p>{1}</p>"},
{"html": "<p>2</p>
,"x": 1
},
{"html": "\"}3"}]"#;
        let parts: Vec<_> = elements(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts.len(), 3, "{parts:?}");
        assert_eq!(parts[0], br#"{"html": "<p>{1}</p>"}"#);
        assert_eq!(parts[2], br#"{"html": "\"}3"}"#);
    }
}
