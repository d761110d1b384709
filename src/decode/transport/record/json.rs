//! JSON, one value or many, and what Python prints of one: `{'title': "It's open", 'body': '…'}`.
//!
//! The parse is one that can go on where JSON cannot: a text that was cut off, raw line breaks in a
//! string, single quotes.

use std::ops::Range;

use super::literal::{Form, closing};
use super::{Record, Records, names};

/// Deeper values hold no documents.
const DEPTH: usize = 32;

/// `{"`, `[{"`, with white space between.
pub(super) fn sign(start: &str) -> bool {
    let rest = start.trim_start_matches(['[', ' ', '\n', '\r', '\t']);
    let array = rest.len() < start.len();
    let Some(inside) = rest.strip_prefix('{') else { return array && quoted(rest) };
    quoted(inside.trim_start())
}

fn quoted(text: &str) -> bool {
    text.strip_prefix(['u', 'b']).unwrap_or(text).starts_with(['"', '\''])
}

/// A string that is the value of a field.
struct Field<'t> {
    object: usize,
    depth: usize,
    name: &'t str,
    value: Range<usize>,
}

pub(super) fn decode(text: &str) -> Option<Records> {
    let mut parse = Parse::new(text);
    parse.run()?;
    let (fields, cut) = (parse.fields, parse.cut);
    let value = |field: &&Field<'_>| &text[field.value.clone()];
    let is_content = |field: &&Field<'_>| {
        names::content(field.name).is_some() && names::is_document(value(field))
    };
    // Envelopes hold the records, and records hold comments and the like.
    let depth = fields.iter().filter(is_content).map(|field| field.depth).min()?;
    let mut records: Vec<Record> = Vec::new();
    for object in fields.chunk_by(|a, b| a.object == b.object) {
        let of_record = || object.iter().filter(|field| field.depth == depth);
        let best = of_record().filter(is_content).min_by_key(|field| names::content(field.name));
        let Some(content) = best else { continue };
        let title = of_record()
            .filter(|field| names::title(field.name).is_some())
            .min_by_key(|field| names::title(field.name))
            .map(|field| Form::Escaped.read(value(&field)).trim().to_owned())
            .filter(|title| !title.is_empty() && !title.contains('\n'));
        // Objects inside of others come after them in a text only if they stand there.
        if records.last().is_none_or(|last| last.content.end <= content.value.start) {
            records.push(Record {
                head: String::new(),
                title,
                content: content.value.clone(),
                form: Form::Escaped,
            });
        }
    }
    (!records.is_empty()).then_some(Records { records, cut, dropped: Vec::new() })
}

/// An object or an array that is open.
struct Open<'t> {
    object: Option<usize>,
    /// The name of the field whose value it is.
    name: &'t str,
    /// The depth of the fields in it; objects that only say a form do not count.
    depth: usize,
}

struct Parse<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Open<'t>>,
    objects: usize,
    /// The field whose value comes next.
    name: Option<&'t str>,
    fields: Vec<Field<'t>>,
    cut: bool,
}

impl<'t> Parse<'t> {
    fn new(text: &'t str) -> Self {
        let (open, fields) = (Vec::new(), Vec::new());
        let at = text.len() - text.trim_start_matches('\u{feff}').len();
        Self { text, at, open, objects: 0, name: None, fields, cut: false }
    }

    /// Reads all of the text; none if it is no JSON.
    fn run(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' => self.at += 1,
                b'{' | b'[' => self.enter(byte == b'{')?,
                b'}' | b']' => {
                    let open = self.open.pop()?;
                    if open.object.is_some() != (byte == b'}') {
                        return None;
                    }
                    self.name = None;
                    self.at += 1;
                }
                b'"' | b'\'' => self.string(byte)?,
                b'u' | b'b' if matches!(bytes.get(self.at + 1), Some(b'"' | b'\'')) => self.at += 1,
                _ => self.scalar()?,
            }
        }
        self.cut |= !self.open.is_empty();
        // The fields of an object stand together.
        self.fields.sort_by_key(|field| field.object);
        Some(())
    }

    fn enter(&mut self, is_object: bool) -> Option<()> {
        let outer = self.open.last();
        let depth = outer.map_or(0, |open| open.depth);
        let name = self.name.take().or_else(|| outer.map(|open| open.name)).unwrap_or_default();
        // `"content": {"rendered": "…"}` is a field of the object around it.
        let form = names::content(name).is_some() || names::title(name).is_some();
        let above = outer.and_then(|open| open.object).filter(|_| form && is_object);
        let object = is_object.then(|| above.unwrap_or(self.objects));
        self.objects += usize::from(is_object && above.is_none());
        let depth = depth + usize::from(above.is_none());
        self.open.push(Open { object, name, depth });
        self.at += 1;
        (self.open.len() <= DEPTH).then_some(())
    }

    fn string(&mut self, quote: u8) -> Option<()> {
        let bytes = self.text.as_bytes();
        let from = self.at + 1;
        let end = closing(bytes, from, quote, Form::Escaped);
        self.cut |= end.is_none();
        let value = from..end.unwrap_or(bytes.len());
        self.at = end.map_or(bytes.len(), |end| end + 1);
        let next = bytes[self.at..].trim_ascii_start().first();
        let Open { object: Some(object), name: above, depth } = *self.open.last()? else {
            self.name = None;
            return matches!(next, None | Some(b',' | b']')).then_some(());
        };
        let Some(name) = self.name.take() else {
            self.name = Some(&self.text[value]);
            return matches!(next, None | Some(b':')).then_some(());
        };
        let is_form =
            names::is_form(name) && (names::content(above).or(names::title(above))).is_some();
        let name = if is_form { above } else { name };
        self.fields.push(Field { object, depth, name, value });
        matches!(next, None | Some(b',' | b'}')).then_some(())
    }

    /// A number, `true`, `None`, also with the arguments of a call: `Decimal('1')`.
    fn scalar(&mut self) -> Option<()> {
        let rest = &self.text.as_bytes()[self.at..];
        let is = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte);
        let mut length = rest.iter().take_while(|byte| is(byte)).count();
        if length > 0 && rest.get(length) == Some(&b'(') {
            length += memchr::memchr(b')', rest.get(..200.min(rest.len()))?)? - length + 1;
        }
        // Outside of objects and arrays stand no scalars, but records of one line each.
        let inside = !self.open.is_empty();
        self.at += length;
        self.name = None;
        (length > 0 && inside).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const BODY: &str = "The ferry was late, and nobody minded.";

    #[test]
    fn contents_stand_below_their_titles() {
        for record in [
            r#"{"id": 7, "title": "A \"late\" ferry", "content": "BODY"}"#,
            r#"{"content": "BODY", "tags": ["a", "b"], "title": "A \"late\" ferry"}"#,
            r#"{"title": {"rendered": "A \"late\" ferry"}, "content": {"rendered": "BODY", "protected": false}}"#,
            r#"{'title': u'A "late" ferry', 'date': datetime.date(2024, 1, 2), 'body': 'BODY', 'x': None}"#,
            r#"{"status": "ok", "articles": [{"source": {"name": "X"}, "title": "A \"late\" ferry", "content": "BODY"}]}"#,
        ] {
            let record = record.replace("BODY", BODY);
            assert_eq!(read(&record), format!("# A \"late\" ferry\n\n{BODY}"), "{record}");
        }
    }

    #[test]
    fn what_is_cut_off_gives_what_is_there() {
        let text =
            r#"[{"title": "Late", "content": "<p>The ferry was late.<\/p>\n<p>Nobody mi\u00"#;
        assert_eq!(read(text), "<h1>Late</h1>\n\n<p>The ferry was late.</p>\n<p>Nobody mi");
    }

    #[test]
    fn records_below_one_another_are_all_read() {
        let line = format!(r#"{{"text": "{BODY}"}}"#);
        assert_eq!(read(&format!("{line}\n{line}\n")), format!("{BODY}\n\n{BODY}"));
    }

    #[test]
    fn other_texts_stay() {
        for text in [
            r#"{"name": "unmangle", "description": "a library for mangled text", "version": 1}"#,
            r#"{"content": "The ferry was late, and nobody minded."} is what it printed."#,
            r#"["a", "b"] and more"#,
            "{{ template }}",
            "['one', 'two']",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
