//! JSON: one object a line, an array of objects, or one object.

use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use super::record::bounded;
use super::stream::{Counter, Stream};
use super::{ReadOptions, Record, RecordError, Records};

/// The keys and columns that hold a document, the likeliest first.
const DOCUMENT: &[&str] = &["html", "content", "content_html", "body", "raw_html", "text"];
/// The keys and columns that name one.
const ID: &[&str] = &["id", "url", "uri", "link"];
const URL: &[&str] = &["url", "uri", "link", "canonical_url", "target_uri"];
const DATE: &[&str] =
    &["date", "published", "date_published", "pubdate", "published_at", "timestamp"];
const TITLE: &[&str] = &["title", "headline"];
const AUTHOR: &[&str] = &["author", "authors", "byline", "creator"];

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
    let object: Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|e| error(format!("not a JSON object: {e}")))?;
    let get = |key: &str| object.get(key).and_then(text);
    let record = from_fields(get, number, options).map_err(error)?;
    Ok(Record { source: source.to_owned(), offset: Some(offset), ..record })
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

/// A record from named fields: the keys of an object, the columns of a row.
pub(super) fn from_fields(
    get: impl Fn(&str) -> Option<String>,
    number: u64,
    options: &ReadOptions,
) -> Result<Record, String> {
    let first = |names: &[&str]| names.iter().find_map(|name| get(name)).filter(|v| !v.is_empty());
    let named = |name: &Option<String>, names: &[&str]| match name {
        Some(name) => get(name),
        None => first(names),
    };
    let payload = named(&options.field, DOCUMENT).ok_or_else(|| match &options.field {
        Some(field) => format!("no field {field:?}"),
        None => format!("no field that holds a document (looked for {})", DOCUMENT.join(", ")),
    })?;
    Ok(Record {
        id: named(&options.id_field, ID).unwrap_or_else(|| number.to_string()),
        url: first(URL),
        date: first(DATE),
        title: first(TITLE),
        authors: first(AUTHOR).into_iter().collect(),
        charset: Some("utf-8".to_owned()),
        payload: payload.into_bytes(),
        ..Record::default()
    })
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
