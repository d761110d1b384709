//! JSON: what is written is what the schema says, and is read back as the document it was.

use std::path::Path;

use serde_json::Value;
use unmangle::document::Document;
use unmangle::options::RepairMode;

use crate::support::{clean, files, fixtures, read};

fn schema() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/document.schema.json");
    let schema: Value = serde_json::from_slice(&read(&path)).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is one of 2020-12")
}

#[test]
fn every_fixture_fits_the_schema_and_reads_back() {
    let schema = schema();
    let mut failures = Vec::new();
    for path in files(&fixtures(), "html") {
        let cleaned = clean(&read(&path), RepairMode::On);
        let written: Value = serde_json::from_str(&cleaned.to_json()).expect("JSON");
        if let Some(error) = schema.iter_errors(&written).next() {
            failures.push(format!("{}: {error} at {}", path.display(), error.instance_path()));
        }
        let document: Document = serde_json::from_value(written.clone()).expect("a document");
        let mut again = serde_json::to_value(&document).expect("JSON");
        again["version"] = written["version"].clone();
        again["report"] = written["report"].clone();
        // Places of inline content are those of the source, and stand beside the document.
        again["inlines"] = written["inlines"].clone();
        if again != written || document.to_markdown(&Default::default()) != cleaned.to_markdown() {
            failures.push(format!("{}: read back as another", path.display()));
        }
    }
    assert!(failures.is_empty(), "{} cases:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_schema_refuses_what_is_not_written() {
    let schema = schema();
    let mut written: Value =
        serde_json::from_str(&clean(b"<p>One</p>", RepairMode::On).to_json()).expect("JSON");
    assert!(schema.is_valid(&written));
    written["blocks"][0]["colour"] = Value::from("red");
    assert!(!schema.is_valid(&written));
}

#[test]
fn what_nests_too_deep_is_refused() {
    let mut blocks = String::from(r#"{"type":"paragraph","content":[]}"#);
    for _ in 0..40 {
        blocks = format!(r#"{{"type":"quote","blocks":[{blocks}]}}"#);
    }
    let json = |blocks: &str| format!(r#"{{"blocks":[{blocks}]}}"#);
    assert!(serde_json::from_str::<Document>(&json(&blocks)).is_ok());
    for _ in 0..200 {
        blocks = format!(r#"{{"type":"quote","blocks":[{blocks}]}}"#);
    }
    assert!(serde_json::from_str::<Document>(&json(&blocks)).is_err());
}
