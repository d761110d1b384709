//! What pages say of themselves, `fixtures/extract/<source>/CASE.{html,json}`. Properties that the
//! expected object does not name are not there.

use serde_json::{Map, Value};
use unmangle::options::Options;
use unmangle::{Cleaner, model::document::Metadata};

use crate::support::{files, fixtures, read};

/// The metadata as an object, without what is empty, its origins by property.
fn object(metadata: &Metadata) -> Value {
    let mut object = serde_json::to_value(metadata).expect("metadata are plain values");
    let origins = metadata.origins.iter().map(|pair| {
        let (property, origin) = (serde_json::to_value(pair.0), serde_json::to_value(pair.1));
        let name = property.expect("a name").as_str().unwrap_or_default().to_owned();
        (name, origin.expect("a name"))
    });
    object["origins"] = Value::Object(origins.collect());
    bare(object)
}

fn bare(object: Value) -> Value {
    let Value::Object(fields) = object else { return object };
    let filled = |value: &Value| {
        !value.is_null()
            && value.as_array().is_none_or(|list| !list.is_empty())
            && value.as_object().is_none_or(|object| !object.is_empty())
    };
    Value::Object(fields.into_iter().filter(|(_, value)| filled(value)).collect::<Map<_, _>>())
}

#[test]
fn metadata_are_found_at_their_sources() {
    let mut failures = Vec::new();
    for path in files(&fixtures().join("extract"), "json") {
        let input = read(&path.with_extension("html"));
        let cleaned = Cleaner::new(Options::default()).clean(&input).expect("within the limits");
        let got = object(&cleaned.document.metadata);
        let expected = bare(serde_json::from_slice(&read(&path)).expect("fixtures are JSON"));
        if got != expected {
            failures.push(format!("{}:\n{got:#}\n--- expected\n{expected:#}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
