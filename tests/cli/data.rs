//! The data: records, what travels with a document, web archives, requests and answers.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{fixtures, read};
use crate::{run, text, unmangle};

fn records(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output =
        run(folder, &[arguments, &["-o", "records.jsonl", "--existing", "overwrite"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let lines = text(&read(&folder.join("records.jsonl")));
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Whether a value is what the schema says, as far as this schema goes.
fn check(schema: &Value, value: &Value, at: &str) {
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        kinds => kinds.as_array().expect("types").iter().filter_map(Value::as_str).collect(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::String(_) => "string",
        Value::Number(number) if number.is_u64() || number.is_i64() => "integer",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        _ => "other",
    };
    assert!(kinds.contains(&kind), "{at} is {kind}, not {kinds:?}");
    match value {
        Value::Array(values) => {
            for value in values {
                check(&schema["items"], value, &format!("{at}[]"));
            }
        }
        Value::Object(object) => {
            let properties = schema["properties"].as_object().expect("properties");
            assert!(properties.keys().eq(object.keys()), "{at}: {:?}", object.keys());
            for (key, value) in object {
                check(&properties[key], value, &format!("{at}.{key}"));
            }
        }
        _ => {}
    }
}

#[test]
fn records_are_as_the_schema_says_whatever_the_input() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema: Value =
        serde_json::from_slice(&read(&fixtures().join("../schemas/record.schema.json")))
            .expect("JSON");
    assert_eq!(text(&run(folder.path(), &["schema"]).stdout), format!("{schema:#}\n"));
    let mut count = 0;
    for name in [
        "crawl.warc.gz",
        "feed.rss",
        "rows.csv",
        "rows.jsonl",
        "pages.zip",
        "message.eml",
        "mailbox.mbox",
    ] {
        let path = fixtures().join("ingest").join(name);
        let found = records(folder.path(), &[path.to_str().expect("UTF-8"), "--keep", "all"]);
        assert!(!found.is_empty(), "{name}");
        for record in &found {
            check(&schema, record, name);
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn dates_provenance_and_kept_fields_travel_along() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let rows = [
        json!({"id": "a", "article": {"body": "<p>One < b >x< / b ></p>"}, "post_date": "2026-01-31 12:00:00", "section": "local", "n": 3}),
        json!({"id": "a", "article": {"body": ""}, "pubDate": "Sat, 31 Jan 2026 13:00:00 +0100"}),
    ];
    let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
    std::fs::write(folder.path().join("rows.jsonl"), &lines).expect("a file");
    let found =
        records(folder.path(), &["rows.jsonl", "--field", "article.body", "--keep", "section,n"]);
    assert_eq!(found.len(), 2, "an empty document is a document");
    let first = &found[0];
    assert_eq!(first["date"], "2026-01-31T12:00:00Z");
    assert_eq!(first["date_original"], "2026-01-31 12:00:00");
    assert_eq!(found[1]["date"], "2026-01-31T12:00:00Z");
    assert_eq!((&first["source"], &first["offset"]), (&json!("rows.jsonl"), &json!(0)));
    assert_eq!((&first["id"], &found[1]["id"]), (&json!("a"), &json!("a#2")));
    assert_eq!(
        first["kept"],
        json!([{"name": "section", "value": "local"}, {"name": "n", "value": "3"}])
    );
    assert_eq!(first["repairs"], json!([{"rule": "tag-delimiter-spaced", "count": 2}]));
    assert!(first["tool"].as_str().expect("text").starts_with("unmangle "));
    let other =
        records(folder.path(), &["rows.jsonl", "--field", "article.body", "--repair", "off"]);
    assert_ne!(first["options"], other[0]["options"]);
}

#[test]
fn front_matter_has_what_the_container_says() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let row = json!({"html": "<p>Text.</p>", "url": "https://e.org/1", "date": "2026-01-31"});
    std::fs::write(folder.path().join("rows.jsonl"), format!("{row}\n")).expect("a file");
    let shown = text(&run(folder.path(), &["rows.jsonl", "--front-matter"]).stdout);
    assert!(shown.contains("https://e.org/1") && shown.contains("2026-01-31T00:00:00Z"), "{shown}");
}

#[test]
fn web_archives_say_what_made_them_and_what_they_were_made_from() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = fixtures().join("ingest/crawl.warc.gz");
    let rows = json!({"html": "<p>x</p>", "url": "https://e.org/a b\r\nX: y"});
    std::fs::write(folder.path().join("rows.jsonl"), format!("{rows}\n")).expect("a file");
    let arguments = [input.to_str().expect("UTF-8"), "rows.jsonl", "-o", "out.warc"];
    assert_eq!(run(folder.path(), &arguments).status.code(), Some(0));
    let written = text(&read(&folder.path().join("out.warc")));
    assert!(written.starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\n"), "{written}");
    assert!(written.contains("software: unmangle "));
    assert_eq!(written.matches("WARC-Type: conversion").count(), 5);
    assert_eq!(written.matches("WARC-Refers-To: <urn:uuid:").count(), 4);
    assert_eq!(written.matches("WARC-Target-URI: ").count(), 5);
    assert!(written.contains("WARC-Target-URI: https://e.org/a%20b%0D%0AX:%20y\r\n"), "{written}");
}

#[test]
fn every_request_is_answered_at_once() {
    let mut child = unmangle()
        .args(["serve", "--stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut to = child.stdin.take().expect("piped");
    let mut from = BufReader::new(child.stdout.take().expect("piped"));
    let mut ask = |line: &str| -> Value {
        writeln!(to, "{line}").and_then(|()| to.flush()).expect("it reads");
        let mut answer = String::new();
        from.read_line(&mut answer).expect("it answers");
        serde_json::from_str(&answer).expect("JSON")
    };
    let answer =
        ask(r#"{"id": "x", "html": "<p>See <a href=/b>it</a>< / p >", "url": "https://e.org/a"}"#);
    assert_eq!(
        (&answer["id"], &answer["text"]),
        (&json!("x"), &json!("See [it](https://e.org/b)\n"))
    );
    // "é" in Latin-1.
    let answer = ask(r#"{"id": 7, "html_base64": "6Q==", "charset": "iso-8859-1"}"#);
    assert_eq!((&answer["id"], &answer["text"]), (&json!("7"), &json!("é\n")));
    for bad in ["no JSON", "", "[]", "{}", r#"{"html": 1}"#, r#"{"html_base64": "?"}"#] {
        assert!(ask(bad)["error"].is_string(), "{bad}");
    }
    assert_eq!(ask(r#"{"html": "Still there."}"#)["text"], "Still there.\n");
    drop(to);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn the_configuration_knows_sites() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let page = "<p>Menu</p><div class=story><p>The ferry sails.</p><p>Read more</p></div>";
    let rows: String = ["https://www.e.org/1", "https://other.org/1", "https://we.org/"]
        .iter()
        .map(|url| format!("{}\n", json!({"html": page, "url": url})))
        .collect();
    std::fs::write(folder.path().join("rows.jsonl"), rows).expect("a file");
    let config = "[site.\"e.org\"]\nselect = \".story\"\nphrases = [\"read more\"]\n";
    std::fs::write(folder.path().join("unmangle.toml"), config).expect("a file");
    let texts: Vec<Value> =
        records(folder.path(), &["rows.jsonl"]).iter().map(|r| r["text"].clone()).collect();
    let whole = "Menu\n\nThe ferry sails.\n\nRead more\n";
    assert_eq!(texts, ["The ferry sails.\n", whole, whole]);
    std::fs::write(folder.path().join("unmangle.toml"), "[site.\"e.org\"]\nselect = \"a:b\"\n")
        .expect("a file");
    assert_eq!(run(folder.path(), &["rows.jsonl"]).status.code(), Some(2));
}

#[test]
fn knowledge_is_read_from_files_and_flags() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("phrases.txt"), "# remarks\nRead more\n").expect("a file");
    let page =
        "<main><p>The ferry sails.</p><p>READ MORE</p><p class=ad>Buy.</p></main><p>Foot</p>";
    std::fs::write(folder.path().join("page.html"), page).expect("a file");
    let arguments = ["page.html", "--select", "main", "--drop", ".ad", "--phrases", "phrases.txt"];
    assert_eq!(text(&run(folder.path(), &arguments).stdout), "The ferry sails.\n");
    assert_eq!(run(folder.path(), &["page.html", "--words", "none.txt"]).status.code(), Some(2));
}
