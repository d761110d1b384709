//! The record: what JSON Lines and Parquet hold of a document.
//!
//! [`RECORD`] is its one definition. The JSON Schema (`schemas/record.schema.json`), the Parquet
//! schema and the table in `docs/records.md` are made from it; a test compares them, and
//! `UPDATE_SCHEMA=1 cargo test -p unmangle-cli schema` writes them anew.

use serde_json::{Value, json};

/// Grows when a column changes its meaning or goes, not when one is added.
pub const VERSION: u32 = 2;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// A string.
    Text,
    /// A whole number of 64 bits.
    Number,
    /// None to many, in order.
    List(&'static Type),
    /// Columns within the column.
    Struct(&'static [Column]),
}

/// A column of the record.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Type,
    /// Whether there is always a value; where not, it may be null.
    pub required: bool,
    /// What it says, in a line.
    pub about: &'static str,
}

const fn required(name: &'static str, kind: Type, about: &'static str) -> Column {
    Column { name, kind, required: true, about }
}

const fn optional(name: &'static str, kind: Type, about: &'static str) -> Column {
    Column { name, kind, required: false, about }
}

use Type::{List, Number, Struct, Text};

/// The columns of a record.
pub const RECORD: &[Column] = &[
    required("schema", Number, "The version of this schema, 2"),
    required("tool", Text, "What made the record, with its version"),
    required("options", Text, "A hash of the options that decide the text"),
    required("id", Text, "Names the document; unique in a run"),
    required("source", Text, "The file it is from"),
    optional("member", Text, "The member of that file, if it is an archive of files"),
    required(
        "offset",
        Number,
        "Where in it, in bytes, 0 if it is all of it (Parquet: the row's number)",
    ),
    optional("url", Text, "Where it came from"),
    optional("date", Text, "When it is from: RFC 3339, UTC"),
    optional("date_original", Text, "The same as it was written"),
    optional("title", Text, "Its title, that of its container first"),
    optional("language", Text, "A BCP 47 tag"),
    required("metadata", Struct(METADATA), "What the page says of itself"),
    required("format", Text, "The media type of the text"),
    required("text", Text, "The document; may be empty"),
    required("sha256", Text, "Of the text"),
    required("encoding", Text, "What the document was read in"),
    required("bytes", Number, "Of the document as read"),
    required("repairs", List(&Struct(REPAIR)), "Repairs by rule"),
    required("removed", List(&Struct(REMOVED)), "Parts left out, by reason"),
    required("warnings", List(&Struct(WARNING)), "What else to know"),
    required("kept", List(&Struct(KEPT)), "Fields of the input, by --keep"),
];

const METADATA: &[Column] = &[
    optional("title", Text, "The title, without the name of the site"),
    required("authors", List(&Text), "Who wrote it"),
    optional("published", Text, "When it was published, as RFC 3339 has it"),
    optional("modified", Text, "When it was last changed"),
    optional("section", Text, "The section of the site"),
    required("tags", List(&Text), "Keywords"),
    optional("description", Text, "What it is about"),
    optional("language", Text, "A BCP 47 tag"),
    optional("url", Text, "The address that the page gives as its own"),
    optional("site", Text, "The site or publisher"),
    optional("image", Text, "The address of the picture that stands for it"),
];

const REPAIR: &[Column] =
    &[required("rule", Text, "The rule's id"), required("count", Number, "How often")];
const REMOVED: &[Column] =
    &[required("reason", Text, "Why it is left out"), required("count", Number, "How often")];
const WARNING: &[Column] =
    &[required("kind", Text, "Its kind"), optional("detail", Text, "More about it")];
const KEPT: &[Column] = &[
    required("name", Text, "The field"),
    required("value", Text, "Text as it is, other values as JSON"),
];

/// The JSON Schema of a record.
pub(crate) fn json_schema() -> Value {
    let mut schema = object(RECORD);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("A document cleaned by unmangle");
    schema
}

fn object(columns: &[Column]) -> Value {
    let properties: serde_json::Map<String, Value> = columns
        .iter()
        .map(|column| {
            let mut schema = of_type(column.kind);
            if !column.required {
                schema["type"] = json!([schema["type"], "null"]);
            }
            match column.name {
                "schema" => schema["const"] = json!(VERSION),
                "date" => schema["format"] = json!("date-time"),
                _ => {}
            }
            schema["description"] = json!(column.about);
            (column.name.to_owned(), schema)
        })
        .collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

fn of_type(kind: Type) -> Value {
    match kind {
        Text => json!({"type": "string"}),
        Number => json!({"type": "integer"}),
        List(kind) => json!({"type": "array", "items": of_type(*kind)}),
        Struct(columns) => object(columns),
    }
}

/// The schema of a Parquet file, in its own notation.
#[cfg(any(feature = "parquet", test))]
pub(crate) fn parquet_schema() -> String {
    let columns: String = RECORD.iter().map(parquet_column).collect();
    format!("message record {{ {columns}}}")
}

#[cfg(any(feature = "parquet", test))]
fn parquet_column(column: &Column) -> String {
    let repetition = if column.required { "required" } else { "optional" };
    let name = column.name;
    match column.kind {
        Text => format!("{repetition} binary {name} (STRING); "),
        Number => format!("{repetition} int64 {name}; "),
        List(kind) => {
            let element = parquet_column(&required("element", *kind, ""));
            format!("{repetition} group {name} (LIST) {{ repeated group list {{ {element}}} }} ")
        }
        Struct(columns) => {
            let columns: String = columns.iter().map(parquet_column).collect();
            format!("{repetition} group {name} {{ {columns}}} ")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    const OPEN: &str = "<!-- columns -->\n";
    const CLOSE: &str = "<!-- /columns -->";

    fn name(kind: Type) -> String {
        match kind {
            Text => "text".to_owned(),
            Number => "integer".to_owned(),
            List(kind) => format!("list of {}", name(*kind)),
            Struct(columns) => {
                let columns: Vec<_> = columns.iter().map(|column| column.name).collect();
                format!("{{{}}}", columns.join(", "))
            }
        }
    }

    fn table() -> String {
        let row = |column: &Column| {
            let null = if column.required { "" } else { " or null" };
            format!("| `{}` | {}{null} | {} |\n", column.name, name(column.kind), column.about)
        };
        let rows: String = RECORD.iter().map(row).collect();
        format!("| column | type | what |\n|---|---|---|\n{rows}")
    }

    fn root(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
    }

    #[test]
    fn schema_and_documentation_are_made_from_the_one_definition() {
        let schema = format!("{:#}\n", json_schema());
        let page = std::fs::read_to_string(root("docs/records.md")).unwrap();
        let (head, rest) = page.split_once(OPEN).unwrap();
        let (shown, tail) = rest.split_once(CLOSE).unwrap();
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::create_dir_all(root("schemas")).unwrap();
            std::fs::write(root("schemas/record.schema.json"), &schema).unwrap();
            let page = format!("{head}{OPEN}{}{CLOSE}{tail}", table());
            std::fs::write(root("docs/records.md"), page).unwrap();
            return;
        }
        assert_eq!(shown, table(), "run with UPDATE_SCHEMA=1");
        let kept = std::fs::read_to_string(root("schemas/record.schema.json")).unwrap();
        assert_eq!(kept, schema, "run with UPDATE_SCHEMA=1");
        assert!(parquet_schema().contains("repeated group list { required group element {"));
    }
}
